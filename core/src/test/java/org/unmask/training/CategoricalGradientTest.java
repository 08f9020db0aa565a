// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.hipparchus.analysis.differentiation.Gradient;
import org.hipparchus.analysis.differentiation.GradientField;
import org.hipparchus.util.MathArrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.unmask.data.WindowWeights;
import org.unmask.model.Chain;
import org.unmask.model.FieldStationaryLaw;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.predictor.PredictionFormula;
import org.unmask.random.Seed;
import org.unmask.task.Loss;
import org.unmask.task.MaskedTask;
import org.unmask.testkit.RandomModels;

/** Losses and gradients of both kernels against the one formula over dual numbers. */
class CategoricalGradientTest {

    private static final String[] TASKS = {
        "x2|x1", "x2,x3|x1", "x1,x3|x2", "x1,x2|x3", "x2|x1,x3", "x4|x1", "x3,x2|x1", "x2,x9|x1", "x1|x2,x3,x5"
    };

    private static double[] weights(RandomGenerator random, int size) {
        double[] out = new double[size];
        for (int i = 0; i < size; i++) {
            out[i] = random.nextInt(4) == 0 ? 0 : random.nextDouble();
        }
        return out;
    }

    private static WindowWeights dense(RandomGenerator random, MaskedTask task, int d) {
        int[] positions = WindowTask.positions(task);
        return WindowWeights.dense(d, java.util.Arrays.stream(positions).boxed().toList(), weights(random, (int)
                Math.round(Math.pow(d, positions.length))));
    }

