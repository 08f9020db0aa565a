// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unmask.matrix.Matrix;
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
import org.unmask.verdict.Fixed;
import org.unmask.verdict.Question;
import org.unmask.verdict.Twin;
import org.unmask.verdict.Verdict;
import org.unmask.verdict.Verdict.Undetermined.Obstacle;

/** The sentences of verdicts: each says where it was asked, what was counted, and what is special. */
class ReasonsTest {

    private static final VerdictEngine ENGINE = VerdictEngine.STANDARD;
    private static final double[][] USUAL = {{0.75, 0.25}, {0.5, 0.5}};
    private static final double[][] SEEN = {{0.5, 0.25, 0.25}, {0.125, 0.25, 0.625}};

    private static Question generic(ModelFamily family, String tasks) {
        return Question.generic(family, TaskSet.parse(tasks, Loss.SQUARED));
    }

    private static Question symbols(int k, int d, Chain chain, String tasks) {
        return generic(new ModelFamily.Categorical(k, d, chain), tasks);
    }

    private static Question points(int k, int d, Chain chain, String tasks) {
        return generic(new ModelFamily.Gaussian(k, d, CovarianceShape.IDENTITY, chain), tasks);
    }

    private static Question at(double[][] chain, double[][] emission, String tasks) {
        Hmm model = Hmm.stationary(StochasticMatrix.ofRows(chain), Categorical.ofRows(emission));
        return Question.at(model, Chain.STATIONARY, TaskSet.parse(tasks, Loss.SQUARED));
    }

    private static Question atPoints(double[][] chain, double[][] means, String tasks) {
        Matrix rows = Matrix.ofRows(means);
        Hmm model = Hmm.stationary(
                StochasticMatrix.ofRows(chain), new Gaussian(rows, Covariances.identity(rows.rows(), rows.columns())));
        return Question.at(model, Chain.STATIONARY, TaskSet.parse(tasks, Loss.SQUARED));
    }

    private static String reason(Question question) {
        return ENGINE.answer(question).reason();
    }

    @Test
    void aProofNamesItsTheoremItsPlaceAndItsPremises() {
        assertThat(reason(symbols(3, 3, Chain.STATIONARY, "x2,x3|x1")))
                .startsWith("By (2.3) on x2,x3|x1, at a generic point of the family: A joint pair")
                .contains(" Checked: d = 3 >= k = 3, so")
                .endsWith("at a generic point.");
        assertThat(reason(at(USUAL, SEEN, "x2,x3|x1"))).startsWith("By (2.3) on x2,x3|x1, at this model: ");
    }

    @Test
    void aFullRankSaysHowFarItReaches() {
        assertThat(reason(points(3, 3, Chain.DOUBLY_STOCHASTIC, "x3|x1")))
                .startsWith("The exact rank is full, so only finitely many other models, near by or far away, share")
                .contains("predictors of x3|x1. No theorem here proves");
        assertThat(reason(atPoints(USUAL, new double[][] {{1, 0}, {0, 2}}, "x3|x1")))
                .startsWith("The exact rank is full, so no other model near this one shares the predictors of x3|x1");
    }

    @Test
    void aNullityIsCountedAndAModelComparedWithItsFamily() {
        assertThat(reason(symbols(3, 3, Chain.DOUBLY_STOCHASTIC, "x2|x1")))
                .isEqualTo("The exact rank is 6 of 10 parameters, so 4 directions in parameter space leave every"
                        + " prediction of x2|x1 unchanged.");
        assertThat(reason(symbols(3, 3, Chain.DOUBLY_STOCHASTIC, "x2|x1 & x3|x1")))
                .contains("so one direction in parameter space leaves every prediction of");
        assertThat(reason(at(USUAL, SEEN, "x2|x1")))
                .endsWith(
                        "unchanged, as everywhere in this family; the models that share its predictors are a continuum.");
        assertThat(reason(at(USUAL, new double[][] {{0.5, 0.25, 0.25}, {0.5, 0.25, 0.25}}, "x2|x1")))
                .contains("to first order; a generic model of this family has rank 4, so this model is special.");
    }

    @Test
    void zerosPutAModelAtTheEdge() {
        String edge = "it lies at the edge of the family";
        assertThat(reason(at(USUAL, SEEN, "x2|x1"))).doesNotContain(edge);
        assertThat(reason(at(new double[][] {{1, 0}, {0.5, 0.5}}, SEEN, "x2|x1")))
                .contains(edge);
        assertThat(reason(at(USUAL, new double[][] {{0.5, 0.5, 0}, {0.125, 0.25, 0.625}}, "x2|x1")))
                .contains(edge);
        double[][] three = {{0.5, 0.25, 0.25}, {0.125, 0.5, 0.375}, {0.25, 0.125, 0.625}};
        assertThat(reason(atPoints(three, new double[][] {{0}, {1}, {2.5}}, "x2|x1")))
                .as("a mean of zero is no edge")
                .doesNotContain(edge);
    }

