// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

import java.util.Arrays;

/**
 * A message pass over pairs of states, {@code sum (pi pi') o W_1 -> A_1' . A_1 -> o W_2 ..}, with symmetric weights
 * {@code W_i} of each pair at each place, and its derivatives. With {@code W = w w'} at contexts and the Gram matrix of
 * expected tokens at targets it is the squared norm of an unnormalised prediction, no outcome enumerated. Cost {@code k^3} a
 * place.
 */
final class PairMessages {

    private final int k;
    private final int m;
    private final double[] law;
    private final double[][] powers;
    private final double[][] before;
    private final double[][] after;
    private final double[] half;
    private final double[] above;
    private final double[] byBefore;
    private double[][] weights = new double[0][];

    PairMessages(double[] law, double[][] powers) {
        this.k = law.length;
        this.m = powers.length + 1;
        this.law = law;
        this.powers = powers;
        this.before = new double[m][k * k];
        this.after = new double[m][k * k];
        this.half = new double[k * k];
        this.above = new double[k * k];
        this.byBefore = new double[k * k];
    }

    /** The value; weights are kept until {@link #backward}. */
    double forward(double[][] w) {
        weights = w;
        for (int g = 0; g < k; g++) {
            for (int h = 0; h < k; h++) {
                before[0][g * k + h] = law[g] * law[h];
            }
        }
        for (int i = 0; i < m; i++) {
            for (int s = 0; s < k * k; s++) {
                after[i][s] = before[i][s] * w[i][s];
            }
            if (i < m - 1) {
                sandwich(powers[i], after[i], true, before[i + 1]);
            }
        }
        double sum = 0;
        for (double value : after[m - 1]) {
            sum += value;
        }
        return sum;
    }

    /** {@code A' M A} when forward, {@code A M A'} when not. */
    private void sandwich(double[] a, double[] middle, boolean forward, double[] out) {
        Arrays.fill(half, 0);
        for (int i = 0; i < k; i++) {
            for (int n = 0; n < k; n++) {
                double left = forward ? a[n * k + i] : a[i * k + n];
                for (int j = 0; j < k; j++) {
                    half[i * k + j] += left * middle[n * k + j];
                }
            }
        }
        Arrays.fill(out, 0);
        for (int i = 0; i < k; i++) {
            for (int n = 0; n < k; n++) {
                for (int j = 0; j < k; j++) {
                    out[i * k + j] += half[i * k + n] * (forward ? a[n * k + j] : a[j * k + n]);
                }
            }
        }
    }

    /**
     * Adds {@code factor} times the derivatives of the last value.
     *
     * @param raw receives those by the law and by the transitions over the gaps, as in {@link ModelPoint}
     * @param byWeights receives those by the weights
     */
    void backward(double factor, double[] raw, double[][] byWeights) {
        Arrays.fill(above, factor);
        for (int i = m - 1; i >= 0; i--) {
            for (int s = 0; s < k * k; s++) {
                byWeights[i][s] += above[s] * before[i][s];
                byBefore[s] = above[s] * weights[i][s];
            }
            if (i == 0) {
                for (int g = 0; g < k; g++) {
                    for (int h = 0; h < k; h++) {
                        raw[g] += byBefore[g * k + h] * law[h];
                        raw[h] += byBefore[g * k + h] * law[g];
                    }
                }
            } else {
                addByTransition(after[i - 1], powers[i - 1], raw, k + (i - 1) * k * k);
                sandwich(powers[i - 1], byBefore, false, above);
            }
        }
    }

    /** The gradient of {@code <B, A' M A>} by A: {@code M A B' + M' A B}; both M and B are symmetric here. */
    private void addByTransition(double[] middle, double[] a, double[] raw, int from) {
        for (int i = 0; i < k; i++) {
            for (int n = 0; n < k; n++) {
                double ma = 0;
                for (int l = 0; l < k; l++) {
                    ma += middle[i * k + l] * a[l * k + n];
                }
                for (int j = 0; j < k; j++) {
                    raw[from + i * k + j] += 2 * ma * byBefore[n * k + j];
                }
            }
        }
    }
}
