// SPDX-License-Identifier: Apache-2.0
package org.unmask.recovery;

import java.util.random.RandomGenerator;
import org.unmask.matrix.Matrix;
import org.unmask.model.Hmm;

/** Where a predictor of points is probed. */
final class PointContexts {

    private PointContexts() {}

    private static int count(int states, int dimension) {
        return 40 + 10 * states + 4 * dimension;
    }

    /** Around the origin at lengths from a quarter of the unit spread to sixteen of it, as nothing is known yet. */
    static double[][] wide(int states, int dimension, RandomGenerator random) {
        double[][] out = new double[count(states, dimension)][dimension];
        for (int c = 0; c < out.length; c++) {
            double scale = Math.pow(2, c % 7 - 2) / Math.sqrt(dimension);
            for (int i = 0; i < dimension; i++) {
                out[c][i] = scale * random.nextGaussian();
            }
        }
        return out;
    }

    /** Around the means of a model and between pairs of them, where posteriors tell most. */
    static double[][] around(Hmm model, RandomGenerator random) {
        Matrix means = model.emission().means();
        int k = model.states();
        int d = means.columns();
        double[][] out = new double[count(k, d)][d];
        for (int c = 0; c < out.length; c++) {
            int one = c % k;
            int other = random.nextInt(k);
            double part = c % 2 == 0 ? 0 : 0.5;
            for (int i = 0; i < d; i++) {
                out[c][i] = (1 - part) * means.get(one, i) + part * means.get(other, i) + 0.7 * random.nextGaussian();
            }
        }
        return out;
    }
}
