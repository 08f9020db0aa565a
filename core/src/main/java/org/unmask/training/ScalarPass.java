// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

import java.util.Arrays;

/**
 * One message pass along a window and back: {@code pi D(w_1) A_1 D(w_2) .. D(w_m) 1} for weights {@code w} of each state at
 * each place, and its derivatives. Allocates nothing after construction.
 */
final class ScalarPass {

    private final int k;
    private final int m;
    private final double[] law;
    private final double[][] powers;
    private final double[][] u;
    private final double[][] alpha;
    private final double[] beta;
    private final double[] ahead;
    private double[][] weights = new double[0][];

    ScalarPass(double[] law, double[][] powers) {
        this.k = law.length;
        this.m = powers.length + 1;
        this.law = law;
        this.powers = powers;
        this.u = new double[m][k];
        this.alpha = new double[m][k];
        this.beta = new double[k];
        this.ahead = new double[k];
    }

    /** The value; weights are kept until {@link #backward}. */
    double forward(double[][] w) {
        weights = w;
        System.arraycopy(law, 0, u[0], 0, k);
        double sum = 0;
        for (int i = 0; i < m; i++) {
            for (int h = 0; h < k; h++) {
                alpha[i][h] = u[i][h] * w[i][h];
            }
            if (i < m - 1) {
                for (int j = 0; j < k; j++) {
                    double next = 0;
                    for (int h = 0; h < k; h++) {
                        next += alpha[i][h] * powers[i][h * k + j];
                    }
                    u[i + 1][j] = next;
                }
            }
        }
        for (double value : alpha[m - 1]) {
            sum += value;
        }
        return sum;
    }

    /**
     * Adds {@code factor} times the derivatives of the last value.
     *
     * @param raw receives those by the law and by the transitions over the gaps, as in {@link ModelPoint}
     * @param byWeights receives those by the weights
     */
    void backward(double factor, double[] raw, double[][] byWeights) {
        Arrays.fill(beta, factor);
        for (int i = m - 1; i >= 0; i--) {
            for (int h = 0; h < k; h++) {
                byWeights[i][h] += u[i][h] * beta[h];
                ahead[h] = weights[i][h] * beta[h];
            }
            if (i == 0) {
                for (int h = 0; h < k; h++) {
                    raw[h] += ahead[h];
                }
            } else {
                int at = k + (i - 1) * k * k;
                for (int h = 0; h < k; h++) {
                    double sum = 0;
                    for (int j = 0; j < k; j++) {
                        raw[at] += alpha[i - 1][h] * ahead[j];
                        sum += powers[i - 1][at - k - (i - 1) * k * k] * ahead[j];
                        at++;
                    }
                    beta[h] = sum;
                }
            }
        }
    }
}
