// SPDX-License-Identifier: Apache-2.0
package org.unmask.study;

import java.util.random.RandomGenerator;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Alphabet;
import org.unmask.model.Categorical;
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

    /** The model with other emissions. */
    static Hmm with(Hmm model, Matrix emission) {
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
