// SPDX-License-Identifier: Apache-2.0
package org.unmask.report;

import java.util.List;
import java.util.Optional;

/**
 * The landscape as a table to wander in: rows are tasks, columns are families, and each cell opens.
 *
 * @param head heading
 * @param columns the families
 * @param rows the tasks
 * @param cells cell {@code column * rows + row}
 */
record AtlasTable(Section.Head head, List<Column> columns, List<Row> rows, List<Cell> cells) implements Section {

    /**
     * A family.
     *
     * @param family categorical or gaussian
     * @param states number of states
     * @param dimension number of symbols or coordinates
     * @param transition the option's word
     * @param covariance the option's word; empty for symbols
     * @param name in words
     * @param parameters number of free parameters
     * @param alone tasks that need no other
     * @param sets smallest collections of several tasks; a proved one starts with a check mark
     * @param together what all tasks together leave, in words
     */
    record Column(
            String family,
            int states,
            int dimension,
            String transition,
            String covariance,
            String name,
            int parameters,
            List<String> alone,
            List<String> sets,
            String together) {}

    /**
     * A task.
     *
     * @param text such as {@code x2,x3|x1}
     * @param pattern such as {@code o__}
     * @param words in words
     * @param targets how many tokens it predicts
     * @param context how many it sees
     */
    record Row(String text, String pattern, String words, int targets, int context) {}

    /**
     * An answer.
     *
     * @param word identifiable, locally-identifiable, not-identifiable or undetermined
     * @param nullity free directions, where known
     * @param sentence the answer in a sentence
     * @param reason why
     * @param repair the smallest change that helps, in a sentence; empty when none is needed
     * @param repairAt the cell of the repair, when it is one of the table
     * @param steps what one more token buys
     * @param certificate what a program can check, where it is kept
     */
    record Cell(
            String word,
            Optional<Integer> nullity,
            String sentence,
            String reason,
            String repair,
            Optional<Integer> repairAt,
            List<Step> steps,
            Optional<Exact> certificate) {}

    /**
     * A larger task.
     *
     * @param row its row
     * @param target whether a target is added, not a token of context
     */
    record Step(int row, boolean target) {}
}
