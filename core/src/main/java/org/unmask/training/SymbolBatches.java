// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.unmask.data.Splits;
import org.unmask.data.SymbolSequences;
import org.unmask.data.WindowCounts;
import org.unmask.data.WindowWeights;
import org.unmask.model.Chain;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.task.MaskedTask;
import org.unmask.task.TaskSet;

/** Batches of windows of symbols. */
final class SymbolBatches implements Batches {

    private final SymbolSequences data;
    private final int k;
    private final int d;
    private final Chain chain;
    private final List<MaskedTask> tasks;
    private final List<int[]> starts;
    private final CategoricalObjective judge;
    private final double floor;

    SymbolBatches(Splits.Split<SymbolSequences> split, int k, Chain chain, TaskSet tasks) {
        this.data = split.training();
        this.k = k;
        this.d = data.dimension();
        this.chain = chain;
        this.tasks = tasks.tasks();
        this.starts = this.tasks.stream().map(this::starts).toList();
        List<WindowTask> held = this.tasks.stream()
                .map(task -> new WindowTask(
                        task,
                        WindowCounts.of(split.heldOut(), Threads.ONE, WindowTask.positions(task))
                                .weights()))
                .toList();
        this.judge = new CategoricalObjective(held, k, chain, Threads.ONE);
        this.floor = held.stream().mapToDouble(WindowTask::floor).sum();
    }

    private int[] starts(MaskedTask task) {
        int[] positions = WindowTask.positions(task);
        int[] out = IntStream.range(0, data.count())
                .flatMap(s -> IntStream.range(data.start(s), Math.max(data.start(s), data.end(s) - task.window() + 1)))
                .filter(t -> Arrays.stream(positions).allMatch(p -> data.code(t + p - 1) >= 0))
                .toArray();
        if (out.length == 0) {
            throw new IllegalArgumentException("no window of task " + task.text()
                    + " is in the data to train on: each sequence is shorter than " + task.window()
                    + " tokens, or has gaps");
        }
        return out;
    }

    @Override
    public int size() {
        return k * k + d * k;
    }

    @Override
    public double draw(double[] theta, int batch, RandomGenerator random, double[] gradient) {
        Arrays.fill(gradient, 0);
        Optional<ModelPoint> point = ModelPoint.of(theta, k, d, chain);
        if (point.isEmpty()) {
            return Double.NaN;
        }
        double loss = 0;
        for (int t = 0; t < starts.size(); t++) {
            WindowTask windows = new WindowTask(tasks.get(t), drawn(t, batch, random));
            SparseWindowLoss part = new SparseWindowLoss(windows, k, Threads.ONE);
            double[] raw = new double[part.rawSize()];
            loss += part.evaluate(point.get(), raw) + windows.floor();
            point.get().pullBack(windows.gaps, raw, gradient);
        }
        return loss;
    }

    private WindowWeights drawn(int t, int batch, RandomGenerator random) {
        int[] positions = WindowTask.positions(tasks.get(t));
        long[] keys = new long[batch];
        for (int n = 0; n < batch; n++) {
            int start = starts.get(t)[random.nextInt(starts.get(t).length)];
            for (int position : positions) {
                keys[n] = keys[n] * d + data.code(start + position - 1);
            }
        }
        Arrays.sort(keys);
        double[] weights = new double[batch];
        int distinct = 0;
        for (int n = 0; n < batch; n++) {
            if (n > 0 && keys[n] == keys[distinct - 1]) {
                weights[distinct - 1]++;
            } else {
                keys[distinct] = keys[n];
                weights[distinct++] = 1;
            }
        }
        return WindowWeights.sparse(
                d,
                Arrays.stream(positions).boxed().toList(),
                Arrays.copyOf(keys, distinct),
                Arrays.copyOf(weights, distinct));
    }

    @Override
    public double heldOut(double[] theta) {
        return floor + judge.evaluate(theta, new double[size()]);
    }

    @Override
    public Hmm model(double[] theta) {
        return ModelPoint.of(theta, k, d, chain).orElseThrow().model(data.alphabet());
    }
}
