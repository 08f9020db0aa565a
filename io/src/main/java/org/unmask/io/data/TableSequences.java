// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.unmask.data.PointSequences;
import org.unmask.data.Sequences;
import org.unmask.data.SymbolSequences;
import org.unmask.io.BadInputException;
import org.unmask.io.table.Column;
import org.unmask.io.table.Table;
import org.unmask.io.text.SymbolOrder;
import org.unmask.io.text.UnseenSymbols;
import org.unmask.model.Alphabet;

/** From the columns of a table to sequences: rows grouped, symbols coded, numbers transformed. */
final class TableSequences {

    private final Table table;
    private final String source;
    private final DataOptions options;

    /** Rows in the order of the sequences. */
    private final int[] order;

    private final int[] ends;

    private TableSequences(Table table, String source, DataOptions options) {
        this.table = table;
        this.source = source;
        this.options = options;
        int rows = table.rows();
        int[] ids = table.sequence().map(Column.Symbols::codes).orElseGet(() -> new int[rows]);
        int sequences = table.sequence().map(column -> column.symbols().size()).orElse(1);
        this.ends = new int[sequences];
        for (int id : ids) {
            ends[id]++;
        }
        for (int s = 1; s < sequences; s++) {
            ends[s] += ends[s - 1];
        }
        int[] next = new int[sequences];
        System.arraycopy(ends, 0, next, 1 % sequences, sequences - 1);
        next[0] = 0;
        this.order = new int[rows];
        for (int row = 0; row < rows; row++) {
            order[next[ids[row]]++] = row;
        }
    }

    /**
     * What became of a table.
     *
     * @param sequences its rows
     * @param standards what its columns were standardized by, if they were
     */
    record Answer(Sequences sequences, Optional<Standards> standards) {}

    static Answer of(Table table, String source, DataOptions options) {
        TableSequences made = new TableSequences(table, source, options);
        List<Column> columns = table.columns();
        List<String> texts = columns.stream()
                .filter(Column.Symbols.class::isInstance)
                .map(Column::name)
                .toList();
        if (columns.size() == 1 && !texts.isEmpty()) {
            if (options.kind() == TokenKind.POINTS) {
                throw made.firstText(0, "expected a number");
            }
            if (!options.transforms().isEmpty()) {
                throw made.firstText(
                        0,
                        "expected a number for " + options.transforms().get(0).word());
            }
            return new Answer(made.symbols((Column.Symbols) columns.get(0)), Optional.empty());
        }
        if (options.kind() == TokenKind.SYMBOLS || options.alphabet().isPresent()) {
            throw BadInputException.in(
                    source,
                    "there are " + columns.size() + " columns, expected one of symbols; "
                            + "choose it with --columns out of " + names(columns));
        }
        for (int c = 0; c < columns.size(); c++) {
            if (columns.get(c) instanceof Column.Symbols) {
                throw made.firstText(
                        c, "expected a number; one column of text alone makes symbols, choose with --columns");
            }
        }
        return made.points();
    }

    private static String names(List<Column> columns) {
        return String.join(", ", columns.stream().map(Column::name).toList());
    }

    private BadInputException firstText(int column, String expected) {
        Column.Symbols text = (Column.Symbols) table.columns().get(column);
        int row = 0;
        while (text.codes()[row] < 0) {
            row++;
        }
        return table.problem(row, column, "found \"" + text.symbols().get(text.codes()[row]) + "\", " + expected);
    }

    private SymbolSequences symbols(Column.Symbols column) {
        List<String> found = column.symbols();
        int[] places = new int[found.size()];
        Alphabet alphabet;
        if (options.alphabet().isPresent()) {
            alphabet = options.alphabet().get();
            for (int code = 0; code < places.length; code++) {
                OptionalInt known = alphabet.code(found.get(code));
                if (known.isEmpty() && options.unseen() == UnseenSymbols.REFUSE) {
                    throw unseen(column, code, alphabet);
                }
                places[code] = known.orElse(SymbolSequences.MISSING);
            }
        } else {
            if (found.isEmpty()) {
                throw BadInputException.in(
                        source,
                        "every value of column \"" + column.name() + "\" is missing, expected some that are not");
            }
            int[] sorted = SymbolOrder.natural(found);
            for (int place = 0; place < sorted.length; place++) {
                places[sorted[place]] = place;
            }
            alphabet = Alphabet.of(Arrays.stream(sorted).mapToObj(found::get).toList());
        }
        int[] codes = Arrays.stream(order)
                .map(row -> column.codes()[row] < 0 ? SymbolSequences.MISSING : places[column.codes()[row]])
                .toArray();
        return SymbolSequences.of(alphabet, codes, ends);
    }