    @Test
    void aReadingThatIsNotThatOfTheDigitsIsNoted() {
        double[] first = {Math.sqrt(0.1), Math.sqrt(0.05), 1 - Math.sqrt(0.1) - Math.sqrt(0.05)};
        double[] second = {Math.sqrt(0.15), Math.sqrt(0.03), 1 - Math.sqrt(0.15) - Math.sqrt(0.03)};
        double[] between = {(first[0] + second[0]) / 2, (first[1] + second[1]) / 2, (first[2] + second[2]) / 2};
        double[][] forgetful = {first, second, between};
        double[][] named = {{0.5, 0.25, 0.25}, {0.125, 0.25, 0.625}, {0.25, 0.5, 0.25}};
        assertThat(reason(at(forgetful, named, "x2|x1")))
                .contains(" Note: the transition matrix has rank 2 to 13 digits and is read as having it exactly.");
        assertThat(reason(at(USUAL, SEEN, "x2|x1"))).doesNotContain("Note:");
    }

    /** Rows that differ in the twelfth digit: fractions see it, floating point does not. */
    @Test
    void aModelNextToASpecialOneIsOpen() {
        Question near = at(new double[][] {{0.5 + 1e-12, 0.5 - 1e-12}, {0.5, 0.5}}, SEEN, "x2,x3|x1");
        Verdict verdict = ENGINE.answer(near);
        assertThat(((Verdict.Undetermined) verdict).obstacle()).isEqualTo(Obstacle.DOUBTFUL_RANK);
        assertThat(verdict.reason())
                .startsWith("read exactly, the model's Jacobian has rank 6 of 6; in floating point it has rank ");
        assertThat(verdict.rank())
                .hasValueSatisfying(rank -> assertThat(rank.rank()).isEqualTo(6));
        assertThat(ENGINE.answer(near, false)).isInstanceOf(Verdict.Identifiable.class);
    }

    /** A rank that was cut short lies below that of floating point, and is no reason to doubt either. */
    @Test
    void aRankCutShortIsNoDisagreement() {
        Question question = at(USUAL, SEEN, "x2|x1 & x3|x1");
        assertThat(ENGINE.answer(question)).isInstanceOf(Verdict.NotIdentifiable.class);
        Verdict.Undetermined early =
                (Verdict.Undetermined) ENGINE.withLimit(Duration.ZERO).answer(question);
        assertThat(early.obstacle()).isEqualTo(Obstacle.CUT_SHORT);
        assertThat(early.reason()).contains("it is at least 0 of 6");
    }

    private static final Twin TWIN = ((Verdict.NotIdentifiable)
                    ENGINE.withTwins(new Seed(1)).answer(symbols(2, 2, Chain.DOUBLY_STOCHASTIC, "x2|x1")))
            .twin()
            .orElseThrow();

    @Test
    void aTwinFoundElsewhereIsTold() {
        Verdict not = ENGINE.answer(symbols(2, 2, Chain.DOUBLY_STOCHASTIC, "x2|x1"));
        Verdict.NotIdentifiable told = (Verdict.NotIdentifiable) VerdictEngine.withTwin(not, TWIN);
        assertThat(told.twin()).contains(TWIN);
        assertThat(told.reason()).isEqualTo(not.reason());
        assertThat(VerdictEngine.withTwin(told, TWIN)).isSameAs(told);
        Verdict local = ENGINE.answer(points(3, 3, Chain.DOUBLY_STOCHASTIC, "x3|x1"));
        Verdict.LocallyIdentifiable known = (Verdict.LocallyIdentifiable) VerdictEngine.withTwin(local, TWIN);
        assertThat(known.twin()).contains(TWIN);
        assertThat(known.reason())
                .contains("Another model, away from it, does share them")
                .contains("so that the family, on an open set of its models, is not globally identifiable");
        assertThat(VerdictEngine.withTwin(known, TWIN)).isSameAs(known);
        Verdict here = ENGINE.answer(atPoints(USUAL, new double[][] {{1, 0}, {0, 2}}, "x3|x1"));
        assertThat(VerdictEngine.withTwin(here, TWIN).reason()).contains("so that this model is not globally");
        Verdict yes = ENGINE.answer(symbols(3, 3, Chain.STATIONARY, "x2,x3|x1"));
        assertThat(VerdictEngine.withTwin(yes, TWIN)).isSameAs(yes);
        Verdict open = new Verdict.Undetermined(
                symbols(3, 3, Chain.STATIONARY, "x2|x1"), Obstacle.CUT_SHORT, "late", Optional.empty());
        assertThat(VerdictEngine.withTwin(open, TWIN)).isSameAs(open);
    }

