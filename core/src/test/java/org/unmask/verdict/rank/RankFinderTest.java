// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Probabilities;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Categorical;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Covariances;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.model.ModelFamily;
import org.unmask.random.Seed;
import org.unmask.task.Loss;
import org.unmask.task.TaskSet;
import org.unmask.verdict.ExactRank;
import org.unmask.verdict.Question;

class RankFinderTest {

    private static ExactRank rank(ModelFamily family, String tasks, Loss loss) {
        return RankFinder.STANDARD
                .find(Question.generic(family, TaskSet.parse(tasks, loss)), () -> false)
                .rank();
    }

    @Test
    void agreesWithTheTableOfNullities() {
        List<NullityTable.Row> rows = NullityTable.rows();
        List<String> wrong = rows.stream()
                .filter(row -> {
                    ExactRank rank = RankFinder.STANDARD
                            .find(row.question(), () -> false)
                            .rank();
                    return rank.parameters() != row.parameters()
                            || rank.rank() != row.rank()
                            || rank.nullity() != row.nullity();
                })
                .map(NullityTable.Row::text)
                .toList();

        assertThat(rows).hasSize(300);
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Chain.class)
    void onePairLeavesThePredictedContinuum(Chain chain) {
        for (int k = 2; k <= 6; k++) {
            int expected = chain == Chain.DOUBLY_STOCHASTIC ? (k - 1) * (k - 1) : k * (k - 1);
            for (int d = k; d <= k + 2; d++) {
                ModelFamily family = new ModelFamily.Categorical(k, d, chain);
                assertThat(rank(family, "x2|x1", Loss.LOG).nullity()).isEqualTo(expected);
                assertThat(rank(family, "x1|x2 & x2|x1", Loss.LOG).nullity()).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Chain.class)
    void allPairsAtAllGapsLeaveRotations(Chain chain) {
        for (int k = 2; k <= 5; k++) {
            int expected = chain == Chain.DOUBLY_STOCHASTIC ? (k - 1) * (k - 2) / 2 : k * (k - 1) / 2;
            ModelFamily family = new ModelFamily.Categorical(k, k + 1, chain);
            assertThat(rank(family, "x2|x1 & x3|x1 & x4|x1 & x5|x1 & x6|x1 & x7|x1", Loss.LOG)
                            .nullity())
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"x2,x3|x1; 4", "x2,x4|x1; 0", "x3,x4|x1; 0"})
    void moreStatesThanSymbolsNeedSpreadTriples(String task, int nullity) {
        ModelFamily family = new ModelFamily.Categorical(6, 4, Chain.STATIONARY);
        assertThat(rank(family, task, Loss.LOG).nullity()).isEqualTo(nullity);
    }

    @ParameterizedTest
    @CsvSource({"4, 2, 3", "3, 1, 2", "3, 2, 0", "4, 3, 0"})
    void gaussianPairsNeedEnoughDimensions(int states, int dimension, int nullity) {
        ModelFamily family =
                new ModelFamily.Gaussian(states, dimension, CovarianceShape.IDENTITY, Chain.DOUBLY_STOCHASTIC);
        assertThat(rank(family, "x2|x1", Loss.SQUARED).nullity()).isEqualTo(nullity);
        assertThat(rank(family, "x2|x1", Loss.LOG).nullity())
                .as("the conditional density sees more than its mean (2.12)")
                .isZero();
    }

    @Test
    void theMiddleMaskFailsForTwoStatesAndTwoSymbolsOnly() {
        for (int k = 2; k <= 4; k++) {
            for (int d = k; d <= 4; d++) {
                for (Chain chain : Chain.values()) {
                    int expected = chain == Chain.STATIONARY && k == 2 && d == 2 ? 1 : 0;
                    assertThat(rank(new ModelFamily.Categorical(k, d, chain), "x2|x1,x3", Loss.LOG)
                                    .nullity())
                            .isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void answersTheSameAgainAndFromOtherSeeds() {
        Question question = Question.generic(
                new ModelFamily.Categorical(3, 3, Chain.STATIONARY), TaskSet.parse("x2|x1 & x3|x1", Loss.LOG));
        ExactRank first = RankFinder.STANDARD.find(question, () -> false).rank();

        assertThat(RankFinder.STANDARD.find(question, () -> false).rank()).isEqualTo(first);
        for (long seed = 0; seed < 20; seed++) {
            ExactRank other = new RankFinder(new Seed(seed), 1)
                    .find(question, () -> false)
                    .rank();
            assertThat(other.rank()).isEqualTo(first.rank());
            assertThat(other.errorProbability()).isBetween(0.0, 1e-10).isGreaterThan(first.errorProbability());
        }
    }

    @Test
    void largeQuestionsAreCheap() {
        assertThat(rank(new ModelFamily.Categorical(8, 16, Chain.STATIONARY), "x2,x3|x1", Loss.LOG))
                .isEqualTo(new ExactRank(176, 176, 0));
        assertThat(rank(new ModelFamily.Categorical(12, 12, Chain.DOUBLY_STOCHASTIC), "x2|x1 & x3|x1", Loss.LOG)
                        .nullity())
                .isEqualTo(55);
    }

    @Test
    void stopsWhenTimeIsUpAndSaysThatTheRankIsALowerBound() {
        Question question = Question.generic(
                new ModelFamily.Categorical(4, 4, Chain.STATIONARY), TaskSet.parse("x2,x3|x1", Loss.LOG));
        int[] asked = {0};
        RankFinder.Found found = RankFinder.STANDARD.find(question, () -> ++asked[0] > 10);

        assertThat(found.complete()).isFalse();
        assertThat(found.rank().rank()).isBetween(1, 10);
    }

    /** Two rounds are wrong only where both are. */
    @Test
    void eachRoundMultipliesTheChanceOfAnError() {
        Question question = Question.generic(
                new ModelFamily.Categorical(3, 3, Chain.STATIONARY), TaskSet.parse("x2|x1 & x3|x1", Loss.LOG));
        double once = new RankFinder(new Seed(1), 1)
                .find(question, () -> false)
                .rank()
                .errorProbability();
        assertThat(once).isPositive();
        assertThat(new RankFinder(new Seed(1), 3)
                        .find(question, () -> false)
                        .rank()
                        .errorProbability())
                .isEqualTo(once * once * once);
        int[] asked = {0};
        new RankFinder(new Seed(1), 1).find(question, () -> ++asked[0] < 0);
        int round = asked[0] - 1;
        int[] again = {0};
        RankFinder.Found cut = new RankFinder(new Seed(1), 3).find(question, () -> ++again[0] > round);
        assertThat(again[0]).as("no round begins when time is up").isEqualTo(round + 1);
        assertThat(cut.complete()).isTrue();
        assertThat(cut.rank().errorProbability()).isEqualTo(once);
    }

    @Test
    void atLeastOneRoundIsNeeded() {
        Question question =
                Question.generic(new ModelFamily.Categorical(2, 2, Chain.STATIONARY), TaskSet.parse("x2|x1", Loss.LOG));
        assertThatThrownBy(() -> new RankFinder(new Seed(1), 0).find(question, () -> false))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("number of rounds is 0");
    }

    /** Two states that never change: every prime sees that no law is the only one. */
    @Test
    void aChainWithoutAUniqueLawHasNoRank() {
        Hmm still = new Hmm(
                Probabilities.uniform(2),
                StochasticMatrix.ofRows(new double[][] {{1, 0}, {0, 1}}),
                Categorical.ofRows(new double[] {0.5, 0.5}, new double[] {0.25, 0.75}));
        Question question = Question.at(still, Chain.STATIONARY, TaskSet.parse("x2|x1", Loss.LOG));
        assertThatThrownBy(() -> RankFinder.STANDARD.find(question, () -> false))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("no unique stationary law");
    }

    /** More contexts than can be gone through are sampled; a rank that is full all the same is no lower bound. */
    @Test
    void sampledContextsMayBeEnough() {
        String pair = "x10|x1,x2,x3,x4,x5,x6,x7,x8,x9";
        Question sampled =
                Question.generic(new ModelFamily.Categorical(1, 5, Chain.STATIONARY), TaskSet.parse(pair, Loss.LOG));
        assertThat(RankFinder.STANDARD.find(sampled, () -> false))
                .satisfies(found -> assertThat(found.complete()).isTrue())
                .satisfies(found -> assertThat(found.rank()).isEqualTo(new ExactRank(4, 4, 0)));
    }

    /** States with one law have one density: the chain is hidden there, and of the means one mixture is seen. */
    @Test
    void equalLawsHaveEqualDensities() {
        assertThat(rankOfTwo(1.0)).isEqualTo(1);
        assertThat(rankOfTwo(2.0)).isEqualTo(4);
    }

    private static int rankOfTwo(double second) {
        Hmm model = Hmm.stationary(
                StochasticMatrix.ofRows(new double[][] {{0.75, 0.25}, {0.5, 0.5}}),
                new Gaussian(Matrix.of(2, 1, 1.0, second), Covariances.identity(2, 1)));
        Question question = Question.at(model, Chain.STATIONARY, TaskSet.parse("x2|x1", Loss.LOG));
        return RankFinder.STANDARD.find(question, () -> false).rank().rank();
    }
}
