// SPDX-License-Identifier: Apache-2.0
package org.unmask.errors;

import org.unmask.matrix.Eigen;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.SymmetricEigen;
import org.unmask.model.Hmm;

/**
 * The variance of a sum over dependent tokens, from its parts over stretches (6.2): each stretch with itself and with its
 * neighbours. That is batch means with the bias of order one over the length of a stretch taken away; what is left is as small as
 * the dependence over a whole stretch.
 */
final class LongRun {

    /** A stretch is this many times longer than the chain remembers. */
    private static final double MEMORIES = 5;

    /** There are at least this many stretches, unless there are fewer tokens. */
    private static final int FEWEST = 20;

    private LongRun() {}

    /** How long a stretch should be. */
    static int stretch(Hmm model, long tokens) {
        double second = Eigen.ifConverged(model.transition().matrix())
                .map(eigen -> second(eigen))
                .orElse(0.0);
        double memory = second < 1 ? 1 / (1 - second) : (double) tokens;
        double wanted = Math.max(Math.cbrt((double) tokens), MEMORIES * memory);
        return (int) Math.max(1, Math.min(wanted, (double) tokens / FEWEST));
    }

    /** The second largest modulus of the eigenvalues. */
    private static double second(Eigen eigen) {
        double largest = 0;
        double second = 0;
        for (int h = 0; h < eigen.real().columns(); h++) {
            double modulus =
                    Math.hypot(eigen.real().get(0, h), eigen.imaginary().get(0, h));
            second = Math.max(second, Math.min(largest, modulus));
            largest = Math.max(largest, modulus);
        }
        return second;
    }

    /**
     * The covariance of the total.
     *
     * @param sums one row for each stretch, in the order of the data
     */
    static Matrix covariance(Matrix sums) {
        int n = sums.rows();
        int size = sums.columns();
        double[] mean = new double[size];
        double[] rows = sums.toArray();
        for (int b = 0; b < n; b++) {
            for (int p = 0; p < size; p++) {
                mean[p] += rows[b * size + p] / n;
            }
        }
        double[] out = new double[size * size];
        double[] next = new double[size];
        for (int b = 0; b < n; b++) {
            for (int p = 0; p < size; p++) {
                next[p] = b + 1 < n ? rows[(b + 1) * size + p] - mean[p] : 0;
            }
            for (int p = 0; p < size; p++) {
                double own = rows[b * size + p] - mean[p];
                for (int q = 0; q < size; q++) {
                    out[p * size + q] +=
                            own * (rows[b * size + q] - mean[q] + next[q]) + next[p] * (rows[b * size + q] - mean[q]);
                }
            }
        }
        return positive(Matrix.of(size, size, out));
    }

    /** The nearest matrix without negative directions: neighbours may overdo it when stretches are few. */
    private static Matrix positive(Matrix covariance) {
        if (covariance.rows() == 0) {
            return covariance;
        }
        SymmetricEigen eigen = SymmetricEigen.of(covariance);
        Matrix vectors = eigen.vectors();
        double[] values = eigen.values().toArray();
        return vectors.times(Matrix.diagonal(
                        java.util.Arrays.stream(values).map(v -> Math.max(0, v)).toArray()))
                .times(vectors.transpose());
    }
}
