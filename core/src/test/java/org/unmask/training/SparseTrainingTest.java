// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.unmask.data.SymbolSequences;
import org.unmask.data.WindowCounts;
import org.unmask.matrix.Probabilities;
import org.unmask.model.Alphabet;
import org.unmask.model.Chain;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;
import org.unmask.task.Loss;
import org.unmask.task.TaskSet;

class SparseTrainingTest {

    private static final int D = 3000;

    /** Two kinds of symbols, the lower half and the upper half, that follow each other nine times in ten. */
    private static SymbolSequences alternating() {
        RandomGenerator random = new Seed(51).generator();
        int[] codes = new int[40_000];
        int kind = 0;
        for (int t = 0; t < codes.length; t++) {
            kind = random.nextInt(10) == 0 ? kind : 1 - kind;
            codes[t] = kind * D / 2 + random.nextInt(D / 2);
        }
        return SymbolSequences.single(Alphabet.numbered(D), codes);
    }

    /** How nearly one state has the lower half of the symbols and the other the upper half, 0 to 1. */
    private static double contrast(Hmm model) {
        double low = 0;
        double high = 0;
        for (int x = 0; x < D / 2; x++) {
            low += model.emission().means().get(0, x);
            high += model.emission().means().get(1, x);
        }
        return Math.abs(low - high);
    }

    @Test
    @Tag("slow")
    void aLargeAlphabetIsTrainedOnItsWindowsAloneWhateverTheThreads() {
        SymbolSequences data = alternating();
        assertThat(WindowCounts.of(data, Threads.ONE, 1, 2).isDense()).isFalse();
        double[] law = new double[D];
        java.util.Arrays.fill(law, 1.0 / D);
        Hmm random = Starts.perturbed(data.alphabet(), Probabilities.of(law), 2, Chain.STATIONARY, 0.3, 1, new Seed(1))
                .get(0)
                .model();
        Hmm start = RandomTilt.of(random, 1.5);
        for (Loss loss : Loss.values()) {
            CategoricalTraining training =
                    CategoricalTraining.of(data, Chain.STATIONARY, TaskSet.parse("x2|x1", loss), Threads.ONE);
            TrainingOptions few = TrainingOptions.DEFAULT.withIterations(15);
            List<Start> starts = List.of(new Start("tilted", start));
            TrainingResult one = training.train(starts, few);
            TrainingResult two = training.train(starts, few.withThreads(new Threads(2)));
            assertThat(two).isEqualTo(one);
            assertThat(one.loss()).isLessThan(one.curve().get(0));
            if (loss == Loss.LOG) {
                assertThat(contrast(start)).isLessThan(0.7);
                assertThat(contrast(one.model())).isGreaterThan(0.9);
            }
        }
    }

    /** A start that leans a little to the truth. */
    private static final class RandomTilt {
        static Hmm of(Hmm model, double factor) {
            org.unmask.matrix.Matrix tilted = org.unmask.matrix.Matrix.generate(
                    2, D, (h, x) -> model.emission().means().get(h, x) * (h == 0 == x < D / 2 ? factor : 1 / factor));
            return new Hmm(
                    model.initial(),
                    model.transition(),
                    new org.unmask.model.Categorical(
                            Alphabet.numbered(D),
                            org.unmask.matrix.StochasticMatrix.normalized("emission matrix", tilted)));
        }
    }
}
