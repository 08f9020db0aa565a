// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Probabilities;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Categorical;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Covariances;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.random.Seed;
import org.unmask.task.Loss;
import org.unmask.task.TaskSet;
import org.unmask.testkit.RandomModels;
import org.unmask.verdict.Evidence;
import org.unmask.verdict.ExactRank;
import org.unmask.verdict.Question;
import org.unmask.verdict.Theorem;
import org.unmask.verdict.Verdict;
import org.unmask.verdict.rank.FloatJacobian;
import org.unmask.verdict.rank.RankFinder;

class VerdictAtModelTest {

    private static Verdict verdict(Hmm model, Chain chain, String tasks) {
        return VerdictEngine.STANDARD.answer(Question.at(model, chain, TaskSet.parse(tasks, Loss.SQUARED)));
    }

    private static Hmm categorical(double[][] transition, double[][] emission) {
        return Hmm.stationary(StochasticMatrix.ofRows(transition), Categorical.ofRows(emission));
    }

    private static Hmm uniform(StochasticMatrix transition, Categorical emission) {
        return new Hmm(Probabilities.uniform(emission.states()), transition, emission);
    }

    private static Hmm gaussian(double[][] transition, double[][] means, CovarianceShape shape) {
        Matrix rows = Matrix.ofRows(means);
        return Hmm.stationary(
                StochasticMatrix.ofRows(transition),
                new Gaussian(
                        rows,
                        new Covariances(
                                shape, java.util.Collections.nCopies(rows.rows(), Matrix.identity(rows.columns())))));
    }

