// SPDX-License-Identifier: Apache-2.0
package org.unmask.predictor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.hipparchus.util.Binary64;
import org.hipparchus.util.Binary64Field;
import org.hipparchus.util.MathArrays;
import org.junit.jupiter.api.Test;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Permutation;
import org.unmask.matrix.Probabilities;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Categorical;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Covariances;
import org.unmask.model.CustomEmission;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.random.Seed;
import org.unmask.task.MaskedTask;
import org.unmask.testkit.RandomModels;

class OptimalPredictorTest {

    private static final List<String> TASKS = List.of(
            "x2|x1",
            "x1|x2",
            "x3|x1",
            "x2,x3|x1",
            "x3,x2|x1",
            "x1,x3|x2",
            "x3,x1|x2",
            "x1,x2|x3",
            "x2|x1,x3",
            "x2|x3,x1",
            "x3|x1,x2",
            "x2,x4|x1",
            "x3,x4|x1",
            "x5|x2,x4",
            "x4,x1,x2|x3",
            "x3,x4,x1|x5",
            "x2,x4|x5,x1");

    @Test
    void agreesWithTheSumOverAllPaths() {
        for (int seed = 0; seed < 6; seed++) {
            RandomGenerator random = new Seed(seed).generator();
            Hmm model = RandomModels.startedModel(random, 2 + seed % 2, 3);
            for (String text : TASKS) {
                MaskedTask task = MaskedTask.parse(text);
                int[] codes = random.ints(task.context().size(), 0, 3).toArray();
                double[] expected = PathSum.conditionalMean(model, task, symbolWeights(model, codes));
                assertThat(OptimalPredictor.of(model, task)
                                .predict(Context.ofSymbols(codes))
                                .toArray())
                        .as(text)
                        .containsExactly(expected, within(1e-14));
            }
        }
    }

    @Test
    void gaussianAgreesWithTheSumOverAllPaths() {
        for (CovarianceShape shape : CovarianceShape.values()) {
            RandomGenerator random = new Seed(shape.ordinal()).generator();
            Hmm model = RandomModels.gaussianModel(random, 3, 2, shape);
            for (String text : TASKS) {
                MaskedTask task = MaskedTask.parse(text);
                double[][] points = points(random, task.context().size());
                double[][] weights = pointWeights(model, points);
                double[] expected = PathSum.conditionalMean(model, task, weights);
                OptimalPredictor predictor = OptimalPredictor.of(model, task);
                assertThat(predictor.predict(Context.ofPoints(points)).toArray())
                        .as(text)
                        .containsExactly(expected, within(1e-12));
                double[][] targets = points(random, task.targets().size());
                double density = PathSum.density(model, task, weights, pointWeights(model, targets));
                assertThat(predictor.logDensity(Context.ofPoints(points), Context.ofPoints(targets)))
                        .isCloseTo(Math.log(density), within(1e-10));
            }
        }
    }

    @Test
    void kernelIsTheFormula() {
        for (int seed = 0; seed < 20; seed++) {
            RandomGenerator random = new Seed(seed).generator();
            Hmm model = RandomModels.categoricalModel(random, 4, 3);
            MaskedTask task = MaskedTask.parse(TASKS.get(seed % TASKS.size()));
            int[] codes = random.ints(task.context().size(), 0, 3).toArray();
            int[] masked = random.ints(task.targets().size(), 0, 3).toArray();
            PredictionFormula<Binary64> formula = new PredictionFormula<>(
                    Binary64Field.getInstance(),
                    lift(model.initial().toArray()),
                    lift(model.transition().matrix()),
                    lift(model.emission().means()));
            List<Binary64[]> seen = lifted(symbolWeights(model, codes));
            Binary64[] general = formula.conditionalMean(task, seen);
            OptimalPredictor predictor = OptimalPredictor.of(model, task);
            Prediction special = predictor.predict(Context.ofSymbols(codes));
            assertThat(special.toArray())
                    .containsExactly(
                            Arrays.stream(general)
                                    .mapToDouble(Binary64::getReal)
                                    .toArray(),
                            within(1e-14));
            double density = formula.conditionalDensity(task, seen, lifted(symbolWeights(model, masked)))
                    .getReal();
            assertThat(special.get(masked)).isCloseTo(density, within(1e-14));
            assertThat(predictor.logDensity(Context.ofSymbols(codes), Context.ofSymbols(masked)))
                    .isCloseTo(Math.log(density), within(1e-12));
        }
    }

