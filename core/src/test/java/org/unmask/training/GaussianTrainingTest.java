// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.hipparchus.util.Binary64;
import org.hipparchus.util.Binary64Field;
import org.hipparchus.util.MathArrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.unmask.data.PointSequences;
import org.unmask.inference.StopReason;
import org.unmask.matrix.LinearSystem;
import org.unmask.matrix.Matrix;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.predictor.PredictionFormula;
import org.unmask.random.Seed;
import org.unmask.task.Loss;
import org.unmask.task.MaskedTask;
import org.unmask.task.TaskSet;
import org.unmask.testkit.RandomModels;

class GaussianTrainingTest {

    private static final String[] TASKS = {
        "x2|x1", "x2,x3|x1", "x1,x3|x2", "x2,x1|x3", "x2|x1,x3", "x4|x1", "x2,x9|x1", "x1|x2,x3,x5"
    };

    /** Tokens of a model, drawn state by state. */
    private static PointSequences draw(Hmm model, int tokens, RandomGenerator random, int... ends) {
        Gaussian gaussian = (Gaussian) model.emission();
        int d = gaussian.dimension();
        double[] values = new double[tokens * d];
        int state = pick(model.initial().toArray(), random);
        for (int t = 0; t < tokens; t++) {
            Matrix root = LinearSystem.cholesky(
                            gaussian.covariances().matrices().get(state))
                    .orElseThrow();
            double[] noise = new double[d];
            for (int c = 0; c < d; c++) {
                noise[c] = random.nextGaussian();
            }
            double[] off = root.times(noise);
            for (int c = 0; c < d; c++) {
                values[t * d + c] = gaussian.means().get(state, c) + off[c];
            }
            state = pick(model.transition().row(state), random);
        }
        return PointSequences.of(d, values, ends.length == 0 ? new int[] {tokens} : ends);
    }

    private static int pick(double[] law, RandomGenerator random) {
        double draw = random.nextDouble();
        for (int i = 0; i < law.length; i++) {
            draw -= law[i];
            if (draw < 0) {
                return i;
            }
        }
        return law.length - 1;
    }

    private static Binary64[] field(double[] values) {
        Binary64[] out = MathArrays.buildArray(Binary64Field.getInstance(), values.length);
        for (int i = 0; i < out.length; i++) {
            out[i] = new Binary64(values[i]);
        }
        return out;
    }

    private static Binary64[][] field(Matrix matrix) {
        Binary64[][] out = new Binary64[matrix.rows()][];
        for (int i = 0; i < out.length; i++) {
            out[i] = field(matrix.row(i));
        }
        return out;
    }

    /** Densities of one token in each state, by the textbook. */
    private static double[] densities(Gaussian gaussian, PointSequences data, int token) {
        double[] out = new double[gaussian.states()];
        int d = gaussian.dimension();
        for (int h = 0; h < out.length; h++) {
            int state = h;
            Matrix off = Matrix.generate(
                    d, 1, (c, one) -> data.value(token, c) - gaussian.means().get(state, c));
            Matrix covariance = gaussian.covariances().matrices().get(h);
            double square = off.transpose()
                    .times(LinearSystem.inverse(covariance).orElseThrow())
                    .times(off)
                    .get(0, 0);
            out[h] = Math.exp(-0.5 * square)
                    / Math.sqrt(Math.pow(2 * Math.PI, d) * LinearSystem.determinant(covariance));
        }
        return out;
    }

    private static double byDefinition(Hmm model, MaskedTask task, PointSequences data) {
        Gaussian gaussian = (Gaussian) model.emission();
        PredictionFormula<Binary64> formula = new PredictionFormula<>(
                Binary64Field.getInstance(),
                field(model.initial().toArray()),
                field(model.transition().matrix()),
                field(gaussian.means()));
        int d = gaussian.dimension();
        double sum = 0;
        int count = 0;
        for (int s = 0; s < data.count(); s++) {
            for (int t = data.start(s); t + task.window() <= data.end(s); t++) {
                int base = t - task.first();
                List<Binary64[]> seen = new ArrayList<>();
                task.context().forEach(p -> seen.add(field(densities(gaussian, data, base + p))));
                if (task.loss() == Loss.LOG) {
                    List<Binary64[]> masked = new ArrayList<>();
                    task.targets().forEach(p -> masked.add(field(densities(gaussian, data, base + p))));
                    sum -= Math.log(
                            formula.conditionalDensity(task, seen, masked).getReal());
                } else {
                    Binary64[] prediction = formula.conditionalMean(task, seen);
                    for (int o = 0; o < prediction.length; o++) {
                        double product = 1;
                        int rest = o;
                        for (int i = task.targets().size() - 1; i >= 0; i--) {
                            product *= data.value(base + task.targets().get(i), rest % d);
                            rest /= d;
                        }
                        sum += Math.pow(prediction[o].getReal() - product, 2);
                    }
                }
                count++;
            }
        }
        return sum / count;
    }

