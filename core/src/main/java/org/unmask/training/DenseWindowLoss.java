// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

import java.util.Arrays;
import org.unmask.task.Loss;

/**
 * Loss on a dense table of windows. The joint table of all symbol combinations comes from one message pass over the tree of
 * prefixes, its gradient from the same pass backwards: no cell is visited alone, and cost does not depend on the length of
 * the data.
 *
 * <p>Letters: {@code u_i} is the law of (prefix before place i, state there), {@code alpha_i} the same with the symbol at
 * place i seen, {@code A_i} the transition from place i to the next.
 */
final class DenseWindowLoss implements WindowLoss {

    private final WindowTask task;
    private final int k;
    private final int d;
    private final int m;
    private final int fixed;
    private final double[][] u;
    private final double[][] alpha;
    private final double[] joint;
    private final double[] context;
    private final double[] slope;
    private final double[] centre;
    private int[] byContext = new int[0];

    DenseWindowLoss(WindowTask task, int k) {
        this.task = task;
        this.k = k;
        this.d = task.d;
        this.m = task.m;
        this.fixed = k + (m - 1) * k * k;
        this.u = new double[m][];
        this.alpha = new double[m - 1][];
        int prefixes = 1;
        for (int i = 0; i < m; i++) {
            u[i] = new double[prefixes * k];
            prefixes *= d;
            if (i < m - 1) {
                alpha[i] = new double[prefixes * k];
            }
        }
        this.joint = new double[task.cells];
        this.context = new double[task.contexts];
        this.slope = new double[task.cells];
        this.centre = new double[task.contexts];
    }

    @Override
    public int rawSize() {
        return fixed + d * k;
    }

    @Override
    public double evaluate(ModelPoint point, double[] raw) {
        forward(point);
        double excess = task.loss == Loss.LOG ? logSlopes() : squaredSlopes();
        Arrays.fill(raw, 0);
        if (excess < Double.POSITIVE_INFINITY) {
            backward(point, raw);
        }
        return excess;
    }

    private void forward(ModelPoint point) {
        double[] o = point.emission;
        System.arraycopy(point.chain.stationary, 0, u[0], 0, k);
        for (int i = 0; i < m - 1; i++) {
            double[] before = u[i];
            double[] seen = alpha[i];
            double[] after = u[i + 1];
            double[] a = point.chain.power(task.gaps[i]).power();
            int at = 0;
            for (int p = 0; p < before.length; p += k) {
                for (int x = 0; x < d; x++) {
                    for (int h = 0; h < k; h++) {
                        seen[at + h] = before[p + h] * o[x * k + h];
                    }
                    for (int j = 0; j < k; j++) {
                        double sum = 0;
                        for (int h = 0; h < k; h++) {
                            sum += seen[at + h] * a[h * k + j];
                        }
                        after[at + j] = sum;
                    }
                    at += k;
                }
            }
        }
        double[] last = u[m - 1];
        Arrays.fill(context, 0);
        int cell = 0;
        for (int p = 0; p < last.length; p += k) {
            for (int x = 0; x < d; x++) {
                double sum = 0;
                for (int h = 0; h < k; h++) {
                    sum += last[p + h] * o[x * k + h];
                }
                joint[cell] = sum;
                context[task.contextOf[cell]] += sum;
                cell++;
            }
        }
    }

    /** Fills the gradient by the joint table: {@code (1 - share / P) * contextShare / P(context)}. */
    private double logSlopes() {
        double excess = 0;
        for (int cell = 0; cell < joint.length; cell++) {
            int c = task.contextOf[cell];
            double weight = task.contextShare[c];
            if (weight == 0) {
                slope[cell] = 0;
                continue;
            }
            double p = task.share[cell];
            double q = joint[cell] / context[c];
            if (p > 0) {
                if (!(q > 0)) {
                    return Double.POSITIVE_INFINITY;
                }
                excess += weight * divergence(p, q);
                slope[cell] = (1 - p / q) * weight / context[c];
            } else {
                excess += weight * q;
                slope[cell] = weight / context[c];
            }
        }
        return excess;
    }

