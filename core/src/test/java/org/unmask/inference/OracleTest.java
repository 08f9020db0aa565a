// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.unmask.data.PointSequences;
import org.unmask.data.Sequences;
import org.unmask.data.SymbolSequences;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.testkit.RandomModels;

/** Everything that inference says, against the sum over all paths, with missing tokens and coordinates. */
@Tag("kernels")
class OracleTest {

    /** Small models and short sequences of every kind, about a third of the tokens missing in part or whole. */
    static void forEachCase(BiConsumer<Hmm, Sequences> check) {
        SplittableRandom random = new SplittableRandom(11);
        for (int trial = 0; trial < 24; trial++) {
            int k = 1 + trial % 4;
            int[] ends = {0, 1, 4, 4, 9};
            Hmm categorical = RandomModels.startedModel(random, k, 2 + trial % 3);
            int[] codes = random.ints(9, -1, 2 + trial % 3).toArray();
            check.accept(
                    categorical,
                    SymbolSequences.of(
                            ((org.unmask.model.Categorical) categorical.emission()).alphabet(), codes, ends));
            int d = 1 + trial % 3;
            CovarianceShape shape = CovarianceShape.values()[trial % CovarianceShape.values().length];
            Hmm gaussian = RandomModels.gaussianModel(random, k, d, shape);
            double[] values = new double[9 * d];
            for (int n = 0; n < values.length; n++) {
                values[n] = random.nextDouble() < 0.25 ? Double.NaN : 2 * random.nextGaussian();
            }
            check.accept(gaussian, PointSequences.of(d, values, ends));
        }
    }

    @Test
    void likelihoodIsTheSumOverAllPaths() {
        forEachCase((model, data) -> {
            double[] found = Likelihood.perSequence(model, data, Threads.ONE);
            double total = 0;
            for (int s = 0; s < data.count(); s++) {
                double expected = AllPaths.of(model, data, s).logLikelihood;
                assertThat(found[s]).isCloseTo(expected, within(1e-11));
                total += expected;
            }
            assertThat(Likelihood.of(model, data)).isCloseTo(total, within(1e-11));
        });
    }

    @Test
    void posteriorsAreSharesOfAllPaths() {
        forEachCase((model, data) -> {
            Posteriors found = ForwardBackward.smoothed(model, data);
            int k = model.states();
            for (int s = 0; s < data.count(); s++) {
                double[] expected = AllPaths.of(model, data, s).smoothed;
                for (int n = 0; n < expected.length; n++) {
                    assertThat(found.values()[data.start(s) * k + n]).isCloseTo(expected[n], within(1e-12));
                }
            }
        });
    }

    @Test
    void expectedTransitionsAreThoseOfAllPaths() {
        forEachCase((model, data) -> {
            ExpectedCounts found = ExpectedCounts.of(model, data, Threads.ONE);
            int k = model.states();
            double[] expected = new double[k * k];
            for (int s = 0; s < data.count(); s++) {
                EmissionCounts.addTo(expected, AllPaths.of(model, data, s).transitions);
            }
            for (int n = 0; n < expected.length; n++) {
                assertThat(found.transition(n / k, n % k)).isCloseTo(expected[n], within(1e-11));
            }
        });
    }

    @Test
    void viterbiFindsTheBestOfAllPaths() {
        forEachCase((model, data) -> {
            Decoding found = Viterbi.decode(model, data);
            for (int s = 0; s < data.count(); s++) {
                AllPaths expected = AllPaths.of(model, data, s);
                assertThat(found.logProbability(s)).isCloseTo(expected.bestLogProbability, within(1e-11));
                // Paths may tie, so it is the path's own probability that counts.
                assertThat(AllPaths.logJoint(model, data, s, found.states()))
                        .isCloseTo(expected.bestLogProbability, within(1e-11));
            }
        });
    }

    @Test
    void logarithmsAndScalingAgree() {
        forEachCase((model, data) -> {
            ChainTables chain = new ChainTables(model);
            EmissionScores scores = EmissionScores.of(model.emission(), data);
            int k = model.states();
            for (int s = 0; s < data.count(); s++) {
                Pass scaled = new ScaledPass(chain, scores);
                Pass logs = new LogPass(chain, scores);
                assertThat(scaled.forward(data.start(s), data.end(s)) && scaled.backward())
                        .isTrue();
                assertThat(logs.forward(data.start(s), data.end(s)) && logs.backward())
                        .isTrue();
                int size = (data.end(s) - data.start(s)) * k;
                assertThat(logs.logLikelihood()).isCloseTo(scaled.logLikelihood(), within(1e-11));
                assertClose(size, scaled::smoothed, logs::smoothed);
                assertClose(size, scaled::filtered, logs::filtered);
                assertClose(k * k, (out, at) -> scaled.addTransitions(out), (out, at) -> logs.addTransitions(out));
            }
        });
    }

    private static void assertClose(int size, BiConsumer<double[], Integer> one, BiConsumer<double[], Integer> other) {
        double[] left = new double[size];
        double[] right = new double[size];
        one.accept(left, 0);
        other.accept(right, 0);
        for (int n = 0; n < size; n++) {
            assertThat(left[n]).isCloseTo(right[n], within(1e-11));
        }
    }
}
