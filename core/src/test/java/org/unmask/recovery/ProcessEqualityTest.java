// SPDX-License-Identifier: Apache-2.0
package org.unmask.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Permutation;
import org.unmask.matrix.Probabilities;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Alphabet;
import org.unmask.model.Categorical;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Covariances;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.random.Seed;
import org.unmask.testkit.RandomModels;

class ProcessEqualityTest {

    private static double probability(Hmm model, List<String> word) {
        Categorical emission = (Categorical) model.emission();
        double[] now = model.initial().toArray();
        for (String symbol : word) {
            int x = emission.alphabet().code(symbol).orElseThrow();
            for (int i = 0; i < now.length; i++) {
                now[i] *= emission.probabilities().get(i, x);
            }
            now = model.transition().matrix().leftTimes(now);
        }
        double sum = 0;
        for (double value : now) {
            sum += value;
        }
        return sum;
    }

    private static ProcessEquality.Answer.Different different(Hmm one, Hmm other) {
        ProcessEquality.Answer answer = ProcessEquality.of(one, other);
        assertThat(answer).isInstanceOf(ProcessEquality.Answer.Different.class);
        return (ProcessEquality.Answer.Different) answer;
    }

    private static void assertSame(Hmm one, Hmm other) {
        assertThat(ProcessEquality.of(one, other))
                .isInstanceOfSatisfying(
                        ProcessEquality.Answer.Same.class,
                        same -> assertThat(same.largest()).isLessThan(1e-12));
    }

    /** A state drawn as two copies that behave alike: another model, the same process. */
    private static Hmm split(Hmm model, double part) {
        int k = model.states();
        Matrix chain = Matrix.generate(k + 1, k + 1, (i, j) -> {
            double p = model.transition().get(Math.min(i, k - 1), Math.min(j, k - 1));
            return j < k - 1 ? p : j == k - 1 ? part * p : (1 - part) * p;
        });
        double[] start = new double[k + 1];
        for (int j = 0; j <= k; j++) {
            double p = model.initial().get(Math.min(j, k - 1));
            start[j] = j < k - 1 ? p : j == k - 1 ? part * p : (1 - part) * p;
        }
        int[] rows = new int[k + 1];
        for (int i = 0; i <= k; i++) {
            rows[i] = Math.min(i, k - 1);
        }
        StochasticMatrix transition = StochasticMatrix.of("transition matrix", chain);
        if (model.emission() instanceof Categorical categorical) {
            Matrix emission = categorical.probabilities().matrix().selectRows(rows);
            return new Hmm(
                    Probabilities.of(start),
                    transition,
                    new Categorical(categorical.alphabet(), StochasticMatrix.of("emission matrix", emission)));
        }
        Gaussian gaussian = (Gaussian) model.emission();
        List<Matrix> spreads = java.util.Arrays.stream(rows)
                .mapToObj(i -> gaussian.covariances().matrices().get(i))
                .toList();
        return new Hmm(
                Probabilities.of(start),
                transition,
                new Gaussian(
                        gaussian.means().selectRows(rows),
                        new Covariances(gaussian.covariances().shape(), spreads)));
    }

    @Test
    void relabelledAndSplitModelsAreTheSameProcess() {
        for (int seed = 0; seed < 20; seed++) {
            RandomGenerator random = new Seed(seed).generator();
            Hmm model = seed % 2 == 0
                    ? RandomModels.startedModel(random, 3, 2 + seed % 3)
                    : RandomModels.gaussianModel(random, 3, 2, CovarianceShape.FULL_PER_STATE);
            assertSame(model, model.permuted(Permutation.of(2, 0, 1)));
            assertSame(model, split(model, 0.3));
            assertSame(split(model, 0.8), split(model, 0.3));
        }
    }

    @Test
    void otherModelsAreToldApartByAWord() {
        for (int seed = 0; seed < 20; seed++) {
            RandomGenerator random = new Seed(seed).generator();
            Hmm one = RandomModels.categoricalModel(random, 3, 2);
            Hmm other = RandomModels.categoricalModel(random, 2, 2);
            ProcessEquality.Answer.Different found = different(one, other);
            assertThat(found.first()).isCloseTo(probability(one, found.word()), within(1e-14));
            assertThat(found.second()).isCloseTo(probability(other, found.word()), within(1e-14));
            assertThat(Math.abs(found.first() - found.second())).isGreaterThan(1e-4);
            assertThat(found.word()).hasSizeBetween(1, 4);
        }
    }

