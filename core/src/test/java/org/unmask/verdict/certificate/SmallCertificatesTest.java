// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Categorical;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Hmm;
import org.unmask.model.ModelFamily;
import org.unmask.random.Seed;
import org.unmask.task.Loss;
import org.unmask.task.TaskSet;
import org.unmask.testkit.RandomModels;
import org.unmask.verdict.ExactRank;
import org.unmask.verdict.Question;
import org.unmask.verdict.Theorem;
import org.unmask.verdict.Verdict;
import org.unmask.verdict.engine.VerdictEngine;

/** Which certificate a verdict gets, and which questions get none. */
class SmallCertificatesTest {

    private static final VerdictEngine ENGINE = VerdictEngine.STANDARD;

    private static Question symbols(int k, int d, String tasks) {
        return Question.generic(
                new ModelFamily.Categorical(k, d, Chain.DOUBLY_STOCHASTIC), TaskSet.parse(tasks, Loss.SQUARED));
    }

    private static Question points(int k, String tasks, Loss loss) {
        return Question.generic(
                new ModelFamily.Gaussian(k, 1, CovarianceShape.IDENTITY, Chain.DOUBLY_STOCHASTIC),
                TaskSet.parse(tasks, loss));
    }

    @Test
    void theStrongestIsChosen() {
        Verdict yes = ENGINE.answer(symbols(2, 2, "x2,x3|x1"));
        assertThat(Certificates.of(yes))
                .hasValueSatisfying(certificate -> assertThat(certificate)
                        .isInstanceOf(Certificate.OfTheorem.class)
                        .satisfies(
                                theorem -> assertThat(theorem.document()).containsEntry("theorem", "adjacent-triple")));
        Verdict not = ENGINE.answer(symbols(2, 2, "x2|x1"));
        assertThat(Certificates.of(not))
                .hasValueSatisfying(certificate -> assertThat(certificate)
                        .isInstanceOf(Certificate.OfRank.class)
                        .satisfies(rank -> assertThat(rank.document()).containsEntry("rank", 2)));
        Verdict twin = ENGINE.withTwins(new Seed(1)).answer(symbols(2, 2, "x2|x1"));
        assertThat(Certificates.of(twin))
                .hasValueSatisfying(certificate -> assertThat(certificate)
                        .isInstanceOf(Certificate.OfTwin.class)
                        .satisfies(found -> assertThat(found.document()).containsKey("second")));
        Verdict local = ENGINE.withTwins(new Seed(1)).answer(points(2, "x3|x1", Loss.SQUARED));
        assertThat(Certificates.of(local)).containsInstanceOf(Certificate.OfTwin.class);
        assertThat(Certificates.of(ENGINE.answer(points(2, "x3|x1", Loss.SQUARED))))
                .containsInstanceOf(Certificate.OfRank.class);
        assertThat(Certificates.of(new Verdict.Undetermined(
                        symbols(2, 2, "x2|x1"),
                        Verdict.Undetermined.Obstacle.CUT_SHORT,
                        "late",
                        Optional.of(new ExactRank(3, 2, 0)))))
                .isEmpty();
    }

    @Test
    void aTheoremMustBeTheOneThatTheCheckerFinds() {
        Question question = symbols(2, 2, "x2,x3|x1");
        assertThat(Certificates.theorem(
                        new Verdict.Identifiable(question, Theorem.GAPPED_TRIPLE, List.of(), Optional.empty(), "")))
                .isEmpty();
        Hmm model = Hmm.stationary(
                StochasticMatrix.of("transition matrix", Matrix.of(2, 2, 0.75, 0.25, 0.5, 0.5)),
                Categorical.ofRows(new double[] {0.5, 0.5}, new double[] {0.25, 0.75}));
        Question at = Question.at(model, Chain.STATIONARY, TaskSet.parse("x2,x3|x1", Loss.SQUARED));
        assertThat(Certificates.theorem((Verdict.Identifiable) ENGINE.answer(at)))
                .hasValueSatisfying(
                        certificate -> assertThat(certificate.document()).containsKey("model"));
    }

    @Test
    void someRanksHaveNone() {
        assertThat(Certificates.rank(symbols(2, 2, "x2|x1"), new ExactRank(3, 3, 0)))
                .isEmpty();
        assertThat(Certificates.rank(points(2, "x3|x1", Loss.SQUARED), new ExactRank(3, 3, 0)))
                .isPresent();
        assertThat(Certificates.rank(points(2, "x3|x1", Loss.LOG), new ExactRank(3, 3, 0)))
                .as("densities are no part of a rank that the checker knows")
                .isEmpty();
        // 20^3 rows and 61 parameters: 3e7, where 1e7 is the most.
        assertThat(Certificates.rank(symbols(3, 20, "x2,x3|x1"), new ExactRank(61, 61, 0)))
                .isEmpty();
        Hmm large = RandomModels.categoricalModel(new Seed(3).generator(), 11, 2);
        Question at = Question.at(large, Chain.STATIONARY, TaskSet.parse("x2|x1", Loss.SQUARED));
        assertThat(Certificates.rank(at, new ExactRank(121, 2, 0))).isEmpty();
        assertThat(Certificates.theorem(
                        new Verdict.Identifiable(at, Theorem.ADJACENT_TRIPLE, List.of(), Optional.empty(), "")))
                .isEmpty();
    }
}
