// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

import java.util.Arrays;

/**
 * The squared norm of an unnormalised prediction of symbols, {@code sum_targets P(targets, context)^2}: at a target the pair
 * of states {@code (g, h)} is weighed by {@code sum_x O[x,g] O[x,h]} ({@link PairMessages}).
 */
final class PairPass {

    private final WindowTask task;
    private final ModelPoint point;
    private final int k;
    private final PairMessages messages;
    private final double[] gram;
    private final double[] gramGradient;
    private final double[][] weights;
    private final double[][] byWeights;

    PairPass(WindowTask task, ModelPoint point) {
        this.task = task;
        this.point = point;
        this.k = point.k;
        this.messages = new PairMessages(point.chain.stationary, point.powers(task.gaps));
        this.gram = new double[k * k];
        this.gramGradient = new double[k * k];
        this.weights = new double[task.m][k * k];
        this.byWeights = new double[task.m][k * k];
        double[] o = point.emission;
        for (int x = 0; x < point.d; x++) {
            for (int g = 0; g < k; g++) {
                for (int h = 0; h < k; h++) {
                    gram[g * k + h] += o[x * k + g] * o[x * k + h];
                }
            }
        }
    }

    /** The squared norm for the context of a cell. */
    double forward(int cell) {
        double[] o = point.emission;
        for (int i = 0; i < task.m; i++) {
            int x = task.symbol(cell, i) * k;
            for (int g = 0; g < k; g++) {
                for (int h = 0; h < k; h++) {
                    weights[i][g * k + h] = task.masked[i] ? gram[g * k + h] : o[x + g] * o[x + h];
                }
            }
        }
        return messages.forward(weights);
    }

    /** Adds the raw gradient of {@code factor} times the norm; that by target emissions waits for {@link #finish}. */
    void backward(int cell, double factor, double[] raw) {
        for (double[] place : byWeights) {
            Arrays.fill(place, 0);
        }
        messages.backward(factor, raw, byWeights);
        int fixed = k + (task.m - 1) * k * k;
        for (int i = 0; i < task.m; i++) {
            int x = task.symbol(cell, i) * k;
            for (int g = 0; g < k; g++) {
                for (int h = 0; h < k; h++) {
                    double by = byWeights[i][g * k + h];
                    if (task.masked[i]) {
                        gramGradient[g * k + h] += by;
                    } else {
                        raw[fixed + x + g] += by * point.emission[x + h];
                        raw[fixed + x + h] += by * point.emission[x + g];
                    }
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
