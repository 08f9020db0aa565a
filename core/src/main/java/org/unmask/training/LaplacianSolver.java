// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

/**
 * Solves {@code (D - T'T) v = b} where {@code T} has rows that sum to one and {@code D} its column sums on the diagonal: a
 * graph Laplacian. Diagonals are sums of what lies beside them, as in the elimination of Grassmann, Taksar and Heyman, so
 * nothing cancels even where {@code T} is within 1e-12 of a permutation.
 */
final class LaplacianSolver {

    private final int k;
    /** Row {@code m} holds the weights to the nodes before, as they are when node {@code m} is eliminated. */
    private final double[] weights;

    private final double[] pivots;

    LaplacianSolver(double[] t, int k) {
        this.k = k;
        this.weights = new double[k * k];
        this.pivots = new double[k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                for (int l = 0; l < k; l++) {
                    weights[j * k + l] += t[i * k + j] * t[i * k + l];
                }
            }
        }
        for (int m = k - 1; m > 0; m--) {
            double sum = 0;
            for (int j = 0; j < m; j++) {
                sum += weights[m * k + j];
            }
            pivots[m] = sum;
            for (int i = 0; i < m && sum > 0; i++) {
                double share = weights[m * k + i] / sum;
                for (int j = 0; j < m; j++) {
                    weights[i * k + j] += share * weights[m * k + j];
                }
            }
        }
    }

    /** The solution with first entry 0; parts of the graph that nothing joins to it stay at 0. */
    double[] solve(double[] right) {
        double[] b = right.clone();
        double[] v = new double[k];
        for (int m = k - 1; m > 0; m--) {
            for (int i = 0; i < m && pivots[m] > 0; i++) {
                b[i] += weights[m * k + i] / pivots[m] * b[m];
            }
        }
        for (int m = 1; m < k; m++) {
            if (pivots[m] > 0) {
                double sum = b[m];
                for (int j = 0; j < m; j++) {
                    sum += weights[m * k + j] * v[j];
                }
                v[m] = sum / pivots[m];
            }
        }
        return v;
    }
}
