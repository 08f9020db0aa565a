// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.unmask.verdict.ExactModels.gaussian;

import java.util.List;
import java.util.random.RandomGenerator;
import org.hipparchus.analysis.differentiation.Gradient;
import org.hipparchus.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unmask.model.Alphabet;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.ModelFamily;
import org.unmask.model.Parameterization;
import org.unmask.random.Seed;
import org.unmask.task.Loss;
import org.unmask.task.TaskSet;
import org.unmask.verdict.RationalModel;

/** The second models solve the equations of the predictor, and are no relabellings. */
class MirrorTwinsTest {

    private static final ModelFamily PLANE = new ModelFamily.Gaussian(2, 2, CovarianceShape.IDENTITY, Chain.STATIONARY);

    private static ExactModel exact(RationalModel model) {
        return new ExactModel(
                model.family(), model.free(), Alphabet.numbered(model.family().dimension()));
    }

    private static List<Double> values(ModelFamily family, double[] free) {
        return new PredictorEquations(family, TaskSet.parse("x1,x3|x2", Loss.SQUARED))
                .at(free).stream().map(Gradient::getValue).toList();
    }

    private static double[] vector(ExactModel model) {
        return model.free().stream().mapToDouble(BigFraction::doubleValue).toArray();
    }

    @Test
    void mirrorsSolveTheEquations() {
        RandomGenerator random = new Seed(81).generator();
        int inside = 0;
        for (int n = 0; n < 40; n++) {
            int d = random.nextInt(1, 4);
            ModelFamily family = new ModelFamily.Gaussian(2, d, CovarianceShape.IDENTITY, Chain.STATIONARY);
            ExactModel base = NicePoint.of(family, new Seed(n));
            double[] mirror = MirrorTwins.of(base).orElseThrow();
            List<Double> expected = values(family, vector(base));
            assertThat(mirror).hasSize(family.parameters());
            List<Double> found = values(family, mirror);
            for (int r = 0; r < expected.size(); r++) {
                assertThat(found.get(r)).isCloseTo(expected.get(r), within(1e-9 * (1 + Math.abs(expected.get(r)))));
            }
            assertThat(Math.abs(mirror[0] - vector(base)[0]) + Math.abs(mirror[1] - vector(base)[1]))
                    .isGreaterThan(1e-6);
            if (Fibre.isInside(base, mirror)) {
                inside++;
                assertThat(Alike.difference(
                                base.toHmm(), Parameterization.of(family).toModel(mirror, base.alphabet()), "x1,x3|x2"))
                        .isLessThan(1e-12);
            }
        }
        assertThat(inside).isPositive();
    }

    /** The example of the notebook. */
    @Test
    void theExampleHasOneMirror() {
        ExactModel base = exact(
                gaussian(Chain.STATIONARY, CovarianceShape.IDENTITY, "1/5 4/5; 1/2 1/2", "1 3/10; -7/10 1/2", ""));
        double[] expected = {
            0.606135326325852,
            0.306135326325852,
            1.029569945246052,
            -0.53877293473483,
            -0.670430054753948,
            -0.33877293473483
        };
        assertThat(MirrorTwins.of(base).orElseThrow()).containsExactly(expected, within(1e-13));
    }

    /** With these means the second law has a first entry of about exp(-72): no double holds what follows from it. */
    @Test
    void whereAStateWouldHardlyBeSeenThereIsNone() {
        assertThat(MirrorTwins.of(
                        exact(gaussian(Chain.STATIONARY, CovarianceShape.IDENTITY, "3/4 1/4; 1/4 3/4", "12; 6", ""))))
                .isEmpty();
        assertThat(MirrorTwins.of(
                        exact(gaussian(Chain.STATIONARY, CovarianceShape.IDENTITY, "3/4 1/4; 1/4 3/4", "6; 12", ""))))
                .isEmpty();
    }

    @Test
    void aStateThatIsNeverSeenHasNoMirror() {
        assertThat(MirrorTwins.of(
                        exact(gaussian(Chain.STATIONARY, CovarianceShape.IDENTITY, "1/2 1/2; 0 1", "1; 0", ""))))
                .isEmpty();
        assertThat(MirrorTwins.of(
                        exact(gaussian(Chain.STATIONARY, CovarianceShape.IDENTITY, "1 0; 1/2 1/2", "1; 0", ""))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "x1,x3|x2; true",
                "x3,x1|x2; true",
                "x3,x5|x4 & x1,x3|x2; true",
                "x1,x4|x2; false",
                "x1,x2|x3; false",
                "x2|x1; false",
                "x1,x3|x2,x4; false",
                "x1,x3|x2 & x2|x1; false"
            })
    void onlyNeighboursOnEitherSideHaveMirrors(String tasks, boolean apply) {
        TaskSet set = TaskSet.parse(tasks, Loss.SQUARED);
        assertThat(MirrorTwins.apply(PLANE, set)).isEqualTo(apply);
        for (ModelFamily other : List.of(
                new ModelFamily.Categorical(2, 2, Chain.STATIONARY),
                new ModelFamily.Gaussian(3, 2, CovarianceShape.IDENTITY, Chain.STATIONARY),
                new ModelFamily.Gaussian(2, 2, CovarianceShape.SPHERICAL_SHARED, Chain.STATIONARY),
                new ModelFamily.Gaussian(2, 2, CovarianceShape.IDENTITY, Chain.DOUBLY_STOCHASTIC))) {
            assertThat(MirrorTwins.apply(other, set)).isFalse();
        }
    }
}
