// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.hipparchus.analysis.differentiation.Gradient;
import org.hipparchus.util.Binary64;
import org.hipparchus.util.Binary64Field;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Svd;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.FieldModel;
import org.unmask.model.Hmm;
import org.unmask.model.ModelFamily;
import org.unmask.model.Parameterization;
import org.unmask.predictor.PredictionFormula;
import org.unmask.random.Seed;
import org.unmask.task.Loss;
import org.unmask.task.MaskedTask;
import org.unmask.task.TaskSet;
import org.unmask.testkit.RandomModels;
import org.unmask.verdict.Question;

class FloatJacobianTest {

    private static final double STEP = 1e-5;

    private static Question at(Hmm model, String tasks, Loss loss) {
        return Question.at(model, Chain.STATIONARY, TaskSet.parse(tasks, loss));
    }

    private static Optional<FloatJacobian> jacobian(Question question) {
        return FloatJacobian.of(question, new Seed(5));
    }

    /** All tables of a task, as functions of the free parameters alone. */
    private static double[] predictions(ModelFamily family, TaskSet tasks, double[] vector) {
        Binary64[] free = Arrays.stream(vector).mapToObj(Binary64::new).toArray(Binary64[]::new);
        FieldModel<Binary64> model = Parameterization.of(family).expand(Binary64Field.getInstance(), free);
        PredictionFormula<Binary64> formula = new PredictionFormula<>(
                Binary64Field.getInstance(), model.initial(), model.transition(), model.means());
        List<Double> out = new ArrayList<>();
        for (MaskedTask task : tasks.tasks()) {
            for (List<Binary64[]> context :
                    contexts(model.means(), task.context().size())) {
                for (Binary64 value : formula.conditionalMean(task, context)) {
                    out.add(value.getReal());
                }
            }
        }
        return out.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static List<List<Binary64[]>> contexts(Binary64[][] emission, int length) {
        List<List<Binary64[]>> out = List.of(List.of());
        for (int position = 0; position < length; position++) {
            List<List<Binary64[]>> longer = new ArrayList<>();
            for (List<Binary64[]> before : out) {
                for (int x = 0; x < emission[0].length; x++) {
                    int symbol = x;
                    List<Binary64[]> word = new ArrayList<>(before);
                    word.add(Arrays.stream(emission).map(row -> row[symbol]).toArray(Binary64[]::new));
                    longer.add(word);
                }
            }
            out = longer;
        }
        return out;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"3; x2|x1", "2; x2,x3|x1", "2; x2|x1,x4", "3; x1|x2 & x4|x1", "2; x3|x1,x2 & x2|x1"})
    void singularValuesOfTablesAreThoseOfDifferences(int d, String tasks) {
        Hmm model = RandomModels.categoricalModel(new Seed(3).generator(), 2, d);
        Question question = at(model, tasks, Loss.LOG);
        double[] vector = Parameterization.of(question.family()).toVector(model);
        double[][] columns = new double[vector.length][];
        for (int i = 0; i < vector.length; i++) {
            double[] up = vector.clone();
            double[] down = vector.clone();
            up[i] += STEP;
            down[i] -= STEP;
            double[] above = predictions(question.family(), question.tasks(), up);
            double[] below = predictions(question.family(), question.tasks(), down);
            columns[i] = new double[above.length];
            Arrays.setAll(columns[i], row -> (above[row] - below[row]) / (2 * STEP));
        }
        Svd expected = Svd.of(Matrix.ofRows(columns).transpose());
        List<Double> found = jacobian(question).orElseThrow().singularValues();
        assertThat(found).hasSize(vector.length);
        for (int i = 0; i < vector.length; i++) {
            assertThat(found.get(i)).isCloseTo(expected.value(i), within(1e-8));
        }
    }

    @Test
    void fewerRowsThanParametersLeaveZeros() {
        Hmm model = RandomModels.categoricalModel(new Seed(4).generator(), 3, 2);
        FloatJacobian jacobian = jacobian(at(model, "x2|x1", Loss.LOG)).orElseThrow();
        assertThat(jacobian.singularValues()).hasSize(9);
        assertThat(jacobian.singularValues().subList(2, 9)).allMatch(value -> value < 1e-14);
        assertThat(jacobian.rank()).contains(2);
    }

    @ParameterizedTest
    @EnumSource(CovarianceShape.class)
    void ranksOfPointsAreTheExactOnes(CovarianceShape shape) {
        RandomGenerator random = new Seed(6).split(shape.word()).generator();
        for (String tasks : List.of("x2|x1", "x2,x3|x1", "x1,x3|x2")) {
            for (Loss loss : Loss.values()) {
                Hmm model = RandomModels.gaussianModel(random, 2, 2, shape);
                Question question = at(model, tasks, loss);
                assertThat(jacobian(question).orElseThrow().rank())
                        .as("%s under %s loss", tasks, loss.word())
                        .contains(RankFinder.STANDARD
                                .find(question, () -> false)
                                .rank()
                                .rank());
            }
        }
    }

