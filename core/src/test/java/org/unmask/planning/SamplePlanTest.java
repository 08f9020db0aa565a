// SPDX-License-Identifier: Apache-2.0
package org.unmask.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.unmask.errors.WorstError;
import org.unmask.model.Chain;
import org.unmask.model.Hmm;
import org.unmask.parallel.Progress;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;
import org.unmask.study.Corpus;
import org.unmask.task.Loss;
import org.unmask.task.TaskSet;

/** How many tokens a precision takes. */
class SamplePlanTest {

    @Test
    void independentSymbolsTakeWhatAMultinomialTakes() {
        Hmm coin = Corpus.categorical(1, 2, new Seed(4));
        double p = coin.emission().means().get(0, 0);
        double tokens = WorstError.ofLikelihood(coin, Chain.STATIONARY, new Seed(1))
                .orElseThrow()
                .tokens(0.5, 0.01);
        // The median of |normal| is 0.6745 standard deviations.
        double expected = p * (1 - p) * Math.pow(0.6745 / 0.01, 2);
        assertThat(tokens).isCloseTo(expected, within(0.1 * expected));
    }

    @Test
    void halfTheErrorTakesFourTimesTheTokensAndPairsNever() {
        Hmm model = Corpus.distinct(2, 4, new Seed(5));
        SamplePlan triple =
                SamplePlan.of(model, Chain.STATIONARY, TaskSet.parse("x2,x3|x1", Loss.LOG), 0.002, 0.5, new Seed(1));
        SamplePlan finer =
                SamplePlan.of(model, Chain.STATIONARY, TaskSet.parse("x2,x3|x1", Loss.LOG), 0.001, 0.5, new Seed(1));
        double tokens = triple.likelihood().orElseThrow();
        // Errors as large as probabilities cannot go below zero and are smaller for it.
        SamplePlan coarse =
                SamplePlan.of(model, Chain.STATIONARY, TaskSet.parse("x2,x3|x1", Loss.LOG), 0.2, 0.5, new Seed(1));
        assertThat(coarse.likelihood().orElseThrow()).isLessThan(1e-4 * tokens).isGreaterThan(1e-5 * tokens);
        assertThat(finer.likelihood().orElseThrow()).isCloseTo(4 * tokens, within(10.0));
        // Masked prediction alone cannot beat the likelihood.
        assertThat(triple.masked().orElseThrow()).isGreaterThan(0.9 * tokens);
        assertThat(SamplePlan.of(model, Chain.STATIONARY, TaskSet.parse("x2|x1", Loss.LOG), 0.02, 0.5, new Seed(1))
                        .masked())
                .isEmpty();
    }

    @Test
    @Tag("slow")
    void tasksThatDoNotFixTheModelComeLast() {
        Hmm model = Corpus.distinct(2, 3, new Seed(6));
        List<TaskRanking.Rank> ranks = TaskRanking.of(
                        model, Chain.STATIONARY, 3, Loss.LOG, false, 0.05, 0.5, new Seed(1), Threads.ONE, Progress.NONE)
                .ranks();
        assertThat(ranks.get(0).tokens()).isPresent();
        assertThat(ranks.get(ranks.size() - 1).tokens()).isEmpty();
        for (int n = 1; n < ranks.size(); n++) {
            assertThat(ranks.get(n).tokens().orElse(Double.POSITIVE_INFINITY))
                    .isGreaterThanOrEqualTo(ranks.get(n - 1).tokens().orElse(Double.POSITIVE_INFINITY));
        }
    }
}
