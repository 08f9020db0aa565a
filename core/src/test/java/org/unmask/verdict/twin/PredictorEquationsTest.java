// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.hipparchus.analysis.differentiation.Gradient;
import org.hipparchus.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.ModelFamily;
import org.unmask.predictor.Context;
import org.unmask.predictor.OptimalPredictor;
import org.unmask.random.Seed;
import org.unmask.task.Loss;
import org.unmask.task.MaskedTask;
import org.unmask.task.TaskSet;

/** The equations make up the predictors, and their slopes are those of small differences. */
class PredictorEquationsTest {

    private static final ModelFamily SYMBOLS = new ModelFamily.Categorical(3, 2, Chain.STATIONARY);
    private static final ModelFamily POINTS =
            new ModelFamily.Gaussian(2, 2, CovarianceShape.FULL_PER_STATE, Chain.STATIONARY);

    private static double[] vector(ExactModel model) {
        return model.free().stream().mapToDouble(BigFraction::doubleValue).toArray();
    }

    private static TaskSet tasks(String text) {
        return TaskSet.parse(text, Loss.LOG);
    }

    private static double[] values(ModelFamily family, String tasks, double[] free) {
        return new PredictorEquations(family, tasks(tasks))
                .at(free).stream().mapToDouble(Gradient::getValue).toArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x2|x1", "x1|x3 & x2|x1", "x3,x2|x1", "x2|x1,x4", "x4|x2,x1"})
    void rowsOfSymbolsAreTables(String text) {
        ExactModel model = NicePoint.of(SYMBOLS, new Seed(5));
        List<Double> expected = new ArrayList<>();
        for (MaskedTask task : tasks(text).tasks()) {
            MaskedTask inTime = new MaskedTask(task.targets().stream().sorted().toList(), task.context(), Loss.LOG);
            for (int[] context : Combinations.of(2, task.context().size())) {
                for (double value : OptimalPredictor.of(model.toHmm(), inTime)
                        .predict(Context.ofSymbols(context))
                        .toArray()) {
                    expected.add(value);
                }
            }
        }
        assertThat(values(SYMBOLS, text, vector(model)))
                .containsExactly(expected.stream().mapToDouble(x -> x).toArray(), within(1e-14));
    }

    @Test
    void aContextThatCannotOccurHasOneRow() {
        double[] free = {0.5, 0.25, 0.25, 0.5, 0.25, 0.25, 1, 1, 1};
        assertThat(values(SYMBOLS, "x2|x1", free)).containsExactly(1, 0, 0);
    }

    /** Coefficients of the quadratics of all states less those of the first: {@code sum c_ij x_i x_j / 2 + sum l_i x_i}. */
    private static double exponent(Iterator<Double> rows, double[] x) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j <= i; j++) {
                sum -= rows.next() * x[i] * x[j] / (i == j ? 2 : 1);
            }
            sum += rows.next() * x[i];
        }
        return sum;
    }

    /**
     * Of rows for each path of states under the context: a mean, the logarithm of a weight twice, and at last what the
     * points add to the logarithms.
     */
    private static double[] predicted(List<Double> rows, int outcomes, double[][] points) {
        List<int[]> paths = Combinations.of(2, points.length);
        List<Double> quadratics = rows.subList(rows.size() - 5, rows.size());
        double[] sum = new double[outcomes];
        double evidence = 0;
        for (int c = 0; c < paths.size(); c++) {
            double log = c == 0 ? 0 : rows.get(paths.size() * outcomes + c - 1) / 2;
            for (int t = 0; t < points.length; t++) {
                log += paths.get(c)[t] * exponent(quadratics.iterator(), points[t]);
            }
            evidence += Math.exp(log);
            for (int x = 0; x < outcomes; x++) {
                sum[x] += Math.exp(log) * rows.get(c * outcomes + x);
            }
        }
        for (int x = 0; x < outcomes; x++) {
            sum[x] /= evidence;
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(strings = {"x2|x1", "x1|x4", "x3,x2|x1", "x1,x3|x2", "x2|x1,x3", "x5|x2,x3"})
    void rowsOfPointsMakeUpThePredictor(String text) {
        RandomGenerator random = new Seed(6).generator();
        MaskedTask task = tasks(text).tasks().get(0);
        MaskedTask inTime = new MaskedTask(task.targets().stream().sorted().toList(), task.context(), Loss.SQUARED);
        for (int n = 0; n < 5; n++) {
            ExactModel model = NicePoint.of(POINTS, new Seed(n));
            List<Double> rows = java.util.Arrays.stream(values(POINTS, text, vector(model)))
                    .boxed()
                    .toList();
            double[][] points = new double[task.context().size()][2];
            for (double[] point : points) {
                java.util.Arrays.setAll(point, i -> random.nextGaussian());
            }
            double[] expected = OptimalPredictor.of(model.toHmm(), inTime)
                    .predict(Context.ofPoints(points))
                    .toArray();
            assertThat(predicted(rows, expected.length, points)).containsExactly(expected, within(1e-12));
            assertThat(rows).hasSize((1 << points.length) * (expected.length + 1) - 1 + 5);
        }
    }

    /** Several tasks, several states: each task's means and weights, the quadratics once. */
    @Test
    void tasksOfPointsStandOneAfterTheOther() {
        ModelFamily family =
                new ModelFamily.Gaussian(3, 2, CovarianceShape.DIAGONAL_PER_STATE, Chain.DOUBLY_STOCHASTIC);
        double[] free = vector(NicePoint.of(family, new Seed(8)));
        double[] one = values(family, "x2|x1", free);
        double[] other = values(family, "x1,x3|x2", free);
        assertThat(one).hasSize(3 * 2 + 2 + 2 * 5);
        assertThat(other).hasSize(3 * 4 + 2 + 2 * 5);
        List<Double> both = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            both.add(one[i]);
        }
        for (double value : other) {
            both.add(value);
        }
        assertThat(values(family, "x2|x1 & x1,x3|x2", free))
                .containsExactly(both.stream().mapToDouble(x -> x).toArray());
    }

    @Test
    void slopesAreThoseOfSmallDifferences() {
        for (ModelFamily family : List.of(SYMBOLS, POINTS)) {
            double[] free = vector(NicePoint.of(family, new Seed(9)));
            String text = "x1,x3|x2 & x2|x1,x4";
            List<Gradient> rows = new PredictorEquations(family, tasks(text)).at(free);
            for (int i = 0; i < free.length; i++) {
                double[] up = free.clone();
                double[] down = free.clone();
                up[i] += 1e-5;
                down[i] -= 1e-5;
                double[] above = values(family, text, up);
                double[] below = values(family, text, down);
                for (int r = 0; r < rows.size(); r++) {
                    assertThat(rows.get(r).getPartialDerivative(i))
                            .isCloseTo((above[r] - below[r]) / 2e-5, within(1e-7));
                }
            }
        }
    }
}
