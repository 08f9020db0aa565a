// SPDX-License-Identifier: Apache-2.0
package org.unmask.errors;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Errors of the entries of one matrix or law of a model, in its shape.
 *
 * @param rows number of rows; 1 for a law
 * @param columns number of columns
 * @param entries row by row
 */
public record ErrorTable(int rows, int columns, List<EntryError> entries) {

    /** Gives the error at a place. */
    @FunctionalInterface
    interface Entries {
        EntryError at(int row, int column);
    }

    /**
     * Copies the entries.
     *
     * @throws IllegalArgumentException when their number is another one
     */
    public ErrorTable {
        entries = List.copyOf(entries);
        if (entries.size() != rows * columns) {
            throw new IllegalArgumentException("a " + rows + " x " + columns + " table has " + rows * columns
                    + " entries, found " + entries.size());
        }
    }

    static ErrorTable generate(int rows, int columns, Entries entries) {
        List<EntryError> all = new ArrayList<>(rows * columns);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                all.add(entries.at(i, j));
            }
        }
        return new ErrorTable(rows, columns, all);
    }

    /**
     * One entry.
     *
     * @param row from 0
     * @param column from 0
     * @return its error
     */
    public EntryError get(int row, int column) {
        return entries.get(
                java.util.Objects.checkIndex(row, rows) * columns + java.util.Objects.checkIndex(column, columns));
    }

    /**
     * The largest standard error.
     *
     * @return zero when no entry has one
     */
    public double largest() {
        return entries.stream()
                .mapToDouble(entry -> entry.standardError().orElse(0))
                .max()
                .orElse(0);
    }

    ErrorTable map(UnaryOperator<EntryError> change) {
        return new ErrorTable(rows, columns, entries.stream().map(change).toList());
    }
}
