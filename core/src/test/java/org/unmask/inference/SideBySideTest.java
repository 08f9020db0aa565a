// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.unmask.data.PointSequences;
import org.unmask.data.Sequences;
import org.unmask.data.Simulator;
import org.unmask.data.SymbolSequences;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Probabilities;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Alphabet;
import org.unmask.model.Categorical;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;
import org.unmask.testkit.RandomModels;

/** Kernels that run stretches side by side, and cut long sequences, against one plain pass for each sequence. */
@Tag("kernels")
class SideBySideTest {

    private static final int[][] LENGTHS = {
        {5000}, {0, 1, 2, 700, 3, 0, 699}, {3000, 1, 40, 2999}, new int[90],
    };

    static {
        Arrays.setAll(LENGTHS[3], s -> 1 + s * 7 % 60);
    }

    private static void forEachCase(BiConsumer<Hmm, Sequences> check) {
        SplittableRandom random = new SplittableRandom(5);
        for (int trial = 0; trial < 28; trial++) {
            int k = 1 + trial % 7;
            int[] lengths = LENGTHS[trial / 7];
            Hmm symbols = RandomModels.startedModel(random, k, 2 + trial % 5);
            check.accept(symbols, withGaps(random, symbols, lengths));
            CovarianceShape shape = CovarianceShape.values()[trial % 7];
            Hmm points = RandomModels.gaussianModel(random, k, 1 + trial % 4, shape);
            check.accept(points, withGaps(random, points, lengths));
        }
    }

    /** Simulated sequences, every tenth token or coordinate missing. */
    static Sequences withGaps(SplittableRandom random, Hmm model, int[] lengths) {
        Sequences drawn = Simulator.draw(model, lengths, new Seed(random.nextLong()), Threads.ONE)
                .sequences();
        if (drawn instanceof SymbolSequences symbols) {
            Arrays.setAll(symbols.codes(), t -> random.nextInt(10) == 0 ? -1 : symbols.code(t));
        } else if (drawn instanceof PointSequences points) {
            double[] values = points.values();
            Arrays.setAll(values, n -> random.nextInt(10) == 0 ? Double.NaN : values[n]);
        }
        return drawn;
    }

    @Test
    void likelihoodsAreThoseOfPlainPasses() {
        forEachCase((model, data) -> {
            double[] found = Likelihood.perSequence(model, data, Threads.ONE);
            SequencePasses plain = SequencePasses.of(model, data);
            for (int s = 0; s < data.count(); s++) {
                double expected = plain.forward(s).logLikelihood();
                assertThat(found[s]).isCloseTo(expected, within(1e-12 * Math.abs(expected) + 1e-12));
            }
        });
    }

    @Test
    void posteriorsAreThoseOfPlainPasses() {
        forEachCase((model, data) -> {
            Posteriors found = ForwardBackward.smoothed(model, data);
            SequencePasses plain = SequencePasses.of(model, data);
            double[] expected = new double[data.tokens() * model.states()];
            for (int s = 0; s < data.count(); s++) {
                plain.both(s).smoothed(expected, data.start(s) * model.states());
            }
            assertThat(worst(found.values(), expected)).isLessThan(1e-11);
        });
    }

    @Test
    @Tag("slow")
    void expectedCountsAreThoseOfPlainPasses() {
        forEachCase(SideBySideTest::assertCounts);
    }

    /** So many that loops over coordinates have all kinds of ends. */
    @Test
    void pointsMayHaveManyCoordinates() {
        SplittableRandom random = new SplittableRandom(17);
        int[] lengths = random.ints(35, 1, 30).toArray();
        for (int d : new int[] {5, 8, 9, 12, 15, 16, 20}) {
            Hmm model = RandomModels.gaussianModel(random, 1 + d % 8, d, CovarianceShape.DIAGONAL_PER_STATE);
            Sequences whole =
                    Simulator.draw(model, lengths, new Seed(d), Threads.ONE).sequences();
            for (Sequences data : List.of(whole, withGaps(random, model, lengths))) {
                assertCounts(model, data);
                SequencePasses plain = SequencePasses.of(model, data);
                double[] found = Likelihood.perSequence(model, data, Threads.ONE);
                Decoding paths = Viterbi.decode(model, data);
                for (int s = 0; s < data.count(); s++) {
                    double expected = plain.forward(s).logLikelihood();
                    assertThat(found[s]).isCloseTo(expected, within(1e-11 * Math.abs(expected)));
                    double best = Viterbi.alone(model, data, s);
                    assertThat(paths.logProbability(s)).isCloseTo(best, within(1e-11 * Math.abs(best)));
                }
            }
        }
    }

