// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.unmask.data.SymbolSequences;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Probabilities;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Alphabet;
import org.unmask.model.Categorical;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.testkit.RandomModels;

/** The E step on flat arrays, and what pieces of long sequences say of each other, against one plain pass. */
@Tag("kernels")
class WordExpectationTest {

    private static final int[][] LENGTHS = {{5000}, {1, 700, 3, 2699}, {40, 1, 60}};

    private static SymbolSequences data(Hmm model, int[] lengths, int seed) {
        return (SymbolSequences) SideBySideTest.withGaps(new SplittableRandom(seed), model, lengths);
    }

    private static double[] flat(Hmm model) {
        int k = model.states();
        int d = model.emission().dimension();
        double[] theta = Arrays.copyOf(model.initial().toArray(), k + k * k + k * d);
        System.arraycopy(model.transition().matrix().toArray(), 0, theta, k, k * k);
        double[] rows =
                ((Categorical) model.emission()).probabilities().matrix().toArray();
        System.arraycopy(rows, 0, theta, k + k * k, k * d);
        return theta;
    }

    /** Log-likelihood, starts, transitions, emissions; empty when there were none. */
    private static double[] found(Hmm model, SymbolSequences data, Threads threads) {
        int k = model.states();
        int d = model.emission().dimension();
        double[] starts = new double[k];
        double[] transitions = new double[k * k];
        double[] emissions = new double[k * d];
        return new WordExpectation(data, k)
                .add(flat(model), starts, transitions, emissions, threads)
                .map(log -> joined(new double[] {log}, starts, transitions, emissions))
                .orElseGet(() -> new double[0]);
    }

    private static double[] joined(double[]... parts) {
        return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
    }

    private static double[] expected(Hmm model, SymbolSequences data) {
        int k = model.states();
        int d = model.emission().dimension();
        SequencePasses plain = SequencePasses.of(model, data);
        double log = 0;
        double[] starts = new double[k];
        double[] transitions = new double[k * k];
        double[] emissions = new double[k * d];
        for (int s = 0; s < data.count(); s++) {
            double[] gamma = new double[(data.end(s) - data.start(s)) * k];
            Pass pass = plain.both(s);
            pass.smoothed(gamma, 0);
            pass.addTransitions(transitions);
            log += pass.logLikelihood();
            for (int n = 0; n < gamma.length; n++) {
                int code = data.code(data.start(s) + n / k);
                starts[n % k] += n < k ? gamma[n] : 0;
                if (code >= 0) {
                    emissions[n % k * d + code] += gamma[n];
                }
            }
        }
        return joined(new double[] {log}, starts, transitions, emissions);
    }

    @Test
    @Tag("slow")
    void countsAreThoseOfPlainPasses() {
        SplittableRandom random = new SplittableRandom(3);
        for (int k : new int[] {2, 5, 12, 24, 33}) {
            for (int[] lengths : LENGTHS) {
                Hmm model = RandomModels.startedModel(random, k, 40);
                SymbolSequences data = data(model, lengths, k);
                double[] expected = expected(model, data);
                double[] found = found(model, data, Threads.ONE);
                assertThat(found).as("states %d", k).hasSameSizeAs(expected);
                for (int n = 0; n < expected.length; n++) {
                    assertThat(found[n]).as("states %d, number %d", k, n).isCloseTo(expected[n], within(1e-7));
                }
                assertThat(found(model, data, new Threads(3))).isEqualTo(found);
            }
        }
    }

    /** A chain that forgets slowly needs the passes themselves to say what is at the seams; its guess is wrong. */
    @Test
    @Tag("slow")
    void aSlowChainIsGuessedAgain() {
        for (int k : new int[] {12, 26}) {
            Hmm model = sticky(k, 0.9999, 1.2);
            SymbolSequences data = data(model, new int[] {6000}, k);
            double[] expected = expected(model, data);
            SideBySide work = new SideBySide(model, data, LanePlan.of(data, 0, 1));
            GuessedEnds guess = GuessedEnds.of(work, true, Threads.ONE).orElseThrow();
            LanePlan.Block block = work.plan().cut().get(0);
            work.block(block, guess.ends(), (pass, emission, predicted, after) -> {
                pass.forward(block.lanes(), predicted, true);
                pass.backward(block.lanes(), predicted, after, true, (t, n) -> {});
                guess.note(block, pass, true);
                return java.util.Optional.of(1);
            });
            assertThat(guess.met(true)).isFalse();

            double[] found = found(model, data, Threads.ONE);
            for (int n = 0; n < found.length; n++) {
                assertThat(found[n]).as("states %d, number %d", k, n).isCloseTo(expected[n], within(1e-6));
            }
            assertThat(Likelihood.of(model, data)).isCloseTo(expected[0], within(1e-8));
            double[] counts = ExpectedCounts.of(model, data, Threads.ONE).transitions();
            assertThat(SideBySideTest.worst(counts, Arrays.copyOfRange(expected, 1 + k, 1 + k + k * k)))
                    .isLessThan(1e-6);
        }
    }

    /** A state that cannot be left remembers the first token for ever: no few tokens tell, and nothing is claimed. */
    @Test
    void aChainThatNeverForgetsIsLeftToOthers() {
        int k = 12;
        Hmm model = sticky(k, 1, 1.000001);
        SymbolSequences data = data(model, new int[] {6000}, k);
        assertThat(found(model, data, Threads.ONE)).isEmpty();
        assertThat(Likelihood.of(model, data))
                .isCloseTo(SequencePasses.of(model, data).forward(0).logLikelihood(), within(1e-8));
    }

    /** States that are left seldom and look nearly alike. */
    private static Hmm sticky(int k, double stay, double contrast) {
        Matrix chain = Matrix.generate(k, k, (i, j) -> i == j ? stay : (1 - stay) / (k - 1));
        Matrix emission = Matrix.generate(k, 40, (i, x) -> x % k == i ? contrast : 1);
        return new Hmm(
                Probabilities.uniform(k),
                StochasticMatrix.normalized("transition matrix", chain),
                new Categorical(Alphabet.numbered(40), StochasticMatrix.normalized("emission matrix", emission)));
    }
}
