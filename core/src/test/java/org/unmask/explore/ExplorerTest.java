// SPDX-License-Identifier: Apache-2.0
package org.unmask.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Categorical;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.model.ModelFamily;
import org.unmask.random.Seed;
import org.unmask.recovery.ProcessEquality;
import org.unmask.task.Loss;
import org.unmask.task.TaskSet;
import org.unmask.verdict.Question;
import org.unmask.verdict.Verdict;
import org.unmask.verdict.engine.VerdictEngine;

class ExplorerTest {

    private static final Hmm SYMBOLS = Hmm.stationary(
            StochasticMatrix.ofRows(
                    new double[] {0.6, 0.3, 0.1}, new double[] {0.2, 0.5, 0.3}, new double[] {0.1, 0.3, 0.6}),
            Categorical.ofRows(new double[] {0.55, 0.2, 0.15, 0.1}, new double[] {0.1, 0.6, 0.1, 0.2}, new double[] {
                0.2, 0.1, 0.5, 0.2
            }));

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"x2|x1", "x2|x1 & x3|x1", "x4|x1"})
    void alongTheFibreModelsMoveAndPredictionsStandStill(String tasks) {
        Exploration found = explore(SYMBOLS, Chain.STATIONARY, tasks, Loss.LOG);
        Course fibre = found.courses().get(0);
        assertThat(fibre.kind()).isEqualTo(Course.Kind.FIBRE);
        assertThat(fibre.largestChange()).isLessThan(1e-12);
        assertThat(fibre.reach()).isGreaterThan(0.05);
        assertThat(fibre.stops().get(fibre.start()).change()).isZero();
        Stop end = fibre.stops().get(fibre.stops().size() - 1);
        assertThat(ProcessEquality.of(SYMBOLS, end.model())).isInstanceOf(ProcessEquality.Answer.Different.class);
        assertThat(Math.abs(end.witness() - fibre.stops().get(0).witness())).isGreaterThan(1e-3);
        assertThat(fibre.stops()).extracting(Stop::at).isSorted();
    }

    @Test
    void aFarWalkEndsAtTheEdgeOfTheFamily() {
        Course fibre =
                explore(SYMBOLS, Chain.STATIONARY, "x2|x1", Loss.LOG).courses().get(0);
        double smallest = fibre.stops().stream()
                .mapToDouble(stop -> Math.min(
                        least(stop.model().transition().matrix()),
                        least(stop.model().emission().means())))
                .min()
                .orElseThrow();
        assertThat(smallest).isLessThan(0.01);
    }

    /** A transition and an emission that are zero in each row leave no way that stays in the family. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"x2|x1", "x2,x3|x1"})
    void fromTheEdgeWalksStartALittleInside(String tasks) {
        Hmm edge = Hmm.stationary(
                StochasticMatrix.ofRows(
                        new double[] {0.1, 0.9, 1e-13}, new double[] {0.5, 1e-13, 0.5}, new double[] {1e-13, 0.7, 0.3}),
                Categorical.ofRows(
                        new double[] {0.5, 1e-15, 0.5, 1e-15},
                        new double[] {1e-15, 0.5, 1e-15, 0.5},
                        new double[] {1e-15, 1e-15, 0.5, 0.5}));
        Exploration found = explore(edge, Chain.STATIONARY, tasks, Loss.LOG);
        assertThat(found.moved()).isPositive();
        assertThat(found.courses()).isNotEmpty();
        assertThat(found.verdict().question().at()).contains(edge);
        assertThat(found.model().transition().get(0, 1)).isCloseTo(0.95 * 0.9 + 0.05 / 3, within(1e-12));
        assertThat(found.model().emission().means().get(2, 0)).isCloseTo(0.05 / 4, within(1e-12));
        assertThat(explore(SYMBOLS, Chain.STATIONARY, tasks, Loss.LOG).moved()).isZero();
    }

    @Test
    void offTheModelTheLossRisesWhereTheTaskIdentifies() {
        Exploration found = explore(SYMBOLS, Chain.STATIONARY, "x2,x3|x1", Loss.LOG);
        assertThat(found.verdict()).isInstanceOf(Verdict.Identifiable.class);
        assertThat(found.courses().size()).isGreaterThan(3);
        found.courses().forEach(course -> {
            assertThat(course.kind()).isEqualTo(Course.Kind.ACROSS);
            assertThat(course.curvature()).isPositive();
            List<Double> losses = course.stops().stream().map(Stop::excess).toList();
            assertThat(losses.get(course.start())).isZero();
            assertThat(losses.stream().filter(loss -> loss > 0)).hasSize(losses.size() - 1);
        });
        assertThat(found.curvatures()).isSorted().allMatch(value -> value > 0);
    }

    @Test
    void curvatureIsTheSecondDerivativeOfTheLoss() {
        for (Course course :
                explore(SYMBOLS, Chain.STATIONARY, "x2,x3|x1", Loss.LOG).courses()) {
            Stop near = course.stops().get(course.start() + 1);
            assertThat(2 * near.excess() / (near.at() * near.at()))
                    .isCloseTo(course.curvature(), org.assertj.core.data.Percentage.withPercentage(25));
        }
    }

    @Test
    void asManyFlatDirectionsAsTheNullitySays() {
        Exploration found = explore(SYMBOLS, Chain.STATIONARY, "x2|x1", Loss.LOG);
        int nullity = found.verdict().rank().orElseThrow().nullity();
        double largest = found.curvatures().get(found.curvatures().size() - 1);
        assertThat(found.curvatures().stream().filter(value -> value < 1e-12 * largest))
                .hasSize(nullity);
    }

    @Test
    void aHillLiesBetweenTwoRootsOfTheChain() {
        Hmm points = Hmm.stationary(
                StochasticMatrix.ofRows(
                        new double[] {0.55, 0.3, 0.15}, new double[] {0.15, 0.55, 0.3}, new double[] {0.3, 0.15, 0.55}),
                Gaussian.unit(Matrix.ofRows(new double[] {1.5, 0}, new double[] {-1, 1.2}, new double[] {-0.5, -1.5})));
        Exploration found = explore(points, Chain.DOUBLY_STOCHASTIC, "x3|x1", Loss.SQUARED);
        List<Course> between = found.courses().stream()
                .filter(course -> course.kind() == Course.Kind.BETWEEN)
                .toList();
        assertThat(between)
                .as("the square of this chain has another stochastic root")
                .isNotEmpty();
        for (Course course : between) {
            Stop end = course.stops().get(course.stops().size() - 1);
            assertThat(end.change()).isLessThan(1e-12);
            assertThat(end.distance()).isGreaterThan(0.05);
            assertThat(course.stops().get(course.stops().size() / 2).excess()).isGreaterThan(1e-6);
        }
        assertThat(found.word()).isPresent();
    }

    @Test
    void aGaussianOfUnknownCovarianceSlides() {
        Question asked = Question.generic(
                new ModelFamily.Gaussian(2, 1, CovarianceShape.SPHERICAL_SHARED, Chain.DOUBLY_STOCHASTIC),
                TaskSet.parse("x2|x1", Loss.SQUARED));
        Exploration found = Explorer.explore(asked, VerdictEngine.STANDARD, new Seed(3));
        Course fibre = found.courses().get(0);
        assertThat(fibre.kind()).isEqualTo(Course.Kind.FIBRE);
        assertThat(fibre.largestChange()).isLessThan(1e-11);
        assertThat(fibre.reach()).isGreaterThan(0.05);
    }

    @Test
    void theSameSeedShowsTheSame() {
        Question asked =
                Question.generic(new ModelFamily.Categorical(2, 2, Chain.STATIONARY), TaskSet.parse("x2|x1", Loss.LOG));
        Exploration one = Explorer.explore(asked, VerdictEngine.STANDARD, new Seed(5));
        Exploration two = Explorer.explore(asked, VerdictEngine.STANDARD, new Seed(5));
        assertThat(two.courses()).isEqualTo(one.courses());
        assertThat(two.curvatures()).isEqualTo(one.curvatures());
    }

    @Test
    void densitiesOfPointsAreRefused() {
        Hmm points = Hmm.stationary(
                StochasticMatrix.ofRows(new double[] {0.7, 0.3}, new double[] {0.2, 0.8}),
                Gaussian.unit(Matrix.ofRows(new double[] {1}, new double[] {-1})));
        assertThatThrownBy(() -> explore(points, Chain.STATIONARY, "x2|x1", Loss.LOG))
                .hasMessage("predictions of points are looked at under squared loss, found log loss");
    }

    private static double least(Matrix matrix) {
        double least = 1;
        for (double entry : matrix.toArray()) {
            least = Math.min(least, entry);
        }
        return least;
    }

    private static Exploration explore(Hmm model, Chain chain, String tasks, Loss loss) {
        Question asked = new Question(
                ModelFamily.of(model, chain),
                new TaskSet(List.copyOf(TaskSet.parse(tasks, loss).tasks())),
                Optional.of(model));
        return Explorer.explore(asked, VerdictEngine.STANDARD, new Seed(1));
    }
}