    private static double logDensity(double[] x, double[] free) {
        double a = free[2];
        double b = free[3];
        double c = free[4];
        double determinant = a * c - b * b;
        double u = x[0] - free[0];
        double v = x[1] - free[1];
        return -(Math.log(determinant) + (c * u * u - 2 * b * u * v + a * v * v) / determinant) / 2;
    }

    /** Means, then the lower triangle of the covariance, in the plane. */
    @Test
    void logDensitiesMoveWithMeansAndCovariances() {
        double[] free = {0.5, -1, 2, 0.7, 1.5};
        double[] x = {1.25, 0.5};
        Gradient[] g = new Gradient[5];
        Arrays.setAll(g, i -> Gradient.variable(5, i, free[i]));
        Gradient found =
                FloatJacobian.logDensity(x, new Gradient[] {g[0], g[1]}, new Gradient[][] {{g[2], g[3]}, {g[3], g[4]}});
        assertThat(found.getValue()).isCloseTo(logDensity(x, free), within(1e-14));
        for (int i = 0; i < 5; i++) {
            double[] up = free.clone();
            double[] down = free.clone();
            up[i] += STEP;
            down[i] -= STEP;
            assertThat(found.getPartialDerivative(i))
                    .isCloseTo((logDensity(x, up) - logDensity(x, down)) / (2 * STEP), within(1e-8));
        }
    }

    @Test
    void ranksAreReadOffTheWidestGap() {
        assertThat(new FloatJacobian(List.of(4.0, 2.0, 1e-3)).rank()).contains(3);
        assertThat(new FloatJacobian(List.of(4.0, 2.0, 1e-13)).rank()).contains(2);
        assertThat(new FloatJacobian(List.of(4e6, 2e6, 1e-4)).rank())
                .as("small against the largest")
                .contains(3);
        assertThat(new FloatJacobian(List.of(4e6, 2e6, 3e-5)).rank()).contains(2);
        assertThat(new FloatJacobian(List.of(1.0, 1e-10, 5e-12, 1e-14)).rank())
                .as("the gap at the end is not wide enough, the one before is none")
                .isEmpty();
        assertThat(new FloatJacobian(List.of(1.0, 1e-10, 9e-14)).rank()).contains(2);
        assertThat(new FloatJacobian(List.of(1.0, 1e-10, 1e-13)).rank())
                .as("a gap of a thousand, but for rounding")
                .contains(2);
        assertThat(new FloatJacobian(List.of(1.0, 1e-6, 1e-12, 1e-17)).rank())
                .as("of two wide gaps the wider")
                .contains(2);
        assertThat(new FloatJacobian(List.of(1.0, 1e-9, 1e-12, 1e-17)).rank()).contains(3);
        assertThat(new FloatJacobian(List.of(0.0, 0.0)).rank()).contains(0);
        assertThat(new FloatJacobian(List.of(1.0, 0.0)).rank()).contains(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "categorical; 1; 1; x2|x1; false",
                "gaussian; 1; 150; x2|x1; true",
                "gaussian; 1; 151; x2|x1; false",
                // 2 d^4 entries: 388,962 and 468,512.
                "categorical; 2; 21; x2,x3|x1; true",
                "categorical; 2; 22; x2,x3|x1; false",
                "categorical; 2; 22; x3|x1,x2; false",
                // 70 * 71^2 entries for each task: 352,870.
                "categorical; 1; 71; x2|x1; true",
                "categorical; 1; 71; x2|x1 & x3|x1; false",
                // (2 p + 8 d^2) p entries with p = 2 + 2 d: 370,504 and 410,880.
                "gaussian; 2; 28; x2,x3|x1; true",
                "gaussian; 2; 29; x2,x3|x1; false",
                "gaussian; 2; 29; x3|x1,x2; true",
            })
    void upTo150ParametersAnd400000EntriesAreWorthIt(String family, int k, int d, String tasks, boolean worth) {
        ModelFamily asked = family.equals("gaussian")
                ? new ModelFamily.Gaussian(k, d, CovarianceShape.IDENTITY, Chain.STATIONARY)
                : new ModelFamily.Categorical(k, d, Chain.STATIONARY);
        assertThat(FloatJacobian.isWorthIt(Question.generic(asked, TaskSet.parse(tasks, Loss.SQUARED))))
                .isEqualTo(worth);
    }

    @Test
    void largeOnesAreNotMade() {
        Hmm certain = RandomModels.categoricalModel(new Seed(8).generator(), 1, 1);
        assertThat(jacobian(at(certain, "x2|x1", Loss.LOG))).isEmpty();
    }

    @Test
    void asksForAModel() {
        Question generic =
                Question.generic(new ModelFamily.Categorical(2, 2, Chain.STATIONARY), TaskSet.parse("x2|x1", Loss.LOG));
        assertThatThrownBy(() -> FloatJacobian.of(generic, new Seed(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no model");
    }
}
