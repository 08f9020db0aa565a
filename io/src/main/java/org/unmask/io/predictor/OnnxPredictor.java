// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.predictor;

import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;
import org.unmask.io.BadInputException;
import org.unmask.io.Counted;
import org.unmask.io.InputBytes;
import org.unmask.io.data.TokenKind;
import org.unmask.matrix.Matrix;
import org.unmask.predictor.Context;
import org.unmask.predictor.PointContext;
import org.unmask.predictor.Prediction;
import org.unmask.predictor.Predictor;
import org.unmask.predictor.SymbolContext;
import org.unmask.predictor.TablePredictor;
import org.unmask.task.MaskedTask;

/**
 * A network in an ONNX file as a predictor, whoever trained it. Its one input is the context: codes of symbols, one-hot
 * vectors or points, with or without a batch axis. Its output holds, for each context, the joint table of the targets as
 * probabilities or logits, or for points the mean of their outer product, axes in the task's order, flat or not.
 */
public final class OnnxPredictor implements Predictor, AutoCloseable {

    private static final double MOST_CELLS = 1 << 26;

    private final String source;
    private final MaskedTask task;
    private final OnnxSession session;
    private final ContextLayout layout;
    private final int dimension;
    private final OutputKind output;

    private OnnxPredictor(
            String source,
            MaskedTask task,
            OnnxSession session,
            ContextLayout layout,
            int dimension,
            OutputKind output) {
        this.source = source;
        this.task = task;
        this.session = session;
        this.layout = layout;
        this.dimension = dimension;
        this.output = output;
    }

    /**
     * Whether a file is taken for ONNX: by its name, or as its first byte begins the version number of the format, which
     * no table begins with.
     *
     * @param file the file
     * @return true when it should be opened here
     */
    public static boolean isIn(InputBytes file) {
        byte[] head = file.head(1);
        return file.name().toLowerCase(Locale.ROOT).endsWith(".onnx") || (head.length == 1 && head[0] == 8);
    }

    /**
     * Opens a network and finds out what it takes and gives, where the options do not say: vectors are one-hot symbols when
     * the answers to them are probabilities, or when the output's name says that they are logits; else they are points.
     *
     * @param file the file
     * @param task what is predicted from what
     * @param options what is known already
     * @return the predictor, to be closed
     * @throws BadInputException when the file cannot be run, or its shapes do not fit the task
     */
    public static OnnxPredictor open(InputBytes file, MaskedTask task, OnnxOptions options) {
        OnnxSession session = OnnxSession.open(file, options.outputName());
        try {
            return new Opening(file.name(), task, options, session).predictor();
        } catch (BadInputException refused) {
            session.close();
            throw refused;
        }
    }

    /** What is found out about a network. */
    private record Opening(String source, MaskedTask task, OnnxOptions options, OnnxSession session) {

        OnnxPredictor predictor() {
            boolean points = options.tokens() == TokenKind.POINTS
                    || options.output().equals(java.util.Optional.of(OutputKind.PRODUCT));
            ContextLayout layout = layout(points);
            if (layout.ids()) {
                return symbols(
                        layout, outcomes(layout, new double[task.context().size()]));
            }
            int d = outcomes(layout, new double[task.context().size() * layout.dimension()]);
            if (d != layout.dimension()) {
                throw BadInputException.in(
                        source,
                        "input " + session.input() + " takes vectors of length " + layout.dimension() + ", output "
                                + session.output() + " tells of " + d + " symbols or coordinates, expected the same"
                                + " number for " + task.text());
            }
            boolean told = options.tokens() == TokenKind.SYMBOLS
                    || (options.output().isPresent() && !points)
                    || session.output().toLowerCase(Locale.ROOT).contains("logit");
            return points || (!told && !probable(layout))
                    ? new OnnxPredictor(source, task, session, layout, d, OutputKind.PRODUCT)
                    : symbols(layout, d);
        }

        private ContextLayout layout(boolean points) {
            OptionalInt known = options.dimension();
            long[] shape = session.inputShape();
            if (known.isEmpty()) {
                known = ofSize(Arrays.stream(session.outputShape())
                        .skip(session.outputShape().length > 1 ? 1 : 0)
                        .reduce(1, (a, b) -> a < 0 || b < 0 ? -1 : a * b));
            }
            return ContextLayout.of(
                            shape, session.takesIntegers(), task.context().size(), points, known)
                    .orElseThrow(() -> BadInputException.in(
                            source,
                            "input " + session.input() + " has the shape " + ContextLayout.text(shape) + ", expected "
                                    + expected(points)));
        }

        private String expected(boolean points) {
            int tokens = task.context().size();
            return (points ? "" : "[any, " + tokens + "] for codes or ") + "[any, " + (tokens > 1 ? tokens + ", " : "")
                    + "d] for vectors of " + Counted.of(tokens, "context token") + " (" + task.text()
                    + "); where d is open, --dimension tells it";
        }

        /** The dimension of a token, from what comes out for one context. */
        private int outcomes(ContextLayout layout, double[] context) {
            int size = session.run(layout, new double[][] {context})[0].length;
            return ofSize(size)
                    .orElseThrow(() -> BadInputException.in(
                            source,
                            "output " + session.output() + " has " + size + " numbers for a context, expected "
                                    + (options.dimension().isPresent()
                                            ? (long) Math.pow(
                                                    options.dimension().getAsInt(),
                                                    task.targets().size())
                                            : "d" + "*d".repeat(task.targets().size() - 1))
                                    + " as " + task.text() + " has "
                                    + task.targets().size() + " targets"));
        }

