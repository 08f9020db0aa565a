// SPDX-License-Identifier: Apache-2.0
package org.unmask.study;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.unmask.estimate.FitOptions;
import org.unmask.estimate.Method;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.parallel.Progress;
import org.unmask.parallel.Threads;
import org.unmask.planning.SamplePlan;
import org.unmask.planning.TaskRanking;
import org.unmask.random.Seed;
import org.unmask.task.Loss;
import org.unmask.task.TaskSet;

/**
 * A promise of a planner: so many tokens bring the largest error down to the target in half of the data sets.
 *
 * @param model the truth
 * @param tasks what masked prediction is trained on; without a part in a plan of the likelihood
 * @param tokens as planned; infinite when no number does
 */
public record PlannedSize(Hmm model, TaskSet tasks, double tokens) {

    /**
     * One plan for each model.
     *
     * @param models the truths
     * @param options how they will be fitted
     * @param error the target
     * @param seed of the planner
     * @param threads how many may work; the answer does not depend on it
     * @return as many plans as models
     */
    public static List<PlannedSize> each(
            List<Hmm> models, FitOptions options, double error, Seed seed, Threads threads) {
        return threads.map(models.size(), n -> {
            Hmm model = models.get(n);
            TaskSet tasks = options.tasksFor(model.emission() instanceof Gaussian);
            SamplePlan plan =
                    SamplePlan.of(model, options.chain(), tasks, error, PlanStudy.HALF, seed.split("plan", n));
            OptionalDouble tokens = options.method() == Method.MASKED ? plan.masked() : plan.likelihood();
            return new PlannedSize(model, tasks, tokens.orElse(Double.POSITIVE_INFINITY));
        });
    }

    /**
     * Tasks spread evenly over the ranking of each model, the first and the last that fix it among them.
     *
     * @param models the truths
     * @param options how they will be fitted
     * @param window longest window of the tasks
     * @param picks most tasks of a model, at least 2
     * @param error the target
     * @param seed of the planner
     * @param threads how many may work; the answer does not depend on it
     * @return for each model its picks, those that take the fewest tokens first
     */
    public static List<List<PlannedSize>> ranked(
            List<Hmm> models, FitOptions options, int window, int picks, double error, Seed seed, Threads threads) {
        List<List<PlannedSize>> out = new ArrayList<>();
        for (int n = 0; n < models.size(); n++) {
            Hmm model = models.get(n);
            List<TaskRanking.Rank> fixing = TaskRanking.of(
                            model,
                            options.chain(),
                            window,
                            Loss.LOG,
                            false,
                            error,
                            PlanStudy.HALF,
                            seed.split("plan", n),
                            threads,
                            Progress.NONE)
                    .ranks()
                    .stream()
                    .filter(rank -> rank.tokens().isPresent())
                    .toList();
            int last = fixing.size() - 1;
            out.add(IntStream.range(0, picks)
                    .map(pick -> Math.round((float) pick * last / (picks - 1)))
                    .distinct()
                    .filter(at -> at >= 0)
                    .mapToObj(fixing::get)
                    .map(rank ->
                            new PlannedSize(model, rank.tasks(), rank.tokens().orElseThrow()))
                    .toList());
        }
        return out;
    }
}
