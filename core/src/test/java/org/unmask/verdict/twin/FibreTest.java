// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.hipparchus.analysis.differentiation.Gradient;
import org.hipparchus.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.ModelFamily;
import org.unmask.model.Parameterization;
import org.unmask.random.Seed;
import org.unmask.task.Loss;
import org.unmask.task.TaskSet;

/** Directions along which the equations stand still, and steps that stay on the fibre. */
class FibreTest {

    private static final ModelFamily EVEN = new ModelFamily.Categorical(3, 3, Chain.DOUBLY_STOCHASTIC);

    private static Fibre fibre(ModelFamily family, String tasks, int seed) {
        return new Fibre(NicePoint.of(family, new Seed(seed)), TaskSet.parse(tasks, Loss.SQUARED));
    }

    private static List<Gradient> equations(Fibre fibre, String tasks, double[] at) {
        return new PredictorEquations(fibre.base().family(), TaskSet.parse(tasks, Loss.SQUARED)).at(at);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double largest(double[] vector) {
        return Arrays.stream(vector).map(Math::abs).max().orElseThrow();
    }

    private static void standsStill(Fibre fibre, String tasks, double[] at, double[] direction) {
        for (Gradient row : equations(fibre, tasks, at)) {
            assertThat(dot(row.getGradient(), direction)).isCloseTo(0, within(1e-11));
        }
        assertThat(largest(direction)).isCloseTo(1, within(1e-15));
    }

    private static int[] moving(Fibre fibre, String tasks) {
        Pivots pivots = Pivots.of(equations(fibre, tasks, fibre.start()), fibre.start().length);
        return java.util.stream.IntStream.range(0, fibre.start().length)
                .filter(i -> !pivots.columns().contains(i))
                .toArray();
    }

    /** (2.1), (2.2): {@code (k - 1)^2} and {@code k (k - 1)} for a pair, {@code (k - 1)(k - 2) / 2} for pairs at two gaps. */
    @Test
    void dimensionsAreTheKnownNullities() {
        ModelFamily free = new ModelFamily.Categorical(3, 3, Chain.STATIONARY);
        assertThat(fibre(EVEN, "x2|x1", 2).dimension()).isEqualTo(4);
        assertThat(fibre(free, "x2|x1", 2).dimension()).isEqualTo(6);
        assertThat(fibre(EVEN, "x2|x1 & x3|x1", 2).dimension()).isEqualTo(1);
        assertThat(fibre(EVEN, "x2,x3|x1", 2).dimension()).isZero();
        assertThat(fibre(EVEN, "x2|x1 & x3|x1", 1).equationCount()).isEqualTo(18);
        Fibre pair = fibre(EVEN, "x2|x1", 1);
        assertThat(pair.smallestPivot())
                .isEqualTo(Pivots.of(equations(pair, "x2|x1", pair.start()), 10).smallest())
                .isPositive();
    }

    @Test
    void directionsAreNullVectors() {
        RandomGenerator random = new Seed(2).generator();
        for (String tasks : List.of("x2|x1", "x2|x1 & x3|x1")) {
            for (int seed = 0; seed < 4; seed++) {
                Fibre fibre = fibre(EVEN, tasks, seed);
                double[] first = fibre.direction(fibre.start(), random).orElseThrow();
                standsStill(fibre, tasks, fibre.start(), first);
                double[] at = fibre.step(fibre.start(), first, 1e-3).orElseThrow();
                double[] onward = fibre.onward(at, first).orElseThrow();
                standsStill(fibre, tasks, at, onward);
                int[] moving = moving(fibre, tasks);
                double scale = onward[moving[0]] / first[moving[0]];
                assertThat(scale).isPositive();
                for (int i : moving) {
                    assertThat(onward[i]).isCloseTo(scale * first[i], within(1e-12));
                }
            }
        }
        Fibre wide = fibre(EVEN, "x2|x1", 0);
        int[] moving = moving(wide, "x2|x1");
        boolean up = false;
        boolean down = false;
        for (int n = 0; n < 20; n++) {
            double[] drawn = wide.direction(wide.start(), random).orElseThrow();
            up |= drawn[moving[1]] > 0;
            down |= drawn[moving[1]] < 0;
        }
        assertThat(up && down).as("both senses are drawn").isTrue();
    }

    @Test
    void stepsKeepThePredictions() {
        RandomGenerator random = new Seed(3).generator();
        ModelFamily points = new ModelFamily.Gaussian(2, 2, CovarianceShape.FULL_SHARED, Chain.STATIONARY);
        for (ModelFamily family : List.of(EVEN, points)) {
            Fibre fibre = fibre(family, "x2|x1", 4);
            double[] direction = fibre.direction(fibre.start(), random).orElseThrow();
            double[] there = fibre.step(fibre.start(), direction, 0.01).orElseThrow();
            assertThat(fibre.isInside(there)).isTrue();
            assertThat(Alike.difference(
                            fibre.base().toHmm(),
                            Parameterization.of(family)
                                    .toModel(there, fibre.base().alphabet()),
                            "x2|x1"))
                    .isLessThan(1e-12);
            for (int i : moving(fibre, "x2|x1")) {
                double wanted = fibre.start()[i] + 0.01 * direction[i];
                assertThat(there[i]).isEqualTo(Math.rint(wanted * 1e9) / 1e9);
            }
            double[] farther = fibre.seenFrom(there)
                    .step(there, fibre.onward(there, direction).orElseThrow(), 0.01)
                    .orElseThrow();
            assertThat(Alike.difference(
                            fibre.base().toHmm(),
                            Parameterization.of(family)
                                    .toModel(farther, fibre.base().alphabet()),
                            "x2|x1"))
                    .isLessThan(1e-12);
            assertThat(Arrays.stream(fibre.seenFrom(there).start()).boxed().toList())
                    .isEqualTo(Arrays.stream(there).boxed().toList());
        }
    }

    /** From beside the fibre a step of length zero leads back to it: the target is that of the model. */
    @Test
    void newtonLeadsBackToTheFibre() {
        Fibre fibre = fibre(EVEN, "x2|x1", 5);
        double[] beside = fibre.start();
        for (int i = 0; i < beside.length; i++) {
            beside[i] += 1e-3 * (i % 2 - 0.5);
        }
        double[] back = fibre.seenFrom(fibre.start())
                .step(beside, new double[beside.length], 0)
                .orElseThrow();
        double[] again = fibre.seenFrom(beside)
                .step(beside, new double[beside.length], 0)
                .orElseThrow();
        List<Gradient> target = equations(fibre, "x2|x1", fibre.start());
        for (double[] point : List.of(back, again)) {
            List<Gradient> rows = equations(fibre, "x2|x1", point);
            for (int r = 0; r < rows.size(); r++) {
                assertThat(rows.get(r).getValue()).isCloseTo(target.get(r).getValue(), within(1e-13));
            }
        }
    }

    /** The rise in a coordinate that moves is that of the function along the null vector of this coordinate. */
    @Test
    void ascentsAreProjectedGradients() {
        String tasks = "x2|x1";
        RandomGenerator random = new Seed(6).generator();
        for (int seed = 0; seed < 4; seed++) {
            Fibre fibre = fibre(EVEN, tasks, seed);
            double[] gradient = random.doubles(fibre.start().length, -1, 1).toArray();
            double[] kept = gradient.clone();
            double[] ascent = fibre.ascent(fibre.start(), gradient).orElseThrow();
            assertThat(gradient).isEqualTo(kept);
            standsStill(fibre, tasks, fibre.start(), ascent);
            int[] moving = moving(fibre, tasks);
            double scale = 0;
            for (int i : moving) {
                double[] only = new double[gradient.length];
                only[i] = 1;
                double[] along = fibre.onward(fibre.start(), only).orElseThrow();
                double rise = dot(gradient, along) / along[i];
                scale = scale == 0 ? ascent[i] / rise : scale;
                assertThat(scale).isPositive();
                assertThat(ascent[i]).isCloseTo(scale * rise, within(1e-10));
            }
            double[] fixed = equations(fibre, tasks, fibre.start()).get(3).getGradient();
            assertThat(fibre.ascent(fibre.start(), fixed)).as("stands still").isEmpty();
        }
    }

    /** Nothing is predicted of a single symbol, so that every coordinate moves. */
    @Test
    void withoutEquationsAllMoves() {
        Fibre fibre = fibre(new ModelFamily.Categorical(2, 1, Chain.STATIONARY), "x2|x1", 1);
        assertThat(fibre.dimension()).isEqualTo(2);
        assertThat(fibre.ascent(fibre.start(), new double[] {2, -1}).orElseThrow())
                .containsExactly(1, -0.5);
        assertThat(fibre.onward(fibre.start(), new double[] {0.25, 0.5}).orElseThrow())
                .containsExactly(0.5, 1);
        double[] there = fibre.step(fibre.start(), new double[] {1, -1}, 0.125).orElseThrow();
        assertThat(there[0]).isCloseTo(fibre.start()[0] + 0.125, within(1e-9));
        assertThat(there[1]).isCloseTo(fibre.start()[1] - 0.125, within(1e-9));
    }

    @Test
    void outsideIsSaidToBeSo() {
        Fibre fibre = fibre(EVEN, "x2|x1", 7);
        double[] out = fibre.start();
        out[0] = 1.5;
        assertThat(fibre.isInside(out)).isFalse();
        assertThat(fibre.isInside(fibre.start())).isTrue();
        assertThat(fibre.base().free().stream().mapToDouble(BigFraction::doubleValue))
                .containsExactly(Arrays.stream(fibre.start()).boxed().toArray(Double[]::new));
        double[] far = new double[out.length];
        Arrays.fill(far, 1);
        assertThat(fibre.step(fibre.start(), far, 1e9))
                .as("too far for Newton's method")
                .isEmpty();
    }

    /** Two closed classes have no one law, and a symbol that is never emitted has no predictions. */
    @Test
    void stepsToWhereNothingIsPredictedEnd() {
        ModelFamily family = new ModelFamily.Categorical(2, 2, Chain.STATIONARY);
        Fibre fibre = fibre(family, "x2|x1", 3);
        double[] start = fibre.start();
        double[] parted = {1 - start[0], -start[1], 0, 0};
        assertThat(fibre.step(start, parted, 1)).isEmpty();
        double[] mute = {0, 0, 1 - start[2], 1 - start[3]};
        assertThat(fibre.step(start, mute, 1)).isEmpty();
    }

    /** Strides of one length while there is room, shorter ones up to the edge of the family. */
    @Test
    void stopsLeadToTheEdge() {
        Fibre fibre = fibre(EVEN, "x2|x1 & x3|x1", 2);
        double[] direction =
                fibre.direction(fibre.start(), new Seed(4).generator()).orElseThrow();
        assertThat(fibre.stops(direction, 0.01, 0)).isEmpty();
        assertThat(fibre.stops(direction, 0.01, 1)).hasSize(1);
        List<double[]> points = fibre.stops(direction, 0.01, 400);
        assertThat(points).hasSizeBetween(5, 399);
        double[] before = fibre.start();
        double[] heading = direction;
        int coordinate = moving(fibre, "x2|x1 & x3|x1")[0];
        long halvings = 0;
        for (double[] point : points) {
            assertThat(fibre.isInside(point)).isTrue();
            assertThat(Alike.difference(
                            fibre.base().toHmm(),
                            Parameterization.of(EVEN)
                                    .toModel(point, fibre.base().alphabet()),
                            "x2|x1 & x3|x1"))
                    .isLessThan(1e-11);
            double stride = (point[coordinate] - before[coordinate]) / heading[coordinate];
            long halved = Math.round(Math.log(0.01 / stride) / Math.log(2));
            assertThat(stride).isCloseTo(Math.scalb(0.01, (int) -halved), within(2e-9 / Math.abs(heading[coordinate])));
            assertThat(halved).isBetween(halvings, 8L);
            halvings = halved;
            before = point;
            heading = fibre.onward(before, direction).orElseThrow();
        }
        assertThat(halvings).isPositive();
        assertThat(fibre.step(before, heading, 0.01 / 256).filter(fibre::isInside))
                .as("the edge is near")
                .isEmpty();
    }
}
