// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.unmask.data.PointSequences;
import org.unmask.data.Sequences;
import org.unmask.data.SymbolSequences;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Permutation;
import org.unmask.matrix.Probabilities;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Alphabet;
import org.unmask.model.Categorical;
import org.unmask.model.CovarianceShape;
import org.unmask.model.CustomEmission;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;
import org.unmask.testkit.RandomModels;

class PathsAndForecastsTest {

    @Test
    void drawnPathsVisitStatesAsOftenAsPosteriorsSay() {
        Hmm model = RandomModels.startedModel(new SplittableRandom(1), 3, 3);
        int copies = 20_000;
        int[] codes = new int[5 * copies];
        int[] ends = new int[copies];
        for (int s = 0; s < copies; s++) {
            System.arraycopy(new int[] {0, 2, -1, 1, 1}, 0, codes, 5 * s, 5);
            ends[s] = 5 * (s + 1);
        }
        SymbolSequences data = SymbolSequences.of(Alphabet.numbered(3), codes, ends);
        AllPaths expected = AllPaths.of(model, data, 0);
        int[] paths = PathSampler.draw(model, data, new Seed(3), new Threads(2));
        assertThat(PathSampler.draw(model, data, new Seed(3), Threads.ONE)).isEqualTo(paths);
        double[] visits = new double[15];
        double[] moves = new double[9];
        for (int t = 0; t < paths.length; t++) {
            visits[t % 5 * 3 + paths[t]]++;
            if (t % 5 > 0) {
                moves[paths[t - 1] * 3 + paths[t]]++;
            }
        }
        for (int n = 0; n < 15; n++) {
            assertThat(visits[n] / copies).isCloseTo(expected.smoothed[n], within(0.02));
        }
        for (int n = 0; n < 9; n++) {
            assertThat(moves[n] / copies).isCloseTo(expected.transitions[n], within(0.03));
        }
    }

    @Test
    void forecastIsTheLawOfOneMoreToken() {
        OracleTest.forEachCase((model, data) -> {
            if (!(model.emission() instanceof Categorical categorical)) {
                return;
            }
            SymbolSequences symbols = (SymbolSequences) data;
            List<Forecast> forecasts = Forecast.after(model, data, Threads.ONE);
            for (int s = 0; s < data.count(); s++) {
                double[] found = forecasts.get(s).token();
                double before = Likelihood.perSequence(model, data, Threads.ONE)[s];
                int[] codes = Arrays.copyOfRange(symbols.codes(), data.start(s), data.end(s) + 1);
                for (int x = 0; x < categorical.dimension(); x++) {
                    codes[codes.length - 1] = x;
                    double after = Likelihood.of(model, SymbolSequences.single(symbols.alphabet(), codes));
                    assertThat(found[x]).isCloseTo(Math.exp(after - before), within(1e-12));
                }
                assertThatThrownBy(forecasts.get(s)::covariance).hasMessageContaining("not Gaussian");
            }
        });
    }

    @Test
    void covarianceOfAForecastIsThatOfTheMixture() {
        Gaussian gaussian =
                (Gaussian) RandomModels.gaussianModel(new SplittableRandom(1), 2, 2, CovarianceShape.FULL_PER_STATE)
                        .emission();
        Forecast forecast = new Forecast(Probabilities.of(0.25, 0.75), gaussian);
        double expected = 0;
        for (int i = 0; i < 2; i++) {
            double second = gaussian.covariances().matrices().get(i).get(0, 1)
                    + gaussian.means().get(i, 0) * gaussian.means().get(i, 1);
            expected += forecast.state().get(i) * second;
        }
        expected -= forecast.token()[0] * forecast.token()[1];
        assertThat(forecast.covariance().get(0, 1)).isCloseTo(expected, within(1e-12));
    }

