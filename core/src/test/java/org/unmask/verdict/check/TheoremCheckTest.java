// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.unmask.model.Alphabet;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Hmm;
import org.unmask.model.ModelFamily;
import org.unmask.model.Parameterization;
import org.unmask.task.Loss;
import org.unmask.task.TaskSet;
import org.unmask.verdict.ExactModels;
import org.unmask.verdict.Question;
import org.unmask.verdict.RationalModel;
import org.unmask.verdict.theorem.Deciders;

/** Checker and deciders know the same theorems, each by code of its own: they agree on every question, at models too. */
class TheoremCheckTest {

    private static final String[] TASKS = {
        "x2|x1",
        "x1|x2",
        "x3|x1",
        "x4|x1",
        "x2|x1 & x3|x1",
        "x3|x1 & x4|x1",
        "x3|x1 & x5|x1",
        "x3|x5 & x2|x5",
        "x2,x3|x1",
        "x1,x2|x3",
        "x3,x4|x1",
        "x2,x4|x1",
        "x4,x7|x1",
        "x5,x6|x2",
        "x1,x3|x2",
        "x1,x4|x2",
        "x1,x4|x3",
        "x1,x5|x3",
        "x1,x5|x3 & x2|x1",
        "x2,x3,x4|x1",
        "x3|x1,x2",
        "x3|x2,x4,x5",
        "x1|x3,x2",
        "x4|x1,x2",
        "x2|x1,x3",
        "x2,x4|x1,x3",
    };

    /** Same theorem, or neither has one. */
    private static void agree(Question question, Optional<List<Ratio>> model) {
        Family family = Asked.family(question);
        if (family.parameters() == 0) {
            return;
        }
        Optional<Deciders.Proof> expected = Deciders.decide(question);
        if (expected.isPresent()) {
            TheoremCheck.Proof found = TheoremCheck.prove(family, model);
            assertThat(found.theorem())
                    .as(question.toString())
                    .isEqualTo(expected.get().theorem().word());
            assertThat(found.statement())
                    .isEqualTo("the preconditions of " + found.theorem() + " hold at "
                            + (model.isPresent() ? "the model" : "a generic point"));
        } else {
            assertThatThrownBy(() -> TheoremCheck.prove(family, model))
                    .as(question.toString())
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("no theorem");
        }
    }