    /** So many parameters that no neighbour is asked. */
    private static String words(Question question, boolean twin, Fixed... quantities) {
        ExactRank rank =
                new ExactRank(question.family().parameters(), question.family().parameters() - 2, 0);
        return Explanation.of(
                new Verdict.NotIdentifiable(
                        question, rank, twin ? Optional.of(TWIN) : Optional.empty(), List.of(quantities), ""),
                ENGINE);
    }

    @Test
    void whatStaysAndWhatSlidesIsListed() {
        Question large = symbols(20, 30, Chain.STATIONARY, "x2|x1");
        assertThat(words(large, false))
                .contains("they can slide along a surface of dimension 2 of models that all predict the same. Why:")
                .endsWith("No small change of the tasks was found that settles it.");
        assertThat(words(large, false, new Fixed("law of a token", true), new Fixed("means", true)))
                .contains("the same. What stays put: the law of a token, the means. Why");
        assertThat(words(large, false, new Fixed("means", false), new Fixed("mean[1,2]", false)))
                .contains("the same. Nothing that was looked at stays put; what slides: the means. Why");
        Fixed one = new Fixed("covariance[1,1]", true);
        Fixed other = new Fixed("covariance[2,1]", false);
        assertThat(words(large, false, one, other, new Fixed("covariance[2,2]", false)))
                .contains(
                        "What stays put: the 1 entry of the covariances; what slides: the 2 entries of the covariances.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "categorical; 20; 30; x2|x1 & x4|x3; leaves the product as it is (2.1)",
                "categorical; 20; 30; x2|x1 & x4|x1; changes no pair (2.2)",
                "categorical; 24; 23; x2,x3|x1; more states (24) than 23 symbols",
                "categorical; 23; 23; x2,x3|x1; no simple symmetry is known",
                "gaussian; 24; 22; x2|x1; more states (24) than 22 coordinates",
                "gaussian; 24; 23; x2|x1; no simple symmetry is known",
            })
    void symmetriesAreNamed(String family, int k, int d, String tasks, String expected) {
        Question question = family.equals("gaussian")
                ? points(k, d, Chain.STATIONARY, tasks)
                : symbols(k, d, Chain.STATIONARY, tasks);
        assertThat(words(question, false)).contains(expected);
    }

    @Test
    void aSpecialModelIsCalledSo() {
        Question special = at(USUAL, new double[][] {{0.5, 0.25, 0.25}, {0.5, 0.25, 0.25}}, "x2,x3|x1");
        assertThat(Explanation.of(ENGINE.answer(special), ENGINE)).contains("Why: this model is special");
    }

    private static String locally(Question question, Optional<Twin> twin) {
        ExactRank rank =
                new ExactRank(question.family().parameters(), question.family().parameters(), 0);
        return Explanation.of(new Verdict.LocallyIdentifiable(question, rank, twin, ""), ENGINE);
    }

    @Test
    void localAnswersSayWhatIsKnownFarAway() {
        Question far = points(3, 2, Chain.STATIONARY, "x3|x1");
        assertThat(locally(far, Optional.empty()))
                .contains("is not settled by this computation")
                .contains("a power can have several roots (2.6)");
        assertThat(locally(far, Optional.of(TWIN))).contains("A different model further away does share it");
        assertThat(locally(points(2, 2, Chain.STATIONARY, "x1,x3|x2"), Optional.empty()))
                .contains("leave a sign");
        for (Question other : List.of(
                points(2, 2, Chain.DOUBLY_STOCHASTIC, "x1,x3|x2"),
                points(3, 2, Chain.STATIONARY, "x1,x3|x2"),
                points(2, 2, Chain.STATIONARY, "x1,x3|x2 & x2|x1"),
                symbols(2, 2, Chain.STATIONARY, "x1,x3|x2"))) {
            assertThat(locally(other, Optional.empty()))
                    .doesNotContain("leave a sign")
                    .doesNotContain("several roots");
        }
    }

