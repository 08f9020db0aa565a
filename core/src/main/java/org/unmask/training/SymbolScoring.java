// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.unmask.data.SymbolSequences;
import org.unmask.data.WindowCounts;
import org.unmask.inference.LocalCoordinates;
import org.unmask.inference.LocalJacobian;
import org.unmask.matrix.Matrix;
import org.unmask.model.Categorical;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.task.Loss;
import org.unmask.task.TaskSet;

/** Scores of categorical models: one row for each cell of a window table, then one look at each token. */
final class SymbolScoring implements MaskedScores {

    private final LocalCoordinates coordinates;
    private final SymbolSequences data;
    private final List<WindowTask> windows;
    private final CategoricalObjective objective;
    private final int k;
    private final int d;

    SymbolScoring(LocalCoordinates coordinates, SymbolSequences data, TaskSet tasks) {
        this.coordinates = coordinates;
        this.data = data;
        this.k = coordinates.model().states();
        this.d = data.dimension();
        this.windows = tasks.tasks().stream()
                .map(task -> new WindowTask(
                        task,
                        WindowCounts.of(data, Threads.ONE, WindowTask.positions(task))
                                .weights()))
                .toList();
        this.objective = new CategoricalObjective(windows, k, coordinates.chain(), Threads.ONE);
    }

    @Override
    public double[] gradient(Hmm at) {
        double[] byLogits = new double[objective.size()];
        objective.evaluate(ModelPoint.coordinates(at, Softmax.FLOOR), byLogits);
        return local(at, byLogits);
    }

    private double[] local(Hmm at, double[] byLogits) {
        LocalJacobian by = coordinates.jacobian();
        double[] out = new double[coordinates.size()];
        addLocal(at.transition().matrix(), by.transition(), (i, j) -> byLogits[i * k + j], out);
        Matrix emission = ((Categorical) at.emission()).probabilities().matrix();
        addLocal(emission, by.emission(), (i, x) -> byLogits[k * k + x * k + i], out);
        return out;
    }

    /** A derivative by logits, divided by the probabilities, is one by probabilities along any move that keeps their sum. */
    static void addLocal(Matrix rows, Matrix by, Matrix.Entries byLogits, double[] out) {
        for (int i = 0; i < rows.rows(); i++) {
            for (int j = 0; j < rows.columns(); j++) {
                double probability = rows.get(i, j);
                double slope = probability > 0 ? byLogits.at(i, j) / probability : 0;
                for (int p = 0; p < out.length && slope != 0; p++) {
                    out[p] += slope * by.get(i * rows.columns() + j, p);
                }
            }
        }
    }

    @Override
    public Matrix sums(int stretch) {
        int size = coordinates.size();
        int rows = (data.tokens() + stretch - 1) / stretch;
        double[] out = new double[rows * size];
        for (WindowTask task : windows) {
            add(task, stretch, out);
        }
        return Matrix.of(rows, size, out);
    }

    private void add(WindowTask task, int stretch, double[] out) {
        int size = coordinates.size();
        Map<Long, Integer> cells = new HashMap<>();
        for (int cell = 0; cell < task.cells && !task.dense; cell++) {
            long key = 0;
            for (int i = 0; i < task.m; i++) {
                key = key * d + task.symbol(cell, i);
            }
            cells.put(key, cell);
        }
        double[][] scores = scores(task);
        int[] codes = data.codes();
        int last = Arrays.stream(task.gaps).sum();
        int windowsSeen = 0;
        double[] sums = new double[out.length];
        for (int s = 0; s < data.count(); s++) {
            for (int t = data.start(s); t + last < data.end(s); t++) {
                long key = 0;
                for (int i = 0, at = t; i < task.m && key >= 0; i++) {
                    key = codes[at] < 0 ? -1 : key * d + codes[at];
                    at += i < task.m - 1 ? task.gaps[i] : 0;
                }
                if (key < 0) {
                    continue;
                }
                windowsSeen++;
                double[] score = scores[task.dense ? (int) key : cells.getOrDefault(key, 0)];
                int row = t / stretch * size;
                for (int p = 0; p < size; p++) {
                    sums[row + p] += score[p];
                }
            }
        }
        for (int n = 0; n < out.length; n++) {
            out[n] += sums[n] / Math.max(1, windowsSeen);
        }
    }

    /** The gradient of the loss of a window in each cell that occurs. */
    private double[][] scores(WindowTask task) {
        ModelPoint point = ModelPoint.of(
                        ModelPoint.coordinates(coordinates.model(), Softmax.FLOOR), k, d, coordinates.chain())
                .orElseThrow(() -> new IllegalArgumentException("the model's chain has no unique stationary law"));
        WindowRow row = new WindowRow(task, point);
        int raws = k + task.gaps.length * k * k + d * k;
        double[][] byCell = new double[task.cells][];
        double[][] common = task.loss == Loss.SQUARED ? squares(task, row, raws) : new double[0][];
        double[] ofContext = new double[row.values().length];
        for (int cell = 0; cell < task.cells; cell++) {
            if (task.share[cell] > 0 && task.contextShare[task.contextOf[cell]] > 0) {
                double q = conditional(row, cell, ofContext);
                double[] raw = common.length > 0 ? common[task.contextOf[cell]].clone() : new double[raws];
                row.addTo(raw, common.length > 0 ? -2 : -1 / q);
                double[] byLogits = new double[objective.size()];
                point.pullBack(task.gaps, raw, byLogits);
                byCell[cell] = local(coordinates.model(), byLogits);
            }
        }
        return byCell;
    }

    /** Leaves the derivative of a cell's conditional probability in the row; returns the probability. */
    private static double conditional(WindowRow row, int cell, double[] ofContext) {
        double context = row.fill(cell, false);
        System.arraycopy(row.values(), 0, ofContext, 0, ofContext.length);
        double q = row.fill(cell, true) / context;
        row.conditional(ofContext, q, context);
        return q;
    }

    /** For squared loss, the derivative of {@code |prediction|^2} at each context. */
    private static double[][] squares(WindowTask task, WindowRow row, int raws) {
        if (!task.dense) {
            throw new IllegalArgumentException("squared loss on a table of " + task.cells
                    + " cells that is kept sparse has no scores, expected log loss");
        }
        double[][] out = new double[task.contexts][raws];
        double[] ofContext = new double[row.values().length];
        for (int cell = 0; cell < task.cells; cell++) {
            double q = conditional(row, cell, ofContext);
            row.addTo(out[task.contextOf[cell]], 2 * q);
        }
        return out;
    }
}