    @Test
    void tableHoldsEveryPrediction() {
        for (String text : TASKS) {
            Hmm model = RandomModels.startedModel(new Seed(5).generator(), 3, 2);
            OptimalPredictor predictor = OptimalPredictor.of(model, MaskedTask.parse(text));
            TablePredictor table = predictor.table();
            Matrix joint = predictor.jointTable();
            int tokens = predictor.task().context().size();
            double total = 0;
            for (int row = 0; row < joint.rows(); row++) {
                Context context = Context.ofSymbols(PathSum.digits(row, 2, tokens));
                double[] expected = predictor.predict(context).toArray();
                assertThat(table.predict(context).toArray()).as(text).containsExactly(expected, within(1e-14));
                double weight = Arrays.stream(joint.row(row)).sum();
                assertThat(table.weights()[row]).isCloseTo(weight, within(1e-15));
                total += weight;
            }
            assertThat(total).isCloseTo(1, within(1e-14));
        }
    }

    @Test
    void missingTokensAreAveragedOver() {
        Hmm model = RandomModels.categoricalModel(new Seed(8).generator(), 3, 3);
        OptimalPredictor middle = OptimalPredictor.of(model, MaskedTask.parse("x2|x1,x3"));
        double[] without = OptimalPredictor.of(model, MaskedTask.parse("x2|x1"))
                .predict(Context.ofSymbols(2))
                .toArray();
        assertThat(middle.predict(Context.ofSymbols(2, -1)).toArray()).containsExactly(without, within(1e-15));
        assertThat(middle.predict(Context.ofSymbols(2, 0)).toArray()[0]).isNotCloseTo(without[0], within(1e-4));
    }

    @Test
    void missingCoordinatesAreAveragedOver() {
        Hmm model = RandomModels.gaussianModel(new Seed(8).generator(), 3, 2, CovarianceShape.FULL_PER_STATE);
        OptimalPredictor predictor = OptimalPredictor.of(model, MaskedTask.parse("x2|x1"));
        double[] law = model.initial().toArray();
        double[] posterior = new double[3];
        for (int h = 0; h < 3; h++) {
            double mean = model.emission().means().get(h, 1);
            double variance = ((Gaussian) model.emission())
                    .covariances()
                    .matrices()
                    .get(h)
                    .get(1, 1);
            posterior[h] = law[h] * Math.exp(-(0.7 - mean) * (0.7 - mean) / (2 * variance)) / Math.sqrt(variance);
        }
        double[] next = model.transition().matrix().leftTimes(posterior);
        double sum = Arrays.stream(posterior).sum();
        double[] expected = model.emission().means().scale(1 / sum).leftTimes(next);
        assertThat(predictor
                        .predict(Context.ofPoints(new double[] {Double.NaN, 0.7}))
                        .toArray())
                .containsExactly(expected, within(1e-13));
        assertThat(predictor
                        .predict(Context.ofPoints(new double[] {Double.NaN, Double.NaN}))
                        .toArray())
                .containsExactly(model.emission().means().leftTimes(law), within(1e-13));
    }

    @Test
    void farPointsDoNotUnderflow() {
        Matrix means = Matrix.ofRows(new double[] {-1}, new double[] {1});
        Hmm model = Hmm.stationary(
                StochasticMatrix.ofRows(new double[] {0.9, 0.1}, new double[] {0.2, 0.8}), Gaussian.unit(means));
        OptimalPredictor predictor = OptimalPredictor.of(model, MaskedTask.parse("x2|x1"));
        assertThat(predictor.predict(Context.ofPoints(new double[] {1e6})).get(0))
                .isCloseTo(0.6, within(1e-12));
        assertThat(predictor.logDensity(Context.ofPoints(new double[] {0}), Context.ofPoints(new double[] {1e3})))
                .isCloseTo(-0.5 * 999 * 999, within(10.0));
    }

