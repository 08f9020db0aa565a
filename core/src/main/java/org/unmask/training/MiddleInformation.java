// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

import java.util.Arrays;
import org.unmask.task.Loss;

/**
 * The Fisher information of a task with three places about the raw parameters of a model, for the price of a few passes
 * over the table. Given the state at the middle place the three symbols are independent,
 * {@code P(a, b, c) = sum_h U_a(h) O_b(h) V_c(h)}; the information about {@code U}, {@code O} and {@code V} needs only the
 * table {@code 1 / P} contracted with pairs of states over one place at a time, and {@code U} and {@code V} are linear in
 * each raw parameter.
 */
final class MiddleInformation {

    private final WindowTask task;
    private final ModelPoint point;
    private final int k;
    private final int d;
    private final int fixed;
    private final double[] first;
    private final double[] last;
    /** By place, {@code [x * k + h]}: the factors U, O and V. */
    private final double[][] factors;

    private MiddleInformation(WindowTask task, ModelPoint point) {
        this.task = task;
        this.point = point;
        this.k = point.k;
        this.d = point.d;
        this.fixed = k + 2 * k * k;
        this.first = point.chain.power(task.gaps[0]).power();
        this.last = point.chain.power(task.gaps[1]).power();
        double[] o = point.emission;
        double[] before = new double[d * k];
        double[] after = new double[d * k];
        for (int x = 0; x < d; x++) {
            for (int h = 0; h < k; h++) {
                for (int j = 0; j < k; j++) {
                    before[x * k + j] += point.chain.stationary[h] * o[x * k + h] * first[h * k + j];
                    after[x * k + h] += last[h * k + j] * o[x * k + j];
                }
            }
        }
        this.factors = new double[][] {before, o, after};
    }

    /** Whether a task has three places, all cells in memory, and a likelihood. */
    static boolean suits(WindowTask task) {
        return task.dense && task.m == 3 && task.loss == Loss.LOG;
    }

    /**
     * The information a window.
     *
     * @param task one that suits
     * @param point a model
     * @param joint {@code P(a, b, c)} at {@code (c * d + b) * d + a}
     * @param contextOf the context of each cell, in the same order
     * @param context {@code P(context)}
     * @return row-major by raw parameters, lower triangle filled
     */
    static double[] of(WindowTask task, ModelPoint point, double[] joint, int[] contextOf, double[] context) {
        double[] weights = new double[joint.length];
        for (int cell = 0; cell < joint.length; cell++) {
            int c = contextOf[cell];
            double weight = task.contextShare[c];
            weights[cell] = weight > 0 ? weight / (context[c] * Math.max(joint[cell], 1e-290)) : 0;
        }
        MiddleInformation information = new MiddleInformation(task, point);
        double[] byRaw = information.pulled(information.byFactors(weights));
        information.subtractContexts(byRaw, context);
        return byRaw;
    }

    /** The information about the factors, {@code (place * d + x) * k + h} both ways, full. */
    private double[][] byFactors(double[] weights) {
        int n = 3 * d * k;
        double[][] out = new double[n][n];
        double[][] pair = new double[3][d];
        for (int h = 0; h < k; h++) {
            for (int g = 0; g <= h; g++) {
                for (int place = 0; place < 3; place++) {
                    for (int x = 0; x < d; x++) {
                        pair[place][x] = factors[place][x * k + h] * factors[place][x * k + g];
                    }
                }
                double[][] without = contracted(weights, pair);
                add(without[2], 0, 1, h, g, pair, out);
                add(without[1], 0, 2, h, g, pair, out);
                add(without[0], 1, 2, h, g, pair, out);
            }
        }
        return out;
    }

