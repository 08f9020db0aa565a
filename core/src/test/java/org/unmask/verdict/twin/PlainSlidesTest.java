// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.unmask.verdict.ExactModels.categorical;
import static org.unmask.verdict.ExactModels.gaussian;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hipparchus.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.unmask.model.Alphabet;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.verdict.RationalModel;

/** Lines on which every predictor stands still. */
class PlainSlidesTest {

    private static final String TASKS = "x2,x3|x1 & x2|x1,x3";
    private static final BigFraction SMALL = new BigFraction(1, 64);

    private static ExactModel exact(RationalModel model) {
        return new ExactModel(
                model.family(), model.free(), Alphabet.numbered(model.family().dimension()));
    }

    /** How many slides there are; those that lead somewhere keep the predictions, and each leads elsewhere. */
    private static void slide(RationalModel model, int count, int leading) {
        ExactModel base = exact(model);
        List<Slide> slides = PlainSlides.of(base);
        assertThat(slides).hasSize(count);
        Set<ExactModel> found = new HashSet<>();
        int steps = 0;
        for (Slide slide : slides) {
            assertThat(slide.at(BigFraction.ZERO)).contains(base);
            assertThat(slide.at(new BigFraction(1000)).filter(there -> !base.isGaussian()))
                    .isEmpty();
            for (BigFraction t : List.of(SMALL, SMALL.negate())) {
                if (slide.at(t).isPresent()) {
                    steps++;
                    ExactModel second = slide.at(t).orElseThrow();
                    found.add(second);
                    assertThat(second).isNotEqualTo(base);
                    assertThat(Alike.difference(base.toHmm(), second.toHmm(), TASKS))
                            .isLessThan(1e-14);
                }
            }
        }
        assertThat(steps).isEqualTo(leading);
        assertThat(found).hasSizeGreaterThanOrEqualTo((steps + 1) / 2);
    }

    /** State 1 is left for good: its three symbols and its row of the chain are not seen. */
    @Test
    void aStateThatIsNeverEnteredAgainIsNotSeen() {
        slide(
                categorical(
                        Chain.STATIONARY, "1/2 1/4 1/4; 0 1/2 1/2; 0 1/4 3/4", "1/2 1/4 1/4; 1/4 1/2 1/4; 1/8 1/8 3/4"),
                6,
                12);
        slide(
                gaussian(
                        Chain.STATIONARY,
                        CovarianceShape.DIAGONAL_PER_STATE,
                        "1/2 1/4 1/4; 0 1/2 1/2; 0 1/4 3/4",
                        "1 2; 0 1; 3 1",
                        "1 2 1 1 2 2"),
                5,
                10);
    }

    @Test
    void statesThatEmitAlikeHideTheChain() {
        String chain = "1/2 1/4 1/4; 1/4 1/2 1/4; 1/4 1/4 1/2";
        String alike = "1/2 1/2; 1/2 1/2; 1/2 1/2";
        slide(categorical(Chain.STATIONARY, chain, alike), 9, 18);
        slide(categorical(Chain.DOUBLY_STOCHASTIC, chain, alike), 9, 18);
        slide(gaussian(Chain.STATIONARY, CovarianceShape.SPHERICAL_SHARED, chain, "1; 1; 1", "2"), 9, 18);
        slide(gaussian(Chain.STATIONARY, CovarianceShape.SPHERICAL_PER_STATE, chain, "1; 1; 1", "2 2 1"), 0, 0);
        slide(gaussian(Chain.STATIONARY, CovarianceShape.SPHERICAL_SHARED, chain, "1; 1; 2", "2"), 0, 0);
    }

    @Test
    void aChainThatForgetsLetsEmissionsPart() {
        String chain = "1/2 1/4 1/4; 1/2 1/4 1/4; 1/2 1/4 1/4";
        slide(categorical(Chain.STATIONARY, chain, "1/2 1/4 1/4; 1/4 1/2 1/4; 1/8 1/8 3/4"), 6, 12);
        slide(categorical(Chain.STATIONARY, "1/2 1/2; 1/2 1/2", "1 0; 1/2 1/2"), 2, 2);
        slide(categorical(Chain.STATIONARY, "1/2 1/2; 1/4 3/4", "1/4 3/4; 1/2 1/2"), 0, 0);
    }

    /** Of points the means' coordinates part alone; the mean of a token stands still. */
    @Test
    void pointsOfAForgetfulChainPart() {
        ExactModel base =
                exact(gaussian(Chain.STATIONARY, CovarianceShape.IDENTITY, "3/4 1/4; 3/4 1/4", "1 2; 0 1", ""));
        List<Slide> slides = PlainSlides.of(base);
        assertThat(slides).hasSize(2);
        for (Slide slide : slides) {
            ExactModel second = slide.at(SMALL).orElseThrow();
            assertThat(second).isNotEqualTo(base);
            assertThat(Fractions.product(
                            new BigFraction[][] {second.expand().initial()},
                            second.expand().means()))
                    .isDeepEqualTo(Fractions.product(
                            new BigFraction[][] {base.expand().initial()},
                            base.expand().means()));
        }
    }
}