    @Test
    void neighboursAreChangesOfOneThing() {
        ModelFamily family = new ModelFamily.Gaussian(2, 2, CovarianceShape.SPHERICAL_SHARED, Chain.STATIONARY);
        assertThat(Repairs.candidates(generic(family, "x5|x4")).keySet())
                .containsExactly(
                        "predicting x2,x3|x1 in place of x5|x4",
                        "predicting x2|x1,x3 in place of x5|x4",
                        "predicting x2|x1 besides",
                        "predicting x3|x1 besides",
                        "predicting x2,x3|x1 besides",
                        "predicting x2,x4|x1 besides",
                        "knowing the covariance",
                        "assuming a doubly stochastic chain");
        assertThat(Repairs.candidates(symbols(2, 2, Chain.DOUBLY_STOCHASTIC, "x4|x2"))
                        .keySet())
                .containsExactly(
                        "predicting x2,x3|x1 in place of x4|x2",
                        "predicting x3,x4|x1 in place of x4|x2",
                        "predicting x3|x1,x2 in place of x4|x2",
                        "predicting x3|x1,x4 in place of x4|x2",
                        "predicting x2|x1 besides",
                        "predicting x3|x1 besides",
                        "predicting x2,x3|x1 besides",
                        "predicting x2,x4|x1 besides");
        Stream<String> wide = Repairs.candidates(symbols(2, 2, Chain.DOUBLY_STOCHASTIC, "x20|x1")).keySet().stream();
        assertThat(wide.filter(change -> change.contains("in place of"))).hasSize(16);
        assertThat(Repairs.candidates(at(USUAL, SEEN, "x2|x1")).keySet())
                .noneMatch(change -> change.startsWith("assuming"));
        assertThat(Repairs.candidates(points(2, 2, Chain.DOUBLY_STOCHASTIC, "x2|x1"))
                        .keySet())
                .noneMatch(change -> change.startsWith("assuming") || change.startsWith("knowing"));
        Question doubly =
                Repairs.candidates(symbols(3, 4, Chain.STATIONARY, "x2|x1")).get("assuming a doubly stochastic chain");
        assertThat(doubly).isEqualTo(symbols(3, 4, Chain.DOUBLY_STOCHASTIC, "x2|x1"));
    }

    @Test
    void repairsAreNeighboursThatAreProved() {
        Verdict pair = ENGINE.answer(symbols(3, 3, Chain.STATIONARY, "x2|x1"));
        assertThat(Repairs.of(pair, ENGINE)).hasValueSatisfying(repair -> {
            assertThat(repair.change()).isEqualTo("predicting x2,x3|x1 in place of x2|x1");
            assertThat(repair.verdict()).isInstanceOf(Verdict.Identifiable.class);
        });
        Verdict few = ENGINE.answer(points(4, 2, Chain.DOUBLY_STOCHASTIC, "x2|x1"));
        assertThat(Repairs.of(few, ENGINE).map(Repairs.Repair::verdict))
                .as("no neighbour is proved, but one leaves no continuum")
                .containsInstanceOf(Verdict.LocallyIdentifiable.class);
        assertThat(Repairs.of(pair, ENGINE.withLimit(Duration.ZERO))).isEmpty();
    }

    @Test
    void deadlinesCountDown() {
        assertThat(Deadline.in(Duration.ZERO).getAsBoolean()).isTrue();
        assertThat(Deadline.in(Duration.ZERO).left()).isZero();
        Deadline day = Deadline.in(Duration.ofDays(1));
        assertThat(day.getAsBoolean()).isFalse();
        assertThat(day.left())
                .isBetween(Duration.ofHours(23).toNanos(), Duration.ofDays(1).toNanos());
        assertThat(Deadline.in(Duration.ofDays(365)).nanos())
                .isEqualTo(Duration.ofDays(365).toNanos());
        assertThat(Deadline.in(Duration.ofDays(366)).left()).isEqualTo(Long.MAX_VALUE);
        long now = System.nanoTime();
        assertThat(new Deadline(now - 10_000_000_000L, 5_000_000_000L).getAsBoolean())
                .isTrue();
        assertThat(new Deadline(now - 10_000_000_000L, 5_000_000_000L).left()).isZero();
        assertThat(new Deadline(now - 10_000_000_000L, 3_600_000_000_000L).left())
                .isBetween(3_000_000_000_000L, 3_590_000_000_000L);
    }

    @Test
    void huntsEndWithTheirTimeAndLeaveLargeQuestionsAlone() {
        Question coins = symbols(2, 2, Chain.DOUBLY_STOCHASTIC, "x2|x1");
        assertThat(TwinHunt.of(coins, new Seed(1), Long.MAX_VALUE)).isPresent();
        assertThat(TwinHunt.of(coins, new Seed(1), 0)).isEmpty();
        // 16 parameters, then 17.
        assertThat(TwinHunt.of(symbols(2, 8, Chain.STATIONARY, "x2|x1"), new Seed(1), Long.MAX_VALUE))
                .isPresent();
        assertThat(TwinHunt.of(symbols(2, 9, Chain.DOUBLY_STOCHASTIC, "x2|x1"), new Seed(1), Long.MAX_VALUE))
                .isEmpty();
    }
}
