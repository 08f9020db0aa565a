// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.unmask.constraint.KnownStates;
import org.unmask.constraint.Pattern;
import org.unmask.constraint.Priors;
import org.unmask.constraint.Restrictions;
import org.unmask.constraint.Topology;
import org.unmask.data.PointSequences;
import org.unmask.data.Simulation;
import org.unmask.data.Simulator;
import org.unmask.data.SymbolSequences;
import org.unmask.matrix.Matrix;
import org.unmask.model.Categorical;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;
import org.unmask.testkit.RandomModels;

/** EM within restrictions: they hold to the bit, and nothing lowers the penalised likelihood. */
class RestrictedFitTest {

    private static final EmOptions FREE_START =
            EmOptions.DEFAULT.withInitial(InitialLaw.FREE).withMaxIterations(300);

    private static final Priors PRIORS = new Priors(1.5, 1.2, 1.1, 0, 0);

    private static Simulation draw(Hmm model, long seed) {
        return Simulator.draw(model, 20, 40, new Seed(seed), Threads.ONE);
    }

    private static void assertRising(EmFit fit, String what) {
        List<Double> curve = fit.curve();
        for (int n = 1; n < curve.size(); n++) {
            assertThat(curve.get(n)).as(what).isGreaterThanOrEqualTo(curve.get(n - 1));
        }
        assertThat(curve.get(curve.size() - 1)).as(what).isGreaterThan(curve.get(0) + 1);
    }

