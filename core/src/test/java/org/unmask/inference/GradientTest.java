// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.unmask.data.Sequences;
import org.unmask.matrix.Probabilities;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Hmm;
import org.unmask.model.StationaryLaw;
import org.unmask.parallel.Threads;
import org.unmask.testkit.RandomModels;

/** The gradient from expected counts against differences of the log-likelihood, and what M steps claim to maximise. */
class GradientTest {

    private static final double STEP = 1e-5;

    private static void check(Hmm model, Chain chain, InitialLaw initial) {
        Sequences data = SideBySideTest.withGaps(new SplittableRandom(8), model, new int[] {60, 5, 5, 5, 5, 1, 1});
        VarianceFloor floor = VarianceFloor.of(data, 1e-9);
        EmCoordinates coordinates = new EmCoordinates(chain, initial, floor);
        double[] gradient = EmGradient.of(model, ExpectedCounts.of(model, data, Threads.ONE), chain, initial);
        double[] point = coordinates.point(model);
        assertThat(gradient).hasSameSizeAs(point);
        double[] curvature = coordinates.curvature(model, ExpectedCounts.of(model, data, Threads.ONE));
        SplittableRandom random = new SplittableRandom(2);
        for (int trial = 0; trial < 6; trial++) {
            double[] direction = random.doubles(point.length, -1, 1).toArray();
            for (int n = 0; n < point.length; n++) {
                direction[n] = curvature[n] > 0 ? direction[n] : 0;
            }
            double expected = QuasiNewton.dot(gradient, direction);
            double found = (along(coordinates, model, data, point, direction, STEP)
                            - along(coordinates, model, data, point, direction, -STEP))
                    / (2 * STEP);
            assertThat(found)
                    .as("%s %s %s", model.emission(), chain, initial)
                    .isCloseTo(expected, within(2e-6 * (1 + Math.abs(expected) * 10)));
        }
    }

    private static double along(
            EmCoordinates coordinates, Hmm model, Sequences data, double[] point, double[] direction, double step) {
        double[] moved = point.clone();
        for (int n = 0; n < moved.length; n++) {
            moved[n] += step * direction[n];
        }
        return Likelihood.of(coordinates.model(moved, model).orElseThrow(), data);
    }

    @Test
    void isThatOfTheLikelihood() {
        SplittableRandom random = new SplittableRandom(1);
        check(RandomModels.startedModel(random, 3, 4), Chain.STATIONARY, InitialLaw.FREE);
        check(RandomModels.categoricalModel(random, 3, 4), Chain.STATIONARY, InitialLaw.STATIONARY);
        check(RandomModels.doublyStochasticModel(random, 3, 4), Chain.DOUBLY_STOCHASTIC, InitialLaw.STATIONARY);
        check(RandomModels.doublyStochasticModel(random, 4, 3), Chain.DOUBLY_STOCHASTIC, InitialLaw.FREE);
        for (CovarianceShape shape : CovarianceShape.values()) {
            Hmm model = RandomModels.gaussianModel(random, 2, 3, shape);
            check(model, Chain.STATIONARY, InitialLaw.STATIONARY);
        }
    }

    @Test
    void doublyStochasticStepBeatsItsNeighbours() {
        SplittableRandom random = new SplittableRandom(3);
        for (int k = 2; k <= 5; k++) {
            int size = k;
            double[] xi = random.doubles((long) k * k, 0, 50).toArray();
            xi[1] = 0;
            xi[2 % (k * k)] *= 1e-6;
            StochasticMatrix current = RandomModels.doublyStochastic(random, k);
            StochasticMatrix best = DoublyStochasticFit.of(xi, current);
            assertThat(best.isDoublyStochastic(1e-12)).isTrue();
            double top = MaximizationStep.weighted(xi, best);
            assertThat(top).isGreaterThan(MaximizationStep.weighted(xi, current));
            for (int trial = 0; trial < 50; trial++) {
                StochasticMatrix other = RandomModels.doublyStochastic(random, size);
                StochasticMatrix near = StochasticMatrix.normalized(
                        "mixture", best.matrix().scale(0.99).plus(other.matrix().scale(0.01)));
                assertThat(MaximizationStep.weighted(xi, near)).isLessThan(top + 1e-7);
            }
        }
    }

    @Test
    void stationaryStepBeatsItsNeighbours() {
        SplittableRandom random = new SplittableRandom(4);
        for (int trial = 0; trial < 20; trial++) {
            int k = 2 + trial % 3;
            double[] xi = random.doubles((long) k * k, 0, 50).toArray();
            double[] starts = random.doubles(k, 0, 30).toArray();
            StochasticMatrix best = StationaryFit.of(xi, starts, RandomModels.stochastic(random, k, k));
            double top = objective(xi, starts, best);
            for (int n = 0; n < 30; n++) {
                StochasticMatrix near = StochasticMatrix.normalized(
                        "mixture",
                        best.matrix()
                                .scale(0.99)
                                .plus(RandomModels.stochastic(random, k, k)
                                        .matrix()
                                        .scale(0.01)));
                assertThat(objective(xi, starts, near)).isLessThan(top + 1e-6);
            }
        }
    }

    private static double objective(double[] xi, double[] starts, StochasticMatrix transition) {
        Probabilities law = StationaryLaw.of(transition);
        double sum = MaximizationStep.weighted(xi, transition);
        for (int i = 0; i < starts.length; i++) {
            sum += starts[i] * Math.log(law.get(i));
        }
        return sum;
    }
}
