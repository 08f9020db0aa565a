// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Alphabet;
import org.unmask.model.Categorical;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Covariances;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.model.Parameterization;
import org.unmask.random.Seed;
import org.unmask.task.Loss;
import org.unmask.task.TaskSet;
import org.unmask.testkit.RandomModels;
import org.unmask.verdict.Question;

class FreeBoxesTest {

    /** Two states, doubly stochastic, one pair: one curve, along which {@code lambda delta^2} stands still (2.1). */
    private static final Hmm PAIR = Hmm.stationary(
            StochasticMatrix.of("transition matrix", Matrix.of(2, 2, 0.75, 0.25, 0.25, 0.75)),
            Categorical.ofRows(new double[] {0.7, 0.3}, new double[] {0.4, 0.6}));

    private static List<FreeBoxes.Box> boxes(String tasks) {
        return FreeBoxes.of(Question.at(PAIR, Chain.DOUBLY_STOCHASTIC, TaskSet.parse(tasks, Loss.SQUARED)))
                .boxes();
    }

    /**
     * With the token's law (0.55, 0.45) fixed and {@code lambda delta^2 = 0.5 0.15^2}: the eigenvalue is at most 1, where
     * delta is least, and delta at most 0.45, where an emission meets zero.
     */
    @Test
    void reachesTheEdgesThatTheFormulaGives() {
        List<FreeBoxes.Box> boxes = boxes("x2|x1");
        FreeBoxes.Box chain = boxes.get(0);
        assertThat(chain.entry()).isEqualTo("transition[1,1]");
        assertThat(chain.high()).isBetween(0.999, 1.0);
        double least = 0.5 + 0.5 * 0.5 * 0.15 * 0.15 / (0.45 * 0.45);
        assertThat(chain.low()).isBetween(least - 1e-9, least + 1e-3);
        FreeBoxes.Box emission = boxes.get(4);
        assertThat(emission.entry()).isEqualTo("emission[1,1]");
        assertThat(emission.high()).isBetween(0.999, 1.0);
        assertThat(emission.low()).isBetween(0.55 + 0.15 * Math.sqrt(0.5) - 1e-9, 0.55 + 0.15 * Math.sqrt(0.5) + 1e-3);
        assertThat(boxes).allMatch(FreeBoxes.Box::moves);
    }

    /** The control: a second gap fixes the model (2.2). */
    @Test
    void isEmptyWhereNothingSlides() {
        assertThat(boxes("x2|x1 & x3|x1")).isEmpty();
    }

    private static List<Double> entries(Hmm model) {
        List<Double> out = new ArrayList<>();
        for (Matrix matrix :
                List.of(model.transition().matrix(), model.emission().means())) {
            for (double entry : matrix.toArray()) {
                out.add(entry);
            }
        }
        if (model.emission() instanceof Gaussian gaussian) {
            for (Matrix matrix : gaussian.covariances().matrices()) {
                for (int i = 0; i < matrix.rows(); i++) {
                    for (int j = 0; j <= i; j++) {
                        out.add(matrix.get(i, j));
                    }
                }
            }
        }
        return out;
    }

    /** Ends of the boxes are entries of the points that were reached, all of which predict alike. */
    private static FreeBoxes.Reach reach(Hmm model, Chain chain, String tasks, double rounding) {
        Question question = Question.at(model, chain, TaskSet.parse(tasks, Loss.SQUARED));
        FreeBoxes.Reach reach = FreeBoxes.of(question);
        List<List<Double>> reached = new ArrayList<>(List.of(entries(model)));
        assertThat(reach.points()).doesNotHaveDuplicates();
        for (List<Double> point : reach.points()) {
            Hmm there = Parameterization.of(question.family())
                    .toModel(
                            point.stream().mapToDouble(x -> x).toArray(),
                            model.emission() instanceof Categorical symbols
                                    ? symbols.alphabet()
                                    : Alphabet.numbered(1));
            assertThat(Alike.difference(model, there, tasks)).isLessThan(rounding);
            reached.add(entries(there));
        }
        for (int entry = 0; entry < reach.boxes().size(); entry++) {
            int column = entry;
            FreeBoxes.Box box = reach.boxes().get(entry);
            assertThat(box.value()).isCloseTo(reached.get(0).get(entry), within(1e-15));
            assertThat(box.low())
                    .isCloseTo(
                            reached.stream()
                                    .mapToDouble(row -> row.get(column))
                                    .min()
                                    .orElseThrow(),
                            within(1e-12));
            assertThat(box.high())
                    .isCloseTo(
                            reached.stream()
                                    .mapToDouble(row -> row.get(column))
                                    .max()
                                    .orElseThrow(),
                            within(1e-12));
        }
        return reach;
    }