    @Test
    void relabellingTheStatesChangesNothing() {
        Hmm model = RandomModels.categoricalModel(new Seed(4).generator(), 4, 3);
        MaskedTask task = MaskedTask.parse("x1,x4|x2");
        Matrix table = OptimalPredictor.of(model, task).table().conditional();
        Matrix other = OptimalPredictor.of(model.permuted(Permutation.of(2, 3, 1, 0)), task)
                .table()
                .conditional();
        assertThat(other.minus(table).maxAbs()).isLessThan(1e-15);
        Matrix reversed = OptimalPredictor.of(
                        new Hmm(model.initial(), model.reversedTransition(), model.emission()),
                        MaskedTask.parse("x4,x1|x3"))
                .table()
                .conditional();
        assertThat(reversed.minus(table).maxAbs()).isLessThan(1e-15);
    }

    @Test
    void longGapsForgetTheContext() {
        Hmm model = RandomModels.categoricalModel(new Seed(4).generator(), 3, 3);
        double[] far = OptimalPredictor.of(model, MaskedTask.parse("x10000|x1"))
                .predict(Context.ofSymbols(1))
                .toArray();
        assertThat(far)
                .containsExactly(
                        model.emission().means().leftTimes(model.initial().toArray()), within(1e-12));
    }

    @Test
    void impossibleContextsAreRefusedAndFilledInTables() {
        Hmm model = Hmm.stationary(
                StochasticMatrix.ofRows(new double[] {0.5, 0.5}, new double[] {0.25, 0.75}),
                Categorical.ofRows(new double[] {1, 0, 0}, new double[] {0, 1, 0}));
        OptimalPredictor predictor = OptimalPredictor.of(model, MaskedTask.parse("x2|x1"));
        assertThatThrownBy(() -> predictor.predict(Context.ofSymbols(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the context [2] has probability 0 under the model");
        assertThat(predictor.table().weights()[2]).isZero();
        double[] law = model.emission().means().leftTimes(model.initial().toArray());
        assertThat(predictor.table().predict(Context.ofSymbols(2)).toArray()).containsExactly(law, within(1e-15));
        assertThat(predictor.logDensity(Context.ofSymbols(0), Context.ofSymbols(2)))
                .isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void wrongContextsAreNamed() {
        Hmm symbols = RandomModels.categoricalModel(new Seed(1).generator(), 2, 3);
        Hmm points = RandomModels.gaussianModel(new Seed(1).generator(), 2, 2, CovarianceShape.IDENTITY);
        MaskedTask task = MaskedTask.parse("x2|x1");
        OptimalPredictor ofSymbols = OptimalPredictor.of(symbols, task);
        OptimalPredictor ofPoints = OptimalPredictor.of(points, task);
        assertThat(ofSymbols.model()).isSameAs(symbols);
        assertThatThrownBy(() -> ofSymbols.predict(Context.ofSymbols(1, 2)))
                .hasMessage("the context has 2 tokens, expected 1 as the task says");
        assertThatThrownBy(() -> ofSymbols.predict(Context.ofSymbols(3)))
                .hasMessage("token 1 of the context has code 3, expected 0..2, or -1 for a missing one");
        assertThatThrownBy(() -> ofSymbols.predict(Context.ofSymbols(-2)))
                .hasMessage("token 1 of the context has code -2, expected 0..2, or -1 for a missing one");
        assertThatThrownBy(() -> ofSymbols.predict(Context.ofPoints(new double[3])))
                .hasMessage("token 1 of the context is a point, expected a symbol");
        assertThatThrownBy(() -> ofPoints.predict(Context.ofSymbols(1)))
                .hasMessage("token 1 of the context is a symbol, expected a point of 2 coordinates");
        assertThatThrownBy(() -> ofPoints.predict(Context.ofPoints(new double[3])))
                .hasMessage("token 1 of the context has 3 coordinates, expected 2");
        assertThatThrownBy(() -> Context.ofPoints(new double[] {1, Double.POSITIVE_INFINITY}))
                .hasMessage("coordinate 2 of token 1 of the context is Infinity, expected a finite number");
        assertThatThrownBy(ofPoints::table).hasMessage("a table needs a model that emits symbols");
    }

    @Test
    void customEmissionsArePredicted() {
        Hmm gaussian = RandomModels.gaussianModel(new Seed(6).generator(), 2, 2, CovarianceShape.IDENTITY);
        Hmm custom = new Hmm(
                gaussian.initial(),
                gaussian.transition(),
                new Wrapped(gaussian.emission().means()));
        MaskedTask task = MaskedTask.parse("x2,x3|x1");
        Context context = Context.ofPoints(new double[] {0.3, -0.8});
        assertThat(OptimalPredictor.of(custom, task).predict(context).toArray())
                .containsExactly(
                        OptimalPredictor.of(gaussian, task).predict(context).toArray(), within(1e-14));
        assertThatThrownBy(() ->
                        OptimalPredictor.of(custom, task).predict(Context.ofPoints(new double[] {0.3, Double.NaN})))
                .hasMessage(
                        "token 1 of the context misses some coordinates; these emissions take a whole token or none");
    }

    private record Wrapped(Matrix means) implements CustomEmission {
        @Override
        public double logDensity(int state, double[] values, int offset) {
            double sum = 0;
            for (int c = 0; c < means.columns(); c++) {
                sum -= Math.pow(values[offset + c] - means.get(state, c), 2) / 2;
            }
            return sum;
        }

        @Override
        public CustomEmission reestimated(double[] values, double[] weights) {
            return this;
        }

        @Override
        public int states() {
            return means.rows();
        }

        @Override
        public int dimension() {
            return means.columns();
        }

        @Override
        public CustomEmission permuted(Permutation permutation) {
            return new Wrapped(means.selectRows(permutation.toArray()));
        }
    }

    private static double[][] symbolWeights(Hmm model, int[] codes) {
        double[][] out = new double[codes.length][];
        for (int c = 0; c < codes.length; c++) {
            out[c] = model.emission().means().column(codes[c]);
        }
        return out;
    }

    /** Densities through determinant and inverse, not through the Cholesky factor. */
    private static double[][] pointWeights(Hmm model, double[][] points) {
        Gaussian gaussian = (Gaussian) model.emission();
        Covariances covariances = gaussian.covariances();
        double[][] out = new double[points.length][model.states()];
        for (int c = 0; c < points.length; c++) {
            for (int h = 0; h < model.states(); h++) {
                Matrix sigma = covariances.matrices().get(h);
                double determinant = sigma.get(0, 0) * sigma.get(1, 1) - sigma.get(0, 1) * sigma.get(1, 0);
                double x = points[c][0] - gaussian.means().get(h, 0);
                double y = points[c][1] - gaussian.means().get(h, 1);
                double square =
                        (x * x * sigma.get(1, 1) - 2 * x * y * sigma.get(0, 1) + y * y * sigma.get(0, 0)) / determinant;
                out[c][h] = Math.exp(-square / 2) / (2 * Math.PI * Math.sqrt(determinant));
            }
        }
        return out;
    }

    private static double[][] points(RandomGenerator random, int count) {
        double[][] out = new double[count][2];
        for (double[] point : out) {
            point[0] = 1.5 * random.nextGaussian();
            point[1] = 1.5 * random.nextGaussian();
        }
        return out;
    }

    private static Binary64[] lift(double[] values) {
        Binary64[] out = MathArrays.buildArray(Binary64Field.getInstance(), values.length);
        Arrays.setAll(out, i -> new Binary64(values[i]));
        return out;
    }

    private static Binary64[][] lift(Matrix matrix) {
        Binary64[][] out = new Binary64[matrix.rows()][];
        Arrays.setAll(out, i -> lift(matrix.row(i)));
        return out;
    }

    private static List<Binary64[]> lifted(double[][] rows) {
        List<Binary64[]> out = new ArrayList<>();
        for (double[] row : rows) {
            out.add(lift(row));
        }
        return out;
    }

    @Test
    void stationaryLawIsUsedWhateverTheStart() {
        Hmm model = RandomModels.startedModel(new Seed(9).generator(), 3, 3);
        Hmm stationary = Hmm.stationary(model.transition(), model.emission());
        MaskedTask task = MaskedTask.parse("x2,x3|x1");
        Matrix table = OptimalPredictor.of(model, task).table().conditional();
        assertThat(OptimalPredictor.of(stationary, task)
                        .table()
                        .conditional()
                        .minus(table)
                        .maxAbs())
                .isLessThan(1e-14);
        assertThat(model.initial()).isNotEqualTo(Probabilities.uniform(3));
    }
}
