// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.twin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
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
import org.unmask.task.MaskedTask;
import org.unmask.task.TaskSet;
import org.unmask.verdict.Question;
import org.unmask.verdict.document.CertificateChecker;

class TwinFinderTest {

    private static Question generic(ModelFamily family, String tasks) {
        return Question.generic(family, TaskSet.parse(tasks, Loss.SQUARED));
    }

    private static FoundTwin found(Question question, TwinOptions options) {
        TwinSearch search = TwinFinder.find(question, options);
        assertThat(search).as(question.toString()).isInstanceOf(TwinSearch.Found.class);
        FoundTwin twin = ((TwinSearch.Found) search).twin();
        assertThat(CertificateChecker.check(twin.document()).accepted()).isTrue();
        return twin;
    }

    @Test
    void rationalTwinsPredictExactlyAlikeOnRandomModels() {
        String[] tasks = {"x2|x1", "x1|x2", "x3|x1", "x2|x1 & x3|x1 & x4|x1", "x2|x1 & x1|x2"};
        for (Chain chain : Chain.values()) {
            for (int k = 3; k <= 4; k++) {
                for (int n = 0; n < tasks.length; n++) {
                    Question question = generic(new ModelFamily.Categorical(k, k + n % 2, chain), tasks[n]);
                    FoundTwin twin = found(question, TwinOptions.near(new Seed(40L + n)));
                    ExactModel second = twin.exactSecond().orElseThrow();

                    assertThat(Alike.predictions(second, question.tasks()))
                            .isEqualTo(Alike.predictions(twin.exactFirst(), question.tasks()));
                    assertThat(twin.parameterDistance()).isGreaterThan(1e-3);
                    assertThat(second.isInside()).isTrue();
                    assertThat(Alike.predictions(second, TaskSet.of(MaskedTask.parse("x2,x3|x1"))))
                            .isNotEqualTo(
                                    Alike.predictions(twin.exactFirst(), TaskSet.of(MaskedTask.parse("x2,x3|x1"))));
                }
            }
        }
    }

    @Test
    void twoStatesFailAtEveryGapWhenTheChainIsNotDoublyStochastic() {
        Question question = generic(new ModelFamily.Categorical(2, 3, Chain.STATIONARY), "x2|x1 & x3|x1");
        FoundTwin twin = found(question, TwinOptions.near(new Seed(2)));

        assertThat(twin.kind()).isEqualTo(FoundTwin.Kind.RATIONAL_TWIN);
        assertThat(Alike.predictions(twin.exactSecond().orElseThrow(), question.tasks()))
                .isEqualTo(Alike.predictions(twin.exactFirst(), question.tasks()));
    }

    @Test
    void twoStatesDoublyStochasticHaveNoTwinAtTwoGaps() {
        Question question = generic(new ModelFamily.Categorical(2, 2, Chain.DOUBLY_STOCHASTIC), "x2|x1 & x3|x1");

        assertThat(TwinFinder.find(question, TwinOptions.near(new Seed(2)))).isInstanceOf(TwinSearch.NotFound.class);
    }

    @Test
    void aTwinOfAModelStartsAtThatModel() {
        Hmm model = Hmm.stationary(
                StochasticMatrix.of("transition matrix", Matrix.of(2, 2, 0.9, 0.1, 0.3, 0.7)),
                Categorical.ofRows(new double[] {0.5, 0.25, 0.25}, new double[] {0.1, 0.2, 0.7}));
        FoundTwin twin = found(
                Question.at(model, Chain.STATIONARY, TaskSet.parse("x2|x1", Loss.LOG)), TwinOptions.near(new Seed(3)));

        assertThat(Alike.transitions(twin.first(), model)).isLessThan(1e-15);
        assertThat(String.valueOf(twin.document().get("first"))).contains("9/10");
    }

