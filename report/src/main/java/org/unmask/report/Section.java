// SPDX-License-Identifier: Apache-2.0
package org.unmask.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.unmask.matrix.Matrix;

/**
 * A part of a page. Each kind has a renderer of the same name in the page's scripts; records hold plain values, so that a
 * page for another question is put together from the same parts.
 */
public sealed interface Section
        permits Section.KeyFigures,
                Section.Verdict,
                Section.StateGraph,
                Section.HeatMap,
                Section.MaskedText,
                Section.DecodedText,
                Section.DecodedSeries,
                Section.StateTrack,
                Section.Lines,
                Section.Bars,
                Section.Table,
                Section.Prose,
                AtlasTable,
                ErrorsView,
                ExplorerView,
                TrailsView {

    /** A heading and what the reader should know before looking.
     *
     * @param title the heading
     * @param note one or two sentences; may be empty
     */
    record Head(String title, String note) {}

    /**
     * The data of the section for its renderer.
     *
     * @return a tree for the page's data
     */
    default Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        String name = getClass().getSimpleName();
        tree.put("kind", Character.toLowerCase(name.charAt(0)) + name.substring(1));
        for (java.lang.reflect.RecordComponent component : getClass().getRecordComponents()) {
            tree.put(component.getName(), Trees.of(component, this));
        }
        return tree;
    }

    /**
     * Figures that matter most, large.
     *
     * @param items label, value and a note for each
     */
    record KeyFigures(List<KeyFigure> items) implements Section {}

    /**
     * One large figure.
     *
     * @param label what it is
     * @param value as text, with its unit
     * @param note what to compare it with
     */
    record KeyFigure(String label, String value, String note) {}

    /**
     * The verdict on the task.
     *
     * @param word identifiable, locally-identifiable, not-identifiable or undetermined
     * @param sentence the answer in a sentence
     * @param paragraphs why, and what to do
     * @param checks facts that were checked, folded in
     * @param certificate the evidence, a tree; folded in
     */
    record Verdict(
            String word, String sentence, List<String> paragraphs, List<String> checks, Optional<Exact> certificate)
            implements Section {}

    /**
     * The model as a graph of states.
     *
     * @param head heading
     * @param states one card for each state
     * @param transition {@code states x states}
     */
    record StateGraph(Head head, List<StateCard> states, Matrix transition) implements Section {}

    /**
     * A state in short.
     *
     * @param name such as {@code state 1}
     * @param share long-run share of the tokens
     * @param duration expected length of a stay, in tokens
     * @param symbols the likeliest symbols; empty for points
     * @param coordinates mean and spread of each coordinate; empty for symbols
     */
    record StateCard(String name, double share, double duration, List<Guess> symbols, List<Coordinate> coordinates) {}

    /**
     * A symbol and its probability.
     *
     * @param symbol the symbol
     * @param probability from 0 to 1
     */
    record Guess(String symbol, double probability) {}

    /**
     * A coordinate of a point in a state.
     *
     * @param name column
     * @param mean expected value
     * @param deviation standard deviation
     */
    record Coordinate(String name, double mean, double deviation) {}

    /**
     * A matrix in colours.
     *
     * @param head heading
     * @param rows labels
     * @param columns labels
     * @param values one for each cell
     * @param errors what stands beside each value: how far it may be off, or why that is not said
     * @param diverging whether zero is the middle of the scale, not its end
     */
    record HeatMap(
            Head head,
            List<String> rows,
            List<String> columns,
            Matrix values,
            Optional<List<List<String>>> errors,
            boolean diverging)
            implements Section {}

    /**
     * Masked prediction on a stretch of the data.
     *
     * @param head heading
     * @param task the task's text
     * @param words whether tokens are set apart by spaces
     * @param tokens the stretch
     * @param windows one for each place the window can stand at
     */
    record MaskedText(Head head, String task, boolean words, List<String> tokens, List<Window> windows)
            implements Section {}

    /**
     * One place of the window.
     *
     * @param context places of the tokens seen, in the stretch
     * @param targets places of the tokens hidden
     * @param guesses for each target the likeliest symbols, likeliest first
     * @param truth for each target the probability given to what was there
     * @param joint probability given to all targets together
     * @param independent what independent tokens would give all targets together
     */
    record Window(
            List<Integer> context,
            List<Integer> targets,
            List<List<Guess>> guesses,
            List<Double> truth,
            double joint,
            double independent) {}

    /**
     * A stretch of the data with the state of each token.
     *
     * @param head heading
     * @param words whether tokens are set apart by spaces
     * @param tokens the stretch
     * @param states likeliest path, from 0
     * @param certainty posterior probability of that state
     * @param count number of states
     */
    record DecodedText(
            Head head, boolean words, List<String> tokens, List<Integer> states, List<Double> certainty, int count)
            implements Section {}

    /**
     * A stretch of a series with the state of each point as a band behind it.
     *
     * @param head heading
     * @param start token number of the first point, from 1
     * @param names columns
     * @param values one list for each column
     * @param states likeliest path, from 0
     * @param count number of states
     */
    record DecodedSeries(
            Head head, long start, List<String> names, List<List<Double>> values, List<Integer> states, int count)
            implements Section {}

    /**
     * Probability of each state along the whole data.
     *
     * @param head heading
     * @param positions token numbers, from 1
     * @param shares one list for each state, mean posterior around each position
     */
    record StateTrack(Head head, List<Double> positions, List<List<Double>> shares) implements Section {}

    /**
     * Curves over a common axis.
     *
     * @param head heading
     * @param horizontal name of the axis
     * @param vertical name of the axis
     * @param lines the curves
     * @param logarithmic whether the vertical axis is
     */
    record Lines(Head head, String horizontal, String vertical, List<Line> lines, boolean logarithmic)
            implements Section {}

    /**
     * A curve.
     *
     * @param name in the legend
     * @param x horizontal values
     * @param y vertical values
     * @param chosen whether it is the one that matters
     */
    record Line(String name, List<Double> x, List<Double> y, boolean chosen) {}

    /**
     * Bars with a level they are compared with.
     *
     * @param head heading
     * @param labels one for each bar
     * @param values heights
     * @param level where noise lies, if known
     * @param levelName what the level is
     * @param chosen how many bars from the left matter
     * @param logarithmic whether the vertical axis is
     */
    record Bars(
            Head head,
            List<String> labels,
            List<Double> values,
            Optional<Double> level,
            String levelName,
            int chosen,
            boolean logarithmic)
            implements Section {}

    /**
     * A table.
     *
     * @param head heading
     * @param columns headings; one that starts with {@code #} holds numbers
     * @param rows cells as text
     */
    record Table(Head head, List<String> columns, List<List<String>> rows) implements Section {}

    /**
     * Words.
     *
     * @param head heading
     * @param paragraphs in order
     */
    record Prose(Head head, List<String> paragraphs) implements Section {}
}