    /** {@code p log(p/q) - p + q}, to full relative precision also where the two nearly agree. */
    static double divergence(double p, double q) {
        double r = (q - p) / p;
        if (Math.abs(r) > 0.01) {
            return p * (r - Math.log(q / p));
        }
        double series = 0;
        for (int n = 9; n >= 2; n--) {
            series = (n % 2 == 0 ? 1.0 : -1.0) / n + r * series;
        }
        return p * r * r * series;
    }

    private double squaredSlopes() {
        double excess = 0;
        Arrays.fill(centre, 0);
        for (int cell = 0; cell < joint.length; cell++) {
            int c = task.contextOf[cell];
            double weight = task.contextShare[c];
            if (weight == 0) {
                continue;
            }
            double q = joint[cell] / context[c];
            double miss = q - task.share[cell];
            excess += weight * miss * miss;
            slope[cell] = 2 * weight * miss;
            centre[c] += slope[cell] * q;
        }
        for (int cell = 0; cell < joint.length; cell++) {
            int c = task.contextOf[cell];
            slope[cell] = task.contextShare[c] == 0 ? 0 : (slope[cell] - centre[c]) / context[c];
        }
        return Double.isNaN(excess) ? Double.POSITIVE_INFINITY : excess;
    }

    private void backward(ModelPoint point, double[] raw) {
        double[] o = point.emission;
        double[] last = u[m - 1];
        double[] above = new double[last.length];
        int cell = 0;
        for (int p = 0; p < last.length; p += k) {
            for (int x = 0; x < d; x++) {
                double w = slope[cell++];
                for (int h = 0; h < k; h++) {
                    above[p + h] += w * o[x * k + h];
                    raw[fixed + x * k + h] += w * last[p + h];
                }
            }
        }
        for (int i = m - 2; i >= 0; i--) {
            above = backThrough(i, point.chain.power(task.gaps[i]).power(), o, above, raw);
        }
        System.arraycopy(above, 0, raw, 0, k);
    }

    private double[] backThrough(int i, double[] a, double[] o, double[] above, double[] raw) {
        double[] seen = alpha[i];
        double[] before = u[i];
        double[] below = new double[before.length];
        int byA = k + i * k * k;
        int at = 0;
        for (int p = 0; p < before.length; p += k) {
            for (int x = 0; x < d; x++) {
                for (int h = 0; h < k; h++) {
                    double sum = 0;
                    for (int j = 0; j < k; j++) {
                        raw[byA + h * k + j] += seen[at + h] * above[at + j];
                        sum += above[at + j] * a[h * k + j];
                    }
                    below[p + h] += sum * o[x * k + h];
                    raw[fixed + x * k + h] += sum * before[p + h];
                }
                at += k;
            }
        }
        return below;
    }

    @Override
    public double curvatureCost() {
        double slots = fixed + m * k;
        return task.cells * slots * slots / 2 + Math.pow(rawSize(), 2) * k * k;
    }

    @Override
    public double[] curvature(ModelPoint point) {
        if (byContext.length == 0) {
            byContext = cellsByContext();
        }
        int n = rawSize();
        double[] out = new double[n * n];
        WindowRow row = new WindowRow(task, point);
        double[] ofContext = new double[fixed + m * k];
        int current = -1;
        for (int cell : byContext) {
            int c = task.contextOf[cell];
            double weight = task.contextShare[c];
            if (weight == 0) {
                continue;
            }
            if (c != current) {
                current = c;
                row.fill(cell, false);
                System.arraycopy(row.values(), 0, ofContext, 0, ofContext.length);
            }
            double q = joint[cell] / context[c];
            row.fill(cell, true);
            row.conditional(ofContext, q, context[c]);
            double factor = task.loss == Loss.LOG ? weight / Math.max(q, 1e-290) : 2 * weight;
            row.addSquare(factor, out, n);
        }
        return out;
    }

    private int[] cellsByContext() {
        int[] starts = new int[task.contexts + 1];
        for (int c : task.contextOf) {
            starts[c + 1]++;
        }
        for (int c = 0; c < task.contexts; c++) {
            starts[c + 1] += starts[c];
        }
        int[] out = new int[task.cells];
        for (int cell = 0; cell < task.cells; cell++) {
            out[starts[task.contextOf[cell]]++] = cell;
        }
        return out;
    }
}