    @Test
    void aFarTwinEndsAtTheEdgeAndKeepsItsPath() {
        Question question = generic(new ModelFamily.Categorical(3, 3, Chain.DOUBLY_STOCHASTIC), "x2|x1 & x3|x1");
        FoundTwin near = found(question, TwinOptions.near(new Seed(4)));
        FoundTwin far = found(question, TwinOptions.near(new Seed(4)).withFar());

        assertThat(near.path()).isEmpty();
        assertThat(far.path()).isNotEmpty();
        double least = 1;
        for (double entry : far.second().transition().matrix().toArray()) {
            least = Math.min(least, entry);
        }
        for (double entry : far.second().emission().means().toArray()) {
            least = Math.min(least, entry);
        }
        assertThat(least).isLessThan(1e-3);
    }

    @Test
    void aLongerGapIsAmbiguousThroughARoot() {
        Question even =
                generic(new ModelFamily.Gaussian(3, 3, CovarianceShape.IDENTITY, Chain.DOUBLY_STOCHASTIC), "x3|x1");
        FoundTwin mirrored = found(even, TwinOptions.near(new Seed(5)));
        assertThat(mirrored.kind()).isEqualTo(FoundTwin.Kind.RATIONAL_TWIN);

        for (Chain chain : Chain.values()) {
            Question odd = generic(new ModelFamily.Gaussian(3, 2, CovarianceShape.IDENTITY, chain), "x4|x1");
            FoundTwin turned = found(odd, TwinOptions.near(new Seed(6)));
            assertThat(turned.kind()).isEqualTo(FoundTwin.Kind.ROOT_TWIN);
            Matrix first = turned.first().transition().matrix();
            Matrix second = turned.second().transition().matrix();
            assertThat(first.times(first)
                            .times(first)
                            .minus(second.times(second).times(second))
                            .maxAbs())
                    .isLessThan(1e-13);
            assertThat(first.minus(second).maxAbs()).isGreaterThan(1e-2);
        }
    }

    @Test
    void anOddGapOfTwoStatesHasNoOtherRoot() {
        Question question =
                generic(new ModelFamily.Gaussian(2, 1, CovarianceShape.IDENTITY, Chain.DOUBLY_STOCHASTIC), "x4|x1");

        assertThat(TwinFinder.find(question, TwinOptions.near(new Seed(7)))).isInstanceOf(TwinSearch.NotFound.class);
    }

    @Test
    void allRootsOfAChainAreFound() {
        Matrix chain = Matrix.of(3, 3, 0.5, 0.3, 0.2, 0.2, 0.5, 0.3, 0.3, 0.2, 0.5);
        List<Matrix> roots = ChainRoots.of(chain, 4);

        assertThat(roots).hasSize(3);
        Matrix square = chain.times(chain);
        for (Matrix root : roots) {
            Matrix again = root.times(root);
            assertThat(again.times(again).minus(square.times(square)).maxAbs()).isLessThan(1e-12);
        }
    }

    @Test
    void equidistantMeansWithOneSharedVarianceSlide() {
        Question question = generic(
                new ModelFamily.Gaussian(2, 2, CovarianceShape.SPHERICAL_SHARED, Chain.DOUBLY_STOCHASTIC), "x1,x3|x2");
        FoundTwin twin = found(question, TwinOptions.near(new Seed(8)));

        assertThat(twin.kind()).isEqualTo(FoundTwin.Kind.RATIONAL_TWIN);
        assertThat(twin.document()).containsEntry("predictorDifference", 0);
    }

    @Test
    void densitiesOfPointsAreNotCompared() {
        Question question = Question.generic(
                new ModelFamily.Gaussian(2, 2, CovarianceShape.FULL_SHARED, Chain.DOUBLY_STOCHASTIC),
                TaskSet.parse("x2|x1", Loss.LOG));

        assertThat(TwinFinder.find(question, TwinOptions.near(new Seed(9)))).isInstanceOf(TwinSearch.NotFound.class);
    }

    @Test
    void theSameSeedGivesTheSameDocument() {
        Question question = generic(new ModelFamily.Categorical(2, 2, Chain.STATIONARY), "x2|x1,x3");
        Map<String, Object> first =
                found(question, TwinOptions.near(new Seed(1))).document();

        assertThat(found(question, TwinOptions.near(new Seed(1))).document()).isEqualTo(first);
    }
}