        private OptionalInt ofSize(long size) {
            int d = (int) Math.round(
                    Math.pow((double) Math.max(0, size), 1.0 / task.targets().size()));
            boolean fits = d > 0
                    && Math.pow(d, task.targets().size()) == size
                    && options.dimension().orElse(d) == d;
            return fits ? OptionalInt.of(d) : OptionalInt.empty();
        }

        private boolean probable(ContextLayout layout) {
            return OutputKind.areProbabilities(
                    session.run(layout, inputs(layout, layout.dimension(), contexts(layout.dimension()))));
        }

        private int contexts(int d) {
            double cells =
                    Math.pow(d, task.context().size() + (double) task.targets().size());
            if (cells > MOST_CELLS) {
                throw BadInputException.in(
                        source,
                        "a table of " + d + " symbols for " + task.text() + " has " + cells
                                + " cells, expected at most " + MOST_CELLS);
            }
            return (int) Math.pow(d, task.context().size());
        }

        private double[][] inputs(ContextLayout layout, int d, int contexts) {
            double[][] out = new double[contexts][];
            Arrays.setAll(
                    out,
                    context -> input(layout, d, codes(context, d, task.context().size())));
            return out;
        }

        private OnnxPredictor symbols(ContextLayout layout, int d) {
            double[][] rows = session.run(layout, inputs(layout, d, contexts(d)));
            OutputKind kind = options.output()
                    .orElse(OutputKind.areProbabilities(rows) ? OutputKind.PROBABILITIES : OutputKind.LOGITS);
            return new OnnxPredictor(source, task, session, layout, d, kind);
        }
    }

    private static int[] codes(int context, int d, int tokens) {
        int[] out = new int[tokens];
        int rest = context;
        for (int token = tokens - 1; token >= 0; token--) {
            out[token] = rest % d;
            rest /= d;
        }
        return out;
    }

    private static double[] input(ContextLayout layout, int d, int... codes) {
        if (layout.ids()) {
            return Arrays.stream(codes).asDoubleStream().toArray();
        }
        double[] out = new double[codes.length * d];
        for (int token = 0; token < codes.length; token++) {
            out[token * d + codes[token]] = 1;
        }
        return out;
    }

    @Override
    public MaskedTask task() {
        return task;
    }

    /**
     * Whether the tokens are symbols and not points.
     *
     * @return true for symbols
     */
    public boolean ofSymbols() {
        return output != OutputKind.PRODUCT;
    }

    /**
     * Number of symbols, or of coordinates of a point.
     *
     * @return at least 1
     */
    public int dimension() {
        return dimension;
    }

    /**
     * What the numbers that come out are taken for.
     *
     * @return the kind, as told or found out
     */
    public OutputKind output() {
        return output;
    }

    /**
     * The answers to all contexts of symbols, asked in as few runs as the network allows.
     *
     * @return the table, all contexts believed alike
     * @throws BadInputException when an answer is not finite
     * @throws IllegalStateException when the tokens are points
     */
    public TablePredictor table() {
        if (!ofSymbols()) {
            throw new IllegalStateException("a table needs symbols, found points");
        }
        int contexts = (int) Math.pow(dimension, task.context().size());
        Context[] all = new Context[contexts];
        Arrays.setAll(
                all,
                context -> Context.ofSymbols(
                        codes(context, dimension, task.context().size())));
        return TablePredictor.of(task, dimension, Matrix.ofRows(answers(all)));
    }

    @Override
    public Prediction predict(Context context) {
        return Prediction.of(dimension, task.targets().size(), answers(context)[0]);
    }

    private double[][] answers(Context... contexts) {
        double[][] inputs = Arrays.stream(contexts).map(this::input).toArray(double[][]::new);
        double[][] rows = session.run(layout, inputs);
        for (int c = 0; c < rows.length; c++) {
            for (int cell = 0; cell < rows[c].length; cell++) {
                if (!Double.isFinite(rows[c][cell])) {
                    throw BadInputException.in(
                            source,
                            "output " + session.output() + " for the context " + contexts[c] + " is " + rows[c][cell]
                                    + " at place " + (cell + 1) + ", expected a finite number");
                }
            }
            rows[c] = output == OutputKind.LOGITS ? OutputKind.softmax(rows[c]) : rows[c];
        }
        return rows;
    }

    private double[] input(Context context) {
        if (context.size() != task.context().size()) {
            throw new IllegalArgumentException("the context has " + context.size() + " tokens, expected "
                    + task.context().size() + " as the task says");
        }
        if (context instanceof SymbolContext symbols && ofSymbols()) {
            int[] codes = new int[symbols.size()];
            Arrays.setAll(codes, token -> known(token, symbols.code(token)));
            return input(layout, dimension, codes);
        }
        if (context instanceof PointContext points && !ofSymbols()) {
            double[] out = new double[points.size() * dimension];
            for (int token = 0; token < points.size(); token++) {
                double[] point = points.point(token);
                if (point.length != dimension || Arrays.stream(point).anyMatch(Double::isNaN)) {
                    throw new IllegalArgumentException("token " + (token + 1) + " of the context is "
                            + Arrays.toString(point) + ", expected " + dimension + " numbers");
                }
                System.arraycopy(point, 0, out, token * dimension, dimension);
            }
            return out;
        }
        throw new IllegalArgumentException(
                "the context is one of " + (ofSymbols() ? "points, expected symbols" : "symbols, expected points"));
    }

    private int known(int token, int code) {
        if (code < 0 || code >= dimension) {
            throw new IllegalArgumentException(
                    "token " + (token + 1) + " of the context has code " + code + ", expected 0.." + (dimension - 1));
        }
        return code;
    }

    @Override
    public void close() {
        session.close();
    }
}
