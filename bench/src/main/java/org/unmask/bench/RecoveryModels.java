// SPDX-License-Identifier: Apache-2.0
package org.unmask.bench;

import java.util.Arrays;
import java.util.Collections;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.unmask.data.PointSequences;
import org.unmask.data.Sequences;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Probabilities;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Alphabet;
import org.unmask.model.Categorical;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Covariances;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.random.Seed;

/** Kinds of true models for {@link RecoveryProblems}, and the random starts that EM is given there. */
enum RecoveryModels {
    BASE(3, 0.5, false),
    FIVE(5, 0.5, false),
    STICKY(3, 0.95, false),
    ALIAS(3, 0.5, true);

    private static final int SYMBOLS = 6;
    static final int DIMENSION = 4;
    private static final double MEAN_DEVIATION = 2;

    /** Share of the other state's law in a nearly aliased one, and what is left of the distance between their means. */
    private static final double ALIASED = 0.85;

    private final int states;
    private final double stay;
    private final boolean aliased;

    RecoveryModels(int states, double stay, boolean aliased) {
        this.states = states;
        this.stay = stay;
        this.aliased = aliased;
    }

    /** Laws of symbols, uniform on the simplex. */
    Hmm categorical(Seed seed) {
        RandomGenerator random = seed.split("categorical").generator();
        StochasticMatrix chain = chain(random);
        Matrix laws = simplices(random, states, SYMBOLS);
        int last = states - 1;
        Matrix emission = Matrix.generate(
                states,
                SYMBOLS,
                (i, x) -> aliased && i == last
                        ? ALIASED * laws.get(i - 1, x) + (1 - ALIASED) * laws.get(i, x)
                        : laws.get(i, x));
        return Hmm.stationary(
                chain,
                new Categorical(
                        Alphabet.of("a", "b", "c", "d", "e", "f"),
                        StochasticMatrix.normalized("emission matrix", emission)));
    }

    /** Points around normal means. */
    Hmm gaussian(Seed seed) {
        RandomGenerator random = seed.split("gaussian").generator();
        StochasticMatrix chain = chain(random);
        Matrix means = Matrix.generate(states, DIMENSION, (i, c) -> MEAN_DEVIATION * random.nextGaussian());
        int last = states - 1;
        return Hmm.stationary(
                chain,
                Gaussian.unit(Matrix.generate(
                        states,
                        DIMENSION,
                        (i, c) -> aliased && i == last
                                ? ALIASED * means.get(i - 1, c) + (1 - ALIASED) * means.get(i, c)
                                : means.get(i, c))));
    }

    private StochasticMatrix chain(RandomGenerator random) {
        Matrix rows = simplices(random, states, states);
        return StochasticMatrix.normalized(
                "transition matrix",
                Matrix.generate(states, states, (i, j) -> (1 - stay) * rows.get(i, j) + (i == j ? stay : 0)));
    }

    private static Matrix simplices(RandomGenerator random, int rows, int columns) {
        return StochasticMatrix.normalized(
                        "random laws", Matrix.generate(rows, columns, (i, j) -> -Math.log(1 - random.nextDouble())))
                .matrix();
    }

    /** A random start: even first law, chain rows of few large entries, uniform laws or means at points of the data. */
    static Hmm start(Hmm truth, Sequences data, RandomGenerator random) {
        int k = truth.states();
        StochasticMatrix chain = StochasticMatrix.normalized(
                "transition matrix", Matrix.generate(k, k, (i, j) -> 1e-12 + gamma(random, 1.0 / k)));
        Probabilities law = Probabilities.uniform(k);
        if (truth.emission() instanceof Categorical categorical) {
            Matrix numbers = Matrix.generate(k, categorical.dimension(), (i, x) -> 1e-6 + random.nextDouble());
            return new Hmm(
                    law,
                    chain,
                    new Categorical(categorical.alphabet(), StochasticMatrix.normalized("emission matrix", numbers)));
        }
        PointSequences points = (PointSequences) data;
        double[] values = points.values();
        Matrix means = Matrix.ofRows(IntStream.range(0, k)
                .mapToObj(i -> {
                    int at = random.nextInt(points.tokens()) * DIMENSION;
                    return Arrays.copyOfRange(values, at, at + DIMENSION);
                })
                .toArray(double[][]::new));
        Matrix spread = Matrix.diagonal(IntStream.range(0, DIMENSION)
                .mapToDouble(c -> variance(values, c))
                .toArray());
        return new Hmm(
                law,
                chain,
                new Gaussian(
                        means, new Covariances(CovarianceShape.DIAGONAL_PER_STATE, Collections.nCopies(k, spread))));
    }

    private static double variance(double[] values, int coordinate) {
        double sum = 0;
        double squares = 0;
        int count = values.length / DIMENSION;
        for (int at = coordinate; at < values.length; at += DIMENSION) {
            sum += values[at];
            squares += values[at] * values[at];
        }
        return squares / count - sum / count * (sum / count);
    }

    /** A draw from the gamma law of a shape below one: that of the shape plus one, times a power of a uniform number. */
    private static double gamma(RandomGenerator random, double shape) {
        double d = shape + 2.0 / 3;
        while (true) {
            double normal = random.nextGaussian();
            double cube = Math.pow(1 + normal / Math.sqrt(9 * d), 3);
            if (cube > 0 && Math.log(random.nextDouble()) < normal * normal / 2 + d - d * cube + d * Math.log(cube)) {
                return d * cube * Math.pow(random.nextDouble(), 1 / shape);
            }
        }
    }
}