    @Test
    void filteredIsSmoothedAtTheLastToken() {
        OracleTest.forEachCase((model, data) -> {
            Posteriors filtered = ForwardBackward.filtered(model, data, Threads.ONE);
            Posteriors smoothed = ForwardBackward.smoothed(model, data);
            assertThat(filtered.logLikelihood()).isCloseTo(smoothed.logLikelihood(), within(1e-11));
            assertThat(filtered.tokens()).isEqualTo(data.tokens());
            boolean same = true;
            for (int s = 0; s < data.count(); s++) {
                for (int t = data.start(s); t < data.end(s); t++) {
                    for (int i = 0; i < model.states(); i++) {
                        double off = Math.abs(filtered.get(t, i) - smoothed.get(t, i));
                        same &= off < 1e-9;
                        assertThat(t < data.end(s) - 1 || off < 1e-12).isTrue();
                    }
                }
            }
            assertThat(same && model.states() > 1).as("they differ elsewhere").isFalse();
        });
    }

    @Test
    void theReversedProcessIsAsLikelyReadBackwards() {
        SplittableRandom random = new SplittableRandom(4);
        for (int trial = 0; trial < 20; trial++) {
            Hmm model = RandomModels.categoricalModel(random, 3, 4);
            Hmm reversed = new Hmm(model.stationaryLaw(), model.reversedTransition(), model.emission());
            int[] codes = random.ints(40, -1, 4).toArray();
            int[] back = new int[40];
            Arrays.setAll(back, t -> codes[39 - t]);
            assertThat(Likelihood.of(reversed, SymbolSequences.single(Alphabet.numbered(4), back)))
                    .isCloseTo(
                            Likelihood.of(model, SymbolSequences.single(Alphabet.numbered(4), codes)), within(1e-10));
        }
    }

    @Test
    void namesOfStatesDoNotMatter() {
        OracleTest.forEachCase((model, data) -> {
            Permutation reverse = Permutation.of(java.util.stream.IntStream.range(0, model.states())
                    .map(i -> model.states() - 1 - i)
                    .toArray());
            assertThat(Likelihood.of(model.permuted(reverse), data))
                    .isCloseTo(Likelihood.of(model, data), within(1e-10));
            assertThat(Viterbi.decode(model.permuted(reverse), data).logProbability())
                    .isCloseTo(Viterbi.decode(model, data).logProbability(), within(1e-10));
        });
    }

    /** Two absorbing states so far apart that their odds leave the range of doubles. */
    @Test
    void whatUnderflowsIsCalculatedWithLogarithms() {
        Hmm model = new Hmm(
                Probabilities.of(0.5, 0.5),
                StochasticMatrix.ofRows(new double[] {1, 0}, new double[] {0, 1}),
                Gaussian.unit(Matrix.of(2, 1, 0, 100)));
        double[] values = {0, 0, 100, 100, 100};
        PointSequences data = PointSequences.of(1, values, 5);
        double constant = -2.5 * Math.log(2 * Math.PI);
        assertThat(Likelihood.of(model, data)).isCloseTo(Math.log(0.5) - 10_000 + constant, within(1e-8));
        Posteriors found = ForwardBackward.smoothed(model, data);
        assertThat(found.mostProbable()).containsOnly(1);
        ExpectedCounts counts = ExpectedCounts.of(model, data, Threads.ONE);
        assertThat(counts.transition(1, 1)).isCloseTo(4, within(1e-9));
        assertThat(counts.initial(1)).isCloseTo(1, within(1e-9));
        assertThat(counts.tokens(1)).isCloseTo(5, within(1e-9));
        assertThat(counts.states()).isEqualTo(2);
    }

    @Test
    void countsOfPartsMergeToTheWhole() {
        OracleTest.forEachCase((model, data) -> {
            ExpectedCounts whole = ExpectedCounts.of(model, data, Threads.ONE);
            ExpectedCounts parts = ExpectedCounts.zero(model)
                    .merge(ExpectedCounts.of(model, data, 0, 3, Threads.ONE))
                    .merge(ExpectedCounts.of(model, data, 3, 5, Threads.ONE));
            assertThat(parts.logLikelihood()).isCloseTo(whole.logLikelihood(), within(1e-11));
            for (int i = 0; i < model.states(); i++) {
                assertThat(parts.tokens(i)).isCloseTo(whole.tokens(i), within(1e-11));
                assertThat(parts.initial(i)).isCloseTo(whole.initial(i), within(1e-11));
            }
        });
    }