    @Test
    @Tag("slow")
    void lossesAreThoseOfTheFormulaAndGradientsAreTheirDerivatives() {
        RandomGenerator random = new Seed(31).generator();
        for (CovarianceShape shape : CovarianceShape.values()) {
            for (String text : TASKS) {
                for (Loss loss : Loss.values()) {
                    int k = 1 + random.nextInt(3);
                    int d = 1 + random.nextInt(2);
                    Chain chain = Chain.values()[random.nextInt(2)];
                    Hmm drawn = RandomModels.gaussianModel(random, k, d, shape);
                    PointSequences data = draw(drawn, 40, random, 15, 40);
                    MaskedTask task = MaskedTask.parse(text).withLoss(loss);
                    PointObjective objective = new PointObjective(
                            List.of(new PointTask(task, data)), k, shape, chain, PointScale.of(data), Threads.ONE);
                    double[] theta = GaussianPoint.coordinates(drawn, shape);
                    Hmm model = objective.point(theta).orElseThrow().model();
                    double[] gradient = new double[theta.length];
                    String name = shape + " " + text + " " + loss + " " + chain;
                    double value = objective.evaluate(theta, gradient);
                    double expected = byDefinition(model, task, data);
                    assertThat(value).as(name).isCloseTo(expected, within(1e-10 * (1 + Math.abs(expected))));
                    for (int i = 0; i < theta.length; i++) {
                        double[] up = theta.clone();
                        double[] down = theta.clone();
                        up[i] += 1e-5;
                        down[i] -= 1e-5;
                        double[] unused = new double[theta.length];
                        double slope = (objective.evaluate(up, unused) - objective.evaluate(down, unused)) / 2e-5;
                        assertThat(gradient[i])
                                .as(name + " coordinate " + i)
                                .isCloseTo(slope, within(1e-6 * (1 + Math.abs(value))));
                    }
                }
            }
        }
    }

    @Test
    void coordinatesGoThereAndBack() {
        RandomGenerator random = new Seed(32).generator();
        for (CovarianceShape shape : CovarianceShape.values()) {
            Hmm model = RandomModels.gaussianModel(random, 3, 2, shape);
            double[] theta = GaussianPoint.coordinates(model, shape);
            Hmm back = GaussianPoint.of(theta, 3, 2, shape, Chain.STATIONARY, new double[] {8, 8})
                    .orElseThrow()
                    .model();
            Gaussian there = (Gaussian) model.emission();
            Gaussian here = (Gaussian) back.emission();
            assertThat(here.means()).isEqualTo(there.means());
            for (int h = 0; h < 3; h++) {
                assertThat(here.covariances()
                                .matrices()
                                .get(h)
                                .minus(there.covariances().matrices().get(h))
                                .maxAbs())
                        .isLessThan(1e-13);
            }
        }
    }

    @Test
    @Tag("slow")
    void trainingFromClustersComesNearTheTruth() {
        RandomGenerator random = new Seed(33).generator();
        Hmm truth = new Hmm(
                org.unmask.matrix.Probabilities.uniform(2),
                org.unmask.matrix.StochasticMatrix.ofRows(new double[] {0.9, 0.1}, new double[] {0.1, 0.9}),
                Gaussian.unit(Matrix.ofRows(new double[] {2, 0}, new double[] {-1, 1})));
        PointSequences data = draw(truth, 6000, random);
        for (Loss loss : Loss.values()) {
            for (Chain chain : Chain.values()) {
                List<Start> starts = Starts.clusters(data, 2, CovarianceShape.IDENTITY, chain, 2, new Seed(1));
                TrainingResult result = GaussianTraining.of(
                                data, CovarianceShape.IDENTITY, chain, TaskSet.parse("x2|x1", loss))
                        .train(starts, TrainingOptions.DEFAULT.withTolerance(1e-9));
                Hmm found = result.model().canonical();
                assertThat(result.stopReason()).isEqualTo(StopReason.CONVERGED);
                assertThat(result.curve()).isSortedAccordingTo((a, b) -> Double.compare(b, a));
                assertThat(found.emission()
                                .means()
                                .minus(truth.emission().means())
                                .maxAbs())
                        .as(loss + " " + chain)
                        .isLessThan(0.15);
                assertThat(found.transition().get(0, 0)).isCloseTo(0.9, within(0.05));
                assertThat(found.transition().isDoublyStochastic(1e-12)).isEqualTo(chain == Chain.DOUBLY_STOCHASTIC);
                MaskedLoss masked = result.losses().get(0);
                assertThat(masked.model())
                        .isCloseTo(result.loss(), within(1e-12))
                        .isLessThan(masked.independent());
                assertThat(masked.table()).isEmpty();
            }
        }
    }