    /** Plain steps throw when the objective falls, so a run of them is a test of the theorem. */
    @ParameterizedTest
    @EnumSource(
            value = EmOptions.Acceleration.class,
            names = {"NONE", "SQUAREM"})
    void zerosFixedAndTiedEntriesHoldToTheBitAndTheCurveRises(EmOptions.Acceleration acceleration) {
        for (int seed = 1; seed <= 4; seed++) {
            RandomGenerator random = new Seed(seed).generator();
            SymbolSequences data = (SymbolSequences)
                    draw(RandomModels.startedModel(random, 3, 4), seed).sequences();
            Restrictions restrictions = Restrictions.NONE
                    .withTransition(Pattern.free(3, 3)
                            .withFixed(0, 2, 0)
                            .withFixed(1, 1, 0.6)
                            .withTied(0, 0, "stay")
                            .withTied(2, 2, "stay"))
                    .withEmission(Pattern.free(3, 4)
                            .withFixed(0, 0, 0.3)
                            .withTied(0, 1, "e")
                            .withTied(1, 2, "e")
                            .withTied(2, 3, "e"))
                    .withInitial(Pattern.free(1, 3).withFixed(0, 1, 0))
                    .withPriors(seed % 2 == 0 ? PRIORS : Priors.NONE);
            EmFit fit = BaumWelch.fit(
                    RandomModels.startedModel(random, 3, 4),
                    data,
                    restrictions,
                    FREE_START.withAcceleration(acceleration));
            assertRising(fit, "seed " + seed);
            Hmm model = fit.model();
            assertThat(model.transition().get(0, 2)).isZero();
            assertThat(model.transition().get(1, 1)).isEqualTo(0.6);
            assertThat(model.transition().get(2, 2))
                    .isEqualTo(model.transition().get(0, 0));
            Categorical emission = (Categorical) model.emission();
            assertThat(emission.probabilities().get(0, 0)).isEqualTo(0.3);
            assertThat(emission.probabilities().get(1, 2))
                    .isEqualTo(emission.probabilities().get(0, 1));
            assertThat(emission.probabilities().get(2, 3))
                    .isEqualTo(emission.probabilities().get(0, 1));
            assertThat(model.initial().get(1)).isZero();
            assertThat(fit.logLikelihood()).isCloseTo(Likelihood.of(model, data), within(1e-8));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void aStationaryStartStaysStationaryWithinZeros(int seed) {
        RandomGenerator random = new Seed(seed).generator();
        SymbolSequences data = (SymbolSequences)
                draw(RandomModels.categoricalModel(random, 3, 4), seed).sequences();
        Restrictions restrictions = Restrictions.NONE
                .withTransition(Topology.CYCLIC.zeros(Pattern.free(3, 3)))
                .withPriors(new Priors(1, 1.3, 1, 0, 0));
        EmFit fit = BaumWelch.fit(
                RandomModels.categoricalModel(random, 3, 4),
                data,
                restrictions,
                EmOptions.DEFAULT.withMaxIterations(200));
        assertRising(fit, "seed " + seed);
        Hmm model = fit.model();
        assertThat(model.transition().get(0, 2)).isZero();
        assertThat(model.transition().get(1, 0)).isZero();
        assertThat(model.initial().toArray())
                .containsExactly(model.stationaryLaw().toArray(), within(1e-12));
    }

    @Test
    void leftToRightIsLearntFromManySequencesThatStartAnew() {
        Hmm truth = new Hmm(
                org.unmask.matrix.Probabilities.of(1.0, 0.0, 0.0),
                org.unmask.matrix.StochasticMatrix.ofRows(new double[][] {{0.8, 0.2, 0}, {0, 0.7, 0.3}, {0, 0, 1}}),
                Categorical.ofRows(
                        new double[] {0.8, 0.1, 0.1}, new double[] {0.1, 0.8, 0.1}, new double[] {0.2, 0.2, 0.6}));
        SymbolSequences data = (SymbolSequences)
                Simulator.draw(truth, 400, 20, new Seed(1), Threads.ONE).sequences();
        Restrictions restrictions = Restrictions.NONE
                .withTransition(Topology.LEFT_TO_RIGHT.zeros(Pattern.free(3, 3)))
                .withInitial(
                        Pattern.free(1, 3).withFixed(0, 0, 1).withFixed(0, 1, 0).withFixed(0, 2, 0));
        Hmm start = RandomModels.startedModel(new Seed(2).generator(), 3, 3);
        EmFit fit = BaumWelch.fit(start, data, restrictions, FREE_START);
        assertThat(fit.model().initial().toArray()).containsExactly(1, 0, 0);
        assertThat(fit.model().transition().row(2)).containsExactly(0, 0, 1);
        assertThat(fit.model()
                        .transition()
                        .matrix()
                        .minus(truth.transition().matrix())
                        .maxAbs())
                .isLessThan(0.05);
        assertThat(start.transition()
                        .matrix()
                        .minus(truth.transition().matrix())
                        .maxAbs())
                .isGreaterThan(0.2);
    }

    @Test
    void aFreeInitialLawIsLearntOverManySequences() {
        Hmm truth = new Hmm(
                org.unmask.matrix.Probabilities.of(0.9, 0.1),
                org.unmask.matrix.StochasticMatrix.ofRows(new double[][] {{0.6, 0.4}, {0.2, 0.8}}),
                Categorical.ofRows(new double[] {0.9, 0.1}, new double[] {0.2, 0.8}));
        SymbolSequences data = (SymbolSequences)
                Simulator.draw(truth, 4000, 5, new Seed(1), Threads.ONE).sequences();
        EmFit fit = BaumWelch.fit(truth, data, FREE_START);
        assertThat(fit.model().initial().get(0)).isCloseTo(0.9, within(0.03));
        assertThat(truth.stationaryLaw().get(0)).isLessThan(0.4);
    }

    @Test
    void knownStatesAreCountedAsThemselves() {
        Hmm truth = RandomModels.startedModel(new Seed(4).generator(), 3, 4);
        Simulation drawn = draw(truth, 4);
        SymbolSequences data = (SymbolSequences) drawn.sequences();
        int[] states = drawn.states().clone();
        EmFit all = BaumWelch.fit(
                RandomModels.startedModel(new Seed(5).generator(), 3, 4),
                data,
                Restrictions.NONE.withKnown(KnownStates.of(states)),
                FREE_START);
        double[] counts = new double[12];
        double[] leaves = new double[9];
        for (int s = 0; s < data.count(); s++) {
            for (int t = data.start(s); t < data.end(s); t++) {
                counts[states[t] * 4 + data.code(t)]++;
                if (t > data.start(s)) {
                    leaves[states[t - 1] * 3 + states[t]]++;
                }
            }
        }
        Matrix expected = org.unmask.matrix.StochasticMatrix.normalized("emission matrix", Matrix.of(3, 4, counts))
                .matrix();
        Matrix chain = org.unmask.matrix.StochasticMatrix.normalized("transition matrix", Matrix.of(3, 3, leaves))
                .matrix();
        Categorical emission = (Categorical) all.model().emission();
        assertThat(emission.probabilities().matrix().minus(expected).maxAbs()).isLessThan(1e-9);
        assertThat(all.model().transition().matrix().minus(chain).maxAbs()).isLessThan(1e-9);

        RandomGenerator random = new Seed(6).generator();
        for (int t = 0; t < states.length; t++) {
            states[t] = random.nextInt(4) == 0 ? states[t] : KnownStates.UNKNOWN;
        }
        EmFit some = BaumWelch.fit(
                RandomModels.startedModel(new Seed(5).generator(), 3, 4),
                data,
                Restrictions.NONE.withKnown(KnownStates.of(states)),
                FREE_START);
        assertRising(some, "some known");
        assertThat(some.model()
                        .transition()
                        .matrix()
                        .minus(truth.transition().matrix())
                        .maxAbs())
                .isLessThan(0.2);
    }

    @ParameterizedTest
    @EnumSource(CovarianceShape.class)
    void pointsWithFixedAndTiedMeansAndPriorsRise(CovarianceShape shape) {
        for (int seed = 1; seed <= 3; seed++) {
            RandomGenerator random = new Seed(seed).generator();
            PointSequences data = (PointSequences)
                    draw(RandomModels.gaussianModel(random, 3, 2, shape), seed).sequences();
            Restrictions restrictions = Restrictions.NONE
                    .withMeans(Pattern.free(3, 2)
                            .withFixed(0, 0, 0.5)
                            .withTied(1, 1, "level")
                            .withTied(2, 1, "level"))
                    .withPriors(new Priors(1, 1.1, 1, seed % 2 == 0 ? 2 : 0, seed == 3 ? 5 : 0));
            EmFit fit = BaumWelch.fit(
                    RandomModels.gaussianModel(random, 3, 2, shape),
                    data,
                    restrictions,
                    EmOptions.DEFAULT
                            .withMaxIterations(40)
                            .withAcceleration(
                                    seed == 1 ? EmOptions.Acceleration.NONE : EmOptions.Acceleration.SQUAREM));
            assertRising(fit, shape + " seed " + seed);
            Matrix means = ((Gaussian) fit.model().emission()).means();
            assertThat(means.get(0, 0)).isEqualTo(0.5);
            assertThat(means.get(2, 1)).isEqualTo(means.get(1, 1));
        }
    }

    @Test
    void aFixedCovarianceStays() {
        RandomGenerator random = new Seed(1).generator();
        Hmm truth = RandomModels.gaussianModel(random, 2, 2, CovarianceShape.FULL_PER_STATE);
        PointSequences data = (PointSequences) draw(truth, 1).sequences();
        Matrix known = Matrix.ofRows(new double[] {1, 0.2}, new double[] {0.2, 2});
        EmFit fit = BaumWelch.fit(
                truth,
                data,
                Restrictions.NONE.withCovariances(List.of(Optional.of(known), Optional.empty())),
                EmOptions.DEFAULT.withMaxIterations(60));
        assertRising(fit, "fixed covariance");
        List<Matrix> found = ((Gaussian) fit.model().emission()).covariances().matrices();
        assertThat(found.get(0)).isEqualTo(known);
        assertThat(found.get(1)).isNotEqualTo(known);
    }

    @Test
    void aStrongPriorWinsOverTheDataAndAWeakOneDoesNot() {
        RandomGenerator random = new Seed(8).generator();
        SymbolSequences data = (SymbolSequences)
                draw(RandomModels.startedModel(random, 2, 4), 8).sequences();
        Hmm start = RandomModels.startedModel(random, 2, 4);
        double[] spread = new double[2];
        for (int n = 0; n < 2; n++) {
            Priors priors = new Priors(1, n == 0 ? 1e6 : 1 + 1e-6, n == 0 ? 1e6 : 1 + 1e-6, 0, 0);
            EmFit fit = BaumWelch.fit(start, data, Restrictions.NONE.withPriors(priors), FREE_START);
            double[] entries = fit.model().transition().matrix().toArray();
            spread[n] = Arrays.stream(entries).map(p -> Math.abs(p - 0.5)).max().orElseThrow();
        }
        assertThat(spread[0]).isLessThan(0.01);
        assertThat(spread[1]).isGreaterThan(0.05);
    }

    @Test
    void refusesWhatDoesNotGoTogether() {
        Hmm model = RandomModels.startedModel(new Seed(1).generator(), 2, 3);
        SymbolSequences data = (SymbolSequences) draw(model, 1).sequences();
        Restrictions first = Restrictions.NONE.withInitial(Pattern.free(1, 2).withFixed(0, 0, 0.5));
        assertThatThrownBy(() -> BaumWelch.fit(model, data, first, EmOptions.DEFAULT))
                .hasMessageContaining("expected a free initial law");
        assertThatThrownBy(() -> BaumWelch.fit(
                        model, data, Restrictions.NONE.withKnown(KnownStates.of(0, 1)), EmOptions.DEFAULT))
                .hasMessage("the states of 2 tokens are given, expected 800 as in the data");
        assertThatThrownBy(() -> BaumWelch.fit(
                        model,
                        data,
                        Restrictions.NONE.withMeans(Pattern.free(2, 3).withFixed(0, 0, 1)),
                        EmOptions.DEFAULT))
                .hasMessage("means or covariances are restricted, but the data are symbols");
        assertThatThrownBy(() -> new Priors(0.5, 1, 1, 0, 0))
                .hasMessage("the prior of the initial law is 0.5, expected a Dirichlet parameter of at least 1");
    }
}