    private static void assertCounts(Hmm model, Sequences data) {
        ExpectedCounts found = ExpectedCounts.of(model, data, Threads.ONE);
        SequencePasses plain = SequencePasses.of(model, data);
        EmissionScores scores = EmissionScores.of(model.emission(), data);
        int k = model.states();
        double[] transitions = new double[k * k];
        double[] initial = new double[k];
        EmissionCounts tokens = EmissionCounts.zero(model.emission());
        for (int s = 0; s < data.count(); s++) {
            int length = data.end(s) - data.start(s);
            double[] gamma = new double[length * k];
            Pass pass = plain.both(s);
            pass.smoothed(gamma, 0);
            pass.addTransitions(transitions);
            tokens.add(scores, data, data.start(s), data.end(s), gamma);
            for (int i = 0; i < k && length > 0; i++) {
                initial[i] += gamma[i];
            }
        }
        assertThat(worst(found.transitions(), transitions)).isLessThan(1e-9);
        assertThat(worst(found.initial(), initial)).isLessThan(1e-10);
        assertThat(worst(found.emission().weights(), tokens.weights())).isLessThan(1e-9);
        if (model.emission() instanceof Categorical) {
            assertThat(worst(found.emission().numbers(), tokens.numbers())).isLessThan(1e-9);
        }
        VarianceFloor floor = VarianceFloor.of(data, 1e-9);
        assertSame(found.emission().maximized(model.emission(), floor), tokens.maximized(model.emission(), floor));
    }

    private static void assertSame(org.unmask.model.Emission found, org.unmask.model.Emission expected) {
        assertThat(worst(found.means().toArray(), expected.means().toArray())).isLessThan(1e-9);
        if (found instanceof Gaussian gaussian) {
            for (int i = 0; i < found.states(); i++) {
                Matrix one = gaussian.covariances().matrices().get(i);
                Matrix other = ((Gaussian) expected).covariances().matrices().get(i);
                assertThat(one.minus(other).maxAbs()).isLessThan(1e-9 * Math.max(1, other.maxAbs()));
            }
        }
    }

    @Test
    @Tag("slow")
    void threadsChangeNotABit() {
        forEachCase((model, data) -> {
            assertThat(Likelihood.perSequence(model, data, new Threads(2)))
                    .isEqualTo(Likelihood.perSequence(model, data, Threads.ONE));
            assertThat(ForwardBackward.smoothed(model, data, new Threads(2)).values())
                    .isEqualTo(
                            ForwardBackward.smoothed(model, data, Threads.ONE).values());
            ExpectedCounts one = ExpectedCounts.of(model, data, Threads.ONE);
            ExpectedCounts two = ExpectedCounts.of(model, data, new Threads(2));
            assertThat(two.transitions()).isEqualTo(one.transitions());
            assertThat(two.logLikelihood()).isEqualTo(one.logLikelihood());
            assertThat(two.emission().weights()).isEqualTo(one.emission().weights());
        });
    }

    /** From left to right without return: zeros in the chain, and states that only the far past allows. */
    @Test
    void zerosInTheChainLoseNothing() {
        Hmm model = new Hmm(
                Probabilities.of(1, 0, 0),
                StochasticMatrix.ofRows(
                        new double[] {0.999, 0.001, 0}, new double[] {0, 0.99, 0.01}, new double[] {0, 0, 1}),
                Categorical.ofRows(
                        new double[] {0.5, 0.5, 0}, new double[] {0.9, 0.1, 0}, new double[] {0.2, 0.3, 0.5}));
        for (int[] lengths : LENGTHS) {
            Sequences data = withGaps(new SplittableRandom(1), model, lengths);
            double[] found = Likelihood.perSequence(model, data, Threads.ONE);
            double[] smoothed = ForwardBackward.smoothed(model, data).values();
            LogPass logs = new LogPass(new ChainTables(model), EmissionScores.of(model.emission(), data));
            double[] expected = new double[data.tokens() * 3];
            for (int s = 0; s < data.count(); s++) {
                logs.forward(data.start(s), data.end(s));
                logs.backward();
                logs.smoothed(expected, data.start(s) * 3);
                assertThat(found[s]).isCloseTo(logs.logLikelihood(), within(1e-9));
            }
            assertThat(worst(smoothed, expected)).isLessThan(1e-8);
        }
    }

    @Test
    void pathsAreAsGoodAsThoseOfPlainPasses() {
        forEachCase((model, data) -> {
            Decoding found = Viterbi.decode(model, data);
            assertThat(Viterbi.decode(model, data, new Threads(2)).states()).isEqualTo(found.states());
            for (int s = 0; s < data.count(); s++) {
                double expected = Viterbi.alone(model, data, s);
                double rounding = 1e-12 * Math.abs(expected) + 1e-12;
                assertThat(found.logProbability(s)).isCloseTo(expected, within(rounding));
                assertThat(AllPaths.logJoint(model, data, s, found.states())).isCloseTo(expected, within(rounding));
            }
        });
    }

