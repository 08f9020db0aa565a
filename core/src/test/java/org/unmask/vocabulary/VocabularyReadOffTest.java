// SPDX-License-Identifier: Apache-2.0
package org.unmask.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.unmask.data.Simulator;
import org.unmask.data.SymbolSequences;
import org.unmask.data.SymbolStream;
import org.unmask.data.WindowCounts;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.matrix.Svd;
import org.unmask.matrix.Tensor3;
import org.unmask.model.Alphabet;
import org.unmask.model.Categorical;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;
import org.unmask.recovery.Alignment;

class VocabularyReadOffTest {

    private static SymbolSequences random(RandomGenerator random, int symbols, int tokens) {
        int[] codes = random.ints(tokens, -1, symbols).toArray();
        return SymbolSequences.of(Alphabet.numbered(symbols), codes, tokens / 4, tokens / 2, tokens / 2 + 1, tokens);
    }

    /** Three states that stay, each with symbols of its own besides those of all. */
    private static Hmm model(int symbols) {
        Matrix emission = Matrix.generate(3, symbols, (i, x) -> (x % 3 == i ? 1.0 : 0.15) / (x + 3));
        return Hmm.stationary(
                StochasticMatrix.ofRows(new double[][] {{0.7, 0.2, 0.1}, {0.1, 0.6, 0.3}, {0.3, 0.1, 0.6}}),
                new Categorical(Alphabet.numbered(symbols), StochasticMatrix.normalized("emission matrix", emission)));
    }

    private static SymbolSequences drawn(Hmm model, int tokens, long seed) {
        return (SymbolSequences)
                Simulator.draw(model, 1, tokens, new Seed(seed), Threads.ONE).sequences();
    }

    @Test
    void pairsTimesABlockIsTheDenseProduct() {
        for (int seed = 1; seed <= 5; seed++) {
            RandomGenerator random = new Seed(seed).generator();
            WindowCounts pairs = WindowCounts.of(random(random, 9, 60), Threads.ONE, 1, 2);
            double[] scale = random.doubles(9).toArray();
            Matrix dense = Matrix.generate(9, 9, (x, y) -> pairs.get(x, y) * scale[x] * scale[y]);
            PairMatrix sparse = PairMatrix.of(pairs, scale);
            double[] block = random.doubles(9 * 4).toArray();

            assertThat(sparse.times(block, 4))
                    .containsExactly(dense.times(Matrix.of(9, 4, block)).toArray(), within(1e-12));
            assertThat(sparse.transposedTimes(block, 4))
                    .containsExactly(
                            dense.transpose().times(Matrix.of(9, 4, block)).toArray(), within(1e-12));
        }
    }

    @Test
    void randomisedSingularVectorsAreThoseOfTheDenseDecomposition() {
        for (int seed = 1; seed <= 5; seed++) {
            RandomGenerator random = new Seed(seed).generator();
            WindowCounts pairs = WindowCounts.of(drawn(model(40), 3000, seed), Threads.ONE, 1, 2);
            double[] ones = new double[40];
            Arrays.fill(ones, 1);
            Svd exact = Svd.of(Matrix.generate(40, 40, (x, y) -> pairs.get(x, y)));
            RandomizedSvd found = RandomizedSvd.of(PairMatrix.of(pairs, ones), 3, 12, random);
            for (int h = 0; h < 3; h++) {
                assertThat(found.values()[h])
                        .as("seed " + seed)
                        .isCloseTo(exact.value(h), within(1e-6 * exact.value(0)));
            }
            Matrix left = Matrix.of(40, 3, found.left());
            Matrix right = Matrix.of(40, 3, found.right());
            assertThat(left.transpose().times(left).minus(Matrix.identity(3)).maxAbs())
                    .isLessThan(1e-10);
            assertThat(right.transpose().times(right).minus(Matrix.identity(3)).maxAbs())
                    .isLessThan(1e-6);
            Matrix core = left.transpose()
                    .times(Matrix.generate(40, 40, (x, y) -> pairs.get(x, y)))
                    .times(right);
            assertThat(core.minus(Matrix.diagonal(found.values())).maxAbs()).isLessThan(1e-6 * exact.value(0));
        }
    }