    /** A doubly stochastic matrix of a given rank, with irrational entries. */
    private static StochasticMatrix ofRank(RandomGenerator random, int k, int rank) {
        double[][] move = new double[k][k];
        for (int term = 1; term < rank; term++) {
            double[] left = centred(random, k);
            double[] right = centred(random, k);
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < k; j++) {
                    move[i][j] += left[i] * right[j] * 0.4 / k / rank;
                }
            }
        }
        return StochasticMatrix.of("matrix", Matrix.generate(k, k, (i, j) -> 1.0 / k + move[i][j]));
    }

    private static double[] centred(RandomGenerator random, int k) {
        double[] out = new double[k];
        double sum = 0;
        for (int i = 0; i < k; i++) {
            out[i] = Math.sqrt(random.nextDouble());
            sum += out[i];
        }
        for (int i = 0; i < k; i++) {
            out[i] -= sum / k;
        }
        return out;
    }

    @Test
    void randomModelsAgreeWithTheFloatJacobian() {
        RandomGenerator random = new Seed(17).generator();
        RankFinder ranks = RankFinder.STANDARD;
        for (int trial = 0; trial < 6; trial++) {
            int k = 2 + trial % 3;
            int d = 2 + trial / 3;
            for (String tasks : List.of("x2|x1", "x2,x3|x1", "x2|x1,x3", "x2|x1 & x3|x1")) {
                Question symbols = Question.at(
                        RandomModels.categoricalModel(random, k, d), Chain.STATIONARY, TaskSet.parse(tasks, Loss.LOG));
                CovarianceShape shape = CovarianceShape.values()[trial + 1];
                Question points = Question.at(
                        RandomModels.gaussianModel(random, 2, 2, shape),
                        Chain.STATIONARY,
                        TaskSet.parse(tasks, Loss.values()[trial % 2]));
                for (Question question : List.of(symbols, points)) {
                    FloatJacobian jacobian =
                            FloatJacobian.of(question, new Seed(trial)).orElseThrow();
                    assertThat(jacobian.rank())
                            .as("%s", question)
                            .contains(ranks.find(question, () -> false).rank().rank());
                }
            }
        }
    }

    @Test
    void aGenericModelIsProvedWithMinors() {
        RandomGenerator random = new Seed(23).generator();
        Hmm model = RandomModels.categoricalModel(random, 3, 4);

        Verdict verdict = verdict(model, Chain.STATIONARY, "x2,x3|x1");

        assertThat(verdict).isInstanceOfSatisfying(Verdict.Identifiable.class, yes -> {
            assertThat(yes.theorem()).isEqualTo(Theorem.ADJACENT_TRIPLE);
            assertThat(yes.evidence()).hasAtLeastOneElementOfType(Evidence.PositiveLaw.class);
            List<Evidence.NonzeroMinor> minors = yes.evidence().stream()
                    .filter(Evidence.NonzeroMinor.class::isInstance)
                    .map(Evidence.NonzeroMinor.class::cast)
                    .toList();
            assertThat(minors).extracting(Evidence.NonzeroMinor::matrix).containsExactly("emission", "transition");
            for (Evidence.NonzeroMinor minor : minors) {
                Matrix matrix = minor.matrix().equals("emission")
                        ? model.emission().means()
                        : model.transition().matrix();
                Matrix square = matrix.selectRows(ints(minor.rows())).selectColumns(ints(minor.columns()));
                double expected = square.get(0, 0)
                                * (square.get(1, 1) * square.get(2, 2) - square.get(1, 2) * square.get(2, 1))
                        - square.get(0, 1) * (square.get(1, 0) * square.get(2, 2) - square.get(1, 2) * square.get(2, 0))
                        + square.get(0, 2)
                                * (square.get(1, 0) * square.get(2, 1) - square.get(1, 1) * square.get(2, 0));
                assertThat(minor.numerator().doubleValue() / minor.denominator().doubleValue())
                        .isCloseTo(expected, org.assertj.core.data.Offset.offset(1e-12));
                assertThat(minor.statement()).contains(minor.matrix()).contains("is not zero");
            }
        });
    }

    private static int[] ints(List<Integer> list) {
        return list.stream().mapToInt(Integer::intValue).toArray();
    }

    /** (2.11): symbols, states, rank of the chain, nullity. */
    @Test
    @Tag("slow")
    void singularChainsAreReadAsSingular() {
        RandomGenerator random = new Seed(211).generator();
        int[][] rows = {{5, 3, 2, 1}, {6, 4, 3, 0}, {6, 4, 2, 5}, {7, 5, 3, 0}, {7, 5, 2, 13}};
        for (int[] row : rows) {
            Hmm model = uniform(ofRank(random, row[1], row[2]), RandomModels.categorical(random, row[1], row[0]));
            Verdict verdict = verdict(model, Chain.DOUBLY_STOCHASTIC, "x2,x3|x1");

            assertThat(verdict.rank().map(ExactRank::nullity)).contains(row[3]);
            assertThat(verdict.reason()).contains("read as having it exactly").isNotEmpty();
            String expected = row[3] > 0 ? "not-identifiable" : row[1] == 4 ? "identifiable" : "locally-identifiable";
            assertThat(verdict.word()).isEqualTo(expected);
        }
    }

    @Test
    void specialChainsAreAnsweredAtThatPoint() {
        double[][] emission = {{0.9, 0.1}, {0.2, 0.8}};
        Hmm periodic = categorical(new double[][] {{0, 1}, {1, 0}}, emission);
        assertThat(verdict(periodic, Chain.STATIONARY, "x2,x3|x1").word()).isEqualTo("identifiable");
        assertThat(verdict(periodic, Chain.STATIONARY, "x2|x1").word()).isEqualTo("not-identifiable");

        Hmm reducible = uniform(StochasticMatrix.ofRows(new double[][] {{1, 0}, {0, 1}}), Categorical.ofRows(emission));
        Verdict open = verdict(reducible, Chain.STATIONARY, "x2,x3|x1");
        assertThat(open.word()).isEqualTo("undetermined");
        assertThat(open.reason()).contains("2 closed classes");
        assertThat(Explanation.of(open, VerdictEngine.STANDARD)).contains("No answer");
        assertThat(verdict(reducible, Chain.DOUBLY_STOCHASTIC, "x2,x3|x1").word())
                .isEqualTo("identifiable");

        double[][] cycle = {{0.5, 0.5, 0}, {0, 0.5, 0.5}, {0.5, 0, 0.5}};
        double[][] alike = {{0.5, 0.2, 0.3}, {0.5, 0.2, 0.3}, {0.1, 0.1, 0.8}};
        Verdict equal = verdict(categorical(cycle, alike), Chain.STATIONARY, "x2,x3|x1");
        assertThat(equal.word()).isEqualTo("not-identifiable");
        assertThat(equal.reason()).contains("special");

        double[][] transient_ = {{0.5, 0.5, 0}, {0.4, 0.6, 0}, {0.2, 0.3, 0.5}};
        double[][] apart = {{0.5, 0.5, 0}, {0, 0.5, 0.5}, {0.3, 0, 0.7}};
        assertThat(verdict(categorical(transient_, apart), Chain.STATIONARY, "x2,x3|x1")
                        .word())
                .isEqualTo("not-identifiable");
        assertThat(verdict(categorical(cycle, apart), Chain.STATIONARY, "x2,x3|x1")
                        .word())
                .isEqualTo("identifiable");
    }

    @Test
    void unstablePowersWithholdTheirTheorem() {
        double[][] emission = {{0.9, 0.1}, {0.2, 0.8}};
        Hmm flips = categorical(new double[][] {{0, 1}, {1, 0}}, emission);
        assertThat(verdict(flips, Chain.STATIONARY, "x2,x4|x1").word())
                .as("the square of a flip has two stationary laws")
                .isEqualTo("locally-identifiable");
        assertThat(verdict(flips, Chain.DOUBLY_STOCHASTIC, "x2,x4|x1").word()).isEqualTo("identifiable");
    }

    @Test
    void gaussianSpecialPoints() {
        double[][] t = {{0.5, 0.3, 0.2}, {0.2, 0.5, 0.3}, {0.3, 0.2, 0.5}};
        double[][] equidistant = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
        double[][] generic = {{1, 0, 0}, {0, 2, 0}, {0.3, 0, 1}};
        Hmm even = gaussian(t, equidistant, CovarianceShape.SPHERICAL_SHARED);
        Hmm uneven = gaussian(t, generic, CovarianceShape.SPHERICAL_SHARED);
        // (2.9)
        assertThat(verdict(even, Chain.DOUBLY_STOCHASTIC, "x2|x1").word()).isEqualTo("not-identifiable");
        assertThat(verdict(even, Chain.DOUBLY_STOCHASTIC, "x1,x3|x2").word()).isEqualTo("not-identifiable");
        assertThat(verdict(even, Chain.DOUBLY_STOCHASTIC, "x2,x3|x1").word()).isEqualTo("identifiable");
        assertThat(verdict(uneven, Chain.DOUBLY_STOCHASTIC, "x2|x1").word()).isEqualTo("locally-identifiable");

        Hmm mirrored = gaussian(t, equidistant, CovarianceShape.IDENTITY);
        assertThat(verdict(mirrored, Chain.DOUBLY_STOCHASTIC, "x1,x3|x2").word())
                .as("turning the fluctuations round is a second model here")
                .isEqualTo("locally-identifiable");
        assertThat(verdict(gaussian(t, generic, CovarianceShape.IDENTITY), Chain.DOUBLY_STOCHASTIC, "x1,x3|x2")
                        .word())
                .isEqualTo("identifiable");
        assertThat(verdict(
                                gaussian(t, new double[][] {{0}, {1}, {2.5}}, CovarianceShape.IDENTITY),
                                Chain.STATIONARY,
                                "x2|x1")
                        .word())
                .isEqualTo("not-identifiable");
    }

    @Test
    void twoStatesKeepTheirMirror() {
        double[][] t = {{0.7, 0.3}, {0.3, 0.7}};
        Hmm even = gaussian(t, new double[][] {{1, 0}, {0, 1}}, CovarianceShape.IDENTITY);
        Hmm tilted = gaussian(t, new double[][] {{1, 0}, {0, 2}}, CovarianceShape.IDENTITY);
        assertThat(verdict(even, Chain.DOUBLY_STOCHASTIC, "x2,x4|x1").word()).isEqualTo("locally-identifiable");
        assertThat(verdict(tilted, Chain.DOUBLY_STOCHASTIC, "x2,x4|x1").word()).isEqualTo("identifiable");
    }

    @Test
    void diagonalVariancesNeedMeansThatDiffer() {
        double[][] t = {{0.7, 0.3}, {0.4, 0.6}};
        CovarianceShape shared = CovarianceShape.DIAGONAL_SHARED;
        CovarianceShape perState = CovarianceShape.DIAGONAL_PER_STATE;
        double[][] differ = {{1, -1}, {2, 1}};
        double[][] same = {{1, 0}, {1, 2}};
        double[][] noSign = {{1, 1}, {2, 3}};
        assertThat(verdict(gaussian(t, differ, shared), Chain.STATIONARY, "x2,x3|x1")
                        .word())
                .isEqualTo("identifiable");
        assertThat(verdict(gaussian(t, same, shared), Chain.STATIONARY, "x2,x3|x1")
                        .word())
                .isEqualTo("not-identifiable");
        assertThat(verdict(gaussian(t, differ, perState), Chain.STATIONARY, "x2,x3|x1")
                        .word())
                .isEqualTo("identifiable");
        assertThat(verdict(gaussian(t, noSign, perState), Chain.STATIONARY, "x2,x3|x1")
                        .word())
                .isEqualTo("locally-identifiable");
    }

    @Test
    void questionsAreValidated() {
        Hmm model = RandomModels.categoricalModel(new Seed(1).generator(), 2, 2);
        TaskSet tasks = TaskSet.parse("x2|x1", Loss.LOG);
        assertThatThrownBy(() -> Question.at(model, Chain.DOUBLY_STOCHASTIC, tasks))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not doubly stochastic");
        assertThatThrownBy(() -> new Question(
                        new org.unmask.model.ModelFamily.Categorical(3, 2, Chain.STATIONARY),
                        tasks,
                        java.util.Optional.of(model)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ExactRank(3, 4, 0)).hasMessageContaining("rank is 4");
        assertThatThrownBy(() -> new ExactRank(3, 2, Double.NaN)).hasMessageContaining("probability");
    }
}
