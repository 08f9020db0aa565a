// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.table;

import java.util.List;
import java.util.Optional;
import org.unmask.io.BadInputException;

/** The columns taken from a table, and where each row came from. */
public final class Table {

    private final String source;
    private final int rows;
    private final List<Column> columns;
    private final Optional<Column.Symbols> sequence;
    private final Optional<int[]> lines;
    private final int[] places;

    Table(
            String source,
            int rows,
            List<Column> columns,
            Optional<Column.Symbols> sequence,
            Optional<int[]> lines,
            int[] places) {
        this.source = source;
        this.rows = rows;
        this.columns = List.copyOf(columns);
        this.sequence = sequence;
        this.lines = lines;
        this.places = places;
    }

    /**
     * Number of rows.
     *
     * @return at least 0
     */
    public int rows() {
        return rows;
    }

    /**
     * The columns.
     *
     * @return in the order asked for, at least one
     */
    public List<Column> columns() {
        return columns;
    }

    /**
     * The column that says to which sequence a row belongs.
     *
     * @return empty when all rows make one sequence
     */
    public Optional<Column.Symbols> sequence() {
        return sequence;
    }

    /**
     * A problem with one value.
     *
     * @param row from 0
     * @param column place in {@link #columns()}, from 0
     * @param problem what was found and what was expected
     * @return the exception, to be thrown, that names file, line and column where the format has lines
     */
    public BadInputException problem(int row, int column, String problem) {
        String named = problem + " (column \"" + columns.get(column).name() + "\")";
        return lines.map(at -> BadInputException.at(source, at[row], places[column] + 1, named))
                .orElseGet(() -> BadInputException.in(source, "row " + (row + 1) + ": " + named));
    }
}
