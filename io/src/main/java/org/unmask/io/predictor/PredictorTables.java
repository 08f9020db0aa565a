// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.predictor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.unmask.io.BadInputException;
import org.unmask.io.InputBytes;
import org.unmask.io.json.JsonText;
import org.unmask.io.json.JsonValue;
import org.unmask.io.table.CsvReader;
import org.unmask.io.table.CsvWriter;
import org.unmask.io.table.TableFormat;
import org.unmask.io.text.SymbolOrder;
import org.unmask.matrix.Matrix;
import org.unmask.model.Alphabet;
import org.unmask.predictor.TablePredictor;
import org.unmask.task.MaskedTask;

/**
 * Tables of predictors of symbols as files. In CSV the columns are the context's tokens, the targets' tokens, each in the
 * task's order, then the probability of the targets given the context; or, in any order, columns named after the positions
 * ({@code x1}, {@code x2}, …). Combinations that are left out have probability 0, but each context must occur. In JSON the
 * document is the one that {@code predict} prints, with all contexts.
 */
public final class PredictorTables {

    private static final int MOST_CELLS = 1 << 26;

    private PredictorTables() {}

    /**
     * Reads CSV.
     *
     * @param input the file
     * @param task what is predicted from what
     * @param alphabet the symbols; empty for those that occur, in natural order
     * @return the table and its symbols
     * @throws BadInputException naming the line and what is wrong
     */
    public static NamedTable readCsv(InputBytes input, MaskedTask task, Optional<Alphabet> alphabet) {
        int width = task.context().size() + task.targets().size() + 1;
        List<List<String>> rows = new ArrayList<>();
        List<Integer> lines = new ArrayList<>();
        TableFormat format = input.name().endsWith(".tsv") ? TableFormat.TSV : TableFormat.CSV;
        CsvReader.read(input, format, (line, cells) -> {
            if (cells.size() != width) {
                throw BadInputException.at(
                        input.name(),
                        line,
                        "found " + cells.size() + " cells, expected " + width + ": " + columns(task));
            }
            rows.add(List.copyOf(cells));
            lines.add(line);
        });
        if (rows.isEmpty()) {
            throw BadInputException.in(input.name(), "the file is empty, expected a table: " + columns(task));
        }
        boolean header = !isNumber(rows.get(0).get(width - 1)) || rows.get(0).equals(names(task));
        int[] places = header ? places(task, rows.get(0)) : inOrder(width);
        int first = header ? 1 : 0;
        Alphabet symbols = alphabet.orElseGet(() -> symbols(input.name(), rows.subList(first, rows.size()), places));
        Cells cells = new Cells(task, symbols, input.name());
        for (int r = first; r < rows.size(); r++) {
            cells.add(rows.get(r), places, lines.get(r));
        }
        return cells.table();
    }

    private static String columns(MaskedTask task) {
        return String.join(", ", names(task));
    }

    private static List<String> names(MaskedTask task) {
        List<String> names = new ArrayList<>();
        task.context().forEach(position -> names.add("x" + position));
        task.targets().forEach(position -> names.add("x" + position));
        names.add("probability");
        return names;
    }

    /** Where each of the columns of {@link #names} stands. */
    private static int[] places(MaskedTask task, List<String> header) {
        List<String> wanted = names(task);
        List<String> found = header.stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .toList();
        int width = wanted.size();
        int[] places = new int[width];
        int left = width * (width - 1) / 2;
        for (int c = 0; c < width - 1; c++) {
            places[c] = found.indexOf(wanted.get(c));
            left -= places[c];
            if (places[c] < 0) {
                return inOrder(width);
            }
        }
        places[width - 1] = left;
        return places;
    }

    private static int[] inOrder(int width) {
        return java.util.stream.IntStream.range(0, width).toArray();
    }

    private static boolean isNumber(String cell) {
        try {
            return Double.isFinite(Double.parseDouble(cell));
        } catch (NumberFormatException text) {
            return false;
        }
    }

    private static Alphabet symbols(String source, List<List<String>> rows, int[] places) {
        TreeSet<String> found = new TreeSet<>();
        for (List<String> row : rows) {
            for (int c = 0; c < places.length - 1; c++) {
                found.add(row.get(places[c]));
            }
        }
        if (found.isEmpty()) {
            throw BadInputException.in(source, "there is no row under the header, expected some");
        }
        List<String> symbols = List.copyOf(found);
        return Alphabet.of(Arrays.stream(SymbolOrder.natural(symbols))
                .mapToObj(symbols::get)
                .toList());
    }

    /** A table that fills. */
    private static final class Cells {

        private final MaskedTask task;
        private final Alphabet alphabet;
        private final String source;
        private final int contexts;
        private final int outcomes;
        private final double[] values;
        private final boolean[] seen;
        private final boolean[] asked;

        Cells(MaskedTask task, Alphabet alphabet, String source) {
            this.task = task;
            this.alphabet = alphabet;
            this.source = source;
            double cells = Math.pow(
                    alphabet.size(),
                    task.context().size() + (double) task.targets().size());
            if (cells > MOST_CELLS) {
                throw BadInputException.in(
                        source,
                        "a table of " + alphabet.size() + " symbols for " + task.text() + " has more than " + MOST_CELLS
                                + " cells, too many for memory");
            }
            this.contexts = (int) Math.pow(alphabet.size(), task.context().size());
            this.outcomes = (int) Math.pow(alphabet.size(), task.targets().size());
            this.values = new double[contexts * outcomes];
            this.seen = new boolean[contexts * outcomes];
            this.asked = new boolean[contexts];
        }

