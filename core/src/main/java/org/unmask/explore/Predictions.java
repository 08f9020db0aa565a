// SPDX-License-Identifier: Apache-2.0
package org.unmask.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.unmask.data.PointSequences;
import org.unmask.data.Simulator;
import org.unmask.matrix.Matrix;
import org.unmask.model.Alphabet;
import org.unmask.model.Categorical;
import org.unmask.model.Hmm;
import org.unmask.model.ModelFamily;
import org.unmask.model.Parameterization;
import org.unmask.parallel.Threads;
import org.unmask.predictor.Context;
import org.unmask.predictor.OptimalPredictor;
import org.unmask.random.Seed;
import org.unmask.task.Loss;
import org.unmask.task.MaskedTask;
import org.unmask.verdict.Question;

/**
 * The optimal predictions of some tasks as one long vector, a function of a family's free parameters, with the loss that
 * one model's predictions have on another's data. Symbols: all contexts, weighted by their probability. Points: contexts
 * drawn from a model, all alike, and squared loss.
 */
public final class Predictions {

    private static final double STEP = 1e-6;
    private static final int MOST_ENTRIES = 40_000;

    private final Parameterization parameterization;
    private final Alphabet alphabet;
    private final List<Block> blocks;
    private final double[] weights;
    private final Hmm truth;
    private final double[] reference;

    /**
     * The predictions of one task in the vector.
     *
     * @param task the task
     * @param contexts what is seen, one context for each row
     * @param offset where its first row begins
     * @param outcomes numbers in a row
     */
    public record Block(MaskedTask task, List<Context> contexts, int offset, int outcomes) {
        /** Copies the list. */
        public Block {
            contexts = List.copyOf(contexts);
        }
    }

    private Predictions(
            Parameterization parameterization, Alphabet alphabet, List<Block> blocks, double[] weights, Hmm truth) {
        this.parameterization = parameterization;
        this.alphabet = alphabet;
        this.blocks = List.copyOf(blocks);
        this.weights = weights;
        this.truth = truth;
        // Read back from the parameters, so that the model itself differs from the reference by nothing at all.
        this.reference = evaluate(model(parameters(truth)).orElse(truth));
    }

    /**
     * The predictions of a question's tasks on the data of its model.
     *
     * @param question asked at a model; of points with squared loss
     * @param points contexts drawn for each task of points
     * @param seed where they come from
     * @return the vector as a function
     * @throws IllegalArgumentException when the question has no model, asks about densities of points, or has too many
     *     predictions to look at
     */
    public static Predictions of(Question question, int points, Seed seed) {
        Hmm truth = question.at().orElseThrow(() -> new IllegalArgumentException("the question has no model"));
        boolean symbols = truth.emission() instanceof Categorical;
        List<Block> blocks = new ArrayList<>();
        List<double[]> weights = new ArrayList<>();
        double size = 0;
        for (MaskedTask task : question.tasks().tasks()) {
            if (!symbols && task.loss() == Loss.LOG) {
                throw new IllegalArgumentException(
                        "predictions of points are looked at under squared loss, found log loss");
            }
            double d = question.family().dimension();
            double outcomes = Math.pow(d, task.targets().size());
            double rows = symbols ? Math.pow(d, task.context().size()) : points;
            size += rows * outcomes;
            if (size > MOST_ENTRIES) {
                throw new IllegalArgumentException(
                        "the tasks have more than " + MOST_ENTRIES + " predictions, too many to look at");
            }
            int offset = weights.stream().mapToInt(part -> part.length).sum();
            List<Context> contexts = symbols ? words((int) d, task.context().size()) : drawn(truth, task, points, seed);
            blocks.add(new Block(task, contexts, offset, (int) outcomes));
            weights.add(symbols ? shares(truth, task) : repeated(1.0 / points, points, (int) outcomes));
        }
        return new Predictions(
                Parameterization.of(question.family()),
                truth.emission() instanceof Categorical categorical
                        ? categorical.alphabet()
                        : Alphabet.numbered(question.family().dimension()),
                blocks,
                weights.stream().flatMapToDouble(Arrays::stream).toArray(),
                truth);
    }

    private static List<Context> words(int symbols, int length) {
        List<Context> words = new ArrayList<>();
        for (int code = 0; code < Math.pow(symbols, length); code++) {
            int[] word = new int[length];
            for (int i = length - 1, rest = code; i >= 0; i--, rest /= symbols) {
                word[i] = rest % symbols;
            }
            words.add(Context.ofSymbols(word));
        }
        return words;
    }

    private static List<Context> drawn(Hmm truth, MaskedTask named, int points, Seed seed) {
        MaskedTask task = named.shifted();
        int d = truth.emission().dimension();
        Hmm stationary = new Hmm(truth.stationaryLaw(), truth.transition(), truth.emission());
        double[] values = ((PointSequences)
                        Simulator.draw(stationary, points, task.window(), seed.split(task.text()), Threads.ONE)
                                .sequences())
                .values();
        List<Context> contexts = new ArrayList<>();
        for (int n = 0; n < points; n++) {
            int start = n * task.window();
            contexts.add(Context.ofPoints(task.context().stream()
                    .map(position -> Arrays.copyOfRange(values, (start + position - 1) * d, (start + position) * d))
                    .toArray(double[][]::new)));
        }
        return contexts;
    }

    private static double[] shares(Hmm truth, MaskedTask task) {
        Matrix joint = OptimalPredictor.of(truth, task).jointTable();
        double[] out = new double[joint.rows() * joint.columns()];
        for (int row = 0; row < joint.rows(); row++) {
            double share = Arrays.stream(joint.row(row)).sum();
            Arrays.fill(out, row * joint.columns(), (row + 1) * joint.columns(), share);
        }
        return out;
    }