    /** Every path is as good as every other, the first one counts; an impossible sequence is named in any company. */
    @Test
    void tiesGoToTheSmallestStateAndImpossibleSequencesAreNamed() {
        double[] even = {0.25, 0.25, 0.25, 0.25};
        StochasticMatrix uniform = StochasticMatrix.ofRows(even, even, even, even);
        double[] never = {0.5, 0.5, 0};
        Hmm model = new Hmm(Probabilities.of(even), uniform, Categorical.ofRows(never, never, never, never.clone()));
        int[] codes = new int[70 * 9];
        int[] ends = new int[70];
        Arrays.setAll(ends, s -> 9 * (s + 1));
        Alphabet alphabet = ((Categorical) model.emission()).alphabet();
        SymbolSequences possible = SymbolSequences.of(alphabet, codes.clone(), ends);
        assertThat(Viterbi.decode(model, possible).states()).containsOnly(0);
        codes[40 * 9 + 3] = 2;
        SymbolSequences impossible = SymbolSequences.of(alphabet, codes, ends);
        assertThatThrownBy(() -> Viterbi.decode(model, impossible))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("41");
    }

    /** Probabilities that are powers of two make many paths equally good, zeros and certainty among them. */
    @Test
    void pathsAreTheFirstOfTheBest() {
        SplittableRandom random = new SplittableRandom(13);
        for (int k = 1; k <= 34; k++) {
            Hmm model = new Hmm(
                    Probabilities.of(halves(random, k)),
                    StochasticMatrix.of("transition", halves(random, k, k)),
                    new Categorical(Alphabet.numbered(5), StochasticMatrix.of("emission", halves(random, k, 5))));
            int[] lengths = random.ints(20 + random.nextInt(30), 0, 40).toArray();
            SymbolSequences data = (SymbolSequences) withGaps(random, model, lengths);
            Decoding found = Viterbi.decode(model, data);
            int[] expected = new int[data.tokens()];
            for (int s = 0; s < data.count(); s++) {
                double best = firstOfTheBest(model, data, s, expected);
                assertThat(found.logProbability(s)).as("states %d", k).isEqualTo(best);
            }
            assertThat(found.states()).as("states %d", k).isEqualTo(expected);
        }
    }

    private static Matrix halves(SplittableRandom random, int rows, int columns) {
        double[] values = new double[rows * columns];
        for (int i = 0; i < rows; i++) {
            System.arraycopy(halves(random, columns), 0, values, i * columns, columns);
        }
        return Matrix.of(rows, columns, values);
    }

    /** One, cut into halves again and again. */
    private static double[] halves(SplittableRandom random, int size) {
        double[] out = new double[size];
        int last = random.nextInt(size);
        out[last] = 1;
        for (int cut = random.nextInt(2 * size); cut > 0; cut--) {
            int next = random.nextInt(size);
            if (out[next] == 0) {
                out[last] /= 2;
                out[next] = out[last];
                last = next;
            }
        }
        return out;
    }

    /** Log-probability of the path that is written, found forward with the first best state before each. */
    private static double firstOfTheBest(Hmm model, SymbolSequences data, int sequence, int[] path) {
        int k = model.states();
        StochasticMatrix emission = ((Categorical) model.emission()).probabilities();
        int from = data.start(sequence);
        int length = data.end(sequence) - from;
        double[][] best = new double[length][k];
        int[][] before = new int[length][k];
        for (int t = 0; t < length; t++) {
            for (int j = 0; j < k; j++) {
                double value = Math.log(model.initial().get(j));
                for (int i = 0; i < k && t > 0; i++) {
                    double candidate =
                            best[t - 1][i] + Math.log(model.transition().get(i, j));
                    before[t][j] = i > 0 && candidate > value ? i : before[t][j];
                    value = i == 0 || candidate > value ? candidate : value;
                }
                int code = data.code(from + t);
                best[t][j] = value + (code < 0 ? 0 : Math.log(emission.get(j, code)));
            }
        }
        int state = 0;
        for (int j = 1; j < k && length > 0; j++) {
            state = best[length - 1][j] > best[length - 1][state] ? j : state;
        }
        double value = length == 0 ? 0 : best[length - 1][state];
        for (int t = length - 1; t >= 0; t--) {
            path[from + t] = state;
            state = before[t][state];
        }
        return value;
    }

    @Test
    void longSequencesOfManyStatesGoAlone() {
        Hmm model = RandomModels.categoricalModel(new SplittableRandom(2), 18, 4);
        Sequences data = withGaps(new SplittableRandom(3), model, new int[] {600, 20});
        SequencePasses plain = SequencePasses.of(model, data);
        double expected = plain.forward(0).logLikelihood() + plain.forward(1).logLikelihood();
        assertThat(Likelihood.of(model, data)).isCloseTo(expected, within(1e-9));
        assertThat(ForwardBackward.smoothed(model, data).logLikelihood()).isCloseTo(expected, within(1e-9));
        assertThat(ExpectedCounts.of(model, data, Threads.ONE).logLikelihood()).isCloseTo(expected, within(1e-9));
    }

    static double worst(double[] found, double[] expected) {
        assertThat(found).hasSameSizeAs(expected);
        double worst = 0;
        for (int n = 0; n < found.length; n++) {
            double off = Math.abs(found[n] - expected[n]) / Math.max(1, Math.abs(expected[n]));
            worst = off <= worst ? worst : off;
        }
        return worst;
    }
}
