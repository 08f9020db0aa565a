// SPDX-License-Identifier: Apache-2.0
package org.unmask.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.unmask.data.Simulator;
import org.unmask.data.SymbolSequences;
import org.unmask.estimate.FitOptions;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Alphabet;
import org.unmask.model.Categorical;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;
import org.unmask.study.Corpus;

/** The number of states that data call for. */
class StateChoiceTest {

    private static SymbolSequences draw(int states, int tokens) {
        return (SymbolSequences)
                Simulator.draw(Corpus.distinct(states, 6, new Seed(2)), 1, tokens, new Seed(3), Threads.ONE)
                        .sequences();
    }

    @Test
    @Tag("slow")
    void findsTheStatesOfDistinctOnes() {
        for (int states = 1; states <= 3; states++) {
            StateChoice choice =
                    StateChoice.of(draw(states, 5000), FitOptions.of(1).withThreads(Threads.ONE), 1, 5, false);
            assertThat(choice.states()).as("%s", choice.words()).isEqualTo(states);
            assertThat(choice.tried()).hasSizeLessThanOrEqualTo(states + 2);
            assertThat(choice.words()).startsWith("Take " + states);
        }
    }

    /** Two of three states are alike. As the share of the third's own law falls, so does what it gains. */
    private static Hmm alike(double own) {
        double[] second = {0.1, 0.6, 0.2, 0.1};
        double[] third = {0.1, 0.6 - 0.3 * own, 0.2 + 0.3 * own, 0.1};
        double leaving = 0.1 + 0.05 * own;
        return Hmm.stationary(
                StochasticMatrix.ofRows(new double[] {0.8, 0.1, 0.1}, new double[] {0.1, 0.8, 0.1}, new double[] {
                    leaving, 0.15, 0.85 - leaving
                }),
                new Categorical(
                        Alphabet.numbered(4),
                        StochasticMatrix.ofRows(new double[] {0.7, 0.1, 0.1, 0.1}, second, third)));
    }

    private static StateChoice choice(Hmm model) {
        return StateChoice.of(
                Simulator.draw(model, 1, 8000, new Seed(20), Threads.ONE).sequences(),
                FitOptions.of(1).withThreads(Threads.ONE),
                1,
                3,
                false);
    }

    @Test
    @Tag("slow")
    void takesAStateThatGainsMoreThanChanceAlthoughBicDoesNot() {
        StateChoice blind = choice(alike(1));
        assertThat(blind.tried()).extracting(StateCount::states).containsExactly(1, 2, 3);
        assertThat(blind.tried().get(2).bic())
                .isGreaterThan(blind.tried().get(1).bic());
        assertThat(blind.states()).as(blind.words()).isEqualTo(3);
        assertThat(blind.words()).contains("3 states gain").contains("BIC, which asks for more than that, takes 2");
        ChanceGain gain = blind.chance().get(0);
        assertThat(gain.byChance()).allMatch(chance -> chance < gain.gain());

        StateChoice lumped = choice(alike(0));
        assertThat(lumped.states()).as(lumped.words()).isEqualTo(2);
    }

    @Test
    void excludesChanceOnlyFarAboveWhatItGains() {
        List<Double> byChance = List.of(6.0, 8.0, 7.0, 10.0, 9.0, 8.5, 7.5, 6.5);
        assertThat(new ChanceGain(2, 3, 8, byChance).probability()).isBetween(0.3, 0.7);
        assertThat(new ChanceGain(2, 3, 11, byChance).excluded()).isFalse();
        ChanceGain far = new ChanceGain(2, 3, 30, byChance);
        assertThat(far.excluded()).isTrue();
        assertThat(far.words()).startsWith("3 states gain 30.0 nats over 2").contains("7.8 in the mean of 8");
    }

    @Test
    void pairsShowAsManyStatesAsStandOutOfTheNoise() {
        assertThat(PairRank.of(draw(1, 20_000)).orElseThrow().states()).isEqualTo(1);
        assertThat(PairRank.of(draw(3, 20_000)).orElseThrow().states()).isEqualTo(3);
        assertThat(PairRank.of(draw(3, 60)).orElseThrow().states()).isLessThan(3);
    }

    @Test
    void refusesAnEmptyRange() {
        assertThatThrownBy(() -> StateChoice.of(draw(1, 100), FitOptions.of(1), 3, 2, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 to 2");
    }
}
