// SPDX-License-Identifier: Apache-2.0
package org.unmask.planning;

import java.util.Optional;
import java.util.OptionalDouble;
import org.unmask.errors.WorstError;
import org.unmask.model.Chain;
import org.unmask.model.Hmm;
import org.unmask.random.Seed;
import org.unmask.task.TaskSet;

/**
 * How many tokens bring the largest error of any transition probability or emission entry down to a target.
 *
 * @param error the target
 * @param quantile share of data sets in which it is to be met
 * @param likelihood tokens that the maximum of the likelihood takes, from wherever it is climbed; empty when the likelihood does
 *     not fix the model or there are too many parameters
 * @param masked tokens that masked prediction alone takes; empty when the tasks do not fix the model, however many tokens, or
 *     there are too many parameters
 */
public record SamplePlan(double error, double quantile, OptionalDouble likelihood, OptionalDouble masked) {

    /**
     * Plans for a model.
     *
     * @param model the truth, as far as it is known
     * @param chain which transition matrices are allowed
     * @param tasks what is to be predicted
     * @param error the target, above 0
     * @param quantile share of data sets in which it is to be met, between 0 and 1
     * @param seed of the simulation behind the plan
     * @return the plan
     * @throws IllegalArgumentException when a number is out of range
     */
    public static SamplePlan of(Hmm model, Chain chain, TaskSet tasks, double error, double quantile, Seed seed) {
        if (!(error > 0 && error < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the error to reach is " + error + ", expected a positive number");
        }
        if (!(quantile > 0 && quantile < 1)) {
            throw new IllegalArgumentException("the quantile is " + quantile + ", expected between 0 and 1");
        }
        return new SamplePlan(
                error,
                quantile,
                tokens(WorstError.ofLikelihood(model, chain, seed), error, quantile),
                tokens(WorstError.ofMasked(model, chain, tasks, seed), error, quantile));
    }

    static OptionalDouble tokens(Optional<WorstError> law, double error, double quantile) {
        return law.isPresent()
                ? OptionalDouble.of(Math.ceil(law.get().tokens(quantile, error)))
                : OptionalDouble.empty();
    }
}
