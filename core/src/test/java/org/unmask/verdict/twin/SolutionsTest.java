// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.twin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Categorical;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.model.ModelFamily;
import org.unmask.random.Seed;
import org.unmask.recovery.Alignment;
import org.unmask.task.Loss;
import org.unmask.task.TaskSet;
import org.unmask.verdict.Question;

class SolutionsTest {

    private static final Seed SEED = new Seed(54);

    private static final Hmm POINTS = Hmm.stationary(
            StochasticMatrix.of("transition matrix", Matrix.of(2, 2, 0.2, 0.8, 0.5, 0.5)),
            Gaussian.unit(Matrix.of(2, 2, 1, 0.3, -0.7, 0.5)));

    private static final Hmm SYMBOLS = Hmm.stationary(
            StochasticMatrix.of("transition matrix", Matrix.of(2, 2, 0.6, 0.4, 0.3, 0.7)),
            Categorical.ofRows(new double[] {0.5, 0.3, 0.2}, new double[] {0.1, 0.3, 0.6}));

    private static Question at(Hmm model, String tasks) {
        return Question.at(model, Chain.STATIONARY, TaskSet.parse(tasks, Loss.SQUARED));
    }

    /** (2.6): {@code T^2} has a second stochastic root, with the eigenvalue's sign turned. */
    @Test
    void findsTheOtherRootOfASquare() {
        for (Question question : List.of(at(SYMBOLS, "x1,x5|x3"), at(POINTS, "x3|x1"))) {
            Solutions found = Solutions.of(question, SEED).orElseThrow();
            assertThat(found.models()).hasSize(2);
            Hmm model = question.at().orElseThrow();
            Matrix square = power(model);
            assertThat(power(found.models().get(1)).minus(square).maxAbs()).isLessThan(1e-9);
            assertThat(Alignment.of(model, found.models().get(1)).worst()).isGreaterThan(1e-3);
        }
    }

    /** The second model that the notebook on verdicts writes down for the Gaussian middle mask. */
    @Test
    void findsTheMirrorImageOfTwoGaussianStates() {
        Question question = at(POINTS, "x1,x3|x2");
        Solutions found = Solutions.of(question, SEED).orElseThrow();
        assertThat(found.models()).hasSize(2);
        assertThat(found.models().get(1).transition().get(0, 0)).isBetween(0.6061, 0.6062);
        FoundTwin twin = ((TwinSearch.Found) TwinFinder.find(question, TwinOptions.near(SEED))).twin();
        assertThat(twin.kind()).isEqualTo(FoundTwin.Kind.MIRROR_TWIN);
    }

    /** The control: a task that identifies has one solution, on which every landed fit lands. */
    @Test
    void findsNoOtherModelWhereThereIsNone() {
        Solutions found = Solutions.of(at(SYMBOLS, "x2,x3|x1"), SEED).orElseThrow();
        assertThat(found.models()).hasSize(1);
        assertThat(found.landings()).isPositive();
    }

    /** Fits of a small question: all solutions predict alike, none is another relabelled, and a seed is a search. */
    @Test
    void solutionsPredictAlike() {
        Hmm coins = Hmm.stationary(
                StochasticMatrix.of("transition matrix", Matrix.of(2, 2, 0.75, 0.25, 0.25, 0.75)),
                Categorical.ofRows(new double[] {0.75, 0.25}, new double[] {0.4, 0.6}));
        Question even = Question.at(coins, Chain.DOUBLY_STOCHASTIC, TaskSet.parse("x1,x3|x2", Loss.SQUARED));
        Solutions one = Solutions.of(even, SEED).orElseThrow();
        assertThat(one.models()).hasSize(1);
        assertThat(one.starts()).isEqualTo(40);
        assertThat(one.landings()).isBetween(20, 40);
        assertThat(Solutions.of(even, SEED)).contains(one);
        Question gap = Question.at(coins, Chain.DOUBLY_STOCHASTIC, TaskSet.parse("x1,x5|x3", Loss.SQUARED));
        Solutions two = Solutions.of(gap, SEED).orElseThrow();
        assertThat(two.models()).hasSize(2);
        assertThat(Alike.difference(coins, two.models().get(1), "x1,x5|x3")).isLessThan(1e-9);
        assertThat(Alignment.of(coins, two.models().get(1)).worst()).isGreaterThan(0.1);
    }

    /** Without a model one of its own is taken, the same for a seed. */
    @Test
    void genericQuestionsHaveAModelOfTheirOwn() {
        Question generic = Question.generic(
                new ModelFamily.Categorical(2, 2, Chain.DOUBLY_STOCHASTIC),
                TaskSet.parse("x2|x1 & x3|x1", Loss.SQUARED));
        Solutions found = Solutions.of(generic, SEED).orElseThrow();
        assertThat(found.models()).hasSize(1);
        assertThat(Alignment.of(
                                found.models().get(0),
                                NicePoint.of(generic.family(), SEED.split("solutions", 0))
                                        .toHmm())
                        .worst())
                .isZero();
    }

    @Test
    void largeQuestionsAndDensitiesAreNotSearched() {
        TaskSet pair = TaskSet.parse("x2|x1", Loss.LOG);
        ModelFamily line = new ModelFamily.Gaussian(2, 1, CovarianceShape.IDENTITY, Chain.STATIONARY);
        assertThat(Solutions.of(Question.generic(line, pair), SEED)).isEmpty();
        ModelFamily large = new ModelFamily.Categorical(4, 5, Chain.STATIONARY);
        assertThat(Solutions.of(Question.generic(large, pair), SEED)).isEmpty();
        Hmm parted = new Hmm(
                SYMBOLS.initial(), StochasticMatrix.of("transition matrix", Matrix.identity(2)), SYMBOLS.emission());
        assertThat(Solutions.of(at(parted, "x2|x1"), SEED)).isEmpty();
    }

    private static Matrix power(Hmm model) {
        Matrix transition = model.transition().matrix();
        return transition.times(transition);
    }
}
