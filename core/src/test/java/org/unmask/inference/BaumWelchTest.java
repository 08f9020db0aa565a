// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.unmask.data.PointSequences;
import org.unmask.data.Sequences;
import org.unmask.data.Simulator;
import org.unmask.data.SymbolSequences;
import org.unmask.inference.EmOptions.Acceleration;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Permutation;
import org.unmask.matrix.Probabilities;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Alphabet;
import org.unmask.model.Categorical;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.model.StationaryLaw;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;
import org.unmask.testkit.RandomModels;

class BaumWelchTest {

    private static final EmOptions OPTIONS = EmOptions.DEFAULT.withMaxIterations(3000);

    private static Sequences drawn(Hmm model, int sequences, int length) {
        return Simulator.draw(model, sequences, length, new Seed(9), Threads.ONE)
                .sequences();
    }

    /** A start near enough to find the same optimum, far enough to fail as an answer. */
    private static Hmm blurred(Hmm model) {
        int k = model.states();
        StochasticMatrix transition = StochasticMatrix.normalized(
                "blurred", model.transition().matrix().map(p -> p + 0.3 / k));
        if (model.emission() instanceof Categorical categorical) {
            StochasticMatrix rows = StochasticMatrix.normalized(
                    "blurred", categorical.probabilities().matrix().map(p -> p + 0.2 / categorical.dimension()));
            return Hmm.stationary(transition, new Categorical(categorical.alphabet(), rows));
        }
        Gaussian gaussian = (Gaussian) model.emission();
        Matrix means = Matrix.generate(
                k, gaussian.dimension(), (i, c) -> gaussian.means().get(i, c) + 0.3 * ((i + c) % 2 == 0 ? 1 : -1));
        return Hmm.stationary(transition, new Gaussian(means, gaussian.covariances()));
    }

    private static Hmm clearModel() {
        return Hmm.stationary(
                StochasticMatrix.ofRows(new double[] {0.9, 0.1}, new double[] {0.2, 0.8}),
                Categorical.ofRows(new double[] {0.7, 0.2, 0.1}, new double[] {0.1, 0.2, 0.7}));
    }

    @Test
    void everyAccelerationEndsAtTheSameOptimumAndNeverFalls() {
        Sequences data = drawn(clearModel(), 3, 2000);
        Hmm start = blurred(clearModel());
        EmFit precise = BaumWelch.fit(
                start, data, OPTIONS.withAcceleration(Acceleration.NONE).withTolerance(1e-10));
        for (Acceleration kind : Acceleration.values()) {
            for (InitialLaw law : InitialLaw.values()) {
                EmFit fit = BaumWelch.fit(
                        start, data, OPTIONS.withAcceleration(kind).withInitial(law));
                assertThat(fit.converged()).as("%s %s", kind, law).isTrue();
                assertThat(fit.curve()).isSorted();
                assertThat(fit.logLikelihood()).isCloseTo(Likelihood.of(fit.model(), data), within(1e-7));
                assertThat(fit.remaining()).isLessThanOrEqualTo(1e-5);
                assertThat(fit.degenerateStates()).isEmpty();
                if (law == InitialLaw.STATIONARY) {
                    assertThat(fit.logLikelihood()).isCloseTo(precise.logLikelihood(), within(1e-4));
                    assertThat(fit.model().initial().toArray())
                            .containsExactly(
                                    StationaryLaw.of(fit.model().transition()).toArray(), within(1e-12));
                } else {
                    assertThat(fit.logLikelihood()).isGreaterThan(precise.logLikelihood() - 1e-4);
                }
            }
        }
        assertThat(Likelihood.of(start, data)).as("the start is no optimum").isLessThan(precise.logLikelihood() - 10);
    }

    @Test
    @Tag("slow")
    void quasiNewtonNeedsFarFewerStepsThanPlainEm() {
        Hmm slow = Hmm.stationary(
                StochasticMatrix.ofRows(new double[] {0.6, 0.4}, new double[] {0.35, 0.65}),
                Categorical.ofRows(new double[] {0.5, 0.3, 0.2}, new double[] {0.25, 0.3, 0.45}));
        Sequences data = drawn(slow, 1, 20_000);
        EmFit plain = BaumWelch.fit(blurred(slow), data, OPTIONS.withAcceleration(Acceleration.NONE));
        EmFit fast = BaumWelch.fit(blurred(slow), data, OPTIONS);
        assertThat(fast.converged()).isTrue();
        assertThat(fast.logLikelihood()).isGreaterThan(plain.logLikelihood() - 1e-4);
        assertThat(plain.iterations()).isGreaterThan(5 * fast.iterations());
    }

