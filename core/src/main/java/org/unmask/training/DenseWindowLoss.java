// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

import java.util.Arrays;
import org.unmask.task.Loss;

/**
 * Loss on a dense table of windows. The joint table of all symbol combinations comes from one message pass over the tree of
 * prefixes, its gradient from the same pass backwards: no cell is visited alone, and cost does not depend on the length of
 * the data.
 *
 * <p>Letters: {@code u_i} is the law of (prefix before place i, state there), {@code seen_i} the same with the symbol at
 * place i seen, {@code A_i} the transition from place i to the next. A prefix has the index {@code sum x_i d^i}, its last
 * symbol counts most, so that all that has one last symbol lies side by side: a step of a pass is one number times a strip.
 */
final class DenseWindowLoss implements WindowLoss {

    private final WindowTask task;
    private final int k;
    private final int d;
    private final int m;
    private final int fixed;
    /** By place and state, a strip over prefixes. */
    private final double[][][] u;

    private final double[][][] seen;
    private final double[] joint;
    private final double[] context;
    private final double[] slope;
    private final double[] centre;
    /** Weight of the windows in a cell, in their context; and the cell's context. */
    private final double[] share;

    private final int[] contextOf;
    private int[] byContext = new int[0];

    DenseWindowLoss(WindowTask task, int k) {
        this.task = task;
        this.k = k;
        this.d = task.d;
        this.m = task.m;
        this.fixed = k + (m - 1) * k * k;
        this.u = new double[m][][];
        this.seen = new double[m - 1][][];
        int prefixes = 1;
        for (int i = 0; i < m; i++) {
            u[i] = new double[k][prefixes];
            prefixes *= d;
            if (i < m - 1) {
                seen[i] = new double[k][prefixes];
            }
        }
        this.joint = new double[task.cells];
        this.context = new double[task.contexts];
        this.slope = new double[task.cells];
        this.centre = new double[task.contexts];
        this.share = new double[task.cells];
        this.contextOf = new int[task.cells];
        for (int cell = 0; cell < task.cells; cell++) {
            int at = at(cell);
            share[at] = task.share[cell];
            contextOf[at] = task.contextOf[cell];
        }
    }

    /** Where a cell of the task lies here. */
    private int at(int cell) {
        int at = 0;
        for (int i = m - 1; i >= 0; i--) {
            at = at * d + task.symbol(cell, i);
        }
        return at;
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
        for (int h = 0; h < k; h++) {
            u[0][h][0] = point.chain.stationary[h];
        }
        for (int i = 0; i < m - 1; i++) {
            double[] a = point.chain.power(task.gaps[i]).power();
            int prefixes = u[i][0].length;
            for (int h = 0; h < k; h++) {
                for (int x = 0; x < d; x++) {
                    Strips.setScaled(u[i][h], o[x * k + h], seen[i][h], x * prefixes);
                }
            }
            for (int j = 0; j < k; j++) {
                double[] after = u[i + 1][j];
                Strips.setScaled(seen[i][0], a[j], after, 0);
                for (int h = 1; h < k; h++) {
                    Strips.addScaled(seen[i][h], a[h * k + j], after, 0);
                }
            }
        }
        double[][] last = u[m - 1];
        int prefixes = last[0].length;
        for (int x = 0; x < d; x++) {
            Strips.setScaled(last[0], o[x * k], joint, x * prefixes);
            for (int h = 1; h < k; h++) {
                Strips.addScaled(last[h], o[x * k + h], joint, x * prefixes);
            }
        }
        Arrays.fill(context, 0);
        for (int cell = 0; cell < joint.length; cell++) {
            context[contextOf[cell]] += joint[cell];
        }
    }

