// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.unmask.field.SimplestFraction;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Probabilities;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Alphabet;
import org.unmask.model.Categorical;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Covariances;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.model.ModelFamily;

/** Decimals are read as the fractions that a person means by them. */
class RationalModelTest {

    private static final StochasticMatrix DECIMALS =
            StochasticMatrix.of("transition matrix", Matrix.of(3, 3, 0.5, 0.3, 0.2, 0.2, 0.5, 0.3, 0.3, 0.2, 0.5));
    private static final Matrix MEANS = Matrix.of(3, 2, 0.1, -1.5, 0.7, 2, 1e3, 0);

    private static BigFraction[] fractions(String text) {
        return ExactModels.matrix(text)[0];
    }

    private static String spread(CovarianceShape.Form form, int state) {
        int more = state + 1;
        return switch (form) {
            case IDENTITY -> "";
            case SPHERICAL -> " " + more + "/10";
            case DIAGONAL -> " " + more + "/10 " + more + "/5";
            case FULL -> " " + more + "/10 " + more + "/20 " + more + "/5";
        };
    }

    private static Matrix covariance(CovarianceShape.Form form, int state) {
        double more = state + 1;
        return switch (form) {
            case IDENTITY -> Matrix.identity(2);
            case SPHERICAL -> Matrix.of(2, 2, more / 10, 0, 0, more / 10);
            case DIAGONAL -> Matrix.of(2, 2, more / 10, 0, 0, more / 5);
            case FULL -> Matrix.of(2, 2, more / 10, more / 20, more / 20, more / 5);
        };
    }

    @ParameterizedTest
    @EnumSource(CovarianceShape.class)
    void pointsAreReadInTheirOrder(CovarianceShape shape) {
        List<Matrix> spreads = new ArrayList<>();
        StringBuilder expected = new StringBuilder("1/10 -3/2 7/10 2 1000 0");
        for (int h = 0; h < 3; h++) {
            spreads.add(covariance(shape.form(), shape.shared() ? 0 : h));
            expected.append(h > 0 && shape.shared() ? "" : spread(shape.form(), h));
        }
        Hmm model = Hmm.stationary(DECIMALS, new Gaussian(MEANS, new Covariances(shape, spreads)));
        for (Chain chain : Chain.values()) {
            ModelFamily family = ModelFamily.of(model, chain);
            RationalModel exact = RationalModel.of(model, family);
            String transition = chain == Chain.STATIONARY ? "1/2 3/10 1/5 1/2 3/10 1/5 " : "1/2 3/10 1/5 1/2 ";
            assertThat(exact.free()).containsExactly(fractions(transition + expected));
            assertThat(exact.remarks()).isEmpty();
            assertThat(exact.family()).isEqualTo(family);
            assertThat(exact.expand().transition())
                    .isDeepEqualTo(ExactModels.matrix("1/2 3/10 1/5; 1/5 1/2 3/10; 3/10 1/5 1/2"));
        }
    }

    /** Digits that are cut off are made up for by the row's exact sum; zeros stay zeros. */
    @Test
    void rowsOfSymbolsAreDividedByTheirSums() {
        StochasticMatrix emission = StochasticMatrix.of(
                "emission matrix", Matrix.of(3, 3, 0.3333333333333333, 0.6666666666666666, 0, 0.1, 0.2, 0.7, 0, 0, 1));
        Hmm model = new Hmm(Probabilities.uniform(3), DECIMALS, new Categorical(Alphabet.numbered(3), emission));
        RationalModel exact = RationalModel.of(model, ModelFamily.of(model, Chain.STATIONARY));
        assertThat(exact.free()).containsExactly(fractions("1/2 3/10 1/5 1/2 3/10 1/5 1/3 2/3 1/10 1/5 0 0"));
        assertThat(exact.expand().initial()).containsOnly(new BigFraction(1, 3));
        StochasticMatrix cut =
                StochasticMatrix.of("emission matrix", Matrix.of(3, 2, 0.3333333333, 0.6666666666, 0.5, 0.5, 1, 0));
        Hmm rounded = new Hmm(Probabilities.uniform(3), DECIMALS, new Categorical(Alphabet.numbered(2), cut));
        BigFraction one = SimplestFraction.of(0.3333333333);
        assertThat(RationalModel.of(rounded, ModelFamily.of(rounded, Chain.STATIONARY))
                        .free()
                        .subList(6, 9))
                .containsExactly(
                        one.divide(one.add(SimplestFraction.of(0.6666666666))), new BigFraction(1, 2), BigFraction.ONE);
    }

    @Test
    void singularMatricesAreRemarkedUpon() {
        Hmm model = Hmm.stationary(
                StochasticMatrix.of("transition matrix", Matrix.of(2, 2, 0.25, 0.75, 0.25 + 1e-15, 0.75 - 1e-15)),
                Categorical.ofRows(new double[] {0.5, 0.5}, new double[] {0.5 - 1e-15, 0.5 + 1e-15}));
        RationalModel exact = RationalModel.of(model, ModelFamily.of(model, Chain.STATIONARY));
        assertThat(exact.remarks())
                .containsExactly(
                        "the transition matrix has rank 1 to 13 digits and is read as having it exactly",
                        "the emission matrix has rank 1 to 13 digits and is read as having it exactly");
        assertThat(exact.free().get(0)).isEqualTo(exact.free().get(1));
        assertThat(exact.free().get(2)).isEqualTo(exact.free().get(3));
        List<String> remarks = new ArrayList<>(List.of("one"));
        RationalModel copied = new RationalModel(exact.family(), exact.free(), remarks);
        remarks.clear();
        assertThat(copied.remarks()).containsExactly("one");
    }

    @Test
    void anotherFamilyIsRefused() {
        Hmm model = Hmm.stationary(DECIMALS, Gaussian.unit(MEANS));
        ModelFamily other = new ModelFamily.Categorical(3, 2, Chain.STATIONARY);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RationalModel.of(model, other))
                .withMessage(
                        "the model is of family " + ModelFamily.of(model, Chain.STATIONARY) + ", expected " + other);
        assertThat(Arrays.asList(RationalModel.of(model, ModelFamily.of(model, Chain.STATIONARY))
                        .expand()
                        .spreads()))
                .hasSize(3);
    }
}