    @Test
    void threadsDoNotChangeASingleBit() {
        Hmm truth = RandomModels.gaussianModel(new Seed(3).generator(), 2, 2, CovarianceShape.FULL_PER_STATE);
        PointSequences data = draw(truth, 9000, new Seed(4).generator());
        GaussianTraining training = GaussianTraining.of(
                data, CovarianceShape.FULL_PER_STATE, Chain.STATIONARY, TaskSet.parse("x2,x3|x1", Loss.LOG));
        List<Start> starts = Starts.clusters(data, 2, CovarianceShape.FULL_PER_STATE, Chain.STATIONARY, 1, new Seed(1));
        TrainingOptions few = TrainingOptions.DEFAULT.withIterations(5);
        assertThat(training.train(starts, few.withThreads(new Threads(3)))).isEqualTo(training.train(starts, few));
    }

    @Test
    void aCollapsingStateIsToldAsDegenerate() {
        double[] values = new double[400];
        RandomGenerator random = new Seed(5).generator();
        for (int t = 0; t < values.length; t++) {
            values[t] = t % 2 == 0 ? 0 : 5 + random.nextGaussian();
        }
        PointSequences data = PointSequences.of(1, values, 400);
        GaussianTraining training = GaussianTraining.of(
                data, CovarianceShape.SPHERICAL_PER_STATE, Chain.STATIONARY, TaskSet.parse("x2|x1", Loss.LOG));
        List<Start> starts =
                Starts.clusters(data, 2, CovarianceShape.SPHERICAL_PER_STATE, Chain.STATIONARY, 1, new Seed(1));
        assertThat(training.train(starts, TrainingOptions.DEFAULT).stopReason()).isEqualTo(StopReason.DEGENERATE_STATE);
    }

    @Test
    @Tag("slow")
    void covariancesStaySoundWhereTheLossHardlySeesThem() {
        PointSequences data = draw(
                RandomModels.gaussianModel(new Seed(6).generator(), 1, 3, CovarianceShape.FULL_SHARED),
                500,
                new Seed(7).generator());
        GaussianTraining training = GaussianTraining.of(
                data, CovarianceShape.FULL_PER_STATE, Chain.STATIONARY, TaskSet.parse("x2|x1", Loss.SQUARED));
        List<Start> starts = Starts.clusters(data, 3, CovarianceShape.FULL_PER_STATE, Chain.STATIONARY, 2, new Seed(1));
        TrainingResult result = training.train(starts, TrainingOptions.DEFAULT.withIterations(200));
        assertThat(result.loss()).isFinite().isLessThan(result.curve().get(0));
        assertThat(((Gaussian) result.model().emission()).covariances().matrices())
                .allMatch(matrix -> matrix.maxAbs() < 1e7);
    }

    @Test
    void badInputIsNamed() {
        PointSequences flat = PointSequences.of(1, new double[] {1, 1, 1}, 3);
        TaskSet tasks = TaskSet.parse("x2|x1", Loss.LOG);
        assertThatThrownBy(() -> GaussianTraining.of(flat, CovarianceShape.IDENTITY, Chain.STATIONARY, tasks))
                .hasMessageContaining("coordinate 1 is 1.0");
        PointSequences one = PointSequences.of(1, new double[] {1, 2}, 1, 2);
        assertThatThrownBy(() -> GaussianTraining.of(one, CovarianceShape.IDENTITY, Chain.STATIONARY, tasks))
                .hasMessageContaining("shorter than 2 tokens");
        PointSequences two = PointSequences.of(1, new double[] {1, 2}, 2);
        GaussianTraining training = GaussianTraining.of(two, CovarianceShape.IDENTITY, Chain.STATIONARY, tasks);
        Hmm other = RandomModels.gaussianModel(new Seed(1).generator(), 2, 1, CovarianceShape.FULL_SHARED);
        assertThatThrownBy(() -> training.train(List.of(new Start("s", other)), TrainingOptions.DEFAULT))
                .hasMessageContaining("full-shared");
        assertThatThrownBy(() -> training.train(List.of(), TrainingOptions.DEFAULT))
                .hasMessageContaining("none");
        assertThatThrownBy(() -> Starts.clusters(two, 3, CovarianceShape.IDENTITY, Chain.STATIONARY, 1, new Seed(1)))
                .hasMessageContaining("3 states");
    }
}
