// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.table;

import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.unmask.io.AtomicFile;
import org.unmask.io.BadInputException;
import org.unmask.io.InputBytes;

/** Reads the columns asked for out of a table. */
public final class TableSource {

    /** What a column to be written holds. */
    public enum Kind {
        /** Texts. */
        TEXT,
        /** Whole numbers. */
        INTEGER,
        /** Any numbers. */
        NUMBER
    }

    /** Columns without names are numbered from 1; the number alone names them too. */
    private static final String NUMBERED = "column ";

    private TableSource() {}

    /**
     * Reads a table.
     *
     * @param input the bytes
     * @param format how the table is written down
     * @param options what to take from it
     * @return the columns; those of CSV without a name in the first place are row numbers and left out unless asked for
     * @throws BadInputException naming file, line and column of what is wrong
     */
    public static Table read(InputBytes input, TableFormat format, TableOptions options) {
        boolean plain = (format == TableFormat.CSV || format == TableFormat.TSV)
                && options.query().isEmpty();
        return plain ? new OwnReader(input, format, options).read() : DuckDb.read(input, format, options);
    }

    /**
     * Writes a table in a format of the database.
     *
     * @param rows writes the table as CSV with a header, not guarded, as {@link CsvWriter#plainRow} does
     * @param to where to
     * @param format JSON lines or Parquet
     * @param kinds what each column holds
     * @throws BadInputException when the file cannot be written
     */
    public static void write(AtomicFile.Body rows, Path to, TableFormat format, List<Kind> kinds) {
        AtomicFile.make(to, file -> {
            Path csv = Files.createTempFile("unmask-", ".csv");
            try {
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(csv), 1 << 16)) {
                    rows.writeTo(out);
                }
                DuckDb.write(csv, file, format, kinds);
            } finally {
                Files.deleteIfExists(csv);
            }
        });
    }

    /**
     * A cell as a number, by the rule for columns.
     *
     * @param cell the text of a cell
     * @return its value; empty when it is no number, or none that a double can hold
     */
    public static Optional<Double> number(String cell) {
        return Optional.of(cell)
                .filter(ColumnBuilder::isNumber)
                .map(Double::valueOf)
                .filter(value -> !value.isInfinite());
    }

    /** The place of each column asked for. */
    static int[] choose(String source, List<String> names, TableOptions options) {
        if (options.columns().isEmpty()) {
            int sequence = options.sequenceColumn()
                    .map(name -> find(source, names, name))
                    .orElse(-1);
            int[] all = java.util.stream.IntStream.range(0, names.size())
                    .filter(c -> c != sequence && !(c == 0 && names.get(c).isEmpty() && names.size() > 1))
                    .toArray();
            if (all.length == 0) {
                throw BadInputException.in(source, "there is no column but the sequence column, expected one more");
            }
            return all;
        }
        return options.columns().stream()
                .mapToInt(name -> find(source, names, name))
                .toArray();
    }

    static int find(String source, List<String> names, String wanted) {
        int found = names.indexOf(wanted);
        if (found < 0 && names.contains(NUMBERED + wanted)) {
            return names.indexOf(NUMBERED + wanted);
        }
        if (found < 0 || names.lastIndexOf(wanted) != found) {
            throw BadInputException.in(
                    source,
                    "there " + (found < 0 ? "is no column " : "are several columns ") + "\"" + wanted
                            + "\", expected one of " + String.join(", ", names));
        }
        return found;
    }

    /** CSV and TSV. */
    private static final class OwnReader {

        private final InputBytes input;
        private final TableFormat format;
        private TableOptions options;

        private boolean begun;
        private int[] chosen = new int[0];
        private int sequencePlace = -1;
        private final List<ColumnBuilder> columns = new ArrayList<>();
        private ColumnBuilder sequence;
        private int[] lines = new int[16];
        private int rows;

        OwnReader(InputBytes input, TableFormat format, TableOptions options) {
            this.input = input;
            this.format = format;
            this.options = options;
            this.sequence = new ColumnBuilder(options.sequenceColumn().orElse(""), true);
        }

        Table read() {
            CsvReader.read(input, format, this::row);
            if (rows == 0) {
                throw BadInputException.in(
                        input.name(),
                        begun
                                ? "there is no row under the header, expected some"
                                : "the file is empty, expected a table");
            }
            return new Table(
                    input.name(),
                    rows,
                    columns.stream().map(ColumnBuilder::build).toList(),
                    sequencePlace < 0 ? Optional.empty() : Optional.of((Column.Symbols) sequence.build()),
                    Optional.of(Arrays.copyOf(lines, rows)),
                    chosen);
        }

        private void row(int line, List<String> cells) {
            if (!begun) {
                begun = true;
                boolean header = options.header().orElseGet(() -> looksLikeHeader(line, cells));
                begin(header ? cells : numbered(cells.size()));
                if (header) {
                    return;
                }
            }
            if (sequencePlace >= 0) {
                String id = cells.get(sequencePlace);
                if (id.isEmpty()) {
                    throw BadInputException.at(
                            input.name(),
                            line,
                            sequencePlace + 1,
                            "the sequence of the row is missing, expected its name");
                }
                sequence.add(id);
            }
            for (int c = 0; c < chosen.length; c++) {
                String cell = cells.get(chosen[c]);
                if (cell.isEmpty() || options.missing().contains(cell)) {
                    columns.get(c).addMissing();
                    continue;
                }
                Optional<String> problem = columns.get(c).add(cell);
                if (problem.isPresent()) {
                    throw BadInputException.at(
                            input.name(),
                            line,
                            chosen[c] + 1,
                            problem.get() + " (column \"" + columns.get(c).name() + "\")");
                }
            }
            if (rows == lines.length) {
                lines = Arrays.copyOf(lines, 2 * rows);
            }
            lines[rows++] = line;
        }

        private void begin(List<String> names) {
            List<String> all = List.copyOf(names);
            options = options.in(all);
            sequence = new ColumnBuilder(options.sequenceColumn().orElse(""), true);
            chosen = choose(input.name(), all, options);
            sequencePlace = options.sequenceColumn()
                    .map(name -> find(input.name(), all, name))
                    .orElse(-1);
            for (int place : chosen) {
                columns.add(new ColumnBuilder(all.get(place), options.symbols()));
            }
        }

        private static List<String> numbered(int count) {
            return java.util.stream.IntStream.rangeClosed(1, count)
                    .mapToObj(c -> NUMBERED + c)
                    .toList();
        }

        private boolean looksLikeHeader(int line, List<String> cells) {
            long numbers = cells.stream().filter(ColumnBuilder::isNumber).count();
            if (numbers > 0 && cells.stream().anyMatch(cell -> isName(cell))) {
                throw BadInputException.at(
                        input.name(),
                        line,
                        "the first row has both names and numbers; say whether it is a header with --header or --no-header");
            }
            return numbers == 0;
        }

        private boolean isName(String cell) {
            return !cell.isEmpty()
                    && !ColumnBuilder.isNumber(cell)
                    && !ColumnBuilder.isNotFinite(cell)
                    && !options.missing().contains(cell);
        }
    }
}