    @Test
    void aDifferenceThatShowsLateIsFound() {
        StochasticMatrix ring = StochasticMatrix.ofRows(
                new double[] {0, 1, 0, 0}, new double[] {0, 0, 1, 0}, new double[] {0, 0, 0, 1}, new double[] {
                    0, 0, 0, 1
                });
        Probabilities start = Probabilities.of(1, 0, 0, 0);
        Hmm one = new Hmm(
                start,
                ring,
                Categorical.ofRows(
                        new double[] {1, 0}, new double[] {1, 0}, new double[] {1, 0}, new double[] {0.5, 0.5}));
        Hmm other = new Hmm(
                start,
                ring,
                Categorical.ofRows(
                        new double[] {1, 0}, new double[] {1, 0}, new double[] {1, 0}, new double[] {0.25, 0.75}));
        ProcessEquality.Answer.Different found = different(one, other);
        assertThat(found.word()).containsExactly("0", "0", "0", "0");
        assertThat(found.first()).isCloseTo(0.5, within(1e-15));
        assertThat(found.second()).isCloseTo(0.25, within(1e-15));
    }

    @Test
    void pairsAloneDoNotDecide() {
        Matrix o = Matrix.ofRows(
                new double[] {0.5, 0.25, 0.25}, new double[] {0.25, 0.5, 0.25}, new double[] {0.25, 0.25, 0.5});
        Matrix t = Matrix.ofRows(
                new double[] {0.4, 0.35, 0.25}, new double[] {0.25, 0.4, 0.35}, new double[] {0.35, 0.25, 0.4});
        double angle = 0.2;
        double c = (1 + 2 * Math.cos(angle)) / 3;
        double a = (1 - Math.cos(angle)) / 3 - Math.sin(angle) / Math.sqrt(3);
        double b = (1 - Math.cos(angle)) / 3 + Math.sin(angle) / Math.sqrt(3);
        Matrix r = Matrix.ofRows(new double[] {c, a, b}, new double[] {b, c, a}, new double[] {a, b, c});
        Hmm one = new Hmm(
                Probabilities.uniform(3),
                StochasticMatrix.of("transition matrix", t),
                new Categorical(Alphabet.numbered(3), StochasticMatrix.of("emission matrix", o)));
        Hmm other = new Hmm(
                Probabilities.uniform(3),
                StochasticMatrix.of("transition matrix", r.times(t).times(r.transpose())),
                new Categorical(Alphabet.numbered(3), StochasticMatrix.of("emission matrix", r.times(o))));
        ProcessEquality.Answer.Different found = different(one, other);
        assertThat(found.word()).hasSizeGreaterThanOrEqualTo(3);
        assertThat(found.first()).isCloseTo(probability(one, found.word()), within(1e-15));
    }

    @Test
    void gaussianModelsDifferByDensitiesOrByTheirOrder() {
        Hmm one = RandomModels.gaussianModel(new Seed(1).generator(), 2, 2, CovarianceShape.FULL_PER_STATE);
        Hmm other = RandomModels.gaussianModel(new Seed(2).generator(), 2, 2, CovarianceShape.FULL_PER_STATE);
        assertThat(different(one, other).word().get(0))
                .startsWith("density of state ")
                .endsWith(" model");
        Hmm turned = new Hmm(one.initial(), one.transition(), other.emission());
        assertThat(different(one, turned).first() * different(one, turned).second())
                .isZero();
        Hmm slower = Hmm.stationary(
                StochasticMatrix.ofRows(new double[] {0.9, 0.1}, new double[] {0.1, 0.9}), one.emission());
        Hmm faster = Hmm.stationary(
                StochasticMatrix.ofRows(new double[] {0.8, 0.2}, new double[] {0.2, 0.8}), one.emission());
        assertThat(different(slower, faster).word()).hasSizeBetween(2, 4);
        assertSame(slower, slower);
    }

    @Test
    void startsMatter() {
        Hmm model = RandomModels.categoricalModel(new Seed(1).generator(), 2, 2);
        Hmm started = new Hmm(Probabilities.of(1, 0), model.transition(), model.emission());
        assertThat(different(model, started).word()).isNotEmpty();
    }