    @Test
    void unseenSymbolsAreSmoothedOnDemand() {
        Hmm model = RandomModels.categoricalModel(new SplittableRandom(1), 2, 2);
        Alphabet wider = Alphabet.of("new", "1", "0");
        Hmm smoothed = UnseenSymbols.smoothed(model, wider, 0.3);
        StochasticMatrix before = ((Categorical) model.emission()).probabilities();
        StochasticMatrix after = ((Categorical) smoothed.emission()).probabilities();
        assertThat(after.get(1, 0)).isCloseTo(0.1, within(1e-15));
        assertThat(after.get(1, 2)).isCloseTo(0.7 * before.get(1, 0) + 0.1, within(1e-15));
        assertThat(Likelihood.of(smoothed, SymbolSequences.single(wider, 0, 1, 2)))
                .isFinite();
        assertThatThrownBy(() -> UnseenSymbols.smoothed(model, Alphabet.of("0"), 0.3))
                .hasMessageContaining("lacks the symbol \"1\"");
        assertThatThrownBy(() -> UnseenSymbols.smoothed(model, wider, 0)).hasMessageContaining("share is 0.0");
        Hmm points = RandomModels.gaussianModel(new SplittableRandom(1), 2, 1, CovarianceShape.IDENTITY);
        assertThatThrownBy(() -> UnseenSymbols.smoothed(points, wider, 0.5)).hasMessageContaining("not categorical");
    }

    /** Exponential laws: a plugged-in emission. */
    private static final class Waiting implements CustomEmission {
        private final double[] rates;

        Waiting(double... rates) {
            this.rates = rates;
        }

        @Override
        public double logDensity(int state, double[] values, int offset) {
            return values[offset] < 0 ? Double.NaN : Math.log(rates[state]) - rates[state] * values[offset];
        }

        @Override
        public CustomEmission reestimated(double[] values, double[] weights) {
            double[] out = new double[rates.length];
            for (int i = 0; i < out.length; i++) {
                double weight = 0;
                double sum = 0;
                for (int t = 0; t < values.length; t++) {
                    if (weights[t * out.length + i] > 0) {
                        weight += weights[t * out.length + i];
                        sum += weights[t * out.length + i] * values[t];
                    }
                }
                out[i] = weight / sum;
            }
            return new Waiting(out);
        }

        @Override
        public int states() {
            return rates.length;
        }

        @Override
        public int dimension() {
            return 1;
        }

        @Override
        public Matrix means() {
            return Matrix.generate(rates.length, 1, (i, c) -> 1 / rates[i]);
        }

        @Override
        public CustomEmission permuted(Permutation permutation) {
            double[] out = new double[rates.length];
            Arrays.setAll(out, i -> rates[permutation.get(i)]);
            return new Waiting(out);
        }
    }

    @Test
    void pluggedInLawsAreFitted() {
        SplittableRandom random = new SplittableRandom(5);
        double[] values = new double[4000];
        for (int t = 0; t < values.length; t++) {
            double rate = t / 50 % 2 == 0 ? 0.2 : 5;
            values[t] = t % 97 == 0 ? Double.NaN : -Math.log(1 - random.nextDouble()) / rate;
        }
        Sequences data = PointSequences.of(1, values, 2000, 4000);
        Hmm start = Hmm.stationary(
                StochasticMatrix.ofRows(new double[] {0.9, 0.1}, new double[] {0.1, 0.9}), new Waiting(0.5, 2));
        EmFit fit = BaumWelch.fit(start, data, EmOptions.DEFAULT);
        assertThat(fit.converged()).isTrue();
        assertThat(fit.curve()).isSorted();
        assertThat(((Waiting) fit.model().emission()).rates[0]).isCloseTo(0.2, within(0.02));
        assertThat(((Waiting) fit.model().emission()).rates[1]).isCloseTo(5, within(0.5));
        ExpectedCounts counts = ExpectedCounts.of(start, data, Threads.ONE);
        assertThat(counts.emission().expectedLogDensity(fit.model().emission()))
                .isGreaterThan(counts.emission().expectedLogDensity(start.emission()));
        assertThatThrownBy(() -> Likelihood.of(start, PointSequences.of(1, new double[] {1, -1}, 2)))
                .hasMessageContaining("log-density of token 2 in state 1 is NaN");
    }
}
