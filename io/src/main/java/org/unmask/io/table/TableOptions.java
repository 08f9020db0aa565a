// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.table;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What to take from a table.
 *
 * @param columns names of the columns in the order wanted; empty for all but the sequence column
 * @param sequenceColumn the column whose value says to which sequence a row belongs
 * @param query SQL over the view {@code data}, which is the file
 * @param header whether the first line of CSV or TSV names the columns; empty to see: it does when no cell is a number
 * @param missing cells that stand for a value that was not observed; an empty cell always does, here it is NA too
 * @param symbols whether the one column is taken for symbols even when it holds numbers
 * @param preferred columns to take when none are named and the table has all of these; then a column named "sequence"
 *     beside them tells the sequences
 */
public record TableOptions(
        List<String> columns,
        Optional<String> sequenceColumn,
        Optional<String> query,
        Optional<Boolean> header,
        Set<String> missing,
        boolean symbols,
        List<String> preferred) {

    private static final String SEQUENCE = "sequence";

    /** All columns, one sequence, "NA" and empty cells missing, numbers where the cells are numbers. */
    public static final TableOptions DEFAULT = new TableOptions(
            List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Set.of("NA"), false, List.of());

    /** Copies the collections. */
    public TableOptions {
        columns = List.copyOf(columns);
        missing = Set.copyOf(missing);
        preferred = List.copyOf(preferred);
    }

    /** The same for a table with these columns: the preferred ones are taken when they are all there and none is named. */
    TableOptions in(List<String> names) {
        if (!columns.isEmpty() || preferred.isEmpty() || !names.containsAll(preferred)) {
            return this;
        }
        Optional<String> told = sequenceColumn.isPresent()
                ? sequenceColumn
                : Optional.of(SEQUENCE).filter(name -> names.contains(name) && !preferred.contains(name));
        return new TableOptions(preferred, told, query, header, missing, symbols, preferred);
    }
}
