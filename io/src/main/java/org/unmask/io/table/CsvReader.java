// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.table;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.unmask.io.BadInputException;
import org.unmask.io.Counted;
import org.unmask.io.InputBytes;

/**
 * Reads CSV and TSV strictly: UTF-8, cells plain or in double quotes with quotes doubled, lines ended by LF or CRLF, every
 * row as long as the first. Plain cells lose white space around them, quoted ones keep it; an apostrophe that
 * {@link CsvWriter} put before a formula is taken off again.
 */
public final class CsvReader {

    /** Takes one row after another. */
    @FunctionalInterface
    public interface Rows {
        /**
         * A row.
         *
         * @param line the line on which it begins, from 1
         * @param cells its cells; used again for the next row
         */
        void accept(int line, List<String> cells);
    }

    private final String name;
    private final Reader in;
    private final char separator;
    private final char[] buffer = new char[1 << 15];
    private int at;
    private int filled;
    private int line = 1;

    private CsvReader(String name, Reader in, char separator) {
        this.name = name;
        this.in = in;
        this.separator = separator;
    }

    /**
     * Passes all rows by, the header too. Blank lines are passed over, unless the table has only one column, where a blank
     * line before the last row is a row with an empty cell.
     *
     * @param input the bytes
     * @param format CSV or TSV
     * @param rows takes the rows
     * @throws BadInputException naming the line when a row has another length or a quote is not closed
     */
    public static void read(InputBytes input, TableFormat format, Rows rows) {
        char separator = format == TableFormat.TSV ? '\t' : commaOrSemicolon(input);
        try (Reader in = new BufferedReader(
                new InputStreamReader(
                        input.open(),
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT)),
                1 << 16)) {
            new CsvReader(input.name(), in, separator).run(rows);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static char commaOrSemicolon(InputBytes input) {
        String head = new String(input.head(1 << 14), StandardCharsets.UTF_8);
        int end = head.indexOf('\n');
        String first = end < 0 ? head : head.substring(0, end);
        return first.indexOf(',') < 0 && first.indexOf(';') >= 0 ? ';' : ',';
    }

    private void run(Rows rows) throws IOException {
        List<String> cells = new ArrayList<>();
        int width = -1;
        int blank = 0;
        int firstBlank = 0;
        if (peek() == '\ufeff') {
            at++;
        }
        while (peek() >= 0) {
            int begun = line;
            cells.clear();
            row(cells);
            if (cells.size() == 1 && cells.get(0).isEmpty() && line > begun) {
                firstBlank = blank == 0 ? begun : firstBlank;
                blank++;
                continue;
            }
            if (width < 0) {
                width = cells.size();
            } else if (width == 1) {
                // Only now is it known that the blank lines were not the end.
                for (int b = 0; b < blank; b++) {
                    rows.accept(firstBlank + b, List.of(""));
                }
            }
            blank = 0;
            if (cells.size() != width) {
                throw BadInputException.at(
                        name,
                        begun,
                        "found " + Counted.of(cells.size(), "cell") + ", expected " + width + " as in the first row");
            }
            rows.accept(begun, cells);
        }
    }

    /** The next character without taking it, or -1 at the end. */
    private int peek() throws IOException {
        if (at == filled) {
            try {
                filled = in.read(buffer, 0, buffer.length);
            } catch (CharacterCodingException malformed) {
                throw BadInputException.in(
                        name, "near line " + line + ": found bytes that are no UTF-8, expected text");
            }
            at = 0;
            if (filled <= 0) {
                filled = 0;
                return -1;
            }
        }
        return buffer[at];
    }

    private int take() throws IOException {
        int c = peek();
        if (c >= 0) {
            at++;
        }
        return c;
    }

    private void row(List<String> cells) throws IOException {
        while (true) {
            int next = peek();
            cells.add(next == '"' ? quoted(cells.size() + 1) : plain());
            int end = take();
            if (end == '\r') {
                end = take();
            }
            if (end == separator) {
                continue;
            }
            if (end == '\n') {
                line++;
            }
            return;
        }
    }

    private String plain() throws IOException {
        StringBuilder spilled = new StringBuilder();
        while (true) {
            int c = peek();
            int from = at;
            while (c >= 0 && at < filled && !isEnd(buffer[at])) {
                at++;
            }
            boolean whole = at < filled || c < 0;
            if (whole && spilled.isEmpty()) {
                return unguarded(c < 0 ? "" : new String(buffer, from, at - from).strip());
            }
            if (c >= 0) {
                spilled.append(buffer, from, at - from);
            }
            if (whole) {
                return unguarded(spilled.toString().strip());
            }
        }
    }

    private boolean isEnd(char c) {
        return c == separator || c == '\n' || c == '\r';
    }

    private String quoted(int column) throws IOException {
        int begun = line;
        StringBuilder cell = new StringBuilder();
        take();
        while (true) {
            int c = take();
            if (c < 0) {
                throw BadInputException.at(name, begun, column, "the quote is not closed, expected a second one");
            }
            if (c == '"') {
                if (peek() != '"') {
                    break;
                }
                take();
            }
            if (c == '\n') {
                line++;
            }
            cell.append((char) c);
        }
        int c = peek();
        if (c >= 0 && !isEnd((char) c)) {
            throw BadInputException.at(
                    name,
                    line,
                    column,
                    "found \"" + (char) c + "\" after a closing quote, expected the end of the cell");
        }
        return unguarded(cell.toString());
    }

    private static String unguarded(String cell) {
        return CsvWriter.isGuarded(cell) ? cell.substring(1) : cell;
    }
}
