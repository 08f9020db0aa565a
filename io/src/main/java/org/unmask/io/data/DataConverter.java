// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.data;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.unmask.data.PointSequences;
import org.unmask.data.Sequences;
import org.unmask.data.SymbolSequences;
import org.unmask.io.AtomicFile;
import org.unmask.io.BadInputException;
import org.unmask.io.InputBytes;
import org.unmask.io.table.CsvWriter;
import org.unmask.io.table.TableFormat;
import org.unmask.io.table.TableSource;

/**
 * Sequences written down again: symbols as a column {@code symbol}, points as their columns, with a column
 * {@code sequence} of numbers from 1 in front when there are several. In CSV cells that look like formulas are guarded as
 * {@link CsvWriter} says.
 */
public final class DataConverter {

    private DataConverter() {}

    /**
     * Reads sequences and writes them as a table.
     *
     * @param input the data
     * @param options how to read them
     * @param to where to
     * @param format the format to write: CSV, TSV, JSON lines or Parquet; characters for symbols of one character
     * @return where the data came from
     * @throws BadInputException when the data are wrong or the file cannot be written
     * @throws IllegalArgumentException when data cannot be written in the format
     */
    public static DataProvenance convert(InputBytes input, DataOptions options, Path to, DataFormat format) {
        DataSet data = DataReader.read(input, options);
        if (format == DataFormat.CHARACTERS) {
            AtomicFile.write(to, text(data.sequences()));
            return data.provenance();
        }
        TableFormat table = format.table()
                .orElseThrow(() -> new IllegalArgumentException("data cannot be written as " + format.word()
                        + ", expected characters, csv, tsv, jsonl or parquet"));
        if (table == TableFormat.CSV) {
            AtomicFile.write(to, out -> rows(data, out, CsvWriter::row));
        } else if (table == TableFormat.TSV) {
            AtomicFile.write(to, out -> rows(data, out, CsvWriter::tabbedRow));
        } else {
            TableSource.write(out -> rows(data, out, CsvWriter::plainRow), to, table, kinds(data));
        }
        return data.provenance();
    }

    private static List<TableSource.Kind> kinds(DataSet data) {
        List<TableSource.Kind> out = new ArrayList<>();
        if (data.sequences().count() > 1) {
            out.add(TableSource.Kind.INTEGER);
        }
        if (data.sequences() instanceof SymbolSequences) {
            out.add(TableSource.Kind.TEXT);
        } else {
            data.provenance().columns().forEach(column -> out.add(TableSource.Kind.NUMBER));
        }
        return out;
    }

    private static void rows(DataSet data, OutputStream out, Function<List<?>, String> row) throws IOException {
        Sequences sequences = data.sequences();
        boolean several = sequences.count() > 1;
        List<Object> cells = new ArrayList<>();
        if (several) {
            cells.add("sequence");
        }
        if (sequences instanceof SymbolSequences) {
            List<String> columns = data.provenance().columns();
            cells.add(columns.isEmpty() ? "symbol" : columns.get(0));
        } else {
            cells.addAll(data.provenance().columns());
        }
        out.write(row.apply(cells).getBytes(StandardCharsets.UTF_8));
        for (int s = 0; s < sequences.count(); s++) {
            for (int t = sequences.start(s); t < sequences.end(s); t++) {
                cells.clear();
                if (several) {
                    cells.add(s + 1);
                }
                addToken(cells, sequences, t);
                out.write(row.apply(cells).getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static void addToken(List<Object> cells, Sequences sequences, int token) {
        if (sequences instanceof SymbolSequences symbols) {
            int code = symbols.code(token);
            cells.add(code < 0 ? "" : symbols.alphabet().symbol(code));
        } else if (sequences instanceof PointSequences points) {
            for (int c = 0; c < points.dimension(); c++) {
                cells.add(points.value(token, c));
            }
        }
    }

    /** One line for each sequence. */
    private static String text(Sequences sequences) {
        if (!(sequences instanceof SymbolSequences symbols)
                || symbols.alphabet().symbols().stream().anyMatch(s -> s.codePointCount(0, s.length()) != 1)) {
            throw new IllegalArgumentException("only symbols of one character can be written as characters");
        }
        StringBuilder out = new StringBuilder();
        for (int s = 0; s < symbols.count(); s++) {
            for (int t = symbols.start(s); t < symbols.end(s); t++) {
                if (symbols.code(t) < 0) {
                    throw new IllegalArgumentException("token " + (t + 1)
                            + " is missing, which a text of characters cannot say; expected csv or another table");
                }
                out.append(symbols.alphabet().symbol(symbols.code(t)));
            }
            out.append('\n');
        }
        return out.toString();
    }
}
