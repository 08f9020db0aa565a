// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.theorem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Covariances;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.model.ModelFamily;
import org.unmask.random.Seed;
import org.unmask.task.Loss;
import org.unmask.task.TaskSet;
import org.unmask.verdict.Question;
import org.unmask.verdict.Theorem;
import org.unmask.verdict.Verdict;
import org.unmask.verdict.certificate.Certificates;
import org.unmask.verdict.document.CertificateChecker;
import org.unmask.verdict.engine.VerdictEngine;
import org.unmask.verdict.rank.RankFinder;
import org.unmask.verdict.twin.FoundTwin;
import org.unmask.verdict.twin.TwinFinder;
import org.unmask.verdict.twin.TwinOptions;
import org.unmask.verdict.twin.TwinSearch;

/** (2.13): what log loss fixes of Gaussian models, and what it does not. */
class GaussianDensitiesTest {

    private static final String[] TASKS = {"x2|x1", "x1|x2", "x3|x1", "x4|x1", "x2,x3|x1", "x2|x1,x3", "x3|x1,x2"};

    private static Question log(ModelFamily family, String tasks) {
        return Question.generic(family, TaskSet.parse(tasks, Loss.LOG));
    }

    private static Question at(double firstMean, double secondMean, Matrix chain, String tasks) {
        Hmm model = Hmm.stationary(
                StochasticMatrix.of("transition matrix", chain),
                new Gaussian(Matrix.of(2, 1, firstMean, secondMean), Covariances.identity(2, 1)));
        return Question.at(model, Chain.STATIONARY, TaskSet.parse(tasks, Loss.LOG));
    }

    /** Whatever is proved has full rank; the rank is found without the theorem. */
    @Test
    void theExactRankIsFullWhereverTheTheoremHolds() {
        RandomGenerator random = new Seed(213).generator();
        for (int n = 0; n < 60; n++) {
            CovarianceShape shape = CovarianceShape.values()[random.nextInt(CovarianceShape.values().length)];
            Chain chain = random.nextBoolean() ? Chain.STATIONARY : Chain.DOUBLY_STOCHASTIC;
            ModelFamily family = new ModelFamily.Gaussian(random.nextInt(2, 5), random.nextInt(1, 4), shape, chain);
            Question question = log(family, TASKS[n % TASKS.length]);
            assertThat(RankFinder.STANDARD.find(question, () -> false).rank().nullity())
                    .as(question.toString())
                    .isZero();
        }
    }

    @Test
    void onePairIdentifiesWithFewerCoordinatesThanTheMeansNeed() {
        ModelFamily family = new ModelFamily.Gaussian(4, 1, CovarianceShape.FULL_PER_STATE, Chain.STATIONARY);
        Verdict verdict = VerdictEngine.STANDARD.answer(log(family, "x2|x1"));
        assertThat(verdict).isInstanceOfSatisfying(Verdict.Identifiable.class, yes -> {
            assertThat(yes.theorem()).isEqualTo(Theorem.GAUSSIAN_DENSITIES);
            assertThat(Certificates.theorem(yes))
                    .hasValueSatisfying(certificate -> assertThat(CertificateChecker.check(certificate.document())
                                    .accepted())
                            .isTrue());
        });
        Question squared = Question.generic(family, TaskSet.parse("x2|x1", Loss.SQUARED));
        assertThat(VerdictEngine.STANDARD.answer(squared)).isInstanceOf(Verdict.NotIdentifiable.class);
    }

    @Test
    void distancesWithACommonDivisorLeaveARootThatTheCheckerAccepts() {
        ModelFamily family = new ModelFamily.Gaussian(3, 1, CovarianceShape.SPHERICAL_SHARED, Chain.STATIONARY);
        assertThat(VerdictEngine.STANDARD.answer(log(family, "x3|x1"))).isInstanceOf(Verdict.LocallyIdentifiable.class);
        assertThat(VerdictEngine.STANDARD.answer(log(family, "x3|x1 & x4|x1")))
                .isInstanceOf(Verdict.Identifiable.class);
        TwinSearch search = TwinFinder.find(log(family, "x3|x1"), TwinOptions.near(new Seed(3)));
        assertThat(search).isInstanceOfSatisfying(TwinSearch.Found.class, found -> {
            FoundTwin twin = found.twin();
            assertThat(CertificateChecker.check(twin.document()).accepted()).isTrue();
            assertThat(twin.parameterDistance()).isGreaterThan(1e-3);
        });
        assertThat(TwinFinder.find(log(family, "x2|x1"), TwinOptions.near(new Seed(3))))
                .isInstanceOf(TwinSearch.NotFound.class);
    }

    @Test
    void thePremisesAreLookedAtInTheModel() {
        Matrix regular = Matrix.of(2, 2, 0.75, 0.25, 0.5, 0.5);
        assertThat(Deciders.decide(at(0, 1, regular, "x2|x1")).map(Deciders.Proof::theorem))
                .isEqualTo(Optional.of(Theorem.GAUSSIAN_DENSITIES));
        assertThat(Deciders.decide(at(1, 1, regular, "x2|x1"))).isEmpty();
        assertThat(Deciders.decide(at(0, 1, Matrix.of(2, 2, 0.5, 0.5, 0.5, 0.5), "x2|x1")))
                .isEmpty();
        assertThat(Deciders.decide(at(0, 1, Matrix.of(2, 2, 1.0, 0.0, 0.5, 0.5), "x2|x1")))
                .isEmpty();
    }

    /** Two states with one law: the chain is hidden, and moving it moves nothing. */
    @Test
    void equalLawsLeaveATwin() {
        Question mute = at(1, 1, Matrix.of(2, 2, 0.75, 0.25, 0.5, 0.5), "x2|x1");
        TwinSearch search = TwinFinder.find(mute, TwinOptions.near(new Seed(3)));
        assertThat(search)
                .isInstanceOfSatisfying(
                        TwinSearch.Found.class,
                        found -> assertThat(
                                        CertificateChecker.check(found.twin().document())
                                                .accepted())
                                .isTrue());
    }
}
