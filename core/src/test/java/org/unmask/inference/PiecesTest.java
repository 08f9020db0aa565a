// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.unmask.data.SymbolSequences;
import org.unmask.data.SymbolStream;
import org.unmask.model.Alphabet;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;
import org.unmask.testkit.RandomModels;

/** Sequences cut anywhere: transfers, likelihoods and expected counts of the pieces are those of the whole. */
class PiecesTest {

    /** Sequences of all lengths, some tokens missing. */
    private static SymbolSequences data(RandomGenerator random, int symbols) {
        int tokens = 60 + random.nextInt(60);
        List<Integer> ends = new ArrayList<>();
        for (int t = 1; t < tokens; t++) {
            if (random.nextInt(12) == 0) {
                ends.add(t);
            }
        }
        ends.add(tokens);
        int[] codes = random.ints(tokens, -1, symbols).toArray();
        return SymbolSequences.of(
                Alphabet.numbered(symbols),
                codes,
                ends.stream().mapToInt(Integer::intValue).toArray());
    }

    /** Where to cut: ends are told by the later piece, and no piece but the first begins with a new sequence. */
    private static int[] cuts(RandomGenerator random, SymbolSequences data, int parts) {
        int[] cuts = random.ints(parts - 1L, 1, data.tokens()).sorted().toArray();
        int[] all = new int[parts + 1];
        System.arraycopy(cuts, 0, all, 1, parts - 1);
        all[parts] = data.tokens();
        return all;
    }

    private static void replay(SymbolSequences data, int from, int to, SymbolStream.Sink sink) {
        int at = from;
        for (int s = 0; s < data.count(); s++) {
            int end = data.end(s);
            boolean last = to == data.tokens() && end == to;
            if (end >= from && (end < to || last) && (end > from || from > 0)) {
                if (end > at) {
                    sink.accept(data.codes(), at, end);
                }
                sink.endSequence();
                at = end;
            }
        }
        if (at < to) {
            sink.accept(data.codes(), at, to);
        }
    }

    private static List<double[]> pieces(Hmm model, SymbolSequences data, int[] cuts) {
        List<double[]> out = new ArrayList<>();
        for (int p = 0; p + 1 < cuts.length; p++) {
            PieceLikelihood piece = new PieceLikelihood(model, p > 0);
            replay(data, cuts[p], cuts[p + 1], piece);
            out.add(piece.numbers());
        }
        return out;
    }

    @Test
    void likelihoodsOfPiecesComeToThatOfTheWhole() {
        for (int seed = 0; seed < 60; seed++) {
            RandomGenerator random = new Seed(seed).generator();
            Hmm model = RandomModels.startedModel(random, 1 + seed % 4, 3);
            SymbolSequences data = data(random, 3);
            double expected = Likelihood.of(model, data);
            double found = PieceLikelihood.total(model, pieces(model, data, cuts(random, data, 1 + seed % 9)));
            assertThat(found).as("seed " + seed).isCloseTo(expected, within(1e-12 * Math.abs(expected)));
        }
    }

    @Test
    void expectedCountsOfPiecesComeToThoseOfTheWhole() {
        for (int seed = 0; seed < 60; seed++) {
            RandomGenerator random = new Seed(seed).generator();
            Hmm model = RandomModels.startedModel(random, 1 + seed % 4, 3);
            SymbolSequences data = data(random, 3);
            int[] cuts = cuts(random, data, 1 + seed % 9);
            List<double[]> around = PieceLikelihood.around(model, pieces(model, data, cuts));
            List<ExpectedCounts> parts = new ArrayList<>();
            for (int p = 0; p + 1 < cuts.length; p++) {
                PieceExpectation piece = new PieceExpectation(model, around.get(p));
                replay(data, cuts[p], cuts[p + 1], piece);
                parts.add(piece.counts());
            }
            double[] found = ExpectedCounts.sum(model, parts).numbers();
            double[] expected = ExpectedCounts.of(model, data, Threads.ONE)
                    .withLogLikelihood(0)
                    .numbers();
            for (int n = 0; n < expected.length; n++) {
                assertThat(found[n]).as("seed " + seed + ", number " + n).isCloseTo(expected[n], within(1e-9));
            }
            // Pieces that know nothing of each other come to something else.
            if (cuts.length > 4 && model.states() > 1) {
                double[] blind = new double[2 * model.states()];
                Arrays.fill(blind, model.states(), blind.length, 1);
                List<ExpectedCounts> apart = new ArrayList<>();
                for (int p = 0; p + 1 < cuts.length; p++) {
                    PieceExpectation piece = new PieceExpectation(model, blind);
                    replay(data, cuts[p], cuts[p + 1], piece);
                    apart.add(piece.counts());
                }
                assertThat(ExpectedCounts.sum(model, apart).numbers()[0]).isNotCloseTo(expected[0], within(1e-6));
            }
        }
    }