    private static double[] repeated(double value, int rows, int columns) {
        double[] out = new double[rows * columns];
        Arrays.fill(out, value);
        return out;
    }

    /** The predictions of one task of points at contexts of one's own, all alike. */
    Predictions withContexts(MaskedTask task, List<Context> contexts) {
        int outcomes = blocks.stream()
                .filter(block -> block.task().shifted().equals(task))
                .findFirst()
                .orElseThrow()
                .outcomes();
        return new Predictions(
                parameterization,
                alphabet,
                List.of(new Block(task, contexts, 0, outcomes)),
                repeated(1.0 / contexts.size(), contexts.size(), outcomes),
                truth);
    }

    /**
     * The family whose parameters are the variables.
     *
     * @return the family
     */
    public ModelFamily family() {
        return parameterization.family();
    }

    /**
     * What the vector is made of.
     *
     * @return one block for each task
     */
    public List<Block> blocks() {
        return blocks;
    }

    /**
     * Probability, under the question's model, of the context of each entry.
     *
     * @return a copy, as long as the vector
     */
    public double[] weights() {
        return weights.clone();
    }

    /**
     * The predictions of the question's model.
     *
     * @return a copy
     */
    public double[] reference() {
        return reference.clone();
    }

    /**
     * A model by its free parameters.
     *
     * @param free in the order of {@link Parameterization}
     * @return the model; empty outside the family
     */
    public Optional<Hmm> model(double[] free) {
        try {
            return Optional.of(parameterization.toModel(free, alphabet));
        } catch (IllegalArgumentException outside) {
            return Optional.empty();
        }
    }

    /**
     * The free parameters of a model.
     *
     * @param model of the family
     * @return in the order of {@link Parameterization}
     */
    public double[] parameters(Hmm model) {
        return parameterization.toVector(model);
    }

    /**
     * The predictions at a point.
     *
     * @param free free parameters
     * @return the vector; empty outside the family
     */
    public Optional<double[]> at(double[] free) {
        return model(free).map(this::evaluate);
    }

    private double[] evaluate(Hmm model) {
        double[] out = new double[weights.length];
        for (Block block : blocks) {
            OptimalPredictor predictor = OptimalPredictor.of(model, block.task());
            double[] part = model.emission() instanceof Categorical
                    ? predictor.table().conditional().toArray()
                    : block.contexts().stream()
                            .flatMapToDouble(context ->
                                    Arrays.stream(predictor.predict(context).toArray()))
                            .toArray();
            System.arraycopy(part, 0, out, block.offset(), part.length);
        }
        return out;
    }

    /**
     * Derivatives by differences: central ones, one-sided at the edge of the family.
     *
     * @param free a point inside the family
     * @return {@code entries x parameters}; a parameter that cannot move at all has a column of zeros
     */
    public Matrix jacobian(double[] free) {
        double[][] columns = new double[free.length][];
        double[] here = at(free).orElseThrow(() -> new IllegalArgumentException("the point lies outside the family"));
        for (int i = 0; i < free.length; i++) {
            double step = STEP * Math.max(1, Math.abs(free[i]));
            Optional<double[]> up = moved(free, i, step);
            Optional<double[]> down = moved(free, i, -step);
            double span = (up.isPresent() ? step : 0) + (down.isPresent() ? step : 0);
            double[] high = up.orElse(here);
            double[] low = down.orElse(here);
            columns[i] = new double[here.length];
            for (int e = 0; e < here.length && span > 0; e++) {
                columns[i][e] = (high[e] - low[e]) / span;
            }
        }
        return Matrix.generate(here.length, free.length, (e, i) -> columns[i][e]);
    }

    private Optional<double[]> moved(double[] free, int i, double step) {
        double[] other = free.clone();
        other[i] += step;
        return at(other);
    }

    /**
     * Second derivatives of the loss at the question's model: the information in its predictions.
     *
     * @param free the model's free parameters
     * @return {@code parameters x parameters}, symmetric, nonnegative definite
     */
    public Matrix information(double[] free) {
        Matrix jacobian = jacobian(free);
        Matrix scaled = Matrix.generate(
                jacobian.rows(), jacobian.columns(), (e, i) -> jacobian.get(e, i) * Math.sqrt(curvature(e)));
        return scaled.transpose().times(scaled);
    }

    private double curvature(int entry) {
        if (!logarithmic(entry)) {
            return 2 * weights[entry];
        }
        return reference[entry] > 1e-12 ? weights[entry] / reference[entry] : 0;
    }

    private boolean logarithmic(int entry) {
        int at = blocks.size() - 1;
        while (blocks.get(at).offset() > entry) {
            at--;
        }
        return blocks.get(at).task().loss() == Loss.LOG;
    }

    /**
     * How much worse than the best a model's predictions are on the data of the question's model.
     *
     * @param predictions the vector at the model
     * @return nats, or squared error, summed over tasks; at least 0, infinite where something that happens was ruled out
     */
    public double excess(double[] predictions) {
        double sum = 0;
        for (int e = 0; e < predictions.length; e++) {
            double change = predictions[e] - reference[e];
            if (!logarithmic(e)) {
                sum += weights[e] * change * change;
            } else if (reference[e] > 0) {
                sum += weights[e] * (change - reference[e] * Math.log1p(change / reference[e]));
            } else {
                sum += weights[e] * change;
            }
        }
        return Math.max(0, sum);
    }

    /**
     * The largest difference of a prediction from that of the question's model.
     *
     * @param predictions the vector at a model
     * @return at least 0
     */
    public double change(double[] predictions) {
        double worst = 0;
        for (int e = 0; e < predictions.length; e++) {
            worst = Math.max(worst, Math.abs(predictions[e] - reference[e]));
        }
        return worst;
    }
}
