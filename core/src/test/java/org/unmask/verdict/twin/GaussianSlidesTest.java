// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.unmask.verdict.ExactModels.gaussian;

import java.util.List;
import org.hipparchus.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unmask.model.Alphabet;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.random.Seed;
import org.unmask.task.Loss;
import org.unmask.task.TaskSet;
import org.unmask.verdict.RationalModel;

/** Precisions that no mean sees, and equidistant means (2.9): predictions at random points stand still. */
class GaussianSlidesTest {

    private static final String UNEVEN = "1/2 1/2; 1/4 3/4";
    private static final String EVEN = "2/3 1/3; 1/3 2/3";
    private static final BigFraction SMALL = new BigFraction(1, 64);

    private static ExactModel model(
            Chain chain, CovarianceShape shape, String transition, String means, String spreads) {
        RationalModel model = gaussian(chain, shape, transition, means, spreads);
        return new ExactModel(
                model.family(), model.free(), Alphabet.numbered(model.family().dimension()));
    }

    private static List<Slide> slides(ExactModel base, String tasks) {
        return RationalSlides.of(base, TaskSet.parse(tasks, Loss.SQUARED), new Seed(1));
    }

    private static void keep(ExactModel base, List<Slide> slides, String tasks) {
        for (Slide slide : slides) {
            assertThat(slide.at(BigFraction.ZERO)).contains(base);
            for (BigFraction t : List.of(SMALL, SMALL.negate())) {
                ExactModel second = slide.at(t).orElseThrow();
                assertThat(second).isNotEqualTo(base);
                assertThat(Alike.difference(base.toHmm(), second.toHmm(), tasks))
                        .isLessThan(1e-12);
            }
            assertThat(slide.at(new BigFraction(-1000))).isEmpty();
        }
    }

    /** A direction is unseen where it is orthogonal to the means' differences and the states spread alike along it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "IDENTITY            | 1; 1              |                    | 0",
                "SPHERICAL_SHARED    | 1; 1              | 2                  | 1",
                "SPHERICAL_SHARED    | 1; 2              | 2                  | 0",
                "SPHERICAL_PER_STATE | 1; 1              | 2 2                | 1",
                "SPHERICAL_PER_STATE | 1; 1              | 2 3                | 0",
                "SPHERICAL_SHARED    | 1 0; 1 0          | 2                  | 0",
                "DIAGONAL_SHARED     | 1 2 3; 0 2 3      | 1 2 3              | 2",
                "DIAGONAL_SHARED     | 1 2 3; 0 2 4      | 1 2 3              | 1",
                "DIAGONAL_SHARED     | 1 2 3; 0 1 4      | 1 2 3              | 0",
                "DIAGONAL_PER_STATE  | 1 2 3; 0 2 3      | 1 2 3 2 2 4        | 1",
                "FULL_SHARED         | 1 2; 0 1          | 2 1/2 1            | 1",
                "FULL_SHARED         | 1 2 0; 0 1 1      | 2 1/2 1 0 1/3 1    | 2",
                "FULL_SHARED         | 1 2; 1 2          | 2 1/2 1            | 2",
                "FULL_PER_STATE      | 1 2; 0 1          | 2 1/2 1 2 1/2 1    | 1",
                "FULL_PER_STATE      | 1 2; 0 1          | 2 1/2 1 3 1/2 1    | 0",
            })
    void precisionsMoveWhereNoMeanSeesThem(CovarianceShape shape, String means, String spreads, int count) {
        ExactModel base = model(Chain.STATIONARY, shape, UNEVEN, means, spreads == null ? "" : spreads);
        String tasks = "x2,x3|x1 & x2|x1,x3";
        List<Slide> slides = slides(base, tasks);
        assertThat(slides).hasSize(count);
        keep(base, slides, tasks);
    }

    /** One state sees nothing at all. */
    @Test
    void oneStateHasAllPrecisionsFree() {
        ExactModel base = model(Chain.STATIONARY, CovarianceShape.FULL_SHARED, "1", "1 2", "2 1/2 1");
        assertThat(slides(base, "x2|x1")).hasSize(2);
        keep(base, slides(base, "x2|x1"), "x2|x1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "x2|x1; 1",
                "x3|x1; 1",
                "x1,x3|x2; 1",
                "x1,x5|x3 & x2|x4; 1",
                "x2|x1 & x1|x2; 1",
                "x2|x1 & x3|x1; 0",
                "x2,x4|x3 & x3|x1; 0",
                "x1,x4|x2; 0",
                "x2,x3|x1; 0",
                "x2|x1,x3; 0"
            })
    void equidistantMeansShrinkAtOneGap(String tasks, int count) {
        for (CovarianceShape shape : List.of(CovarianceShape.SPHERICAL_SHARED, CovarianceShape.DIAGONAL_SHARED)) {
            ExactModel base = model(
                    Chain.DOUBLY_STOCHASTIC,
                    shape,
                    EVEN,
                    "3 0; 1 2",
                    shape == CovarianceShape.SPHERICAL_SHARED ? "2" : "2 3");
            List<Slide> slides = slides(base, tasks);
            assertThat(slides).hasSize(count);
            keep(base, slides, tasks);
            for (Slide slide : slides) {
                assertThat(slide.at(new BigFraction(-1))).isEmpty();
                assertThat(slide.at(new BigFraction(-3, 2))).isEmpty();
            }
        }
    }

    /** Two states are always equidistant from their centroid when both are as likely; three need the right covariance. */
    @Test
    void meansMustBeEquidistant() {
        Chain even = Chain.DOUBLY_STOCHASTIC;
        String three = "1/2 1/4 1/4; 1/4 1/2 1/4; 1/4 1/4 1/2";
        assertThat(slides(model(even, CovarianceShape.IDENTITY, EVEN, "3 0; 1 2", ""), "x2|x1"))
                .isEmpty();
        assertThat(slides(model(even, CovarianceShape.SPHERICAL_PER_STATE, EVEN, "3 0; 1 2", "2 2"), "x2|x1"))
                .isEmpty();
        assertThat(slides(model(Chain.STATIONARY, CovarianceShape.SPHERICAL_SHARED, UNEVEN, "3 0; 1 2", "2"), "x2|x1"))
                .isEmpty();
        assertThat(slides(model(even, CovarianceShape.SPHERICAL_SHARED, three, "1 0; 0 1; -1 -1", "2"), "x2|x1"))
                .isEmpty();
        // x^2 - x y + y^2 is 1 at all three, the sum is zero.
        ExactModel base = model(even, CovarianceShape.FULL_SHARED, three, "1 0; 0 1; -1 -1", "4/3 2/3 4/3");
        assertThat(slides(base, "x1,x3|x2")).hasSize(1);
        keep(base, slides(base, "x1,x3|x2"), "x1,x3|x2");
        assertThat(slides(model(even, CovarianceShape.FULL_SHARED, three, "1 0; 0 1; -1 -1", "4/3 -2/3 4/3"), "x2|x1"))
                .isEmpty();
    }
}
