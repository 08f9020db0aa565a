// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.unmask.constraint.KnownStates;
import org.unmask.constraint.Restrictions;
import org.unmask.data.PointSequences;
import org.unmask.data.Sequences;
import org.unmask.data.SymbolSequences;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Permutation;
import org.unmask.matrix.Probabilities;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Categorical;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Covariances;
import org.unmask.model.Emission;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;

/**
 * Starts for a fit within restrictions, each from a labelling of tokens by states: random ones, sequences cut into as many
 * stretches as there are states (which suits chains that go one way), the known states. The restrictions then say which
 * state is which, so starts need not know.
 */
final class RestrictedStarts {

    /** Token steps that screening may cost. */
    private static final long WORK = 60_000_000;

    private static final int FEWEST = 4;
    private static final int MOST = 16;

    /** Most orders of states in which one free fit is tried. */
    private static final int ORDERS = 6;

    private final Sequences sequences;
    private final FitOptions options;
    private final Restrictions restrictions;
    private final int states;

    /**
     * A start.
     *
     * @param name where it came from
     * @param model not yet within the restrictions
     */
    record Start(String name, Hmm model) {}

    RestrictedStarts(Sequences sequences, FitOptions options, Restrictions restrictions) {
        this.sequences = sequences;
        this.options = options;
        this.restrictions = restrictions;
        this.states = options.states();
    }

    List<Start> all() {
        List<Start> out = new ArrayList<>();
        restrictions.known().ifPresent(known -> out.add(new Start("known states", of(labels(known), 0.1))));
        out.add(new Start("stretches in order", of(stretches(), 0.1)));
        out.addAll(free());
        int draws = (int) Math.max(FEWEST, Math.min(MOST, WORK / 15 / Math.max(1, sequences.tokens())));
        for (int n = 0; n < draws && states > 1; n++) {
            RandomGenerator random = options.seed().split("restricted start", n).generator();
            out.add(new Start("random " + (n + 1), random(random, n)));
        }
        return out;
    }

