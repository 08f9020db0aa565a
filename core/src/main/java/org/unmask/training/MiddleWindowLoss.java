// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

import java.util.Arrays;
import java.util.List;
import org.unmask.parallel.Threads;
import org.unmask.task.Loss;

/**
 * Log loss on windows of three symbols of which few occur. Given the state in the middle the three are independent, so a
 * window has the probability {@code sum_h L(x, h) O(h, y) R(h, z)}, with
 *
 * <pre>
 *   L(x, h) = sum_i pi_i O_ix A_ih    the first symbol, and the middle state
 *   R(h, z) = sum_j B_hj O_jz         the last symbol, given the middle state
 * </pre>
 *
 * A step costs {@code 6 k} multiplications and a logarithm for each window that occurs and {@code 4 d k^2} besides, whatever
 * {@code d^3} is. A masked symbol is one more, of probability one in every state.
 */
final class MiddleWindowLoss implements WindowLoss {

    private static final int PARTS = 4;

    private static final int WORTH_THREADS = 20_000;

    /** Numbers that the gradients of all parts may have together. */
    private static final long ROOM = 1L << 22;

    private final WindowTask task;
    private final int k;
    private final int d;
    private final Threads threads;
    private final int parts;
    /** Windows that occur, and three symbols of each; then contexts, with {@code d} for what is masked. */
    private final int[] places;

    private final int cells;
    /** Share of all windows. */
    private final double[] weights;
    /** Logarithm of the share in the context; 0 for contexts. */
    private final double[] logs;

    MiddleWindowLoss(WindowTask task, int k, Threads threads) {
        this.task = task;
        this.k = k;
        this.d = task.d;
        int[] occurring = occurring(task);
        int[] contexts = java.util.stream.IntStream.range(0, task.contexts)
                .filter(c -> task.contextShare[c] > 0)
                .toArray();
        this.cells = occurring.length;
        int items = cells + contexts.length;
        this.places = new int[3 * items];
        this.weights = new double[items];
        this.logs = new double[items];
        for (int n = 0; n < items; n++) {
            boolean isCell = n < cells;
            int context = isCell ? task.contextOf[occurring[n]] : contexts[n - cells];
            int cell = isCell ? occurring[n] : task.cellOf[context];
            for (int i = 0; i < 3; i++) {
                places[3 * n + i] = isCell || !task.masked[i] ? task.symbol(cell, i) : d;
            }
            double share = isCell ? task.share[cell] : 1;
            weights[n] = isCell ? task.contextShare[context] * share : -task.contextShare[context];
            logs[n] = Math.log(share);
        }
        boolean one = items < WORTH_THREADS || (long) PARTS * 3 * d * k > ROOM;
        this.threads = one ? Threads.ONE : threads;
        this.parts = one ? 1 : PARTS;
    }

    private static int[] occurring(WindowTask task) {
        return java.util.stream.IntStream.range(0, task.cells)
                .filter(cell -> task.share[cell] > 0)
                .toArray();
    }

    /** Whether this costs less than a pass over all cells, with whose curvature nothing better could be done. */
    static boolean pays(WindowTask task, int k, double affordable) {
        return task.loss == Loss.LOG
                && task.m == 3
                && (!task.dense
                        || (DenseWindowLoss.curvatureCost(task, k) > affordable
                                && 2L * occurring(task).length < task.cells));
    }

    @Override
    public int rawSize() {
        return k + 2 * k * k + d * k;
    }

    @Override
    public double curvatureCost() {
        return task.dense ? DenseWindowLoss.curvatureCost(task, k) : Double.POSITIVE_INFINITY;
    }

    @Override
    public double[] curvature(ModelPoint point) {
        if (!task.dense) {
            throw new IllegalStateException("a sparse table has no curvature");
        }
        DenseWindowLoss all = new DenseWindowLoss(task, k);
        all.evaluate(point, new double[rawSize()]);
        return all.curvature(point);
    }

    /** What a part of the windows gives: its loss, and the slopes by the three tables. */
    private static final class Part {
        private double loss;
        private final double[] left;
        private final double[] middle;
        private final double[] right;

        Part(int size) {
            left = new double[size];
            middle = new double[size];
            right = new double[size];
        }
    }

    @Override
    public double evaluate(ModelPoint point, double[] raw) {
        Arrays.fill(raw, 0);
        double[] emitted = Arrays.copyOf(point.emission, (d + 1) * k);
        Arrays.fill(emitted, d * k, (d + 1) * k, 1);
        double[][] chain = point.powers(task.gaps);
        double[] left = left(point.chain.stationary, chain[0], emitted);
        double[] right = right(chain[1], emitted);
        int items = weights.length;
        List<Part> done = threads.map(
                parts,
                n -> part(
                        (int) ((long) items * n / parts),
                        (int) ((long) items * (n + 1) / parts),
                        left,
                        emitted,
                        right));
        double loss = 0;
        for (Part part : done) {
            loss += part.loss;
            pullBack(part, point.chain.stationary, chain, emitted, raw);
        }
        return Double.isNaN(loss) ? Double.POSITIVE_INFINITY : Math.max(0, loss);
    }

    private double[] left(double[] law, double[] a, double[] emitted) {
        double[] out = new double[(d + 1) * k];
        for (int x = 0; x <= d; x++) {
            for (int i = 0; i < k; i++) {
                double both = law[i] * emitted[x * k + i];
                for (int h = 0; h < k; h++) {
                    out[x * k + h] += both * a[i * k + h];
                }
            }
        }
        return out;
    }

    private double[] right(double[] b, double[] emitted) {
        double[] out = new double[(d + 1) * k];
        for (int z = 0; z <= d; z++) {
            for (int h = 0; h < k; h++) {
                double sum = 0;
                for (int j = 0; j < k; j++) {
                    sum += b[h * k + j] * emitted[z * k + j];
                }
                out[z * k + h] = sum;
            }
        }
        return out;
    }

    private Part part(int from, int to, double[] left, double[] middle, double[] right) {
        Part out = new Part((d + 1) * k);
        for (int n = from; n < to; n++) {
            int x = places[3 * n] * k;
            int y = places[3 * n + 1] * k;
            int z = places[3 * n + 2] * k;
            double p = 0;
            for (int h = 0; h < k; h++) {
                p += left[x + h] * middle[y + h] * right[z + h];
            }
            out.loss += weights[n] * (logs[n] - Math.log(p));
            double slope = -weights[n] / p;
            for (int h = 0; h < k; h++) {
                double l = left[x + h];
                double o = middle[y + h];
                double r = slope * right[z + h];
                out.left[x + h] += o * r;
                out.middle[y + h] += l * r;
                out.right[z + h] += slope * l * o;
            }
        }
        return out;
    }

    private void pullBack(Part by, double[] law, double[][] chain, double[] emitted, double[] raw) {
        int a = k;
        int b = k + k * k;
        int o = k + 2 * k * k;
        for (int x = 0; x <= d; x++) {
            int row = x * k;
            for (int i = 0; i < k; i++) {
                double both = law[i] * emitted[row + i];
                double sum = 0;
                double ahead = 0;
                double slope = by.right[row + i];
                for (int h = 0; h < k; h++) {
                    raw[a + i * k + h] += both * by.left[row + h];
                    sum += chain[0][i * k + h] * by.left[row + h];
                    raw[b + i * k + h] += slope * emitted[row + h];
                    ahead += by.right[row + h] * chain[1][h * k + i];
                }
                raw[i] += emitted[row + i] * sum;
                if (x < d) {
                    raw[o + row + i] += law[i] * sum + ahead + by.middle[row + i];
                }
            }
        }
    }
}