    @ParameterizedTest
    @EnumSource(Chain.class)
    void genericQuestionsOfSymbolsAreDecidedAlike(Chain chain) {
        for (int k = 1; k <= 3; k++) {
            for (int d = 2; d <= 3; d++) {
                for (String tasks : TASKS) {
                    agree(
                            Question.generic(
                                    new ModelFamily.Categorical(k, d, chain), TaskSet.parse(tasks, Loss.SQUARED)),
                            Optional.empty());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(CovarianceShape.class)
    void genericQuestionsOfPointsAreDecidedAlike(CovarianceShape shape) {
        for (Chain chain : Chain.values()) {
            for (int k = 1; k <= 3; k++) {
                for (int d = Math.max(1, k - 1); d <= k; d++) {
                    for (String tasks : TASKS) {
                        for (Loss loss : Loss.values()) {
                            agree(
                                    Question.generic(
                                            new ModelFamily.Gaussian(k, d, shape, chain), TaskSet.parse(tasks, loss)),
                                    Optional.empty());
                        }
                    }
                }
            }
        }
    }

    private static void agreeAt(RationalModel model) {
        double[] vector =
                model.free().stream().mapToDouble(value -> value.doubleValue()).toArray();
        Hmm doubles = Parameterization.of(model.family())
                .toModel(vector, Alphabet.numbered(model.family().dimension()));
        assertThat(RationalModel.of(doubles, model.family()).free()).isEqualTo(model.free());
        for (String tasks : TASKS) {
            for (Loss loss : model.family() instanceof ModelFamily.Gaussian ? Loss.values() : new Loss[] {Loss.LOG}) {
                Question question = Question.at(doubles, model.family().chain(), TaskSet.parse(tasks, loss));
                agree(question, Optional.of(Asked.free(model)));
            }
        }
    }

    /** Where a premise just holds, and where it just does not. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "STATIONARY | 3/4 1/4; 1/2 1/2 | 1/2 1/2; 1/4 3/4",
                "STATIONARY | 3/4 1/4; 1/2 1/2 | 1/2 1/2; 1/2 1/2",
                "STATIONARY | 1/2 1/2; 1/2 1/2 | 1/2 1/2; 1/4 3/4",
                "STATIONARY | 1/2 1/2; 0 1 | 1/2 1/2; 1/4 3/4",
                "STATIONARY | 0 1; 1 0 | 1/2 1/2; 1/4 3/4",
                "STATIONARY | 0 1; 1/2 1/2 | 1 0; 0 1",
                "DOUBLY_STOCHASTIC | 0 1; 1 0 | 1/2 1/2; 1/4 3/4",
                "DOUBLY_STOCHASTIC | 1/4 3/4; 3/4 1/4 | 1/2 1/2; 1/4 3/4",
                "DOUBLY_STOCHASTIC | 1/2 1/2; 1/2 1/2 | 1/2 1/2; 1/4 3/4",
                "DOUBLY_STOCHASTIC | 1 0; 0 1 | 1/2 1/2; 1/4 3/4",
                "STATIONARY | 0 1 0; 0 0 1; 1/2 1/2 0 | 1 0 0; 0 1 0; 0 0 1",
                "STATIONARY | 0 1 0; 1/2 0 1/2; 0 1 0 | 1 0 0; 0 1 0; 0 0 1",
                "STATIONARY | 0 1 0; 0 0 1; 1 0 0 | 1 0 0; 0 1 0; 0 0 1",
                "STATIONARY | 1/2 1/4 1/4; 1/4 1/2 1/4; 3/8 3/8 1/4 | 1 0 0; 0 1 0; 0 0 1",
                "STATIONARY | 1/2 1/4 1/8 1/8; 1/8 1/2 1/4 1/8; 1/8 1/8 1/2 1/4; 7/32 1/4 11/32 3/16 |"
                        + " 1 0 0 0; 0 1 0 0; 0 0 1 0; 0 0 0 1",
                "STATIONARY | 1/4 0 1/4 1/2; 3/4 0 0 1/4; 0 3/4 1/4 0; 1/2 0 1/8 3/8 |"
                        + " 1 0 0 0; 0 1 0 0; 0 0 1 0; 0 0 0 1",
                "STATIONARY | 1/4 0 0 3/4; 0 0 1/4 3/4; 1/4 1/4 0 1/2; 0 1/2 1/4 1/4 |"
                        + " 1 0 0 0; 0 1 0 0; 0 0 1 0; 0 0 0 1",
            })
    void modelsOfSymbolsAreDecidedAlike(Chain chain, String transition, String emission) {
        agreeAt(ExactModels.categorical(chain, transition, emission));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "STATIONARY | IDENTITY | 3/4 1/4; 1/2 1/2 | 1 0; 0 2 | ",
                "STATIONARY | IDENTITY | 3/4 1/4; 1/2 1/2 | 3 0 0; 0 3 3 | ",
                "STATIONARY | IDENTITY | 3/4 1/4; 1/2 1/2 | 3 0 0; 0 3 2 | ",
                "STATIONARY | IDENTITY | 3/4 1/4; 1/2 1/2 | 1 2; 2 4 | ",
                "STATIONARY | IDENTITY | 3/4 1/4; 1/2 1/2 | 1 2; 1 2 | ",
                "STATIONARY | IDENTITY | 3/4 1/4; 1/4 3/4 | 3 4; 5 0 | ",
                "STATIONARY | IDENTITY | 3/4 1/4; 1/2 1/2 | 3 4; 5 0 | ",
                "STATIONARY | IDENTITY | 0 1; 1 0 | 1 0; 0 2 | ",
                "STATIONARY | IDENTITY | 1/2 1/2; 0 1 | 1 0; 0 2 | ",
                "DOUBLY_STOCHASTIC | IDENTITY | 3/4 1/4; 1/4 3/4 | 2 0; 0 2 | ",
                "DOUBLY_STOCHASTIC | IDENTITY | 3/4 1/4; 1/4 3/4 | 1 0; 0 2 | ",
                "DOUBLY_STOCHASTIC | IDENTITY | 1/2 1/4 1/4; 1/4 1/2 1/4; 1/4 1/4 1/2 | 1 0; 2 0; 3 0 | ",
                "STATIONARY | IDENTITY | 1/2 1/4 1/4; 1/8 1/2 3/8; 1/4 1/8 5/8 | 1 0 0; 0 2 0; 0 0 3 | ",
                "STATIONARY | IDENTITY | 1/2 1/4 1/4; 1/4 1/2 1/4; 1/4 1/4 1/2 | 1 0 0; 0 2 0; 0 0 3 | ",
                "STATIONARY | SPHERICAL_SHARED | 3/4 1/4; 1/2 1/2 | 1 2; 1 3 | 2",
                "STATIONARY | SPHERICAL_PER_STATE | 3/4 1/4; 1/2 1/2 | 1 2; 1 2 | 2 3",
                "STATIONARY | SPHERICAL_PER_STATE | 3/4 1/4; 1/2 1/2 | 1 2; 1 2 | 2 2",
                "STATIONARY | DIAGONAL_SHARED | 3/4 1/4; 1/2 1/2 | 1 2; 1 3 | 2 3",
                "STATIONARY | DIAGONAL_SHARED | 3/4 1/4; 1/2 1/2 | 1 2; 2 3 | 2 3",
                "STATIONARY | DIAGONAL_PER_STATE | 3/4 1/4; 1/2 1/2 | 1 2; 2 3 | 2 3 4 5",
                "STATIONARY | DIAGONAL_PER_STATE | 3/4 1/4; 1/2 1/2 | 1 -2; 2 3 | 2 3 4 5",
                "STATIONARY | FULL_SHARED | 3/4 1/4; 1/2 1/2 | 1 -2; -2 3 | 2 0 2",
            })
    void modelsOfPointsAreDecidedAlike(
            Chain chain, CovarianceShape shape, String transition, String means, String spreads) {
        agreeAt(ExactModels.gaussian(chain, shape, transition, means, spreads == null ? "" : spreads));
    }

    @Test
    void readingsAndMinorsAreTold() {
        Question question = Question.generic(
                new ModelFamily.Categorical(3, 3, Chain.STATIONARY),
                TaskSet.parse("x2|x1 & x3,x5|x1 & x1,x4|x2", Loss.SQUARED));
        TheoremCheck.Proof proof = TheoremCheck.prove(Asked.family(question), Optional.empty());
        assertThat(proof.readings())
                .containsExactly(
                        "x3,x5|x1 fixes the powers [2] of the chain by gapped-triple",
                        "x1,x4|x2 fixes the powers [1, 2] of the chain by gapped-triple");
        assertThat(proof.minors())
                .hasSize(2)
                .allSatisfy(minor -> assertThat(minor).containsExactlyInAnyOrder(0, 1, 2));
    }
}
