// SPDX-License-Identifier: Apache-2.0
package org.unmask.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.unmask.data.PointSequences;
import org.unmask.data.Sequences;
import org.unmask.data.SymbolSequences;
import org.unmask.matrix.Matrix;
import org.unmask.model.Hmm;
import org.unmask.predictor.Context;
import org.unmask.task.Loss;
import org.unmask.task.MaskedTask;

/** Gradients of the masked loss, window by window along data: how much a sample shakes the loss. */
public final class Scores {

    private Scores() {}

    /**
     * The long-run covariance of the gradient, by means of batches: overlapping windows depend on each other, batches of
     * many windows hardly (6.2).
     *
     * @param predictions of the question whose tasks are trained together
     * @param at the model at which gradients are taken
     * @param data one sequence
     * @param batch windows in a batch, many times the memory of the chain
     * @return {@code parameters x parameters}
     */
    public static Matrix longRunCovariance(Predictions predictions, Hmm at, Sequences data, int batch) {
        double[] free = predictions.parameters(at);
        int n = free.length;
        int span = predictions.blocks().stream()
                .mapToInt(block -> block.task().window())
                .max()
                .orElseThrow();
        int windows = data.tokens() - span + 1;
        double[][] scores = new double[windows][n];
        if (data instanceof SymbolSequences symbols) {
            Matrix jacobian = predictions.jacobian(free);
            for (Predictions.Block block : predictions.blocks()) {
                addSymbols(predictions, block, jacobian, symbols, scores);
            }
        } else {
            for (Predictions.Block block : predictions.blocks()) {
                addPoints(predictions, block, free, (PointSequences) data, scores);
            }
        }
        return ofBatches(scores, batch);
    }

    private static void addSymbols(
            Predictions predictions,
            Predictions.Block block,
            Matrix jacobian,
            SymbolSequences data,
            double[][] scores) {
        MaskedTask task = block.task().shifted();
        double[] values = predictions.reference();
        int d = predictions.family().dimension();
        for (int t = 0; t < scores.length; t++) {
            int row = code(data, task.context(), t, d);
            int outcome = code(data, task.targets(), t, d);
            int first = block.offset() + row * block.outcomes();
            if (task.loss() == Loss.LOG) {
                int entry = first + outcome;
                for (int i = 0; i < scores[t].length; i++) {
                    scores[t][i] -= jacobian.get(entry, i) / values[entry];
                }
                continue;
            }
            for (int column = 0; column < block.outcomes(); column++) {
                double miss = values[first + column] - (column == outcome ? 1 : 0);
                for (int i = 0; i < scores[t].length; i++) {
                    scores[t][i] += 2 * miss * jacobian.get(first + column, i);
                }
            }
        }
    }

    private static int code(SymbolSequences data, List<Integer> positions, int t, int symbols) {
        int code = 0;
        for (int position : positions) {
            code = code * symbols + data.code(t + position - 1);
        }
        return code;
    }

    private static void addPoints(
            Predictions predictions, Predictions.Block block, double[] free, PointSequences data, double[][] scores) {
        MaskedTask task = block.task().shifted();
        List<Context> contexts = new ArrayList<>();
        for (int t = 0; t < scores.length; t++) {
            int start = t;
            contexts.add(Context.ofPoints(task.context().stream()
                    .map(position -> point(data, start + position - 1))
                    .toArray(double[][]::new)));
        }
        Predictions own = predictions.withContexts(task, contexts);
        double[] values = own.at(free).orElseThrow();
        Matrix jacobian = own.jacobian(free);
        for (int t = 0; t < scores.length; t++) {
            double[] target = {1};
            for (int position : task.targets()) {
                target = outer(target, point(data, t + position - 1));
            }
            for (int column = 0; column < target.length; column++) {
                int entry = t * target.length + column;
                double miss = 2 * (values[entry] - target[column]);
                for (int i = 0; i < scores[t].length; i++) {
                    scores[t][i] += miss * jacobian.get(entry, i);
                }
            }
        }
    }

    private static double[] point(PointSequences data, int token) {
        double[] out = new double[data.dimension()];
        Arrays.setAll(out, c -> data.value(token, c));
        return out;
    }

    private static double[] outer(double[] left, double[] right) {
        double[] out = new double[left.length * right.length];
        Arrays.setAll(out, i -> left[i / right.length] * right[i % right.length]);
        return out;
    }

    private static Matrix ofBatches(double[][] scores, int batch) {
        int n = scores[0].length;
        int batches = scores.length / batch;
        double[][] sums = new double[batches][n];
        double[] mean = new double[n];
        for (int t = 0; t < batches * batch; t++) {
            for (int i = 0; i < n; i++) {
                sums[t / batch][i] += scores[t][i];
                mean[i] += scores[t][i] / batches;
            }
        }
        return Matrix.generate(n, n, (i, j) -> {
            double sum = 0;
            for (double[] total : sums) {
                sum += (total[i] - mean[i]) * (total[j] - mean[j]);
            }
            return sum / ((batches - 1.0) * batch);
        });
    }
}