    /** Fills the gradient by the joint table: {@code (1 - share / P) * contextShare / P(context)}. */
    private double logSlopes() {
        double excess = 0;
        for (int cell = 0; cell < joint.length; cell++) {
            int c = contextOf[cell];
            double weight = task.contextShare[c];
            if (weight == 0) {
                slope[cell] = 0;
                continue;
            }
            double p = share[cell];
            double q = joint[cell] / context[c];
            double steep = weight / context[c];
            if (p > 0) {
                if (!(q > 0)) {
                    return Double.POSITIVE_INFINITY;
                }
                excess += weight * divergence(p, q);
                slope[cell] = (1 - p / q) * steep;
            } else {
                excess += weight * q;
                slope[cell] = steep;
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
            int c = contextOf[cell];
            double weight = task.contextShare[c];
            if (weight == 0) {
                continue;
            }
            double q = joint[cell] / context[c];
            double miss = q - share[cell];
            excess += weight * miss * miss;
            slope[cell] = 2 * weight * miss;
            centre[c] += slope[cell] * q;
        }
        for (int cell = 0; cell < joint.length; cell++) {
            int c = contextOf[cell];
            slope[cell] = task.contextShare[c] == 0 ? 0 : (slope[cell] - centre[c]) / context[c];
        }
        return Double.isNaN(excess) ? Double.POSITIVE_INFINITY : excess;
    }

    private void backward(ModelPoint point, double[] raw) {
        double[] o = point.emission;
        double[][] last = u[m - 1];
        double[][] above = new double[k][last[0].length];
        for (int h = 0; h < k; h++) {
            through(slope, last[h], o, h, above[h], raw);
        }
        for (int i = m - 2; i >= 0; i--) {
            above = backThrough(i, point.chain.power(task.gaps[i]).power(), o, above, raw);
        }
        for (int h = 0; h < k; h++) {
            raw[h] = above[h][0];
        }
    }

    /** From the gradient by what is seen at a place to those by what comes before it and by the emission. */
    private void through(double[] bySeen, double[] before, double[] o, int h, double[] below, double[] raw) {
        for (int x = 0; x < d; x++) {
            Strips.addScaledPart(bySeen, x * before.length, o[x * k + h], below);
            raw[fixed + x * k + h] += Strips.dot(bySeen, x * before.length, before);
        }
    }

    private double[][] backThrough(int i, double[] a, double[] o, double[][] above, double[] raw) {
        double[][] below = new double[k][u[i][0].length];
        double[] bySeen = new double[seen[i][0].length];
        for (int h = 0; h < k; h++) {
            Arrays.fill(bySeen, 0);
            for (int j = 0; j < k; j++) {
                raw[k + i * k * k + h * k + j] += Strips.dot(above[j], 0, seen[i][h]);
                Strips.addScaled(above[j], a[h * k + j], bySeen, 0);
            }
            through(bySeen, u[i][h], o, h, below[h], raw);
        }
        return below;
    }

    @Override
    public double curvatureCost() {
        return curvatureCost(task, k);
    }

    /** What {@link #curvatureCost} is for a task. */
    static double curvatureCost(WindowTask task, int k) {
        double fixed = k + (task.m - 1.0) * k * k;
        double slots = fixed + task.m * k;
        return task.cells * slots * slots / 2 + Math.pow(fixed + task.d * k, 2) * k * k;
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
            double q = joint[at(cell)] / context[c];
            row.fill(cell, true);
            row.conditional(ofContext, q, context[c]);
            double factor = task.loss == Loss.LOG ? weight / Math.max(q, 1e-290) : 2 * weight;
            row.addSquare(factor, out, n);
        }
        return out;
    }

    /** Whether the windows of a task are counts in a table whose loss is a likelihood. */
    static boolean judges(WindowTask task) {
        return task.dense && task.loss == Loss.LOG && task.counts;
    }

    /** How many windows each cell expects, contexts given, at the model of the last call of {@link #evaluate}. */
    double[] expected() {
        double[] out = new double[joint.length];
        for (int cell = 0; cell < out.length; cell++) {
            int c = contextOf[cell];
            out[cell] = task.contextShare[c] > 0 ? task.total * task.contextShare[c] * joint[cell] / context[c] : 0;
        }
        return out;
    }

    /** The Fisher information by the raw parameters, lower triangle filled, for a task that {@link MiddleInformation} suits. */
    double[] information(ModelPoint point) {
        forward(point);
        return MiddleInformation.of(task, point, joint, contextOf, context);
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
