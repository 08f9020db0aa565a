// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.hipparchus.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unmask.field.PrimeField;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.FieldModel;
import org.unmask.random.Seed;
import org.unmask.verdict.ExactModels;
import org.unmask.verdict.RationalModel;

class ModularPointTest {

    private static final String TWO = "3/4 1/4; 1/2 1/2";

    private final PrimeField field = PrimeField.random(new Seed(2).generator());

    private long bare(BigFraction value) {
        return field.multiply(field.bare(value.getNumerator()), field.inverse(field.bare(value.getDenominator())));
    }

    private long[][] bare(BigFraction[][] rows) {
        return Arrays.stream(rows)
                .map(row -> Arrays.stream(row).mapToLong(this::bare).toArray())
                .toArray(long[][]::new);
    }

    private long[][] product(long[][] left, long[][] right) {
        long[][] out = new long[left.length][right[0].length];
        for (int i = 0; i < left.length; i++) {
            for (int j = 0; j < out[i].length; j++) {
                for (int m = 0; m < right.length; m++) {
                    out[i][j] = field.add(out[i][j], field.multiply(left[i][m], right[m][j]));
                }
            }
        }
        return out;
    }

    private long[][] identity(int size) {
        long[][] out = new long[size][size];
        for (int i = 0; i < size; i++) {
            out[i][i] = field.bareOne();
        }
        return out;
    }

    /** Covariances are the model's own, precisions their inverses, for every shape. */
    @ParameterizedTest
    @CsvSource({
        "IDENTITY, ",
        "SPHERICAL_SHARED, 3/2",
        "SPHERICAL_PER_STATE, 3/2 5",
        "DIAGONAL_SHARED, 3/2 5 7",
        "DIAGONAL_PER_STATE, 3/2 5 7 11 13/3 17",
        "FULL_SHARED, 3 1 5 2 -1 7",
        "FULL_PER_STATE, 3 1 5 2 -1 7 11 2/3 13 4 5 17",
    })
    void aModelIsReadWithItsPrecisions(CovarianceShape shape, String spreads) {
        RationalModel model =
                ExactModels.gaussian(Chain.STATIONARY, shape, TWO, "1 2/3 3; -4 5 6", spreads == null ? "" : spreads);
        FieldModel<BigFraction> exact = model.expand();
        ModularPoint point = ModularPoint.of(model, field);
        assertThat(point.transition()).isDeepEqualTo(bare(exact.transition()));
        assertThat(point.means).isDeepEqualTo(bare(exact.means()));
        assertThat(new long[][] {point.initial()}).isDeepEqualTo(bare(new BigFraction[][] {exact.initial()}));
        for (int h = 0; h < 2; h++) {
            assertThat(point.covariances[h]).isDeepEqualTo(bare(exact.spreads()[h]));
            assertThat(product(point.precisions[h], point.covariances[h])).isDeepEqualTo(identity(3));
        }
    }

    @Test
    void statesKnowTheFirstOneThatLooksLikeThem() {
        CovarianceShape perState = CovarianceShape.SPHERICAL_PER_STATE;
        String chain = "1/2 1/4 1/4; 1/4 1/2 1/4; 1/4 1/4 1/2";
        assertThat(ModularPoint.of(ExactModels.gaussian(Chain.STATIONARY, perState, chain, "1; 1; 1", "2 3 2"), field)
                        .sameLaw)
                .containsExactly(0, 1, 0);
        assertThat(ModularPoint.of(ExactModels.gaussian(Chain.STATIONARY, perState, chain, "1; 2; 2", "2 2 2"), field)
                        .sameLaw)
                .containsExactly(0, 1, 1);
        assertThat(ModularPoint.of(ExactModels.categorical(Chain.STATIONARY, chain, "1/2 1/2; 1/2 1/2; 1/2 1/2"), field)
                        .sameLaw)
                .containsExactly(0, 0, 0);
        assertThat(ModularPoint.of(ExactModels.categorical(Chain.STATIONARY, chain, "1/2 1/2; 1/3 2/3; 1/4 3/4"), field)
                        .sameLaw)
                .containsExactly(0, 1, 2);
    }

    @Test
    void whatIsHandedOutIsACopy() {
        ModularPoint point = ModularPoint.of(ExactModels.categorical(Chain.STATIONARY, TWO, "1 0; 0 1"), field);
        long[][] transition = point.transition();
        transition[0][0] = 0;
        point.initial()[0] = 0;
        assertThat(point.transition[0][0]).isNotZero();
        assertThat(point.initial[0]).isNotZero();
    }

    /** {@code (I - T + 1 pi) Z = I}, and nothing of the kind where the law cannot move. */
    @Test
    void theFundamentalMatrixIsThatOfTheChain() {
        ModularPoint point = ModularPoint.of(ExactModels.categorical(Chain.STATIONARY, TWO, "1 0; 0 1"), field);
        long[][] matrix = identity(2);
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                matrix[i][j] = field.add(field.subtract(matrix[i][j], point.transition[i][j]), point.initial[j]);
            }
        }
        assertThat(product(matrix, point.fundamental)).isDeepEqualTo(identity(2));
        assertThat(ModularPoint.of(
                                ExactModels.categorical(Chain.DOUBLY_STOCHASTIC, "3/4 1/4; 1/4 3/4", "1 0; 0 1"), field)
                        .fundamental)
                .isEmpty();
    }

    @Test
    void inversesOfRandomMatricesAndTheSingularOnes() {
        RandomGenerator random = new Seed(26).generator();
        int singular = 0;
        for (int n = 0; n < 60; n++) {
            int size = random.nextInt(1, 4);
            long[][] matrix = new long[size][size];
            for (long[] row : matrix) {
                Arrays.setAll(row, j -> field.bare(random.nextLong(0, 3)));
            }
            long[][] before = Arrays.stream(matrix).map(long[]::clone).toArray(long[][]::new);
            if (determinant(matrix) == 0) {
                singular++;
                assertThatThrownBy(() -> ModularMatrix.inverse(field, matrix))
                        .isInstanceOf(ArithmeticException.class)
                        .hasMessageContaining("singular modulo " + field.modulus());
            } else {
                assertThat(product(matrix, ModularMatrix.inverse(field, matrix)))
                        .isDeepEqualTo(identity(size));
                assertThat(product(ModularMatrix.inverse(field, matrix), matrix))
                        .isDeepEqualTo(identity(size));
            }
            assertThat(matrix).isDeepEqualTo(before);
        }
        assertThat(singular).isBetween(5, 40);
    }

    /** By the rule of Sarrus, or less. */
    private long determinant(long[][] m) {
        int n = m.length;
        long sum = 0;
        for (int shift = 0; shift < (n < 3 ? 1 : 3); shift++) {
            long down = field.bareOne();
            long up = field.bareOne();
            for (int i = 0; i < n; i++) {
                down = field.multiply(down, m[i][(i + shift) % n]);
                up = field.multiply(up, m[i][(n - 1 - i + shift) % n]);
            }
            sum = field.subtract(field.add(sum, down), n == 1 ? 0 : up);
        }
        return sum;
    }

    @Test
    void aDenominatorThatThePrimeDividesIsNoModel() {
        BigInteger prime = BigInteger.valueOf(field.modulus());
        RationalModel model = ExactModels.categorical(
                Chain.STATIONARY,
                "1/" + prime + " " + prime.subtract(BigInteger.ONE) + "/" + prime + "; 1/2 1/2",
                "1 0; 0 1");
        assertThatThrownBy(() -> ModularPoint.of(model, field)).isInstanceOf(ArithmeticException.class);
    }
}