    @Test
    void transfersMultiplyAndTravel() {
        for (int seed = 0; seed < 30; seed++) {
            RandomGenerator random = new Seed(seed).generator();
            Hmm model = RandomModels.startedModel(random, 1 + seed % 4, 3);
            int k = model.states();
            int[] codes = random.ints(50, -1, 3).toArray();
            int cut = 1 + random.nextInt(48);
            Supplier<Transfer.Sum> sum = () -> new Transfer.Sum(model);
            Transfer whole = of(sum.get(), codes, 0, 50);
            Transfer both = of(sum.get(), codes, 0, cut).then(of(sum.get(), codes, cut, 50));
            Transfer sent = Transfer.ofNumbers(k, both.numbers());
            assertThat(sent.numbers()).containsExactly(both.numbers());
            double[] law = RandomModels.simplex(random, k);
            double[] one = law.clone();
            double[] other = law.clone();
            double log = whole.apply(one);
            assertThat(sent.apply(other)).isCloseTo(log, within(1e-12 * Math.abs(log)));
            // Forwards and backwards the likelihood is the same: law * product * ones.
            double[] ones = new double[k];
            Arrays.fill(ones, 1);
            double[] behind = whole.behind(ones);
            double[] ahead = of(sum.get(), codes, cut, 50).behind(ones);
            double[] twice = of(sum.get(), codes, 0, cut).behind(ahead);
            for (int i = 0; i < k; i++) {
                assertThat(one[i]).isCloseTo(other[i], within(1e-12));
                assertThat(behind[i]).isCloseTo(twice[i], within(1e-12));
                double[] only = new double[k];
                only[i] = 1;
                double[] first = new double[k];
                first[0] = 1;
                assertThat(behind[i] / behind[0])
                        .isCloseTo(Math.exp(whole.apply(only) - whole.apply(first)), within(1e-9));
            }
            assertThat(Transfer.identity(k).then(whole).numbers()).containsExactly(whole.numbers(), within(1e-12));
        }
        assertThatThrownBy(() -> Transfer.ofNumbers(2, new double[5]))
                .hasMessage("5 numbers for a transfer of 2 states, expected 6");
        Hmm model = RandomModels.startedModel(new Seed(1).generator(), 2, 3);
        assertThatThrownBy(() -> new Transfer.Sum(model).endSequence()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> ExpectedCounts.ofNumbers(model, new double[3]))
                .hasMessage("3 numbers for counts of 2 states and 3 symbols, expected 15");
    }

    private static Transfer of(Transfer.Sum sum, int[] codes, int from, int to) {
        sum.accept(codes, from, to);
        return sum.transfer();
    }

    @Test
    void longStretchesDoNotUnderflow() {
        Hmm model = RandomModels.startedModel(new Seed(3).generator(), 3, 4);
        RandomGenerator random = new Seed(4).generator();
        int[] codes = random.ints(20_000, 0, 4).toArray();
        SymbolSequences data = SymbolSequences.single(Alphabet.numbered(4), codes);
        double expected = Likelihood.of(model, data);
        int[] cuts = {0, 7000, 7001, 20_000};
        assertThat(PieceLikelihood.total(model, pieces(model, data, cuts)))
                .isCloseTo(expected, within(1e-12 * Math.abs(expected)));
        List<double[]> around = PieceLikelihood.around(model, pieces(model, data, cuts));
        assertThat(Arrays.stream(around.get(1)).sum()).isFinite();
        assertThat(Arrays.stream(around.get(1), 3, 6).max().orElseThrow()).isEqualTo(1);
    }
}