    private static WindowWeights sparse(WindowWeights dense) {
        List<Long> keys = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        dense.forEach((key, weight) -> {
            keys.add(key);
            values.add(weight);
        });
        return WindowWeights.sparse(
                dense.symbols(),
                dense.positions(),
                keys.stream().mapToLong(Long::longValue).toArray(),
                values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static Gradient[] softmax(Gradient[] logits) {
        Gradient sum = logits[0].getField().getZero();
        Gradient[] out = new Gradient[logits.length];
        for (int i = 0; i < logits.length; i++) {
            out[i] = logits[i].exp();
            sum = sum.add(out[i]);
        }
        for (int i = 0; i < logits.length; i++) {
            out[i] = out[i].divide(sum);
        }
        return out;
    }

    /** The loss by its definition, with derivatives by all coordinates. */
    private static Gradient byDefinition(double[] theta, int k, int d, Chain chain, MaskedTask task, WindowWeights w) {
        GradientField field = GradientField.getField(theta.length);
        Gradient[][] transition = new Gradient[k][k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                transition[i][j] = Gradient.variable(theta.length, i * k + j, theta[i * k + j]);
            }
            if (chain == Chain.STATIONARY) {
                transition[i] = softmax(transition[i]);
            } else {
                for (int j = 0; j < k; j++) {
                    transition[i][j] = transition[i][j].exp();
                }
            }
        }
        for (int round = 0; chain == Chain.DOUBLY_STOCHASTIC && round < 2000; round++) {
            for (int i = 0; i < k; i++) {
                Gradient row = field.getZero();
                for (int j = 0; j < k; j++) {
                    row = row.add(transition[i][j]);
                }
                for (int j = 0; j < k; j++) {
                    transition[i][j] = transition[i][j].divide(row);
                }
            }
            for (int j = 0; j < k; j++) {
                Gradient column = field.getZero();
                for (int i = 0; i < k; i++) {
                    column = column.add(transition[i][j]);
                }
                for (int i = 0; i < k; i++) {
                    transition[i][j] = transition[i][j].divide(column);
                }
            }
        }
        Gradient[][] emission = new Gradient[k][d];
        for (int h = 0; h < k; h++) {
            for (int x = 0; x < d; x++) {
                int at = k * k + x * k + h;
                emission[h][x] = Gradient.variable(theta.length, at, theta[at]);
            }
            emission[h] = softmax(emission[h]);
        }
        PredictionFormula<Gradient> formula =
                new PredictionFormula<>(field, FieldStationaryLaw.of(field, transition), transition, emission);
        int[] positions = WindowTask.positions(task);
        int contexts = (int) Math.round(Math.pow(d, task.context().size()));
        int outcomes = (int) Math.round(Math.pow(d, task.targets().size()));
        Gradient loss = field.getZero();
        for (int c = 0; c < contexts; c++) {
            int[] window = new int[positions.length];
            List<Gradient[]> seen = new ArrayList<>();
            int rest = c;
            for (int position : task.context()) {
                int x = rest % d;
                rest /= d;
                window[java.util.Arrays.binarySearch(positions, position)] = x;
                Gradient[] likelihood = MathArrays.buildArray(field, k);
                for (int h = 0; h < k; h++) {
                    likelihood[h] = emission[h][x];
                }
                seen.add(likelihood);
            }
            Gradient[] prediction = formula.conditionalMean(task, seen);
            Gradient norm = field.getZero();
            for (Gradient q : prediction) {
                norm = norm.add(q.multiply(q));
            }
            for (int o = 0; o < outcomes; o++) {
                int digits = o;
                for (int t = task.targets().size() - 1; t >= 0; t--) {
                    window[
                            java.util.Arrays.binarySearch(
                                    positions, task.targets().get(t))] = digits % d;
                    digits /= d;
                }
                double weight = w.get(window) / w.total();
                Gradient one = task.loss() == Loss.LOG
                        ? prediction[o].log().negate()
                        : norm.subtract(prediction[o].multiply(2)).add(1);
                loss = loss.add(one.multiply(weight));
            }
        }
        return loss;
    }

    @Test
    void bothKernelsAgreeWithTheDefinition() {
        RandomGenerator random = new Seed(11).generator();
        for (String text : TASKS) {
            for (Loss loss : Loss.values()) {
                for (Chain chain : Chain.values()) {
                    int k = 1 + random.nextInt(3);
                    int d = 2 + random.nextInt(2);
                    MaskedTask task = MaskedTask.parse(text).withLoss(loss);
                    double[] theta = random.doubles(k * k + k * d, -1.5, 1.5).toArray();
                    WindowWeights weights = dense(random, task, d);
                    Gradient expected = byDefinition(theta, k, d, chain, task, weights);
                    for (WindowWeights table : List.of(weights, sparse(weights))) {
                        WindowTask windows = new WindowTask(task, table);
                        CategoricalObjective objective =
                                new CategoricalObjective(List.of(windows), k, chain, Threads.ONE);
                        double[] gradient = new double[theta.length];
                        double value = objective.evaluate(theta, gradient);
                        String name = text + " " + loss + " " + chain + " k=" + k + " dense " + table.isDense();
                        assertThat(windows.floor() + value).as(name).isCloseTo(expected.getReal(), within(1e-11));
                        assertThat(gradient).as(name).containsExactly(expected.getGradient(), within(1e-10));
                    }
                }
            }
        }
    }

    @Test
    @Tag("slow")
    void curvatureIsTheSecondDerivativeWhereTheTableIsTheModelsOwn() {
        RandomGenerator random = new Seed(12).generator();
        for (String text : TASKS) {
            for (Loss loss : Loss.values()) {
                for (Chain chain : Chain.values()) {
                    int k = 2;
                    int d = 3;
                    MaskedTask task = MaskedTask.parse(text).withLoss(loss);
                    Hmm model = chain == Chain.STATIONARY
                            ? RandomModels.categoricalModel(random, k, d)
                            : RandomModels.doublyStochasticModel(random, k, d);
                    WindowTask windows = new WindowTask(task, WindowWeights.ofModel(model, WindowTask.positions(task)));
                    CategoricalObjective objective = new CategoricalObjective(List.of(windows), k, chain, Threads.ONE);
                    double[] theta = ModelPoint.coordinates(model, Softmax.FLOOR);
                    int n = theta.length;
                    double[] gradient = new double[n];
                    assertThat(objective.evaluate(theta, gradient)).isLessThan(1e-17);
                    double[] lower = objective.curvature(theta);
                    double step = 1e-5;
                    for (int i = 0; i < n; i++) {
                        double[] up = theta.clone();
                        double[] down = theta.clone();
                        up[i] += step;
                        down[i] -= step;
                        double[] above = new double[n];
                        double[] below = new double[n];
                        objective.evaluate(up, above);
                        objective.evaluate(down, below);
                        for (int j = 0; j <= i; j++) {
                            assertThat(lower[i * n + j])
                                    .as(text + " " + loss + " " + chain)
                                    .isCloseTo((above[j] - below[j]) / (2 * step), within(1e-8));
                        }
                    }
                }
            }
        }
    }

    /** Few windows of many possible ones: visited by themselves, through the state in the middle, or with all cells. */
    @Test
    void fewWindowsGiveWhatAllCellsGive() {
        RandomGenerator random = new Seed(13).generator();
        int d = 30;
        for (String text : List.of("x2,x3|x1", "x1,x3|x2", "x2|x1,x3", "x4,x7|x1")) {
            for (int k = 1; k <= 4; k++) {
                MaskedTask task = MaskedTask.parse(text);
                double[] sparse = new double[d * d * d];
                for (int n = 0; n < 2000; n++) {
                    sparse[random.nextInt(sparse.length)]++;
                }
                List<Integer> positions = java.util.Arrays.stream(WindowTask.positions(task))
                        .boxed()
                        .toList();
                WindowTask windows = new WindowTask(task, WindowWeights.dense(d, positions, sparse));
                double affordable = CategoricalObjective.SCORING_COST;
                assertThat(MiddleWindowLoss.pays(windows, k, affordable)).isEqualTo(k > 1);
                double[] all = random.doubles(sparse.length, 0.5, 1).toArray();
                assertThat(MiddleWindowLoss.pays(
                                new WindowTask(task, WindowWeights.dense(d, positions, all)), k, affordable))
                        .isFalse();
                double[] theta = random.doubles(k * k + k * d, -1.5, 1.5).toArray();
                ModelPoint point = ModelPoint.of(theta, k, d, Chain.STATIONARY).orElseThrow();
                List<double[]> found = new ArrayList<>();
                for (WindowLoss loss :
                        List.of(new MiddleWindowLoss(windows, k, Threads.ONE), new DenseWindowLoss(windows, k))) {
                    double[] raw = new double[loss.rawSize()];
                    double[] out = new double[theta.length + 1];
                    out[theta.length] = loss.evaluate(point, raw);
                    point.pullBack(windows.gaps, raw, out);
                    found.add(out);
                }
                assertThat(found.get(0)).as(text + " k=" + k).containsExactly(found.get(1), within(1e-11));
            }
        }
    }

    @Test
    void smallDivergencesKeepTheirDigits() {
        assertThat(DenseWindowLoss.divergence(0.3, 0.3 * (1 + 1e-9)) / (0.15e-18))
                .isCloseTo(1, within(1e-6));
        for (double r : new double[] {-0.0101, -0.0099, 0.0099, 0.0101, 0.5}) {
            double exact = 0.4 * (r - Math.log1p(r));
            assertThat(DenseWindowLoss.divergence(0.4, 0.4 * (1 + r))).isCloseTo(exact, within(1e-11 * exact));
        }
    }
}
