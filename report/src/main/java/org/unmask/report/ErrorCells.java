// SPDX-License-Identifier: Apache-2.0
package org.unmask.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.unmask.errors.EntryError;
import org.unmask.errors.ErrorTable;

/** What stands beside the values of a table: their errors, or why they have none. */
final class ErrorCells {

    private ErrorCells() {}

    /** The cells of some columns, row by row. */
    static List<List<String>> of(ErrorTable table, int[] columns) {
        return IntStream.range(0, table.rows())
                .mapToObj(row -> IntStream.of(columns)
                        .mapToObj(column -> cell(table.get(row, column)))
                        .toList())
                .toList();
    }

    private static String cell(EntryError entry) {
        return switch (entry.standing()) {
            case ESTIMATED -> "± " + digits(entry.standardError().orElse(Double.NaN));
            case BOUNDARY -> "edge";
            case GIVEN -> "";
            case NOT_FIXED -> "not fixed";
            case FLAT -> "± ?";
        };
    }

    private static String digits(double error) {
        return error >= 1e-4 && error < 1000
                ? String.format(Locale.ROOT, "%.2g", error)
                : String.format(Locale.ROOT, "%.0e", error);
    }
}