    @Test
    void parametersAreRecoveredFromEnoughData() {
        Hmm truth = clearModel();
        Sequences data = drawn(truth, 1, 100_000);
        Hmm start = blurred(truth);
        Hmm found = BaumWelch.fit(start, data, OPTIONS).model();
        assertThat(distance(found, truth)).isLessThan(0.02);
        assertThat(distance(start, truth)).as("the tolerance bites").isGreaterThan(0.05);
    }

    private static double distance(Hmm one, Hmm other) {
        return Math.max(
                one.transition().matrix().minus(other.transition().matrix()).maxAbs(),
                one.emission().means().minus(other.emission().means()).maxAbs());
    }

    @Test
    @Tag("slow")
    void gaussiansOfEveryShapeClimbToAnOptimum() {
        for (CovarianceShape shape : CovarianceShape.values()) {
            Hmm truth = RandomModels.gaussianModel(new SplittableRandom(shape.ordinal()), 2, 2, shape);
            Sequences data = SideBySideTest.withGaps(new SplittableRandom(4), truth, new int[] {1500, 40});
            EmFit plain = BaumWelch.fit(
                    blurred(truth),
                    data,
                    OPTIONS.withAcceleration(Acceleration.NONE).withTolerance(1e-8));
            EmFit fast = BaumWelch.fit(blurred(truth), data, OPTIONS);
            assertThat(fast.converged()).as("%s %s", shape, fast).isTrue();
            assertThat(fast.curve()).isSorted();
            assertThat(fast.logLikelihood()).as("shape %s", shape).isCloseTo(plain.logLikelihood(), within(1e-4));
            assertThat(fast.logLikelihood()).isGreaterThan(Likelihood.of(truth, data));
        }
    }

    @Test
    void anotherShapeCanBeAskedFor() {
        Hmm truth = RandomModels.gaussianModel(new SplittableRandom(2), 2, 2, CovarianceShape.FULL_PER_STATE);
        Sequences data = drawn(truth, 1, 1000);
        double last = Double.NEGATIVE_INFINITY;
        for (CovarianceShape shape : List.of(
                CovarianceShape.IDENTITY,
                CovarianceShape.SPHERICAL_SHARED,
                CovarianceShape.DIAGONAL_SHARED,
                CovarianceShape.FULL_SHARED,
                CovarianceShape.FULL_PER_STATE)) {
            EmFit fit = BaumWelch.fit(truth, data, OPTIONS.withCovariance(shape));
            assertThat(((Gaussian) fit.model().emission()).covariances().shape())
                    .isEqualTo(shape);
            assertThat(fit.logLikelihood()).as("more freedom, more likelihood").isGreaterThan(last);
            last = fit.logLikelihood();
        }
        assertThatThrownBy(() -> BaumWelch.fit(
                        clearModel(), drawn(clearModel(), 1, 9), OPTIONS.withCovariance(CovarianceShape.IDENTITY)))
                .hasMessageContaining("not Gaussian");
    }

    @Test
    @Tag("slow")
    void doublyStochasticStaysSo() {
        SplittableRandom random = new SplittableRandom(6);
        for (int k = 2; k <= 4; k++) {
            Hmm truth = RandomModels.doublyStochasticModel(random, k, 4);
            Sequences data = drawn(truth, 2, 3000);
            for (Acceleration kind : Acceleration.values()) {
                EmFit fit = BaumWelch.fit(
                        truth,
                        data,
                        OPTIONS.withChain(Chain.DOUBLY_STOCHASTIC)
                                .withAcceleration(kind)
                                .withMaxIterations(150));
                assertThat(fit.model().transition().isDoublyStochastic(1e-12)).isTrue();
                assertThat(fit.curve()).isSorted();
                assertThat(fit.logLikelihood()).isGreaterThan(Likelihood.of(truth, data));
            }
        }
    }

    @Test
    void renamedStatesGiveTheRenamedFit() {
        Hmm start = blurred(clearModel());
        Permutation swap = Permutation.of(1, 0);
        Sequences data = drawn(clearModel(), 2, 1000);
        EmFit one = BaumWelch.fit(start, data, OPTIONS);
        EmFit other = BaumWelch.fit(start.permuted(swap), data, OPTIONS);
        assertThat(other.logLikelihood()).isCloseTo(one.logLikelihood(), within(1e-5));
        assertThat(distance(other.model().permuted(swap), one.model())).isLessThan(1e-3);
    }