    /** The free fit, its states in several orders. */
    private List<Start> free() {
        Hmm model = new Estimator(options).model(sequences);
        if (!restrictions.namesStates() || states == 1) {
            return List.of(new Start("free fit", model));
        }
        List<Start> out = new ArrayList<>();
        RandomGenerator random = options.seed().split("orders of states").generator();
        for (int n = 0; n < ORDERS; n++) {
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < states; i++) {
                order.add(n == 0 ? i : random.nextInt(i + 1), i);
            }
            out.add(new Start(
                    "free fit, order " + (n + 1),
                    model.permuted(Permutation.of(
                            order.stream().mapToInt(Integer::intValue).toArray()))));
        }
        return out;
    }

    private int[] labels(KnownStates known) {
        int[] out = new int[sequences.tokens()];
        Arrays.setAll(out, known::at);
        return out;
    }

    /** Each sequence cut into stretches of equal length, one for each state. */
    private int[] stretches() {
        int[] out = new int[sequences.tokens()];
        for (int s = 0; s < sequences.count(); s++) {
            int length = sequences.end(s) - sequences.start(s);
            for (int t = 0; t < length; t++) {
                out[sequences.start(s) + t] = (int) ((long) t * states / length);
            }
        }
        return out;
    }

    /** Runs of random states: random weights of tokens are too much alike to begin with. */
    private Hmm random(RandomGenerator random, int number) {
        int[] labels = new int[sequences.tokens()];
        double stay = new double[] {0, 0.5, 0.9, 0.98}[number % 4];
        if (sequences instanceof SymbolSequences symbols && number % 2 == 0) {
            int[] favourite = random.ints(symbols.alphabet().size(), 0, states).toArray();
            Arrays.setAll(labels, t -> symbols.code(t) < 0 ? KnownStates.UNKNOWN : favourite[symbols.code(t)]);
        } else if (sequences instanceof PointSequences points && number % 2 == 0) {
            nearest(points, random, labels);
        } else {
            int state = random.nextInt(states);
            for (int t = 0; t < labels.length; t++) {
                state = random.nextDouble() < stay ? state : random.nextInt(states);
                labels[t] = state;
            }
        }
        return of(labels, 0.3);
    }

    /** Each point goes to the nearest of some that were drawn. */
    private void nearest(PointSequences points, RandomGenerator random, int[] labels) {
        int d = points.dimension();
        int[] centres = random.ints(states, 0, points.tokens()).toArray();
        double[] scale = spread(points);
        for (int t = 0; t < labels.length; t++) {
            double best = Double.POSITIVE_INFINITY;
            for (int i = 0; i < states; i++) {
                double distance = 0;
                for (int c = 0; c < d; c++) {
                    double step = points.value(t, c) - points.value(centres[i], c);
                    distance += Double.isNaN(step) ? 0 : step * step / scale[c];
                }
                if (distance < best) {
                    best = distance;
                    labels[t] = i;
                }
            }
        }
    }

    /** The variance of each coordinate. */
    private static double[] spread(PointSequences points) {
        int d = points.dimension();
        double[] out = new double[d];
        for (int c = 0; c < d; c++) {
            double sum = 0;
            double squares = 0;
            long seen = 0;
            double first = 0;
            for (int t = 0; t < points.tokens(); t++) {
                double value = points.value(t, c);
                if (!Double.isNaN(value)) {
                    first = seen == 0 ? value : first;
                    seen++;
                    sum += value - first;
                    squares += (value - first) * (value - first);
                }
            }
            double variance = seen > 0 ? squares / seen - sum / seen * (sum / seen) : 0;
            out[c] = variance > 0 ? variance : 1;
        }
        return out;
    }

    /** The model counted from labels, mixed with what all tokens have in common. */
    private Hmm of(int[] labels, double level) {
        double[] moves = new double[states * states];
        double[] starts = new double[states];
        Arrays.fill(moves, 1);
        Arrays.fill(starts, 1);
        for (int s = 0; s < sequences.count(); s++) {
            for (int t = sequences.start(s); t < sequences.end(s); t++) {
                if (labels[t] >= 0 && t == sequences.start(s)) {
                    starts[labels[t]]++;
                } else if (labels[t] >= 0 && labels[t - 1] >= 0) {
                    moves[labels[t - 1] * states + labels[t]]++;
                }
            }
        }
        StochasticMatrix counted = StochasticMatrix.normalized("transition matrix", Matrix.of(states, states, moves));
        StochasticMatrix transition = options.chain() == Chain.DOUBLY_STOCHASTIC
                ? StochasticMatrix.normalized(
                        "transition matrix", Matrix.generate(states, states, (i, j) -> i == j ? 1 : 1.0 / states))
                : counted;
        Emission emission = sequences instanceof SymbolSequences symbols
                ? symbols(symbols, labels, level)
                : points((PointSequences) sequences, labels);
        return new Hmm(Probabilities.normalized("initial law", starts), transition, emission);
    }

    private Categorical symbols(SymbolSequences data, int[] labels, double level) {
        int d = data.alphabet().size();
        double[] counts = new double[states * d];
        double[] all = new double[d];
        for (int t = 0; t < labels.length; t++) {
            if (data.code(t) >= 0) {
                all[data.code(t)]++;
                if (labels[t] >= 0) {
                    counts[labels[t] * d + data.code(t)]++;
                }
            }
        }
        double total = Arrays.stream(all).sum();
        Matrix rows = Matrix.generate(states, d, (i, x) -> {
            double own = Arrays.stream(counts, i * d, i * d + d).sum();
            double common = (all[x] + 0.01) / (total + 0.01 * d);
            return own > 0 ? (1 - level) * counts[i * d + x] / own + level * common : common;
        });
        return new Categorical(data.alphabet(), StochasticMatrix.normalized("emission matrix", rows));
    }

    private Gaussian points(PointSequences data, int[] labels) {
        int d = data.dimension();
        double[] spread = spread(data);
        double[] sums = new double[states * d];
        double[] seen = new double[states * d];
        double[] common = new double[d];
        double[] all = new double[d];
        for (int t = 0; t < labels.length; t++) {
            for (int c = 0; c < d; c++) {
                double value = data.value(t, c);
                if (!Double.isNaN(value)) {
                    common[c] += value;
                    all[c]++;
                    if (labels[t] >= 0) {
                        sums[labels[t] * d + c] += value;
                        seen[labels[t] * d + c]++;
                    }
                }
            }
        }
        Matrix means = Matrix.generate(
                states,
                d,
                (i, c) -> seen[i * d + c] > 0 ? sums[i * d + c] / seen[i * d + c] : common[c] / Math.max(1, all[c]));
        CovarianceShape shape = options.covarianceOrDefault();
        if (shape == CovarianceShape.IDENTITY) {
            return Gaussian.unit(means);
        }
        double mean = Arrays.stream(spread).average().orElse(1);
        Matrix covariance = Matrix.diagonal(Arrays.stream(spread)
                .map(v -> shape.form() == CovarianceShape.Form.SPHERICAL ? mean : v)
                .toArray());
        return new Gaussian(means, new Covariances(shape, Collections.nCopies(states, covariance)));
    }
}
