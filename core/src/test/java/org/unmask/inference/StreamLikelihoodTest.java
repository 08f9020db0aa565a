// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.unmask.data.SymbolSequences;
import org.unmask.data.SymbolStream;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Probabilities;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Alphabet;
import org.unmask.model.Categorical;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Hmm;
import org.unmask.testkit.RandomModels;

class StreamLikelihoodTest {

    /** The same sequences in blocks of random lengths, some of them empty. */
    static SymbolStream inBlocks(SymbolSequences data, long seed) {
        return new SymbolStream() {
            @Override
            public Alphabet alphabet() {
                return data.alphabet();
            }

            @Override
            public long tokens() {
                return data.tokens();
            }

            @Override
            public long count() {
                return data.count();
            }

            @Override
            public void replay(Sink sink) {
                SplittableRandom random = new SplittableRandom(seed);
                for (int s = 0; s < data.count(); s++) {
                    for (int from = data.start(s); from < data.end(s); ) {
                        int to = Math.min(data.end(s), from + random.nextInt(40));
                        sink.accept(data.codes(), from, to);
                        from = to;
                    }
                    sink.endSequence();
                }
            }
        };
    }

    @Test
    void isTheLikelihoodHoweverTheStreamIsCut() {
        SplittableRandom random = new SplittableRandom(11);
        int[][] lengths = {{5000}, {0, 1, 2, 700, 3, 0, 699}, {1, 1, 1}};
        for (int trial = 0; trial < 60; trial++) {
            Hmm model = RandomModels.startedModel(random, 1 + trial % 5, 2 + trial % 7);
            SymbolSequences data = (SymbolSequences) SideBySideTest.withGaps(random, model, lengths[trial % 3]);
            double expected = Likelihood.of(model, data);
            assertThat(StreamLikelihood.of(model, inBlocks(data, trial)))
                    .isCloseTo(expected, within(1e-12 * Math.max(1, Math.abs(expected))));
            double other = StreamLikelihood.of(
                    RandomModels.startedModel(random, model.states(), 2 + trial % 7), inBlocks(data, trial));
            assertThat(Math.abs(other - expected)).isGreaterThan(1e-6);
        }
    }

    @Test
    void productsBelowTheRangeOfDoublesAreNoObstacle() {
        Hmm model = faint(1e-250);
        int[] codes = {0, 1, 1, 0, 1, 1, 1};
        SymbolSequences data = SymbolSequences.single(Alphabet.numbered(2), codes);
        double expected = Likelihood.of(model, data);
        assertThat(expected).isFinite().isLessThan(5 * Math.log(1e-250) + 1);
        assertThat(StreamLikelihood.of(model, inBlocks(data, 3))).isCloseTo(expected, within(1e-9));
    }

    @Test
    void whatCannotHappenHasMinusInfinity() {
        SymbolSequences data = SymbolSequences.of(Alphabet.numbered(2), new int[] {0, 0, 0, 1, 0}, 2, 5);
        assertThat(StreamLikelihood.of(faint(0), SymbolStream.of(data))).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(StreamLikelihood.of(faint(0.5), SymbolStream.of(data))).isFinite();
    }

    @Test
    void otherDataAreRefused() {
        SplittableRandom random = new SplittableRandom(2);
        SymbolStream data = SymbolStream.of(SymbolSequences.single(Alphabet.numbered(3), 0, 1, 2));
        Hmm two = RandomModels.categoricalModel(random, 2, 2);
        assertThatThrownBy(() -> StreamLikelihood.of(two, data))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 symbols");
        Hmm points = RandomModels.gaussianModel(random, 2, 2, CovarianceShape.FULL_SHARED);
        assertThatThrownBy(() -> StreamLikelihood.of(points, data)).hasMessageContaining("categorical");
    }

    /** Two states that both hardly ever emit the second symbol. */
    private static Hmm faint(double second) {
        double[][] rows = new double[2][];
        Arrays.setAll(rows, i -> new double[] {1 - second, second});
        return new Hmm(
                Probabilities.uniform(2),
                StochasticMatrix.normalized("transition", Matrix.ofRows(new double[][] {{0.9, 0.1}, {0.2, 0.8}})),
                new Categorical(Alphabet.numbered(2), StochasticMatrix.normalized("emission", Matrix.ofRows(rows))));
    }
}