    @Test
    void threadsChangeNotABit() {
        Sequences data = drawn(clearModel(), 1, 30_000);
        EmFit one = BaumWelch.fit(blurred(clearModel()), data, OPTIONS.withMaxIterations(8));
        EmFit two = BaumWelch.fit(
                blurred(clearModel()), data, OPTIONS.withMaxIterations(8).withThreads(new Threads(2)));
        assertThat(two).isEqualTo(one);
    }

    @Test
    void limitsAreNamedAsSuch() {
        Sequences data = drawn(clearModel(), 1, 3000);
        Hmm start = blurred(clearModel());
        EmFit capped = BaumWelch.fit(start, data, OPTIONS.withMaxIterations(4));
        assertThat(capped.stopReason()).isEqualTo(StopReason.ITERATION_LIMIT);
        assertThat(capped.iterations()).isEqualTo(4);
        EmFit late = BaumWelch.fit(start, data, OPTIONS.withTimeLimit(Duration.ZERO));
        assertThat(late.stopReason()).isEqualTo(StopReason.TIME_LIMIT);
        assertThat(late.converged()).isFalse();
    }

    @Test
    void oneStateFitsInOneStep() {
        Hmm start =
                Hmm.stationary(StochasticMatrix.ofRows(new double[] {1}), Categorical.ofRows(new double[] {0.5, 0.5}));
        SymbolSequences data = SymbolSequences.single(Alphabet.numbered(2), 0, 0, 0, 1);
        for (Acceleration kind : Acceleration.values()) {
            EmFit fit = BaumWelch.fit(start, data, OPTIONS.withAcceleration(kind));
            assertThat(fit.converged()).as("%s %s", kind, fit).isTrue();
            assertThat(fit.logLikelihood()).isCloseTo(3 * Math.log(0.75) + Math.log(0.25), within(1e-9));
        }
    }

    @Test
    void aStateOnOneTokenIsDegenerate() {
        double[] values = {0, 0.1, -0.1, 0.05, 50, 0.02, -0.07, 0.01, 0.03};
        Hmm start = Hmm.stationary(
                StochasticMatrix.ofRows(new double[] {0.8, 0.2}, new double[] {0.8, 0.2}),
                new Gaussian(
                        Matrix.of(2, 1, 0, 50),
                        new org.unmask.model.Covariances(
                                CovarianceShape.DIAGONAL_PER_STATE, List.of(Matrix.identity(1), Matrix.identity(1)))));
        EmFit fit = BaumWelch.fit(start, PointSequences.of(1, values, values.length), OPTIONS);
        assertThat(fit.degenerateStates()).contains(1);
        assertThat(fit.stopReason()).isEqualTo(StopReason.DEGENERATE_STATE);
        assertThat(fit.logLikelihood()).isFinite();
    }

    /**
     * Along a direction in which nothing is to gain, as a state without tokens has them, a step may end anywhere: where
     * no model is, there is none, and no exception. Three states on daily returns of stocks came so far.
     */
    @Test
    void aStepBeyondAllModelsFindsNone() {
        Hmm model = RandomModels.gaussianModel(new java.util.SplittableRandom(5), 2, 2, CovarianceShape.FULL_PER_STATE);
        EmCoordinates coordinates =
                new EmCoordinates(Chain.STATIONARY, InitialLaw.FREE, new VarianceFloor(new double[] {1e-7, 1e-7}));
        double[] point = coordinates.point(model);
        int mean = 4 + 2;
        int logDeviation = mean + 4;
        assertThat(coordinates.model(point, model)).isPresent();
        for (double far : new double[] {300, 400, 1e6, Double.POSITIVE_INFINITY, Double.NaN}) {
            double[] moved = point.clone();
            moved[logDeviation] = far;
            assertThat(coordinates.model(moved, model))
                    .as("deviation of e^%s", far)
                    .isEmpty();
        }
        double[] elsewhere = point.clone();
        elsewhere[mean] = 6000;
        assertThat(coordinates.model(elsewhere, model)).as("a mean of 6000").isPresent();
    }

