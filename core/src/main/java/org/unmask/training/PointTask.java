// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.unmask.data.PointSequences;
import org.unmask.task.Loss;
import org.unmask.task.MaskedTask;

/** A task and the windows of points it is trained on: those without a missing coordinate. */
final class PointTask {

    final MaskedTask task;
    final PointSequences data;
    final int m;
    final int[] offsets;
    final int[] gaps;
    final boolean[] masked;
    /** First token of each window. */
    final int[] starts;

    PointTask(MaskedTask task, PointSequences data) {
        this.task = task;
        this.data = data;
        int[] positions = WindowTask.positions(task);
        MaskedTask shifted = task.shifted();
        this.m = positions.length;
        this.offsets = Arrays.stream(positions).map(p -> p - positions[0]).toArray();
        this.gaps =
                IntStream.range(1, m).map(i -> positions[i] - positions[i - 1]).toArray();
        this.masked = new boolean[m];
        for (int i = 0; i < m; i++) {
            masked[i] = shifted.targets().contains(positions[i]);
        }
        this.starts = IntStream.range(0, data.count())
                .flatMap(s -> IntStream.range(data.start(s), Math.max(data.start(s), data.end(s) - offsets[m - 1])))
                .filter(this::whole)
                .toArray();
        if (starts.length == 0) {
            throw new IllegalArgumentException("no window of task " + task.text()
                    + " is in the data: each sequence is shorter than " + task.window() + " tokens, or has gaps");
        }
    }

    private boolean whole(int start) {
        for (int offset : offsets) {
            for (int c = 0; c < data.dimension(); c++) {
                if (Double.isNaN(data.value(start + offset, c))) {
                    return false;
                }
            }
        }
        return true;
    }

    boolean squared() {
        return task.loss() == Loss.SQUARED;
    }

    /**
     * The loss of predicting without context: of the product of the mean tokens under squared loss, of one normal law with
     * the points' variances and no correlation between coordinates under log loss.
     */
    double independent(double[] mean, double[] variance) {
        int d = data.dimension();
        if (!squared()) {
            double entropy = 0;
            for (double v : variance) {
                entropy += 0.5 * (1 + Math.log(2 * Math.PI * v));
            }
            return entropy * task.targets().size();
        }
        double guess = 1;
        for (int i = 0; i < m; i++) {
            guess *= masked[i] ? Arrays.stream(mean).map(x -> x * x).sum() : 1;
        }
        double sum = 0;
        for (int start : starts) {
            double square = 1;
            double inner = 1;
            for (int i = 0; i < m; i++) {
                if (masked[i]) {
                    double own = 0;
                    double cross = 0;
                    for (int c = 0; c < d; c++) {
                        double x = data.value(start + offsets[i], c);
                        own += x * x;
                        cross += x * mean[c];
                    }
                    square *= own;
                    inner *= cross;
                }
            }
            sum += square - 2 * inner + guess;
        }
        return sum / starts.length;
    }
}
