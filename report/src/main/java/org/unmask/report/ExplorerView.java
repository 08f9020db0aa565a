// SPDX-License-Identifier: Apache-2.0
package org.unmask.report;

import java.util.List;

/**
 * Courses through parameter space with a slider: model, predictions and loss at each place.
 *
 * @param head heading
 * @param states names of the states
 * @param emission what the second map shows, such as {@code emission} or {@code means}
 * @param tokens names of the symbols or coordinates
 * @param predictors the predictions that are shown
 * @param witness what the witness is called; empty without one
 * @param lossName unit of the loss
 * @param courses at least one
 */
record ExplorerView(
        Section.Head head,
        List<String> states,
        String emission,
        List<String> tokens,
        List<Predictor> predictors,
        String witness,
        String lossName,
        List<Way> courses)
        implements Section {

    /**
     * The predictions of a task.
     *
     * @param task its text
     * @param rows contexts
     * @param columns outcomes
     * @param note what is left out; may be empty
     */
    record Predictor(String task, List<String> rows, List<String> columns, String note) {}

    /**
     * A course.
     *
     * @param name on its button
     * @param kind fibre, across or between
     * @param sentence what to look for
     * @param start which frame is the model
     * @param frames the places
     */
    record Way(String name, String kind, String sentence, int start, List<Frame> frames) {}

    /**
     * A place.
     *
     * @param at distance walked
     * @param transition row by row
     * @param emission row by row
     * @param predictions shown ones, task by task, row by row
     * @param change largest change of any prediction, shown or not
     * @param loss above the best
     * @param distance largest change of a parameter, up to relabelling
     * @param witness value of the witness
     */
    record Frame(
            double at,
            List<Double> transition,
            List<Double> emission,
            List<Double> predictions,
            double change,
            double loss,
            double distance,
            double witness) {}
}