    /** Prices lie in the thousands: far from the origin EM goes the same way. */
    @Test
    void whereTheOriginLiesDoesNotMatter() {
        double[] values = ((PointSequences) drawn(
                        RandomModels.gaussianModel(
                                new java.util.SplittableRandom(8), 2, 1, CovarianceShape.DIAGONAL_PER_STATE),
                        1,
                        2000))
                .values()
                .clone();
        EmFit here = fromQuarters(values);
        EmFit there = fromQuarters(Arrays.stream(values).map(x -> x + 4096).toArray());
        assertThat(there.logLikelihood()).isCloseTo(here.logLikelihood(), within(1e-6));
        assertThat(there.iterations()).isLessThanOrEqualTo(here.iterations() + 2);
    }

    private static EmFit fromQuarters(double[] values) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        Hmm start = Hmm.stationary(
                StochasticMatrix.ofRows(new double[] {0.7, 0.3}, new double[] {0.3, 0.7}),
                new Gaussian(
                        Matrix.of(2, 1, sorted[values.length / 4], sorted[3 * values.length / 4]),
                        new org.unmask.model.Covariances(
                                CovarianceShape.DIAGONAL_PER_STATE, List.of(Matrix.identity(1), Matrix.identity(1)))));
        return BaumWelch.fit(start, PointSequences.of(1, values, values.length), OPTIONS);
    }

    @Test
    void aStateWithoutTokensIsDegenerate() {
        Hmm start = new Hmm(
                Probabilities.of(0.5, 0.5),
                StochasticMatrix.ofRows(new double[] {0.5, 0.5}, new double[] {0.5, 0.5}),
                Categorical.ofRows(new double[] {0.5, 0.5, 0}, new double[] {0, 0, 1}));
        SymbolSequences data = SymbolSequences.of(Alphabet.numbered(3), new int[] {0, 1, 0, 1, 1}, 3, 5);
        EmFit fit = BaumWelch.fit(start, data, OPTIONS.withInitial(InitialLaw.FREE));
        assertThat(fit.degenerateStates()).containsExactly(1);
        assertThat(fit.stopReason()).isEqualTo(StopReason.DEGENERATE_STATE);
    }

    @Test
    void badInputIsNamed() {
        Hmm model = clearModel();
        assertThatThrownBy(() -> BaumWelch.fit(model, SymbolSequences.single(Alphabet.numbered(3)), OPTIONS))
                .hasMessage("there are no tokens to fit, expected at least one");
        assertThatThrownBy(() -> BaumWelch.fit(model, PointSequences.of(1, new double[] {1}, 1), OPTIONS))
                .hasMessage("the model emits symbols, found sequences of points");
        assertThatThrownBy(() -> Likelihood.of(model, SymbolSequences.single(Alphabet.of("0", "x", "2"), 1)))
                .hasMessage("symbol 2 of the sequences is \"x\", expected \"1\" as in the model's alphabet");
        assertThatThrownBy(() -> Likelihood.of(model, SymbolSequences.single(Alphabet.numbered(2), 1)))
                .hasMessage("the sequences have 2 symbols, expected 3 as in the model's alphabet");
        Hmm never = new Hmm(
                model.initial(), model.transition(), Categorical.ofRows(new double[] {1, 0, 0}, new double[] {0, 1, 0
                }));
        SymbolSequences data = SymbolSequences.of(Alphabet.numbered(3), new int[] {0, 1, 2, 0}, 2, 4);
        assertThat(Likelihood.perSequence(never, data, Threads.ONE)[1]).isEqualTo(Double.NEGATIVE_INFINITY);
        String message = "sequence 2 is impossible under the model, expected a probability above zero";
        assertThatThrownBy(() -> BaumWelch.fit(never, data, OPTIONS)).hasMessage(message);
        assertThatThrownBy(() -> ForwardBackward.smoothed(never, data)).hasMessage(message);
        assertThatThrownBy(() -> Viterbi.decode(never, data)).hasMessage(message);
        assertThatThrownBy(() -> EmOptions.DEFAULT.withMaxIterations(0)).hasMessageContaining("expected at least 1");
        assertThatThrownBy(() -> EmOptions.DEFAULT.withTolerance(Double.NaN)).hasMessageContaining("at least 0");
        assertThatThrownBy(() -> EmOptions.DEFAULT.withVarianceFloor(0)).hasMessageContaining("between 0 and 1");
        assertThatThrownBy(() -> InitialLaw.ofWord("loose")).hasMessageContaining("expected free or stationary");
        assertThat(InitialLaw.ofWord("free").word()).isEqualTo("free");
    }
}
