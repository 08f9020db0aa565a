// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Hmm;
import org.unmask.model.ModelFamily;
import org.unmask.random.Seed;
import org.unmask.task.Loss;
import org.unmask.task.TaskSet;
import org.unmask.testkit.RandomModels;

/** Questions, answers and what they rest on, as values. */
class VerdictTest {

    private static final TaskSet PAIR = TaskSet.parse("x2|x1", Loss.LOG);
    private static final Question QUESTION =
            Question.generic(new ModelFamily.Categorical(2, 3, Chain.STATIONARY), PAIR);
    private static final ExactRank RANK = new ExactRank(6, 4, 1e-18);

    @Test
    void eachAnswerGoesToItsHandler() {
        List<Evidence> evidence = new ArrayList<>(List.of(new Evidence.OfQuestion("two states")));
        List<Fixed> fixed = new ArrayList<>(List.of(new Fixed("transition[1,1]", false)));
        Verdict.Identifiable yes =
                new Verdict.Identifiable(QUESTION, Theorem.SINGLE_STATE, evidence, Optional.empty(), "as it is");
        Verdict.LocallyIdentifiable near =
                new Verdict.LocallyIdentifiable(QUESTION, RANK, Optional.empty(), "full rank");
        Verdict.NotIdentifiable no =
                new Verdict.NotIdentifiable(QUESTION, RANK, Optional.empty(), fixed, "a continuum");
        Verdict.Undetermined open = new Verdict.Undetermined(
                QUESTION, Verdict.Undetermined.Obstacle.CUT_SHORT, "no time", Optional.empty());
        evidence.clear();
        fixed.clear();
        assertThat(yes.evidence()).as("copied").hasSize(1);
        assertThat(no.quantities()).as("copied").hasSize(1);
        assertThat(List.of(yes, near, no, open))
                .extracting(verdict -> verdict.<String>fold(
                        is -> "1 " + is.theorem() + " " + is.word(),
                        is -> "2 " + is.exactRank().rank() + " " + is.word(),
                        is -> "3 " + is.quantities().size() + " " + is.word(),
                        is -> "4 " + is.reason() + " " + is.word()))
                .containsExactly(
                        "1 SINGLE_STATE identifiable",
                        "2 4 locally-identifiable",
                        "3 1 not-identifiable",
                        "4 no time undetermined");
        assertThat(List.of(yes, near, no, open))
                .extracting(Verdict::rank)
                .containsExactly(Optional.empty(), Optional.of(RANK), Optional.of(RANK), Optional.empty());
    }

    @Test
    void ranksStayWithinTheirBounds() {
        assertThat(RANK.nullity()).isEqualTo(2);
        assertThat(new ExactRank(0, 0, 0).nullity()).isZero();
        assertThat(new ExactRank(3, 3, 1).nullity()).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ExactRank(3, 4, 0))
                .withMessage("rank is 4, expected 0 to 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ExactRank(3, -1, 0))
                .withMessage("rank is -1, expected 0 to 3");
        for (double wrong : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new ExactRank(3, 2, wrong))
                    .withMessage("error probability is " + wrong + ", expected 0 to 1");
        }
    }

    @Test
    void aQuestionIsAskedOfAModelOfItsFamily() {
        Hmm model = RandomModels.categoricalModel(new Seed(1).generator(), 2, 3);
        Question at = Question.at(model, Chain.STATIONARY, PAIR);
        assertThat(at.family()).isEqualTo(QUESTION.family());
        assertThat(at.at()).contains(model);
        assertThat(at.tasks()).isEqualTo(PAIR);
        assertThat(at.atWord()).isEqualTo("model");
        Question generic = Question.generic(at.family(), PAIR);
        assertThat(generic.atWord()).isEqualTo("generic");
        assertThat(generic.at()).isEmpty();
        ModelFamily other = new ModelFamily.Gaussian(2, 3, CovarianceShape.IDENTITY, Chain.STATIONARY);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Question(other, PAIR, Optional.of(model)))
                .withMessage("the model is of family " + at.family() + ", expected " + other);
    }

    @Test
    void theoremsHaveNumbersAndWords() {
        assertThat(Theorem.TWO_STATES_TWO_GAPS.word()).isEqualTo("two-states-two-gaps");
        assertThat(Arrays.stream(Theorem.values()).map(Theorem::formula))
                .doesNotHaveDuplicates()
                .allMatch(formula -> formula.matches("\\([0-9]+\\.[0-9]+\\)"));
        for (Theorem theorem : Theorem.values()) {
            assertThat(theorem.statement()).endsWith(".").hasSizeGreaterThan(40);
            assertThat(theorem.source()).containsAnyOf("derived", "Kruskal", "immediate");
        }
    }

    @Test
    void evidenceIsSaidInWords() {
        List<Integer> rows = new ArrayList<>(List.of(0, 2));
        List<Integer> columns = new ArrayList<>(List.of(1, 3));
        Evidence.NonzeroMinor minor =
                new Evidence.NonzeroMinor("emission", rows, columns, BigInteger.ONE.negate(), BigInteger.valueOf(3));
        rows.clear();
        columns.clear();
        assertThat(minor.statement())
                .isEqualTo("the 2 x 2 minor of the emission matrix in rows [1, 3] and columns [2, 4] is not zero"
                        + " (about -0.3333333)");
        assertThat(new Evidence.OfQuestion("two states").statement()).isEqualTo("two states");
        List<BigInteger> law = new ArrayList<>(List.of(BigInteger.ONE));
        Evidence.PositiveLaw positive = new Evidence.PositiveLaw(law, BigInteger.ONE);
        law.clear();
        assertThat(positive.numerators()).containsExactly(BigInteger.ONE);
        assertThat(positive.statement()).isEqualTo("every state has positive stationary probability");
        List<String> names = new ArrayList<>(List.of("A", "B", "C"));
        List<Integer> ranks = new ArrayList<>(List.of(3, 2, 4));
        Evidence.KruskalRanks kruskal = new Evidence.KruskalRanks(names, ranks, 3);
        names.clear();
        ranks.clear();
        assertThat(kruskal.statement()).isEqualTo("the k-ranks of [A, B, C] are [3, 2, 4], in sum 9 >= 2k + 2 = 8");
    }
}
