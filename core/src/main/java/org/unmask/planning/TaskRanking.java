// SPDX-License-Identifier: Apache-2.0
package org.unmask.planning;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.unmask.atlas.WindowTasks;
import org.unmask.errors.WorstError;
import org.unmask.model.Chain;
import org.unmask.model.Hmm;
import org.unmask.parallel.Progress;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;
import org.unmask.task.Loss;
import org.unmask.task.MaskedTask;
import org.unmask.task.TaskSet;

/**
 * Masked tasks by how many tokens they take to find a model again.
 *
 * @param error the target that the largest error is brought down to
 * @param quantile share of data sets in which it is to be met
 * @param likelihood what the likelihood takes, for comparison
 * @param ranks the tasks, those that take the fewest tokens first, those that do not fix the model last
 */
public record TaskRanking(double error, double quantile, OptionalDouble likelihood, List<Rank> ranks) {

    /** Copies the list. */
    public TaskRanking {
        ranks = List.copyOf(ranks);
    }

    /**
     * One task or collection.
     *
     * @param tasks which
     * @param tokens how many it takes; empty when it does not fix the model however many there are
     */
    public record Rank(TaskSet tasks, OptionalDouble tokens) {}

    /**
     * Ranks all tasks of a window, and on request all pairs of them.
     *
     * @param model the truth, as far as it is known
     * @param chain which transition matrices are allowed
     * @param window number of positions, from 2 to 12
     * @param loss of every task
     * @param pairs whether collections of two tasks are ranked too
     * @param error the target, above 0
     * @param quantile share of data sets, between 0 and 1
     * @param seed of the simulation
     * @param threads how many may work; the answer does not depend on it
     * @param progress hears of tasks
     * @return the ranking
     */
    public static TaskRanking of(
            Hmm model,
            Chain chain,
            int window,
            Loss loss,
            boolean pairs,
            double error,
            double quantile,
            Seed seed,
            Threads threads,
            Progress progress) {
        List<MaskedTask> single = both(WindowTasks.of(window, loss));
        List<TaskSet> all = new ArrayList<>();
        single.forEach(task -> all.add(TaskSet.of(task)));
        for (int i = 0; i < single.size() && pairs; i++) {
            for (int j = 0; j < i; j++) {
                all.add(new TaskSet(List.of(single.get(j), single.get(i))));
            }
        }
        AtomicInteger done = new AtomicInteger();
        List<Rank> ranks = new ArrayList<>(threads.map(all.size(), n -> {
            OptionalDouble tokens =
                    SamplePlan.tokens(WorstError.ofMasked(model, chain, all.get(n), seed), error, quantile);
            progress.at("tasks", done.incrementAndGet(), all.size());
            return new Rank(all.get(n), tokens);
        }));
        ranks.sort(Comparator.comparingDouble(rank -> rank.tokens().orElse(Double.POSITIVE_INFINITY)));
        return new TaskRanking(
                error,
                quantile,
                SamplePlan.tokens(WorstError.ofLikelihood(model, chain, seed), error, quantile),
                ranks);
    }

    /** With mirror images: they identify alike, but do not take equally many tokens. */
    private static List<MaskedTask> both(List<MaskedTask> representatives) {
        Set<MaskedTask> out = new LinkedHashSet<>();
        for (MaskedTask task : representatives) {
            out.add(task);
            MaskedTask mirror = task.reversed().shifted();
            out.add(new MaskedTask(
                    mirror.targets().stream().sorted().toList(),
                    mirror.context().stream().sorted().toList(),
                    mirror.loss()));
        }
        return List.copyOf(out);
    }
}