    @Test
    void theSecondPassSumsWindowsWithoutMissingTokensAndAcrossNoEnd() {
        RandomGenerator random = new Seed(3).generator();
        SymbolSequences data = random(random, 7, 400);
        Directions directions = new Directions(
                2,
                random.doubles(14).toArray(),
                random.doubles(14).toArray(),
                random.doubles(14).toArray(),
                new double[] {1, 1});
        Contexts contexts = new Contexts(directions, 7);
        SymbolStream.of(data).replay(contexts);
        double[] expected = new double[8];
        double[] around = new double[7 * 4];
        int windows = 0;
        for (int s = 0; s < data.count(); s++) {
            for (int t = data.start(s) + 1; t < data.end(s) - 1; t++) {
                int x = data.code(t - 1);
                int y = data.code(t);
                int z = data.code(t + 1);
                if (x >= 0 && y >= 0 && z >= 0) {
                    windows++;
                    for (int n = 0; n < 8; n++) {
                        expected[n] += directions.past()[2 * x + n / 4]
                                * directions.middle()[2 * y + n / 2 % 2]
                                * directions.future()[2 * z + n % 2];
                    }
                    for (int a = 0; a < 2; a++) {
                        around[4 * y + a] += directions.past()[2 * x + a];
                        around[4 * y + 2 + a] += directions.future()[2 * z + a];
                    }
                }
            }
        }
        int count = windows;
        Tensor3 tensor = contexts.tensor();

        assertThat(contexts.windows()).isEqualTo(windows);
        assertThat(tensor.toArray())
                .containsExactly(Arrays.stream(expected).map(v -> v / count).toArray(), within(1e-12));
        assertThat(contexts.means())
                .containsExactly(Arrays.stream(around).map(v -> v / count).toArray(), within(1e-12));
    }

    @Test
    void readsAModelOffItsSamplesAndNotOffShuffledTokens() {
        Hmm model = model(60);
        SymbolSequences data = drawn(model, 400_000, 1);
        Hmm read = new VocabularyReadOff(3, VocabularyReadOff.RAISE, new Seed(1))
                .of(SymbolStream.of(data))
                .model()
                .orElseThrow();
        Alignment alignment = Alignment.of(model, read);
        // A tenth of each row is the stationary law, on purpose.
        assertThat(alignment.transition().max()).isLessThan(0.08);
        assertThat(alignment.emission().max()).isLessThan(0.03);

        int[] shuffled = data.codes().clone();
        RandomGenerator random = new Seed(2).generator();
        for (int n = shuffled.length - 1; n > 0; n--) {
            int m = random.nextInt(n + 1);
            int kept = shuffled[n];
            shuffled[n] = shuffled[m];
            shuffled[m] = kept;
        }
        SymbolSequences noise = SymbolSequences.single(data.alphabet(), shuffled);
        VocabularyReadOff.Read none =
                new VocabularyReadOff(3, VocabularyReadOff.RAISE, new Seed(1)).of(SymbolStream.of(noise));
        assertThat(none.values().get(1)).isLessThan(0.05);
        none.model()
                .ifPresent(noModel ->
                        assertThat(Alignment.of(model, noModel).worst()).isGreaterThan(0.2));
    }

    @Test
    void refusesFewerThanTwoStates() {
        assertThatThrownBy(() -> new VocabularyReadOff(1, 0, new Seed(1)))
                .hasMessage("number of states is 1, expected at least 2");
        assertThatThrownBy(() -> new VocabularyReadOff(2, -1, new Seed(1)))
                .hasMessage("raise is -1.0, expected at least 0");
    }
}
