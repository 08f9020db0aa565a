// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import java.util.ArrayList;
import java.util.List;
import org.unmask.estimate.FitOptions;
import org.unmask.estimate.Method;
import org.unmask.io.model.ModelText;
import org.unmask.parallel.Progress;
import org.unmask.parallel.Workers;
import org.unmask.random.Seed;
import org.unmask.study.PlanStudy;
import org.unmask.study.PlannedSize;
import org.unmask.task.TaskSet;

/**
 * Data sets that put plans to the test, as work whose pieces may be done anywhere.
 *
 * @param method how to fit
 * @param error target of the plans
 * @param replicates data sets of each plan
 * @param most tokens of a data set at most
 * @param seed of all draws
 * @param promises the plans
 */
@SuppressWarnings("NonApiType") // travels between processes, which not every List can
record PlanTrials(Method method, double error, int replicates, int most, Seed seed, ArrayList<Promise> promises)
        implements Workers.Piece {

    /**
     * A plan that travels.
     *
     * @param model the truth
     * @param tasks what is predicted
     * @param tokens how many are said to do
     */
    record Promise(ModelText model, TaskSet tasks, double tokens) implements java.io.Serializable {
        static Promise of(PlannedSize plan) {
            return new Promise(ModelText.of(plan.model()), plan.tasks(), plan.tokens());
        }

        PlannedSize plan() {
            return new PlannedSize(model.model(), tasks, tokens);
        }
    }

    /** Of plans instead of promises. */
    static PlanTrials of(Method method, double error, int replicates, int most, Seed seed, List<PlannedSize> plans) {
        ArrayList<Promise> promises = new ArrayList<>();
        plans.forEach(plan -> promises.add(Promise.of(plan)));
        return new PlanTrials(method, error, replicates, most, seed, promises);
    }

    @Override
    public double[] at(int number) {
        return study().trial(number);
    }

    /** Has all data sets fitted. */
    List<PlanStudy.Row> rows(Workers workers, Progress progress) {
        PlanStudy study = study();
        return study.result(workers.each(study.trials(), this, "fits", progress));
    }

    private PlanStudy study() {
        return new PlanStudy(
                FitOptions.of(1).withMethod(method).withSeed(seed),
                error,
                replicates,
                most,
                seed,
                promises.stream().map(Promise::plan).toList());
    }
}