    /** The weights summed over one place with a factor for it, for each of the three places; the later place is slower. */
    private double[][] contracted(double[] weights, double[][] pair) {
        double[][] out = new double[3][d * d];
        double[] row = new double[d];
        for (int c = 0; c < d; c++) {
            double[] overMiddle = new double[d];
            for (int b = 0; b < d; b++) {
                System.arraycopy(weights, (c * d + b) * d, row, 0, d);
                out[0][c * d + b] = Strips.dot(row, 0, pair[0]);
                Strips.addScaled(row, pair[1][b], overMiddle, 0);
                Strips.addScaled(row, pair[2][c], out[2], b * d);
            }
            System.arraycopy(overMiddle, 0, out[1], c * d, d);
        }
        return out;
    }

    /** Adds the blocks of one pair of places; each place's own block is added by one of its two pairs. */
    private void add(double[] table, int early, int late, int h, int g, double[][] pair, double[][] out) {
        double[] one = factors[early];
        double[] other = factors[late];
        for (int y = 0; y < d; y++) {
            int column = (late * d + y) * k;
            for (int x = 0; x < d; x++) {
                int row = (early * d + x) * k;
                double entry = table[y * d + x];
                symmetric(row + h, column + g, entry * other[y * k + h] * one[x * k + g], out);
                if (g != h) {
                    symmetric(row + g, column + h, entry * other[y * k + g] * one[x * k + h], out);
                }
                if (early == 0) {
                    symmetric(column + h, column + g, entry * pair[0][x], out);
                }
                if (late == 1) {
                    symmetric(row + h, row + g, entry * pair[1][y], out);
                }
            }
        }
    }

    private static void symmetric(int row, int column, double value, double[][] out) {
        out[row][column] += value;
        if (row != column) {
            out[column][row] += value;
        }
    }

    /** From the factors to the raw parameters, on both sides. */
    private double[] pulled(double[][] byFactors) {
        double[][] half = pull(byFactors);
        int raws = half.length;
        double[][] turned = new double[byFactors.length][raws];
        for (int r = 0; r < raws; r++) {
            for (int f = 0; f < turned.length; f++) {
                turned[f][r] = half[r][f];
            }
        }
        double[][] both = pull(turned);
        double[] out = new double[raws * raws];
        for (int r = 0; r < raws; r++) {
            System.arraycopy(both[r], 0, out, r * raws, raws);
        }
        return out;
    }

    /** The gradients by the raw parameters, given those by the factors: one row for each parameter, one column for each. */
    private double[][] pull(double[][] by) {
        int width = by[0].length;
        double[][] raw = new double[fixed + d * k][width];
        double[] o = point.emission;
        double[] law = point.chain.stationary;
        double[] ahead = new double[width];
        for (int x = 0; x < d; x++) {
            int before = x * k;
            int seen = (d + x) * k;
            int after = (2 * d + x) * k;
            for (int h = 0; h < k; h++) {
                double[] byEmission = raw[fixed + x * k + h];
                Arrays.fill(ahead, 0);
                for (int j = 0; j < k; j++) {
                    Strips.addScaled(by[before + j], first[h * k + j], ahead, 0);
                    Strips.addScaled(by[before + j], law[h] * o[x * k + h], raw[k + h * k + j], 0);
                    Strips.addScaled(by[after + h], o[x * k + j], raw[k + k * k + h * k + j], 0);
                    Strips.addScaled(by[after + j], last[j * k + h], byEmission, 0);
                }
                Strips.addScaled(ahead, o[x * k + h], raw[h], 0);
                Strips.addScaled(ahead, law[h], byEmission, 0);
                Strips.addScaled(by[seen + h], 1, byEmission, 0);
            }
        }
        return raw;
    }

    /** What the contexts alone tell is not asked of the model. */
    private void subtractContexts(double[] byRaw, double[] context) {
        WindowRow row = new WindowRow(task, point);
        int raws = fixed + d * k;
        for (int c = 0; c < context.length; c++) {
            if (task.contextShare[c] > 0) {
                row.fill(task.cellOf[c], false);
                row.addSquare(-task.contextShare[c] / (context[c] * context[c]), byRaw, raws);
            }
        }
    }
}
