// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

import java.util.Arrays;

/**
 * The loss of a Gaussian model on windows of points and its gradient, window by window: the density of the targets given
 * the context under log loss, the squared distance of the targets' outer product from its prediction under squared loss. The
 * latter is {@code |z|^2 - 2 <f, z> + |f|^2}, where {@code <f, z>} is one message pass and {@code |f|^2} one over pairs of
 * states, so the tensors are never formed.
 */
final class PointLoss {

    private final PointTask task;
    private final GaussianPoint point;
    private final int k;
    private final int d;
    private final int m;
    private final ScalarPass all;
    private final ScalarPass context;
    private final PairMessages pairs;
    private final double[][] seen;
    private final double[][] inner;
    private final double[][] ones;
    private final double[][] pairWeights;
    private final double[][] byContext;
    private final double[][] byAll;
    private final double[][] byPairs;
    private final double[][] white;
    private final double[] gram;
    private final double[] byGram;

    /** Raw gradient by the chain, as in {@link ModelPoint}, and gradient by the emission coordinates. */
    final double[] raw;

    final double[] gradient;

    PointLoss(PointTask task, GaussianPoint point, int coordinates) {
        this.task = task;
        this.point = point;
        this.k = point.k;
        this.d = point.d;
        this.m = task.m;
        double[][] powers = new double[m - 1][];
        for (int i = 0; i < m - 1; i++) {
            powers[i] = point.chain.power(task.gaps[i]).power();
        }
        this.all = new ScalarPass(point.chain.stationary, powers);
        this.context = new ScalarPass(point.chain.stationary, powers);
        this.pairs = new PairMessages(point.chain.stationary, powers);
        this.seen = new double[m][k];
        this.inner = new double[m][k];
        this.ones = new double[m][k];
        this.pairWeights = new double[m][k * k];
        this.byContext = new double[m][k];
        this.byAll = new double[m][k];
        this.byPairs = new double[m][k * k];
        this.white = new double[m * k][d];
        this.gram = new double[k * k];
        this.byGram = new double[k * k];
        this.raw = new double[k + (m - 1) * k * k];
        this.gradient = new double[coordinates];
        for (double[] row : ones) {
            Arrays.fill(row, 1);
        }
        for (int g = 0; g < k; g++) {
            for (int h = 0; h < k; h++) {
                for (int c = 0; c < d; c++) {
                    gram[g * k + h] += point.mean(g, c) * point.mean(h, c);
                }
            }
        }
    }

    /** Sums the losses of windows and their gradients. */
    double add(int[] chosen, int from, int to) {
        double sum = 0;
        for (int n = from; n < to; n++) {
            sum += task.squared() ? squared(task.starts[chosen[n]]) : log(task.starts[chosen[n]]);
        }
        finish();
        return sum;
    }

    /** Scaled densities at one place; returns the logarithm of the scale. */
    private double densities(int start, int i) {
        double[] values = task.data.values();
        int at = (start + task.offsets[i]) * d;
        double max = Double.NEGATIVE_INFINITY;
        for (int h = 0; h < k; h++) {
            seen[i][h] = point.logDensity(h, values, at, white[i * k + h]);
            max = Math.max(max, seen[i][h]);
        }
        for (int h = 0; h < k; h++) {
            seen[i][h] = Math.exp(seen[i][h] - max);
        }
        return max;
    }

    private double log(int start) {
        double scale = 0;
        double[][] given = new double[m][];
        for (int i = 0; i < m; i++) {
            double max = densities(start, i);
            scale += task.masked[i] ? max : 0;
            given[i] = task.masked[i] ? ones[i] : seen[i];
        }
        double joint = all.forward(seen);
        double marginal = context.forward(given);
        clear(byAll);
        clear(byContext);
        all.backward(-1 / joint, raw, byAll);
        context.backward(1 / marginal, raw, byContext);
        for (int i = 0; i < m; i++) {
            for (int h = 0; h < k; h++) {
                double by = byAll[i][h] + (task.masked[i] ? 0 : byContext[i][h]);
                score(start, i, h, by * seen[i][h]);
            }
        }
        return Math.log(marginal) - Math.log(joint) - scale;
    }

    private double squared(int start) {
        double[] values = task.data.values();
        double square = 1;
        double[][] given = new double[m][];
        for (int i = 0; i < m; i++) {
            if (task.masked[i]) {
                int at = (start + task.offsets[i]) * d;
                double own = 0;
                for (int c = 0; c < d; c++) {
                    own += values[at + c] * values[at + c];
                }
                square *= own;
                for (int h = 0; h < k; h++) {
                    inner[i][h] = 0;
                    for (int c = 0; c < d; c++) {
                        inner[i][h] += values[at + c] * point.mean(h, c);
                    }
                }
                given[i] = ones[i];
                System.arraycopy(gram, 0, pairWeights[i], 0, k * k);
            } else {
                densities(start, i);
                System.arraycopy(seen[i], 0, inner[i], 0, k);
                given[i] = seen[i];
                for (int g = 0; g < k; g++) {
                    for (int h = 0; h < k; h++) {
                        pairWeights[i][g * k + h] = seen[i][g] * seen[i][h];
                    }
                }
            }
        }
        double marginal = context.forward(given);
        double hit = all.forward(inner);
        double norm = pairs.forward(pairWeights);
        clear(byAll);
        clear(byContext);
        clear(byPairs);
        double inverse = 1 / marginal;
        all.backward(-2 * inverse, raw, byAll);
        pairs.backward(inverse * inverse, raw, byPairs);
        context.backward(2 * inverse * inverse * (hit - norm * inverse), raw, byContext);
        for (int i = 0; i < m; i++) {
            if (task.masked[i]) {
                byTarget(start, i);
            } else {
                byContextPlace(start, i);
            }
        }
        return square - 2 * hit * inverse + norm * inverse * inverse;
    }

    private void byTarget(int start, int i) {
        double[] values = task.data.values();
        int at = (start + task.offsets[i]) * d;
        for (int h = 0; h < k; h++) {
            for (int c = 0; c < d; c++) {
                gradient[k * k + h * d + c] += byAll[i][h] * values[at + c];
            }
        }
        for (int s = 0; s < k * k; s++) {
            byGram[s] += byPairs[i][s];
        }
    }

    private void byContextPlace(int start, int i) {
        for (int g = 0; g < k; g++) {
            double by = byAll[i][g] + byContext[i][g];
            for (int h = 0; h < k; h++) {
                by += (byPairs[i][g * k + h] + byPairs[i][h * k + g]) * seen[i][h];
            }
            score(start, i, g, by * seen[i][g]);
        }
    }

    private void score(int start, int i, int h, double factor) {
        if (factor != 0) {
            int at = (start + task.offsets[i]) * d;
            point.addScore(h, task.data.values(), at, white[i * k + h], factor, gradient);
        }
    }

    private void finish() {
        for (int g = 0; g < k; g++) {
            for (int h = 0; h < k; h++) {
                double both = byGram[g * k + h] + byGram[h * k + g];
                for (int c = 0; c < d; c++) {
                    gradient[k * k + g * d + c] += both * point.mean(h, c);
                }
            }
        }
        Arrays.fill(byGram, 0);
    }

    private static void clear(double[][] rows) {
        for (double[] row : rows) {
            Arrays.fill(row, 0);
        }
    }
}
