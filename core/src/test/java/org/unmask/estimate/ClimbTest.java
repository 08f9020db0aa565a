// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.unmask.data.PointSequences;
import org.unmask.data.Simulator;
import org.unmask.data.SymbolSequences;
import org.unmask.inference.Likelihood;
import org.unmask.inference.StopReason;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;
import org.unmask.testkit.RandomModels;

/** The fast EM steps against the inference that they stand in for. */
class ClimbTest {

    private static SymbolSequences symbols(RandomGenerator random, int symbols, int tokens) {
        int[] codes = random.ints(tokens, -1, symbols).toArray();
        return SymbolSequences.of(
                org.unmask.model.Alphabet.numbered(symbols), codes, tokens / 3, tokens / 3, tokens - 1, tokens);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 9})
    void aStepOnSymbolsKnowsTheLikelihoodAndRaisesIt(int states) {
        RandomGenerator random = new Seed(states).generator();
        SymbolSequences data = symbols(random, 4, 200);
        Hmm model = RandomModels.startedModel(random, states, 4);
        SymbolClimb climb = new SymbolClimb(SymbolTokens.of(data), data.alphabet(), states, true);
        climb.load(model);
        double before = climb.step();
        assertThat(before).isCloseTo(Likelihood.of(model, data), within(1e-9));
        double after = climb.step();
        assertThat(after).isGreaterThanOrEqualTo(before - 1e-10);
        climb.load(model);
        climb.step();
        assertThat(after).isCloseTo(Likelihood.of(climb.model(), data), within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void blocksChangeNothing(int states) {
        RandomGenerator random = new Seed(states).generator();
        SymbolSequences data = symbols(random, 4, 300);
        Hmm model = RandomModels.startedModel(random, states, 4);
        SymbolTokens tokens = SymbolTokens.of(data);
        SymbolClimb whole = new SymbolClimb(tokens, data.alphabet(), states, true);
        SymbolClimb blocks = new SymbolClimb(tokens, data.alphabet(), states, true, 8 * 11);
        whole.load(model);
        blocks.load(model);
        assertThat(blocks.step()).isCloseTo(whole.step(), within(1e-9));
        assertThat(blocks.theta).containsExactly(whole.theta, within(1e-12));
    }

    @ParameterizedTest
    @EnumSource(CovarianceShape.class)
    void aStepOnPointsKnowsTheLikelihoodAndRaisesIt(CovarianceShape shape) {
        for (int states = 1; states <= 4; states++) {
            RandomGenerator random = new Seed(states).generator();
            Hmm model = RandomModels.gaussianModel(random, states, 3, shape);
            PointSequences data =
                    (PointSequences) Simulator.draw(model, new int[] {300, 50, 1}, new Seed(2), Threads.ONE)
                            .sequences();
            PointClimb climb = new PointClimb(PointTokens.of(data, shape), shape, states, true);
            climb.load(model);
            double before = climb.step();
            assertThat(before).isCloseTo(Likelihood.of(model, data), within(1e-8));
            Hmm next = climb.model();
            double after = climb.step();
            assertThat(after).isGreaterThanOrEqualTo(before - 1e-9);
            assertThat(after).isCloseTo(Likelihood.of(next, data), within(1e-8));
        }
    }

    @Test
    void aStationaryStartFollowsTheChain() {
        RandomGenerator random = new Seed(7).generator();
        SymbolSequences data = symbols(random, 4, 200);
        Hmm model = RandomModels.startedModel(random, 3, 4);
        SymbolClimb climb = new SymbolClimb(SymbolTokens.of(data), data.alphabet(), 3, false);
        climb.load(model);
        climb.step();
        Hmm next = climb.model();
        assertThat(next.initial().toArray())
                .containsExactly(
                        org.unmask.model.StationaryLaw.of(next.transition()).toArray(), within(1e-12));
        assertThat(next.initial().toArray()).isNotEqualTo(model.initial().toArray());
    }

    @Test
    void anAscentNeverFallsAndSaysWhyItEnded() {
        RandomGenerator random = new Seed(8).generator();
        Hmm truth = RandomModels.categoricalModel(random, 3, 6);
        SymbolSequences data = (SymbolSequences)
                Simulator.draw(truth, 1, 2000, new Seed(9), Threads.ONE).sequences();
        SymbolClimb climb = new SymbolClimb(SymbolTokens.of(data), data.alphabet(), 3, true);
        climb.load(RandomModels.categoricalModel(random, 3, 6));
        Clock clock = Clock.start(Optional.empty());
        Ascent some = Ascent.climb(climb, 6, Aim.within(1e-5), clock);
        assertThat(some.reason()).isEqualTo(StopReason.ITERATION_LIMIT);
        Ascent all = Ascent.climb(climb, 5000, Aim.within(1e-6), clock);
        assertThat(all.reason()).isEqualTo(StopReason.CONVERGED);
        assertThat(all.logLikelihood()).isGreaterThan(some.logLikelihood());
        for (int n = 1; n < all.curve().size(); n++) {
            assertThat(all.curve().get(n)).isGreaterThanOrEqualTo(all.curve().get(n - 1) - 1e-4);
        }
        double end = all.logLikelihood();
        assertThat(Likelihood.of(climb.model(), data)).isCloseTo(end, within(1e-4));
        assertThat(Ascent.climb(climb, 5000, Aim.within(1e-6), new Clock(0, 0)).reason())
                .isEqualTo(StopReason.TIME_LIMIT);
    }

    @Test
    void anAscentIsGivenUpWhereItsGoalIsFarAndNotWhereItIsNear() {
        RandomGenerator random = new Seed(8).generator();
        Hmm truth = RandomModels.categoricalModel(random, 3, 6);
        SymbolSequences data = (SymbolSequences)
                Simulator.draw(truth, 1, 2000, new Seed(9), Threads.ONE).sequences();
        Hmm start = RandomModels.categoricalModel(random, 3, 6);
        Clock clock = Clock.start(Optional.empty());
        for (boolean roots : new boolean[] {false, true}) {
            Ascent free = ascent(data, start, roots, Aim.within(1e-3), clock);
            Ascent near = ascent(data, start, roots, new Aim(1e-3, free.logLikelihood() - 0.5), clock);
            assertThat(near).isEqualTo(free);
            Ascent far = ascent(data, start, roots, new Aim(1e-3, free.logLikelihood() + 200), clock);
            assertThat(far.reason()).isEqualTo(StopReason.BELOW_GOAL);
            assertThat(far.steps()).isLessThan(free.steps());
        }
    }

    private static Ascent ascent(SymbolSequences data, Hmm start, boolean roots, Aim aim, Clock clock) {
        SymbolClimb climb = new SymbolClimb(SymbolTokens.of(data), data.alphabet(), 3, true);
        climb.load(start);
        return roots ? RootAscent.climb(climb, 3000, aim, clock) : Ascent.climb(climb, 3000, aim, clock);
    }

    /** A small gain of one cycle says little: what it leaves is a hundred times as much on half of these climbs. */
    @Test
    void whatAClimbLeavesIsAboutWhatItWasAllowedTo() {
        double tolerance = 1e-2;
        double[] left = new double[15];
        double[] leftByGain = new double[15];
        for (int n = 0; n < left.length; n++) {
            RandomGenerator random = new Seed(n).generator();
            int states = 2 + n % 3;
            Hmm truth = RandomModels.categoricalModel(random, states, 6);
            SymbolSequences data = (SymbolSequences)
                    Simulator.draw(truth, 1, 1000, new Seed(n), Threads.ONE).sequences();
            SymbolClimb climb = new SymbolClimb(SymbolTokens.of(data), data.alphabet(), states, true);
            climb.load(RandomModels.categoricalModel(random, states, 6));
            Clock clock = Clock.start(Optional.empty());
            Ascent ascent = Ascent.climb(climb, 3000, Aim.within(tolerance), clock);
            assertThat(ascent.reason()).isEqualTo(StopReason.CONVERGED);
            double top = Ascent.climb(climb, 3000, Aim.within(1e-7), clock).logLikelihood();
            left[n] = top - ascent.logLikelihood();
            int quiet = 2;
            while (ascent.curve().get(quiet + 1) - ascent.curve().get(quiet) >= tolerance) {
                quiet += 2;
            }
            leftByGain[n] = top - ascent.curve().get(quiet + 1);
        }
        java.util.Arrays.sort(left);
        java.util.Arrays.sort(leftByGain);
        assertThat(left[7]).isLessThan(3 * tolerance);
        assertThat(leftByGain[7]).isGreaterThan(20 * tolerance);
    }

    /** Both climb the same hills; the one that remembers moves needs a fraction of the steps to get as far up. */
    @Test
    void quasiNewtonStepsEndOnTopAndNeedFewer() {
        int[] steps = new int[2];
        for (int n = 0; n < 12; n++) {
            RandomGenerator random = new Seed(n).generator();
            int states = 2 + n % 4;
            Hmm truth = RandomModels.categoricalModel(random, states, 6);
            SymbolSequences data = (SymbolSequences)
                    Simulator.draw(truth, 1, 1000, new Seed(n), Threads.ONE).sequences();
            SymbolClimb climb = new SymbolClimb(SymbolTokens.of(data), data.alphabet(), states, true);
            climb.load(RandomModels.categoricalModel(random, states, 6));
            Clock clock = Clock.start(Optional.empty());
            double[] start = climb.theta.clone();
            Ascent far = RootAscent.climb(climb, 3000, Aim.within(1e-3), clock);
            assertThat(far.reason()).as("seed %d", n).isEqualTo(StopReason.CONVERGED);
            assertThat(Likelihood.of(climb.model(), data)).isCloseTo(far.logLikelihood(), within(1e-8));
            assertThat(far.curve()).isSorted();
            assertThat(far.steps()).isGreaterThanOrEqualTo(far.curve().size());
            double rest = Ascent.climb(climb, 3000, Aim.within(1e-6), clock).logLikelihood() - far.logLikelihood();
            assertThat(rest).as("left to gain, seed %d", n).isBetween(-1e-6, 0.05);
            steps[0] += far.steps();
            climb.accept(start);
            steps[1] += Ascent.climb(climb, 3000, Aim.within(1e-3), clock).steps();
        }
        assertThat(2 * steps[0]).as("of %d", steps[1]).isLessThan(steps[1]);
    }

    @Test
    void quasiNewtonStepsKeepToTheStepsAndTheTimeAllowed() {
        SymbolSequences data = symbols(new Seed(4).generator(), 4, 300);
        SymbolClimb climb = new SymbolClimb(SymbolTokens.of(data), data.alphabet(), 3, false);
        climb.load(RandomModels.categoricalModel(new Seed(5).generator(), 3, 4));
        Ascent some = RootAscent.climb(climb, 7, Aim.within(1e-9), Clock.start(Optional.empty()));
        assertThat(some.reason()).isEqualTo(StopReason.ITERATION_LIMIT);
        assertThat(some.steps()).isEqualTo(7);
        assertThat(RootAscent.climb(climb, 50, Aim.within(1e-9), new Clock(0, 0))
                        .reason())
                .isEqualTo(StopReason.TIME_LIMIT);
    }

    @Test
    void parametersThatAreNotFiniteAreTold() {
        SymbolSequences data = symbols(new Seed(3).generator(), 3, 50);
        SymbolClimb climb = new SymbolClimb(SymbolTokens.of(data), data.alphabet(), 2, true);
        java.util.Arrays.fill(climb.theta, Double.NaN);
        assertThat(Ascent.climb(climb, 10, Aim.within(1e-6), Clock.start(Optional.empty()))
                        .reason())
                .isEqualTo(StopReason.NON_FINITE);
        java.util.Arrays.fill(climb.theta, Double.NaN);
        assertThat(RootAscent.climb(climb, 10, Aim.within(1e-6), Clock.start(Optional.empty()))
                        .reason())
                .isEqualTo(StopReason.NON_FINITE);
    }
}
