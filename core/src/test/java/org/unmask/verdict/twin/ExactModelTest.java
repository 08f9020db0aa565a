// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.unmask.verdict.ExactModels.categorical;
import static org.unmask.verdict.ExactModels.gaussian;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.hipparchus.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Alphabet;
import org.unmask.model.Categorical;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.FieldModel;
import org.unmask.model.Hmm;
import org.unmask.model.ModelFamily;
import org.unmask.random.Seed;
import org.unmask.verdict.ExactModels;
import org.unmask.verdict.Minors;
import org.unmask.verdict.RationalModel;

class ExactModelTest {

    private static final String EVEN = "1/2 1/2; 1/2 1/2";

    private static ExactModel exact(RationalModel model) {
        return new ExactModel(
                model.family(), model.free(), Alphabet.numbered(model.family().dimension()));
    }

    /** To matrices and back; with denominators that are powers of two, to doubles and back as well. */
    @ParameterizedTest
    @EnumSource(CovarianceShape.class)
    void matricesAndDoublesLeadBackToTheModel(CovarianceShape shape) {
        for (Chain chain : Chain.values()) {
            for (ModelFamily family :
                    List.of(new ModelFamily.Gaussian(4, 2, shape, chain), new ModelFamily.Categorical(3, 4, chain))) {
                ExactModel model = NicePoint.of(family, new Seed(3));
                FieldModel<BigFraction> all = model.expand();
                assertThat(model.isInside()).isTrue();
                assertThat(model.with(all.transition(), all.means(), all.spreads()))
                        .isEqualTo(model);
                assertThat(model.isGaussian()).isEqualTo(family instanceof ModelFamily.Gaussian);
                if (model.isGaussian() && chain == Chain.DOUBLY_STOCHASTIC) {
                    assertThat(ExactModel.of(model.toHmm(), family)).contains(model);
                }
            }
        }
    }

    @Test
    void symbolsAreKept() {
        Hmm model = Hmm.stationary(
                StochasticMatrix.of("transition matrix", Matrix.of(2, 2, 0.5, 0.5, 0.25, 0.75)),
                new Categorical(
                        Alphabet.of("a", "b"),
                        StochasticMatrix.of("emission matrix", Matrix.of(2, 2, 0.5, 0.5, 0.1, 0.9))));
        ExactModel exact =
                ExactModel.of(model, ModelFamily.of(model, Chain.STATIONARY)).orElseThrow();
        assertThat(exact.alphabet()).isEqualTo(Alphabet.of("a", "b"));
        assertThat(exact.free()).containsExactly(ExactModels.matrix("1/2 1/4 1/2 1/10")[0]);
        assertThat(exact.toHmm().emission()).isEqualTo(model.emission());
        Hmm two = new Hmm(
                model.initial(), StochasticMatrix.of("transition matrix", Matrix.identity(2)), model.emission());
        assertThat(ExactModel.of(two, ModelFamily.of(two, Chain.STATIONARY)))
                .as("two stationary laws")
                .isEmpty();
    }

    @Test
    void theNumberOfParametersIsThatOfTheFamily() {
        assertThatThrownBy(() -> new ExactModel(
                        new ModelFamily.Categorical(2, 2, Chain.STATIONARY),
                        List.of(BigFraction.ONE),
                        Alphabet.numbered(2)))
                .hasMessage("the family has 4 free parameters, found 1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1/2 1/2; 0 1 | 1/2 1/2; 1/4 3/4 | true",
                "1 0; 0 1 | 1/2 1/2; 1/4 3/4 | false",
                "3/2 -1/2; 1/2 1/2 | 1/2 1/2; 1/4 3/4 | false",
                "1/2 1/2; -1/2 3/2 | 1/2 1/2; 1/4 3/4 | false",
                "1/2 1/2; 1/4 3/4 | 0 1; 1/4 3/4 | true",
                "1/2 1/2; 1/4 3/4 | -1/4 5/4; 1/4 3/4 | false",
                "1/2 1/2; 1/4 3/4 | 1/2 1/2; 5/4 -1/4 | false",
            })
    void symbolsAreInsideWithoutNegativeChances(String transition, String emission, boolean inside) {
        assertThat(exact(categorical(Chain.STATIONARY, transition, emission)).isInside())
                .isEqualTo(inside);
    }

    /** Definite where all leading minors are positive. */
    @Test
    void pointsAreInsideWithDefiniteCovariances() {
        RandomGenerator random = new Seed(75).generator();
        int inside = 0;
        for (int n = 0; n < 60; n++) {
            BigFraction[][] spread = new BigFraction[3][3];
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j <= i; j++) {
                    int entry = i == j ? random.nextInt(0, 4) : random.nextInt(-1, 2);
                    spread[i][j] = new BigFraction(entry);
                    spread[j][i] = spread[i][j];
                    text.append(entry).append(' ');
                }
            }
            boolean definite = IntStream.rangeClosed(1, 3)
                    .mapToObj(size -> IntStream.range(0, size).toArray())
                    .allMatch(some -> Minors.determinant(Minors.select(spread, some, some))
                                    .signum()
                            > 0);
            inside += definite ? 1 : 0;
            String means = "-1 0 0; 2 3 -2";
            assertThat(exact(gaussian(
                                    Chain.DOUBLY_STOCHASTIC, CovarianceShape.FULL_SHARED, EVEN, means, text.toString()))
                            .isInside())
                    .isEqualTo(definite);
            assertThat(exact(gaussian(
                                    Chain.DOUBLY_STOCHASTIC,
                                    CovarianceShape.FULL_PER_STATE,
                                    EVEN,
                                    means,
                                    "1 0 1 0 0 1 " + text))
                            .isInside())
                    .isEqualTo(definite);
        }
        assertThat(inside).isBetween(10, 50);
    }
}
