// SPDX-License-Identifier: Apache-2.0
package org.unmask.study;

import java.util.random.RandomGenerator;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Alphabet;
import org.unmask.model.Categorical;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.random.Seed;

/** Models to draw data from when no files are given. */
public final class Corpus {

    private Corpus() {}

    /**
     * A categorical model: half a step towards staying, all else uniform on the simplex.
     *
     * @param states number of states
     * @param symbols number of symbols
     * @param seed of the draw
     * @return a stationary model
     */
    public static Hmm categorical(int states, int symbols, Seed seed) {
        RandomGenerator random = seed.split("corpus").generator();
        Matrix moves = simplices(random, states, states);
        Matrix transition = Matrix.generate(states, states, (i, j) -> 0.5 * moves.get(i, j) + (i == j ? 0.5 : 0));
        return Hmm.stationary(
                StochasticMatrix.normalized("transition matrix", transition),
                new Categorical(
                        Alphabet.numbered(symbols),
                        StochasticMatrix.normalized("emission matrix", simplices(random, states, symbols))));
    }

    /**
     * A categorical model whose states are easy to tell apart: each has symbols of its own three quarters of the time.
     *
     * @param states number of states
     * @param symbols number of symbols, at least as many
     * @param seed of the draw
     * @return a stationary model
     */
    public static Hmm distinct(int states, int symbols, Seed seed) {
        Hmm base = categorical(states, symbols, seed);
        Matrix laws = base.emission().means();
        Matrix emission = Matrix.generate(
                states, symbols, (i, x) -> 0.25 * laws.get(i, x) + (x % states == i ? 0.75 : 0) * states / symbols);
        return with(base, emission);
    }

    /**
     * A Gaussian model with unit covariances, its means normal with deviation 2 and every two of them at least two apart.
     *
     * @param states number of states
     * @param dimension coordinates
     * @param seed of the draw
     * @return a stationary model
     */
    public static Hmm points(int states, int dimension, Seed seed) {
        RandomGenerator random = seed.split("means").generator();
        Matrix means;
        do {
            means = Matrix.generate(states, dimension, (i, c) -> 2 * random.nextGaussian());
        } while (closest(means) < 2);
        return Hmm.stationary(categorical(states, 2, seed).transition(), Gaussian.unit(means));
    }

    private static double closest(Matrix rows) {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < rows.rows(); i++) {
            for (int j = 0; j < i; j++) {
                double square = 0;
                for (int c = 0; c < rows.columns(); c++) {
                    square += Math.pow(rows.get(i, c) - rows.get(j, c), 2);
                }
                least = Math.min(least, Math.sqrt(square));
            }
        }
        return least;
    }

    /** The model with other emission laws, or other means. */
    static Hmm with(Hmm model, Matrix emission) {
        if (model.emission() instanceof Gaussian) {
            return Hmm.stationary(model.transition(), Gaussian.unit(emission));
        }
        Categorical law = (Categorical) model.emission();
        return Hmm.stationary(
                model.transition(),
                new Categorical(law.alphabet(), StochasticMatrix.normalized("emission matrix", emission)));
    }

    private static Matrix simplices(RandomGenerator random, int rows, int columns) {
        return StochasticMatrix.normalized(
                        "random laws", Matrix.generate(rows, columns, (i, j) -> -Math.log(1 - random.nextDouble())))
                .matrix();
    }
}
