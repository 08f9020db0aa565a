// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.unmask.verdict.ExactModels.matrix;

import java.util.List;
import java.util.random.RandomGenerator;
import org.hipparchus.fraction.BigFraction;
import org.hipparchus.linear.FieldMatrix;
import org.hipparchus.linear.MatrixUtils;
import org.junit.jupiter.api.Test;
import org.unmask.random.Seed;
import org.unmask.verdict.Minors;

/** Small matrices against Hipparchus' own, and null spaces against minors. */
class FractionsTest {

    private static BigFraction[][] random(RandomGenerator random, int rows, int columns) {
        BigFraction[][] out = new BigFraction[rows][columns];
        for (BigFraction[] row : out) {
            java.util.Arrays.setAll(row, j -> new BigFraction(random.nextInt(-2, 3), random.nextInt(1, 4)));
        }
        return out;
    }

    private static FieldMatrix<BigFraction> theirs(BigFraction[][] matrix) {
        return MatrixUtils.createFieldMatrix(matrix);
    }

    @Test
    void sumsAndProductsAreThoseOfTheLibrary() {
        RandomGenerator random = new Seed(71).generator();
        for (int n = 0; n < 40; n++) {
            int middle = random.nextInt(1, 4);
            BigFraction[][] a = random(random, random.nextInt(1, 4), middle);
            BigFraction[][] b = random(random, middle, random.nextInt(1, 4));
            BigFraction[][] c = random(random, a.length, middle);
            BigFraction x = new BigFraction(random.nextInt(-3, 4), 2);
            BigFraction y = new BigFraction(random.nextInt(-3, 4), 5);
            assertThat(Fractions.product(a, b))
                    .isDeepEqualTo(theirs(a).multiply(theirs(b)).getData());
            assertThat(Fractions.transposed(a))
                    .isDeepEqualTo(theirs(a).transpose().getData());
            assertThat(Fractions.combined(x, a, y, c))
                    .isDeepEqualTo(theirs(a)
                            .scalarMultiply(x)
                            .add(theirs(c).scalarMultiply(y))
                            .getData());
            assertThat(Fractions.product(a, Fractions.identity(middle))).isDeepEqualTo(a);
        }
    }

    @Test
    void aMatrixTimesItsInverseIsTheIdentity() {
        RandomGenerator random = new Seed(72).generator();
        int singular = 0;
        for (int n = 0; n < 80; n++) {
            int size = random.nextInt(1, 5);
            BigFraction[][] a = random(random, size, size);
            BigFraction[][] kept = Fractions.copied(a);
            if (Minors.determinant(a).isZero()) {
                singular++;
                assertThatThrownBy(() -> Fractions.inverse(a))
                        .isInstanceOf(ArithmeticException.class)
                        .hasMessage("the matrix is singular");
            } else {
                assertThat(theirs(a).multiply(theirs(Fractions.inverse(a))))
                        .isEqualTo(theirs(Fractions.identity(size)));
            }
            assertThat(a).as("nothing is modified").isDeepEqualTo(kept);
        }
        assertThat(singular).isBetween(5, 40);
    }

    @Test
    void theKernelIsAllThatEveryRowAnnihilates() {
        RandomGenerator random = new Seed(73).generator();
        for (int n = 0; n < 80; n++) {
            BigFraction[][] rows = random(random, random.nextInt(1, 5), random.nextInt(1, 5));
            BigFraction[][] kept = Fractions.copied(rows);
            List<BigFraction[]> kernel = Fractions.kernel(rows);
            assertThat(kernel).hasSize(rows[0].length - Minors.rank(rows));
            for (BigFraction[] vector : kernel) {
                assertThat(theirs(rows).operate(vector)).containsOnly(BigFraction.ZERO);
            }
            if (!kernel.isEmpty()) {
                assertThat(Minors.rank(kernel.toArray(BigFraction[][]::new))).isEqualTo(kernel.size());
            }
            assertThat(rows).as("nothing is modified").isDeepEqualTo(kept);
        }
    }

    @Test
    void copiesAreTheirOwn() {
        BigFraction[][] a = matrix("1 2; 3 4");
        BigFraction[][] copy = Fractions.copied(a);
        BigFraction[][] twice = Fractions.repeated(a[1], 2);
        assertThat(copy).isDeepEqualTo(a);
        assertThat(twice).isDeepEqualTo(matrix("3 4; 3 4"));
        copy[0][0] = BigFraction.ZERO;
        twice[0][1] = BigFraction.ZERO;
        assertThat(a).isDeepEqualTo(matrix("1 2; 3 4"));
        assertThat(twice[1]).containsExactly(matrix("3 4")[0]);
    }

    @Test
    void wholeNumbersAreWrittenWithoutADenominator() {
        assertThat(matrix("3/7 4/2 -1/2 0")[0]).extracting(Fractions::text).containsExactly("3/7", "2", "-1/2", "0");
    }
}