    @Test
    void boxesAreSpannedByThePointsReached() {
        FreeBoxes.Reach pair = reach(PAIR, Chain.DOUBLY_STOCHASTIC, "x2|x1", 1e-9);
        assertThat(pair.points()).hasSizeBetween(2, 16);
        assertThat(pair.boxes()).hasSize(8);
        FreeBoxes.Reach wide = reach(PAIR, Chain.STATIONARY, "x2|x1", 1e-9);
        for (int entry = 0; entry < 8; entry++) {
            assertThat(wide.boxes().get(entry).low())
                    .as("a larger family has more room")
                    .isLessThan(pair.boxes().get(entry).low() + 1e-3);
            assertThat(wide.boxes().get(entry).high())
                    .isGreaterThan(pair.boxes().get(entry).high() - 1e-3);
        }
    }

    /** The second coordinate does not tell the states apart: its variance is not seen, and all else is fixed. */
    @Test
    void whatIsFixedDoesNotMove() {
        Hmm points = Hmm.stationary(
                StochasticMatrix.of("transition matrix", Matrix.of(2, 2, 0.5, 0.5, 0.25, 0.75)),
                new Gaussian(
                        Matrix.of(2, 2, 1, 1, -1, 1),
                        new Covariances(
                                CovarianceShape.DIAGONAL_SHARED,
                                List.of(Matrix.diagonal(1, 2), Matrix.diagonal(1, 2)))));
        // Where the variance is a billionth, densities have exponents of billions.
        List<FreeBoxes.Box> boxes =
                reach(points, Chain.STATIONARY, "x2,x3|x1", 1e-6).boxes();
        assertThat(boxes)
                .extracting(FreeBoxes.Box::entry)
                .containsExactly(
                        "transition[1,1]",
                        "transition[1,2]",
                        "transition[2,1]",
                        "transition[2,2]",
                        "means[1,1]",
                        "means[1,2]",
                        "means[2,1]",
                        "means[2,2]",
                        "covariance 1 [1,1]",
                        "covariance 1 [2,1]",
                        "covariance 1 [2,2]",
                        "covariance 2 [1,1]",
                        "covariance 2 [2,1]",
                        "covariance 2 [2,2]");
        for (FreeBoxes.Box box : boxes) {
            assertThat(box.moves()).as(box.entry()).isEqualTo(box.entry().endsWith(" [2,2]"));
        }
        assertThat(boxes.get(10).low()).isLessThan(0.1);
        assertThat(boxes.get(10).high()).isGreaterThan(5);
    }

    @Test
    void whatIsTooLargeOrUnreadableHasNoBoxes() {
        Hmm large = RandomModels.categoricalModel(new Seed(1).generator(), 5, 6);
        assertThat(FreeBoxes.of(Question.at(large, Chain.STATIONARY, TaskSet.parse("x2|x1", Loss.SQUARED))))
                .isEqualTo(new FreeBoxes.Reach(List.of(), List.of()));
        Hmm parted =
                new Hmm(PAIR.initial(), StochasticMatrix.of("transition matrix", Matrix.identity(2)), PAIR.emission());
        assertThat(FreeBoxes.of(Question.at(parted, Chain.STATIONARY, TaskSet.parse("x2|x1", Loss.SQUARED)))
                        .boxes())
                .isEmpty();
        assertThat(new FreeBoxes.Box("entry", 0.5, 0.5 - 1e-9, 0.5).moves()).isFalse();
        assertThat(new FreeBoxes.Box("entry", 0.5, 0.5 - 1e-7, 0.5).moves()).isTrue();
    }
}
