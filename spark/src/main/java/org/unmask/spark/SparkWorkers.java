// SPDX-License-Identifier: Apache-2.0
package org.unmask.spark;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.unmask.parallel.Progress;
import org.unmask.parallel.Threads;
import org.unmask.parallel.Workers;

/**
 * Spark as workers: one task for each piece, so that a piece that takes long holds up no other, and one that is lost is
 * done again alone. Where there are very many, neighbours share a task.
 */
final class SparkWorkers implements Workers {

    private static final int MOST_TASKS = 1 << 12;

    private final JavaSparkContext context;
    private final Threads here;

    SparkWorkers(JavaSparkContext context, Threads here) {
        this.context = context;
        this.here = here;
    }

    @Override
    public Threads here() {
        return here;
    }

    @Override
    public List<double[]> each(int count, Piece work, String phase, Progress progress) {
        if (count == 0) {
            return List.of();
        }
        int tasks = Math.min(count, MOST_TASKS);
        AtomicInteger done = new AtomicInteger();
        SparkListener listener = new SparkListener() {
            @Override
            public void onTaskEnd(SparkListenerTaskEnd end) {
                if (end.taskInfo().successful()) {
                    progress.at(phase, (long) count * Math.min(tasks, done.incrementAndGet()) / tasks, count);
                }
            }
        };
        context.sc().addSparkListener(listener);
        try {
            List<Integer> numbers = IntStream.range(0, count).boxed().toList();
            return Faults.told(
                    phase,
                    () -> context.parallelize(numbers, tasks).map(work::at).collect());
        } finally {
            context.sc().removeSparkListener(listener);
        }
    }
}
