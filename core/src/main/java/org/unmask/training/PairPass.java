// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

import java.util.Arrays;

/**
 * The squared norm of an unnormalised prediction, {@code sum_targets P(targets, context)^2}, by a message pass over pairs of
 * states: at a target the pair {@code (g, h)} is weighed by {@code sum_x O[x,g] O[x,h]}, so no outcome is enumerated. Cost
 * {@code k^3} a place.
 */
final class PairPass {

    private final WindowTask task;
    private final ModelPoint point;
    private final int k;
    private final double[][] powers;
    private final double[] gram;
    private final double[] gramGradient;
    private final double[][] before;
    private final double[][] after;

    PairPass(WindowTask task, ModelPoint point) {
        this.task = task;
        this.point = point;
        this.k = point.k;
        this.powers = point.powers(task.gaps);
        this.gram = new double[k * k];
        this.gramGradient = new double[k * k];
        this.before = new double[task.m][k * k];
        this.after = new double[task.m][k * k];
        double[] o = point.emission;
        for (int x = 0; x < point.d; x++) {
            for (int g = 0; g < k; g++) {
                for (int h = 0; h < k; h++) {
                    gram[g * k + h] += o[x * k + g] * o[x * k + h];
                }
            }
        }
    }

    private double weight(int cell, int place, int g, int h) {
        if (task.masked[place]) {
            return gram[g * k + h];
        }
        int x = task.symbol(cell, place);
        return point.emission[x * k + g] * point.emission[x * k + h];
    }

    /** The squared norm for the context of a cell. */
    double forward(int cell) {
        for (int g = 0; g < k; g++) {
            for (int h = 0; h < k; h++) {
                before[0][g * k + h] = point.chain.stationary[g] * point.chain.stationary[h];
            }
        }
        double sum = 0;
        for (int i = 0; i < task.m; i++) {
            for (int g = 0; g < k; g++) {
                for (int h = 0; h < k; h++) {
                    after[i][g * k + h] = before[i][g * k + h] * weight(cell, i, g, h);
                }
            }
            if (i < task.m - 1) {
                double[] a = powers[i];
                before[i + 1] = sandwich(a, after[i], true);
            }
        }
        for (double value : after[task.m - 1]) {
            sum += value;
        }
        return sum;
    }

    /** {@code A' M A} when forward, {@code A M A'} when not. */
    private double[] sandwich(double[] a, double[] middle, boolean forward) {
        double[] half = new double[k * k];
        double[] out = new double[k * k];
        for (int i = 0; i < k; i++) {
            for (int n = 0; n < k; n++) {
                double left = forward ? a[n * k + i] : a[i * k + n];
                for (int j = 0; j < k; j++) {
                    half[i * k + j] += left * middle[n * k + j];
                }
            }
        }
        for (int i = 0; i < k; i++) {
            for (int n = 0; n < k; n++) {
                for (int j = 0; j < k; j++) {
                    out[i * k + j] += half[i * k + n] * (forward ? a[n * k + j] : a[j * k + n]);
                }
            }
        }
        return out;
    }

    /** Adds the raw gradient of {@code factor} times the norm; that by target emissions waits for {@link #finish}. */
    void backward(int cell, double factor, double[] raw) {
        int fixed = k + (task.m - 1) * k * k;
        double[] above = new double[k * k];
        Arrays.fill(above, factor);
        for (int i = task.m - 1; i >= 0; i--) {
            int x = task.symbol(cell, i);
            for (int g = 0; g < k; g++) {
                for (int h = 0; h < k; h++) {
                    double byWeight = above[g * k + h] * before[i][g * k + h];
                    if (task.masked[i]) {
                        gramGradient[g * k + h] += byWeight;
                    } else {
                        raw[fixed + x * k + g] += byWeight * point.emission[x * k + h];
                        raw[fixed + x * k + h] += byWeight * point.emission[x * k + g];
                    }
                }
            }
            double[] byBefore = new double[k * k];
            for (int g = 0; g < k; g++) {
                for (int h = 0; h < k; h++) {
                    byBefore[g * k + h] = above[g * k + h] * weight(cell, i, g, h);
                }
            }
            if (i == 0) {
                for (int g = 0; g < k; g++) {
                    for (int h = 0; h < k; h++) {
                        raw[g] += byBefore[g * k + h] * point.chain.stationary[h];
                        raw[h] += byBefore[g * k + h] * point.chain.stationary[g];
                    }
                }
            } else {
                double[] a = powers[i - 1];
                addByTransition(after[i - 1], byBefore, a, raw, k + (i - 1) * k * k);
                above = sandwich(a, byBefore, false);
            }
        }
    }

    /** The gradient of {@code <B, A' M A>} by A: {@code M A B' + M' A B}; both M and B are symmetric here. */
    private void addByTransition(double[] middle, double[] by, double[] a, double[] raw, int from) {
        for (int i = 0; i < k; i++) {
            for (int n = 0; n < k; n++) {
                double ma = 0;
                for (int l = 0; l < k; l++) {
                    ma += middle[i * k + l] * a[l * k + n];
                }
                for (int j = 0; j < k; j++) {
                    raw[from + i * k + j] += 2 * ma * by[n * k + j];
                }
            }
        }
    }

    /** Adds what came by the target emissions of all backward passes. */
    void finish(double[] raw) {
        int fixed = k + (task.m - 1) * k * k;
        for (int x = 0; x < point.d; x++) {
            for (int g = 0; g < k; g++) {
                double sum = 0;
                for (int h = 0; h < k; h++) {
                    sum += (gramGradient[g * k + h] + gramGradient[h * k + g]) * point.emission[x * k + h];
                }
                raw[fixed + x * k + g] += sum;
            }
        }
    }
}
