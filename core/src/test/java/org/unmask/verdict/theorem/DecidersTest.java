// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.theorem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.hipparchus.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unmask.model.Alphabet;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Hmm;
import org.unmask.model.Parameterization;
import org.unmask.task.Loss;
import org.unmask.task.TaskSet;
import org.unmask.verdict.Evidence;
import org.unmask.verdict.ExactModels;
import org.unmask.verdict.Question;
import org.unmask.verdict.RationalModel;
import org.unmask.verdict.Theorem;
import org.unmask.verdict.engine.QuestionRow;

/** What tasks give together: the common divisor of the powers that they fix. */
class DecidersTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                // Three steps to either side; a pair at distance one, far from the start of the window.
                "3; stationary; x1,x7|x4 & x5|x4; gapped-triple; the powers [1, 3] of the chain",
                "3; stationary; x1,x7|x4 & x4|x6; gapped-triple; the powers [2, 3] of the chain",
                "3; stationary; x1,x7|x4 & x8|x5; none; -",
                "3; stationary; x3,x5|x1 & x4,x7|x1; gapped-triple; the powers [2, 3, 4, 6] of the chain",
                "2; stationary; x4,x7|x1; gapped-triple; the power 3 of the chain is fixed; with two states",
                "2; stationary; x3,x5|x1; none; -",
                "3; stationary; x4,x7|x1; none; -",
                "2; doubly-stochastic; x2|x1 & x3|x1; two-states-two-gaps; gaps [1, 2], one of them odd",
                "2; doubly-stochastic; x7|x4 & x4|x9; two-states-two-gaps; gaps [3, 5], one of them odd",
                "2; doubly-stochastic; x2|x1 & x1|x2; none; -",
                "2; doubly-stochastic; x3|x1 & x5|x1; none; -",
                "2; stationary; x2|x1 & x3|x1; none; -",
            })
    void powersCombine(int k, String chain, String tasks, String theorem, String words) {
        QuestionRow row = new QuestionRow("categorical", "" + k, "3", chain, "", tasks);
        Optional<Deciders.Proof> proof = Deciders.decide(row.question());
        if (theorem.equals("none")) {
            assertThat(proof).isEmpty();
            return;
        }
        assertThat(proof).hasValueSatisfying(found -> {
            assertThat(found.theorem().word()).isEqualTo(theorem);
            assertThat(found.evidence()).extracting(Evidence::statement).anyMatch(fact -> fact.contains(words));
            assertThat(found.tasks()).isEqualTo(tasks);
        });
    }

    /** One state: a law is seen by its own prediction, a mean too, but not a sign in a product of two. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "categorical; ;                SQUARED; x2|x1;       true",
                "categorical; ;                SQUARED; x2,x3|x1;    true",
                "gaussian;    identity;         SQUARED; x2|x1;       true",
                "gaussian;    identity;         SQUARED; x2,x3|x1;    false",
                "gaussian;    identity;         SQUARED; x2,x3,x4|x1; true",
                "gaussian;    spherical-shared; SQUARED; x2|x1;       false",
                "gaussian;    spherical-shared; LOG;     x2,x3|x1;    true",
            })
    void oneStateIsReadOffItsTokens(String family, String covariance, Loss loss, String tasks, boolean proved) {
        Question row =
                new QuestionRow(family, "1", "2", "stationary", covariance == null ? "" : covariance, tasks).question();
        Question question = Question.generic(row.family(), TaskSet.parse(tasks, loss));
        assertThat(Deciders.decide(question).map(Deciders.Proof::theorem))
                .isEqualTo(proved ? Optional.of(Theorem.SINGLE_STATE) : Optional.empty());
    }

    /** At a model its own matrices are looked at: points on a line are affinely dependent from three on. */
    @Test
    void premisesAreLookedAtInTheModel() {
        RationalModel plane = gaussian("0 0; 1 0; 0 1");
        RationalModel line = gaussian("0 0; 1 1; 2 2");
        assertThat(Deciders.decide(at(plane)).map(Deciders.Proof::theorem)).contains(Theorem.GAUSSIAN_PAIR);
        assertThat(Deciders.decide(at(line))).isEmpty();
    }

    private static RationalModel gaussian(String means) {
        return ExactModels.gaussian(
                Chain.STATIONARY, CovarianceShape.IDENTITY, "1/2 1/4 1/4; 1/8 1/2 3/8; 1/4 1/8 5/8", means, "");
    }

    private static Question at(RationalModel model) {
        double[] vector =
                model.free().stream().mapToDouble(BigFraction::doubleValue).toArray();
        Hmm doubles = Parameterization.of(model.family()).toModel(vector, Alphabet.numbered(2));
        return Question.at(doubles, Chain.STATIONARY, TaskSet.parse("x2|x1", Loss.SQUARED));
    }
}
