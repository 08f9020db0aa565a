// SPDX-License-Identifier: Apache-2.0
package org.unmask.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.unmask.data.Simulator;
import org.unmask.data.SymbolSequences;
import org.unmask.estimate.FitOptions;
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
