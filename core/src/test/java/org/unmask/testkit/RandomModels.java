// SPDX-License-Identifier: Apache-2.0
package org.unmask.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Probabilities;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Alphabet;
import org.unmask.model.Categorical;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Covariances;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.model.StationaryLaw;

/** Seeded random models for tests. */
public final class RandomModels {

    private RandomModels() {}

    /** A Dirichlet(1, .., 1) vector. */
    public static double[] simplex(RandomGenerator random, int size) {
        double[] weights = new double[size];
        for (int i = 0; i < size; i++) {
            weights[i] = -Math.log(1 - random.nextDouble());
        }
        return Probabilities.normalized("random law", weights).toArray();
    }

    public static StochasticMatrix stochastic(RandomGenerator random, int rows, int columns) {
        double[][] out = new double[rows][];
        for (int i = 0; i < rows; i++) {
            out[i] = simplex(random, columns);
        }
        return StochasticMatrix.ofRows(out);
    }

    /** A mixture of permutations: doubly stochastic to rounding. */
    public static StochasticMatrix doublyStochastic(RandomGenerator random, int size) {
        int terms = 2 * size;
        double[] weights = simplex(random, terms);
        double[] out = new double[size * size];
        for (int term = 0; term < terms; term++) {
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                order.add(random.nextInt(i + 1), i);
            }
            for (int i = 0; i < size; i++) {
                out[i * size + order.get(i)] += weights[term];
            }
        }
        return StochasticMatrix.of("random matrix", Matrix.of(size, size, out));
    }

    public static Categorical categorical(RandomGenerator random, int states, int symbols) {
        return new Categorical(Alphabet.numbered(symbols), stochastic(random, states, symbols));
    }

    public static Gaussian gaussian(RandomGenerator random, int states, int dimension, CovarianceShape shape) {
        Matrix means = Matrix.generate(states, dimension, (i, j) -> 1.5 * random.nextGaussian());
        List<Matrix> matrices = new ArrayList<>();
        for (int i = 0; i < states; i++) {
            Matrix fresh = covariance(random, dimension, shape.form());
            matrices.add(shape.shared() && i > 0 ? matrices.get(0) : fresh);
        }
        return new Gaussian(means, new Covariances(shape, matrices));
    }

    private static Matrix covariance(RandomGenerator random, int d, CovarianceShape.Form form) {
        double common = 0.5 + random.nextDouble();
        Matrix root = Matrix.generate(d, d, (i, j) -> (i == j ? 1 : 0) + 0.3 * random.nextGaussian());
        return switch (form) {
            case IDENTITY -> Matrix.identity(d);
            case SPHERICAL -> Matrix.identity(d).scale(common);
            case DIAGONAL -> Matrix.generate(d, d, (i, j) -> i == j ? 0.5 + random.nextDouble() : 0);
            case FULL -> {
                Matrix square = root.times(root.transpose());
                yield square.plus(square.transpose())
                        .scale(0.5)
                        .plus(Matrix.identity(d).scale(0.1));
            }
        };
    }

    /** A stationary categorical model. */
    public static Hmm categoricalModel(RandomGenerator random, int states, int symbols) {
        return Hmm.stationary(stochastic(random, states, states), categorical(random, states, symbols));
    }

    /** A categorical model with any initial law. */
    public static Hmm startedModel(RandomGenerator random, int states, int symbols) {
        return new Hmm(
                Probabilities.of(simplex(random, states)),
                stochastic(random, states, states),
                categorical(random, states, symbols));
    }

    /** A doubly stochastic categorical model. */
    public static Hmm doublyStochasticModel(RandomGenerator random, int states, int symbols) {
        return new Hmm(
                Probabilities.uniform(states), doublyStochastic(random, states), categorical(random, states, symbols));
    }

    /** A stationary Gaussian model. */
    public static Hmm gaussianModel(RandomGenerator random, int states, int dimension, CovarianceShape shape) {
        StochasticMatrix transition = stochastic(random, states, states);
        return new Hmm(StationaryLaw.of(transition), transition, gaussian(random, states, dimension, shape));
    }
}