    @Test
    void alphabetsAreComparedByTheirSymbols() {
        StochasticMatrix chain = StochasticMatrix.ofRows(new double[] {0.7, 0.3}, new double[] {0.4, 0.6});
        Hmm one = Hmm.stationary(
                chain,
                new Categorical(
                        Alphabet.of("a", "b"),
                        StochasticMatrix.ofRows(new double[] {0.9, 0.1}, new double[] {0.2, 0.8})));
        Hmm swapped = Hmm.stationary(
                chain,
                new Categorical(
                        Alphabet.of("b", "a"),
                        StochasticMatrix.ofRows(new double[] {0.1, 0.9}, new double[] {0.8, 0.2})));
        Hmm wider = Hmm.stationary(
                chain,
                new Categorical(
                        Alphabet.of("a", "b", "c"),
                        StochasticMatrix.ofRows(new double[] {0.9, 0.1, 0}, new double[] {0.2, 0.8, 0})));
        assertSame(one, swapped);
        assertSame(one, wider);
    }

    @Test
    void unlikeKindsAreRefused() {
        Hmm symbols = RandomModels.categoricalModel(new Seed(1).generator(), 2, 2);
        Hmm points = RandomModels.gaussianModel(new Seed(1).generator(), 2, 2, CovarianceShape.IDENTITY);
        Hmm longer = RandomModels.gaussianModel(new Seed(1).generator(), 2, 3, CovarianceShape.IDENTITY);
        assertThatThrownBy(() -> ProcessEquality.of(symbols, points))
                .hasMessage(
                        "processes are compared between two categorical or two Gaussian models, found Categorical and"
                                + " Gaussian");
        assertThatThrownBy(() -> ProcessEquality.of(points, longer))
                .hasMessage("cannot compare points of 2 coordinates with points of 3");
    }

    @Test
    void alignmentUndoesARelabelling() {
        for (int seed = 0; seed < 30; seed++) {
            RandomGenerator random = new Seed(seed).generator();
            Hmm model = seed % 2 == 0
                    ? RandomModels.categoricalModel(random, 4, 3)
                    : RandomModels.gaussianModel(random, 4, 2, CovarianceShape.DIAGONAL_PER_STATE);
            Permutation hidden = Permutation.of(2, 3, 1, 0);
            Alignment found = Alignment.of(model, model.permuted(hidden));
            assertThat(found.permutation()).isEqualTo(hidden.inverse());
            assertThat(found.worst()).isZero();
            assertThat(found.initial().max()).isZero();
            Hmm other = new Hmm(
                    model.initial(),
                    StochasticMatrix.of(
                            "transition matrix",
                            Matrix.generate(
                                    4, 4, (i, j) -> 0.75 * model.transition().get(i, j) + 0.0625)),
                    model.emission());
            Alignment moved = Alignment.of(model, other.permuted(hidden));
            Matrix difference =
                    model.transition().matrix().minus(other.transition().matrix());
            assertThat(moved.transition().max()).isEqualTo(difference.maxAbs());
            double sum = 0;
            for (double entry : difference.toArray()) {
                sum += Math.abs(entry);
            }
            assertThat(moved.transition().mean()).isCloseTo(sum / 16, within(1e-15));
            assertThat(moved.emission().max()).isZero();
            assertThat(moved.covariance().mean()).isZero();
            assertThat(moved.worst()).isEqualTo(difference.maxAbs());
        }
    }

    @Test
    void alignmentMatchesTwinsInEmissionByTheirChain() {
        StochasticMatrix chain = StochasticMatrix.ofRows(
                new double[] {0.8, 0.1, 0.1}, new double[] {0.3, 0.2, 0.5}, new double[] {0.1, 0.3, 0.6});
        Hmm model = Hmm.stationary(
                chain, Categorical.ofRows(new double[] {0.5, 0.5}, new double[] {0.5, 0.5}, new double[] {0.9, 0.1}));
        Alignment found = Alignment.of(model, model.permuted(Permutation.of(1, 0, 2)));
        assertThat(found.worst()).isZero();
        assertThatThrownBy(() -> Alignment.of(model, RandomModels.categoricalModel(new Seed(1).generator(), 2, 2)))
                .hasMessage("cannot match 3 states of dimension 2 with 2 of dimension 2");
    }
}