        void add(List<String> row, int[] places, int line) {
            int cell = 0;
            for (int c = 0; c < places.length - 1; c++) {
                String symbol = row.get(places[c]);
                int column = places[c] + 1;
                cell = cell * alphabet.size()
                        + alphabet.code(symbol)
                                .orElseThrow(() -> BadInputException.at(
                                        source,
                                        line,
                                        column,
                                        "found \"" + symbol + "\", expected one of the " + alphabet.size()
                                                + " symbols"));
            }
            int last = places[places.length - 1];
            if (!isNumber(row.get(last))) {
                throw BadInputException.at(
                        source, line, last + 1, "found \"" + row.get(last) + "\", expected a probability");
            }
            if (seen[cell]) {
                throw BadInputException.at(source, line, "this combination stands in a row before, expected it once");
            }
            values[cell] = Double.parseDouble(row.get(last));
            seen[cell] = true;
            asked[cell / outcomes] = true;
        }

        void add(JsonValue context, JsonValue prediction) {
            int row = row(context, task, alphabet);
            if (asked[row]) {
                throw context.problem("this context stands before, expected it once");
            }
            asked[row] = true;
            double[] flat = flat(prediction, alphabet.size(), task.targets().size());
            System.arraycopy(flat, 0, values, row * outcomes, outcomes);
        }

        NamedTable table() {
            for (int row = 0; row < contexts; row++) {
                if (!asked[row]) {
                    throw BadInputException.in(
                            source,
                            "there is no row for the context " + context(row) + ", expected one for each context");
                }
            }
            return new NamedTable(
                    alphabet, TablePredictor.of(task, alphabet.size(), Matrix.of(contexts, outcomes, values)));
        }

        private String context(int row) {
            return String.join(" ", combination(row, task.context().size(), alphabet));
        }
    }

    private static int row(JsonValue context, MaskedTask task, Alphabet alphabet) {
        int row = 0;
        for (JsonValue token :
                context.elements(task.context().size(), "one for each context position of " + task.text())) {
            row = row * alphabet.size()
                    + alphabet.code(token.symbol())
                            .orElseThrow(() -> token.problem("found \"" + token.symbol() + "\", expected one of the "
                                    + alphabet.size() + " symbols"));
        }
        return row;
    }

    /** The names of a combination, the last token fastest. */
    private static List<String> combination(int index, int tokens, Alphabet alphabet) {
        List<String> out = new ArrayList<>();
        int rest = index;
        for (int token = 0; token < tokens; token++) {
            out.add(0, alphabet.symbol(rest % alphabet.size()));
            rest /= alphabet.size();
        }
        return out;
    }

    /** A tensor in lists of lists, or already flat, as a flat array with the last axis fastest. */
    static double[] flat(JsonValue tensor, int dimension, int axes) {
        int size = (int) Math.pow(dimension, axes);
        List<JsonValue> elements = tensor.elements();
        boolean nested = axes > 1 && !elements.isEmpty() && elements.get(0).isList();
        if (!nested) {
            tensor.elements(size, "one for each combination of the targets");
            return tensor.numbers();
        }
        double[] out = new double[size];
        int next = 0;
        for (JsonValue part : tensor.elements(dimension, "one for each value of the target")) {
            double[] inner = flat(part, dimension, axes - 1);
            System.arraycopy(inner, 0, out, next, inner.length);
            next += inner.length;
        }
        return out;
    }

    /**
     * Reads JSON.
     *
     * @param document {@code {"symbols":[…],"contexts":[…],"predictions":[…]}}
     * @param task what is predicted from what
     * @param alphabet the symbols; empty for those of the document
     * @return the table and its symbols
     * @throws BadInputException naming the place and what is wrong
     */
    public static NamedTable readJson(JsonValue document, MaskedTask task, Optional<Alphabet> alphabet) {
        List<JsonValue> contexts = document.field("contexts").elements();
        List<JsonValue> predictions = document.field("predictions")
                .elements(contexts.size(), "one for each of the " + contexts.size() + " contexts");
        Alphabet symbols = alphabet.orElseGet(() -> Alphabet.of(document.field("symbols").elements().stream()
                .map(JsonValue::symbol)
                .toList()));
        Cells cells = new Cells(task, symbols, document.source());
        for (int n = 0; n < contexts.size(); n++) {
            cells.add(contexts.get(n), predictions.get(n));
        }
        return cells.table();
    }

    /**
     * Writes a table as CSV.
     *
     * @param table the table
     * @return the text, columns named after the positions
     */
    public static String csv(NamedTable table) {
        MaskedTask task = table.predictor().task();
        Alphabet alphabet = table.alphabet();
        Matrix conditional = table.predictor().conditional();
        StringBuilder out = new StringBuilder(CsvWriter.row(names(task)));
        for (int row = 0; row < conditional.rows(); row++) {
            for (int column = 0; column < conditional.columns(); column++) {
                List<Object> cells =
                        new ArrayList<>(combination(row, task.context().size(), alphabet));
                cells.addAll(combination(column, task.targets().size(), alphabet));
                cells.add(conditional.get(row, column));
                out.append(CsvWriter.row(cells));
            }
        }
        return out.toString();
    }

    /**
     * Writes a table as JSON, the document of {@code predict}.
     *
     * @param table the table
     * @return the text on several lines; each prediction is flat, last target fastest
     */
    public static String json(NamedTable table) {
        MaskedTask task = table.predictor().task();
        List<Object> contexts = new ArrayList<>();
        List<Object> predictions = new ArrayList<>();
        for (int row = 0; row < table.predictor().conditional().rows(); row++) {
            contexts.add(combination(row, task.context().size(), table.alphabet()));
            predictions.add(table.predictor().conditional().row(row));
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("task", task.text());
        document.put("symbols", table.alphabet().symbols());
        document.put("contexts", contexts);
        document.put("predictions", predictions);
        return JsonText.page(document);
    }
}