    private BadInputException unseen(Column.Symbols column, int code, Alphabet alphabet) {
        int row = 0;
        while (column.codes()[row] != code) {
            row++;
        }
        return table.problem(
                row,
                0,
                "found \"" + column.symbols().get(code) + "\", expected one of the " + alphabet.size() + " symbols");
    }

    private Answer points() {
        List<Column> columns = table.columns();
        int dimension = columns.size();
        double[] values = new double[order.length * dimension];
        for (int c = 0; c < dimension; c++) {
            double[] column = ((Column.Numbers) columns.get(c)).values();
            boolean some = false;
            for (int t = 0; t < order.length; t++) {
                values[t * dimension + c] = column[order[t]];
                some |= !Double.isNaN(column[order[t]]);
            }
            if (!some) {
                throw BadInputException.in(
                        source,
                        "every value of column \"" + columns.get(c).name()
                                + "\" is missing, expected some that are not");
            }
        }
        Points points = new Points(values, order, ends);
        Optional<Standards> standards = Optional.empty();
        for (Transform transform : options.transforms()) {
            if (transform == Transform.STANDARDIZE) {
                standards = Optional.of(standards(points));
            }
            points = switch (transform) {
                case DIFFERENCE -> steps(points, false);
                case LOG_RETURN -> steps(points, true);
                case PERCENT -> points.scaled(100);
                case STANDARDIZE -> points.standardized(standards.orElseThrow());
            };
        }
        return new Answer(PointSequences.of(dimension, points.values, points.ends), standards);
    }

    /** Tokens under way: coordinates, the row each came from, ends of sequences. */
    private static final class Points {
        private final double[] values;
        private final int[] rows;
        private final int[] ends;

        Points(double[] values, int[] rows, int[] ends) {
            this.values = values;
            this.rows = rows;
            this.ends = ends;
        }

        Points standardized(Standards by) {
            double[] out = values.clone();
            int d = by.columns();
            for (int i = 0; i < out.length; i++) {
                out[i] = (out[i] - by.means().get(i % d)) / by.deviations().get(i % d);
            }
            return new Points(out, rows, ends);
        }

        Points scaled(double factor) {
            return new Points(Arrays.stream(values).map(value -> value * factor).toArray(), rows, ends);
        }
    }

    private Points steps(Points points, boolean logs) {
        int d = table.columns().size();
        double[] values = new double[points.values.length];
        int[] rows = new int[points.rows.length];
        int[] newEnds = new int[points.ends.length];
        int sequences = 0;
        int tokens = 0;
        int start = 0;
        for (int end : points.ends) {
            int before = tokens;
            for (int t = start; t < end; t++) {
                for (int c = 0; c < d; c++) {
                    double value = points.values[t * d + c];
                    if (logs && value <= 0) {
                        throw table.problem(
                                points.rows[t], c, "found " + value + ", expected a positive number for a log-return");
                    }
                    if (t > start) {
                        double last = points.values[(t - 1) * d + c];
                        values[tokens * d + c] = logs ? Math.log(value / last) : value - last;
                    }
                }
                if (t > start) {
                    rows[tokens++] = points.rows[t];
                }
            }
            if (tokens > before) {
                newEnds[sequences++] = tokens;
            }
            start = end;
        }
        if (tokens == 0) {
            throw BadInputException.in(
                    source,
                    "no sequence has two rows, expected some as a " + (logs ? "log-return" : "difference")
                            + " takes two");
        }
        return new Points(
                Arrays.copyOf(values, tokens * d), Arrays.copyOf(rows, tokens), Arrays.copyOf(newEnds, sequences));
    }

    /** The numbers given, or the mean and the deviation of each column over all sequences. */
    private Standards standards(Points points) {
        int d = table.columns().size();
        Optional<Standards> given = options.standards();
        if (given.isPresent()) {
            if (given.get().columns() != d) {
                throw BadInputException.in(
                        source,
                        "found " + d + " columns, expected " + given.get().columns()
                                + " as the model's data had that were standardized");
            }
            return given.get();
        }
        List<Double> means = new ArrayList<>();
        List<Double> deviations = new ArrayList<>();
        for (int c = 0; c < d; c++) {
            double sum = 0;
            long count = 0;
            for (int i = c; i < points.values.length; i += d) {
                if (!Double.isNaN(points.values[i])) {
                    sum += points.values[i];
                    count++;
                }
            }
            double mean = sum / count;
            double squares = 0;
            for (int i = c; i < points.values.length; i += d) {
                if (!Double.isNaN(points.values[i])) {
                    squares += (points.values[i] - mean) * (points.values[i] - mean);
                }
            }
            double deviation = Math.sqrt(squares / count);
            if (!(deviation > 0)) {
                throw BadInputException.in(
                        source,
                        "column \"" + table.columns().get(c).name() + "\" is constant, so it cannot be standardized");
            }
            means.add(mean);
            deviations.add(deviation);
        }
        return new Standards(means, deviations);
    }
}
