// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

import java.util.Arrays;
import java.util.List;
import org.unmask.parallel.Threads;
import org.unmask.task.Loss;

/**
 * Loss on a sparse table of windows: one message pass for each window that occurs and one for each context, so memory is
 * that of the windows plus {@code d k}, whatever {@code d^positions} is. The squared norm of a prediction, a sum over all
 * outcomes, comes from a pass over pairs of states ({@link PairPass}).
 */
final class SparseWindowLoss implements WindowLoss {

    /** The work is cut into so many parts, each with a gradient of its own. */
    private static final int PARTS = 4;

    private static final int WORTH_THREADS = 20_000;

    private final WindowTask task;
    private final int k;
    private final double floor;
    private final Threads threads;
    private final double[] context;

    SparseWindowLoss(WindowTask task, int k, Threads threads) {
        this.task = task;
        this.k = k;
        this.floor = task.floor();
        this.threads = task.cells < WORTH_THREADS ? Threads.ONE : threads;
        this.context = new double[task.contexts];
    }

    @Override
    public int rawSize() {
        return k + (task.m - 1) * k * k + task.d * k;
    }

    @Override
    public double curvatureCost() {
        return Double.POSITIVE_INFINITY;
    }

    @Override
    public double[] curvature(ModelPoint point) {
        throw new IllegalStateException("a sparse table has no curvature");
    }

    @Override
    public double evaluate(ModelPoint point, double[] raw) {
        Arrays.fill(raw, 0);
        point.powers(task.gaps);
        double loss = task.loss == Loss.LOG ? log(point, raw) : squared(point, raw);
        return Double.isNaN(loss) ? Double.POSITIVE_INFINITY : loss - floor;
    }

    /** What a part of the work gives. */
    private static final class Part {
        private final double loss;
        private final double[] raw;

        Part(double loss, double[] raw) {
            this.loss = loss;
            this.raw = raw;
        }
    }

    /** Does items in parts and adds up losses and gradients in their order. */
    private double sum(int items, double[] raw, PartWork work) {
        List<Part> parts = threads.map(PARTS, part -> {
            double[] own = new double[raw.length];
            int from = (int) ((long) items * part / PARTS);
            int to = (int) ((long) items * (part + 1) / PARTS);
            return new Part(work.run(from, to, own), own);
        });
        double loss = 0;
        for (Part part : parts) {
            loss += part.loss;
            for (int i = 0; i < raw.length; i++) {
                raw[i] += part.raw[i];
            }
        }
        return loss;
    }

    @FunctionalInterface
    private interface PartWork {
        double run(int from, int to, double[] raw);
    }

    private double log(ModelPoint point, double[] raw) {
        double cells = sum(task.cells, raw, (from, to, own) -> {
            WindowRow row = new WindowRow(task, point);
            double loss = 0;
            for (int cell = from; cell < to; cell++) {
                double weight = task.contextShare[task.contextOf[cell]] * task.share[cell];
                double joint = row.fill(cell, true);
                loss -= weight * Math.log(joint);
                row.addTo(own, -weight / joint);
            }
            return loss;
        });
        double contexts = sum(task.contexts, raw, (from, to, own) -> {
            WindowRow row = new WindowRow(task, point);
            double loss = 0;
            for (int c = from; c < to; c++) {
                double marginal = row.fill(task.cellOf[c], false);
                loss += task.contextShare[c] * Math.log(marginal);
                row.addTo(own, task.contextShare[c] / marginal);
            }
            return loss;
        });
        return cells + contexts;
    }

    private double squared(ModelPoint point, double[] raw) {
        double norms = sum(task.contexts, raw, (from, to, own) -> {
            WindowRow row = new WindowRow(task, point);
            PairPass pairs = new PairPass(task, point);
            double loss = 0;
            for (int c = from; c < to; c++) {
                double marginal = row.fill(task.cellOf[c], false);
                context[c] = marginal;
                double weight = task.contextShare[c] / (marginal * marginal);
                double norm = pairs.forward(task.cellOf[c]);
                loss += weight * norm;
                pairs.backward(task.cellOf[c], weight, own);
                row.addTo(own, -2 * weight * norm / marginal);
            }
            pairs.finish(own);
            return loss;
        });
        double hits = sum(task.cells, raw, (from, to, own) -> {
            WindowRow row = new WindowRow(task, point);
            WindowRow without = new WindowRow(task, point);
            double loss = 0;
            for (int cell = from; cell < to; cell++) {
                int c = task.contextOf[cell];
                double weight = 2 * task.contextShare[c] * task.share[cell];
                double q = row.fill(cell, true) / context[c];
                loss -= weight * q;
                row.addTo(own, -weight / context[c]);
                without.fill(cell, false);
                without.addTo(own, weight * q / context[c]);
            }
            return loss;
        });
        return 1 + norms + hits;
    }
}
