// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

import java.util.List;
import java.util.random.RandomGenerator;
import org.unmask.data.PointSequences;
import org.unmask.data.Splits;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.task.TaskSet;

/** Batches of windows of points. */
final class PointBatches implements Batches {

    private final List<PointTask> tasks;
    private final PointObjective objective;
    private final PointObjective judge;

    PointBatches(Splits.Split<PointSequences> split, int k, CovarianceShape shape, Chain chain, TaskSet tasks) {
        PointScale scale = PointScale.of(split.training());
        this.tasks = tasks.tasks().stream()
                .map(task -> new PointTask(task, split.training()))
                .toList();
        List<PointTask> held = tasks.tasks().stream()
                .map(task -> new PointTask(task, split.heldOut()))
                .toList();
        boolean spreadsHeld = this.tasks.stream().allMatch(PointTask::squared);
        this.objective = new PointObjective(this.tasks, k, shape, chain, scale, Threads.ONE, spreadsHeld);
        this.judge = new PointObjective(held, k, shape, chain, scale, Threads.ONE);
    }

    @Override
    public int size() {
        return objective.size();
    }

    @Override
    public double draw(double[] theta, int batch, RandomGenerator random, double[] gradient) {
        List<int[]> chosen = tasks.stream()
                .map(task -> random.ints(batch, 0, task.starts.length).toArray())
                .toList();
        return objective.evaluate(theta, chosen, gradient);
    }

    @Override
    public double heldOut(double[] theta) {
        return judge.evaluate(theta, new double[size()]);
    }

    @Override
    public Hmm model(double[] theta) {
        return objective.point(theta).orElseThrow().model();
    }
}
