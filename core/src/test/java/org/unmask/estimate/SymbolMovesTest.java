// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.unmask.data.Simulator;
import org.unmask.data.SymbolSequences;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;
import org.unmask.testkit.RandomModels;

class SymbolMovesTest {

    private static SymbolSequences data(int states, int symbols, int tokens) {
        RandomGenerator random = new Seed(states).generator();
        return (SymbolSequences) Simulator.draw(
                        RandomModels.categoricalModel(random, states, symbols), 1, tokens, new Seed(2), Threads.ONE)
                .sequences();
    }

    private static double[] start(SymbolTokens tokens, int states) {
        return new SymbolStarts(tokens, states).random(1, new Seed(3)).get(0).theta();
    }

    @ParameterizedTest
    @CsvSource({"2, 1", "3, 6", "5, 40"})
    void everyMoveIsAModel(int states, int count) {
        SymbolTokens tokens = SymbolTokens.of(data(states, 6, 400));
        SymbolClimb climb = new SymbolClimb(tokens, data(states, 6, 400).alphabet(), states, true);
        assertThat(climb.accept(start(tokens, states))).isTrue();
        Candidate top = Candidate.start("top", climb.theta.clone());
        List<Candidate> moves = new SymbolMoves(states, tokens.symbols()).from(top, new Seed(4));
        assertThat(moves).hasSize(count);
        for (Candidate move : moves) {
            assertThat(climb.accept(move.theta())).as(move.name()).isTrue();
            assertThat(climb.step()).as(move.name()).isFinite();
            assertThat(move.theta()).isNotEqualTo(top.theta());
        }
    }

    /** A state split in two is, before it is drawn apart, the same process; so a move keeps the law of the other states. */
    @Test
    void statesThatAreNotMovedKeepWhatTheyEmit() {
        int states = 4;
        SymbolTokens tokens = SymbolTokens.of(data(states, 5, 400));
        double[] theta = start(tokens, states);
        Candidate move = new SymbolMoves(states, tokens.symbols())
                .from(Candidate.start("top", theta), new Seed(4))
                .get(0);
        assertThat(move.name()).isEqualTo("states 1 and 2 made one, both split");
        int from = states + states * states + 2 * tokens.symbols();
        assertThat(Arrays.copyOfRange(move.theta(), from, theta.length))
                .containsExactly(Arrays.copyOfRange(theta, from, theta.length), within(0.0));
    }

    /** The passes written out are held to the one of any number of states. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5})
    void passesWrittenOutAreThePassOfAny(int states) {
        SymbolTokens tokens = SymbolTokens.of(data(states, 6, 300));
        RandomGenerator random = new Seed(5).generator();
        int[] codes = tokens.codes();
        SymbolPass one = SymbolPass.of(states, tokens.symbols());
        SymbolPass any = new SymbolPassOfAny(states, tokens.symbols());
        assertThat(one).isNotInstanceOf(SymbolPassOfAny.class);
        for (SymbolPass pass : List.of(one, any)) {
            pass.prepare(new double[states + states * states + states * tokens.symbols()], tokens.symbols());
            pass.reserve(codes.length);
        }
        for (int x = 0; x <= tokens.symbols(); x++) {
            for (int i = 0; i < states; i++) {
                for (int j = 0; j < states; j++) {
                    double entry = random.nextDouble();
                    one.table[(x * states + i) * one.stride + j] = entry;
                    any.table[(x * states + i) * any.stride + j] = entry;
                }
            }
        }
        double[] law = ChainDraws.law(random, states);
        System.arraycopy(law, 0, one.alpha, 0, states);
        System.arraycopy(law, 0, any.alpha, 0, states);
        assertThat(one.forward(codes, 0, codes.length)).isCloseTo(any.forward(codes, 0, codes.length), within(1e-9));
        double[] beta = new double[states];
        Arrays.fill(beta, 1);
        double[] other = beta.clone();
        one.backward(codes, 0, codes.length, beta);
        any.backward(codes, 0, codes.length, other);
        assertThat(beta).containsExactly(other, within(1e-9));
        for (int x = 0; x < tokens.symbols(); x++) {
            for (int i = 0; i < states; i++) {
                for (int j = 0; j < states; j++) {
                    double expected = any.sums[(x * states + i) * any.stride + j];
                    assertThat(one.sums[(x * states + i) * one.stride + j])
                            .isCloseTo(expected, within(1e-9 * (1 + expected)));
                }
            }
        }
    }
}
