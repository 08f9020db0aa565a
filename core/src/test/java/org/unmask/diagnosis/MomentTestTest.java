// SPDX-License-Identifier: Apache-2.0
package org.unmask.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.unmask.data.Sequences;
import org.unmask.data.Simulator;
import org.unmask.inference.BaumWelch;
import org.unmask.inference.EmOptions;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;
import org.unmask.study.Corpus;
import org.unmask.testkit.RandomModels;

/** A test that keeps its level under a true model and rejects a false one. */
class MomentTestTest {

    private static double p(Hmm truth, Hmm start, int tokens, long seed) {
        Sequences data =
                Simulator.draw(truth, 1, tokens, new Seed(seed), Threads.ONE).sequences();
        Hmm model = BaumWelch.fit(start, data, EmOptions.DEFAULT).model();
        return MomentTest.of(model, data, Chain.STATIONARY).orElseThrow().pValue();
    }

    /** With an even number of degrees of freedom the tail is a finite sum. */
    @Test
    void farTailsAreNotRoundedToZero() {
        for (int half : new int[] {1, 5, 24}) {
            for (double statistic : new double[] {0.5, 12, 460, 1300}) {
                double term = Math.exp(-statistic / 2);
                double tail = 0;
                for (int i = 0; i < half; i++) {
                    tail += term;
                    term *= statistic / 2 / (i + 1);
                }
                assertThat(new MomentTest(statistic, 2 * half).pValue())
                        .isPositive()
                        .isCloseTo(tail, withPercentage(1e-8));
            }
        }
    }

    @Test
    @Tag("slow")
    void keepsItsLevelWhenTheModelIsRight() {
        Hmm symbols = Corpus.distinct(2, 4, new Seed(1));
        Hmm points = RandomModels.gaussianModel(new SplittableRandom(1), 2, 1, CovarianceShape.FULL_PER_STATE);
        int small = 0;
        double sum = 0;
        for (int r = 0; r < 25; r++) {
            for (Hmm truth : new Hmm[] {symbols, points}) {
                double found = p(truth, truth, 3000, 10 + r);
                small += found < 0.05 ? 1 : 0;
                sum += found / 50;
            }
        }
        assertThat(small).isLessThanOrEqualTo(9);
        assertThat(sum).isBetween(0.35, 0.65);
    }

    /** A pair of rare symbols that never follow each other is no evidence, however little its products vary. */
    @Test
    void rareSymbolsTellNothingAgainstATrueModel() {
        for (int r = 0; r < 60; r++) {
            Hmm truth = Corpus.categorical(3, 6, new Seed(700 + r));
            Sequences data =
                    Simulator.draw(truth, 1, 1500, new Seed(r), Threads.ONE).sequences();
            Hmm model = BaumWelch.fit(truth, data, EmOptions.DEFAULT).model();
            assertThat(MomentTest.of(model, data, Chain.STATIONARY)
                            .orElseThrow()
                            .pValue())
                    .as("model %d", r)
                    .isGreaterThan(1e-4);
        }
    }

    @Test
    void rejectsAModelWithTooFewStates() {
        Hmm truth = Corpus.distinct(4, 4, new Seed(2));
        Hmm start = Corpus.distinct(2, 4, new Seed(3));
        assertThat(p(truth, start, 5000, 1)).isLessThan(1e-6);
    }
}
