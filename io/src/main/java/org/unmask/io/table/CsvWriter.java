// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.table;

import java.util.List;
import java.util.stream.Collectors;
import org.unmask.io.json.JsonText;

/**
 * Cells and rows of CSV. A cell that a spreadsheet would take for a formula, that is a text which begins with
 * {@code = + - @}, a tab or a carriage return and is no number, gets an apostrophe in front; so does a text that begins
 * with apostrophes before one of these, so that {@link CsvReader} can take exactly one off again. Cells with separators,
 * quotes, line breaks or white space at an end stand in double quotes.
 */
public final class CsvWriter {

    private CsvWriter() {}

    /**
     * One row.
     *
     * @param cells texts and numbers; others by their {@code toString}
     * @return the line, ended by a line break
     */
    public static String row(List<?> cells) {
        return cells.stream().map(CsvWriter::cell).collect(Collectors.joining(",", "", "\n"));
    }

    /**
     * One row of values separated by tabs, guarded and quoted alike.
     *
     * @param cells as for {@link #row}
     * @return the line, ended by a line break
     */
    public static String tabbedRow(List<?> cells) {
        return cells.stream().map(CsvWriter::cell).collect(Collectors.joining("\t", "", "\n"));
    }

    /**
     * One row as it is, for programs that take no cell for a formula. A text that is not empty stands in quotes.
     *
     * @param cells as for {@link #row}
     * @return the line, ended by a line break
     */
    public static String plainRow(List<?> cells) {
        return cells.stream()
                .map(cell -> cell instanceof Number || cell.toString().isEmpty() ? cell(cell) : quoted(cell.toString()))
                .collect(Collectors.joining(",", "", "\n"));
    }

    /**
     * One cell.
     *
     * @param value a text, or a number, written so that it reads back bit for bit; NaN is an empty cell
     * @return the cell, guarded and quoted where needed
     */
    public static String cell(Object value) {
        if (value instanceof Double number) {
            return number.isNaN() ? "" : JsonText.number(number);
        }
        if (value instanceof Number) {
            return value.toString();
        }
        String text = value.toString();
        String guarded = isFormula(text) ? "'" + text : text;
        return needsQuotes(guarded) ? quoted(guarded) : guarded;
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    private static boolean needsQuotes(String cell) {
        return cell.chars().anyMatch(c -> c == ',' || c == ';' || c == '"' || c == '\n' || c == '\r' || c == '\t')
                || !cell.equals(cell.strip());
    }

    private static boolean isFormula(String text) {
        if (text.isEmpty() || ColumnBuilder.isNumber(text)) {
            return false;
        }
        int first = 0;
        while (first < text.length() - 1 && text.charAt(first) == '\'') {
            first++;
        }
        return "=+-@\t\r".indexOf(text.charAt(first)) >= 0;
    }

    /** Whether the first character of a cell is an apostrophe that {@link #cell} put there. */
    static boolean isGuarded(String cell) {
        return cell.length() > 1 && cell.charAt(0) == '\'' && isFormula(cell.substring(1));
    }
}
