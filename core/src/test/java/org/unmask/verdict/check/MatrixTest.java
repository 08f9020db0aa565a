// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.unmask.random.Seed;
import org.unmask.verdict.ExactModels;

/** Elimination of the checker. */
class MatrixTest {

    /** The slopes of a zero survive elimination: the inverse of a matrix that has a zero moves with that zero. */
    @Test
    void aZeroWithSlopesIsNotLeftOutOfAnElimination() {
        Residue one = new Residue(1);
        Residue zero = new Residue(0);
        Dual<Residue> moving = new Dual<>(zero, one);
        Dual<Residue> unit = new Dual<>(one, zero);
        Dual<Residue> still = new Dual<>(zero, zero);
        Matrix<Dual<Residue>> inverse = new Matrix<>(List.of(List.of(unit, still), List.of(moving, unit))).inverse();
        assertThat(inverse.at(1, 0)).isEqualTo(new Dual<>(zero, zero.minus(one)));
    }

    private static Matrix<Ratio> symmetric(RandomGenerator random, int size, int shift) {
        Matrix<Ratio> root = Matrix.of(size, size, (i, j) -> Ratio.of(random.nextInt(-3, 4)));
        Matrix<Ratio> shifted = Matrix.of(size, size, (i, j) -> Ratio.of(i.equals(j) ? shift : 0));
        return root.times(root.transposed()).minus(shifted);
    }

    /** Definite in fractions and in intervals, by pivots, where all leading minors are positive, and nowhere else. */
    @Test
    void aMatrixIsPositiveDefiniteWhereItsLeadingMinorsAreAllPositive() {
        RandomGenerator random = new Seed(71).generator();
        int definite = 0;
        for (int n = 0; n < 200; n++) {
            int size = random.nextInt(1, 5);
            Matrix<Ratio> matrix = symmetric(random, size, random.nextInt(0, 3));
            boolean expected = true;
            for (int leading = 1; leading <= size; leading++) {
                expected &= determinant(matrix, leading) > 0;
            }
            definite += expected ? 1 : 0;
            assertThat(matrix.isPositiveDefinite()).as(matrix.toString()).isEqualTo(expected);
            assertThat(matrix.mapped(Interval::of).isPositiveDefinite())
                    .as(matrix.toString())
                    .isEqualTo(expected);
        }
        assertThat(definite).isBetween(50, 150);
    }

    /** Of a leading block, by its first row. */
    private static long determinant(Matrix<Ratio> matrix, int size) {
        long[][] block = new long[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                block[i][j] = matrix.at(i, j).top().longValueExact();
            }
        }
        return expanded(block);
    }

    private static long expanded(long[][] block) {
        if (block.length == 0) {
            return 1;
        }
        long sum = 0;
        for (int column = 0; column < block.length; column++) {
            long[][] minor = new long[block.length - 1][block.length - 1];
            for (int i = 1; i < block.length; i++) {
                for (int j = 0; j < block.length - 1; j++) {
                    minor[i - 1][j] = block[i][j < column ? j : j + 1];
                }
            }
            sum += (column % 2 == 0 ? 1 : -1) * block[0][column] * expanded(minor);
        }
        return sum;
    }

    private static Matrix<Ratio> matrix(String text) {
        return new Matrix<>(Matrix.map(
                java.util.Arrays.asList(ExactModels.matrix(text)), row -> Matrix.map(List.of(row), Asked::ratio)));
    }

    private static Matrix<Ratio> random(RandomGenerator random, int height, int width) {
        return Matrix.of(height, width, (i, j) -> Ratio.of(random.nextInt(-3, 4)));
    }

    @Test
    void inversesUndoTheirMatricesAndSingularOnesHaveNone() {
        RandomGenerator random = new Seed(72).generator();
        int singular = 0;
        for (int n = 0; n < 150; n++) {
            int size = random.nextInt(1, 4);
            Matrix<Ratio> matrix = random(random, size, size);
            if (determinant(matrix, size) == 0) {
                singular++;
                assertThatThrownBy(matrix::inverse).isInstanceOf(Refusal.class).hasMessageContaining("may be singular");
                assertThat(matrix.rank()).isLessThan(size);
            } else {
                Matrix<Ratio> identity = Matrix.identity(size, Ratio.ONE);
                assertThat(matrix.times(matrix.inverse())).isEqualTo(identity);
                assertThat(matrix.inverse().times(matrix)).isEqualTo(identity);
                assertThat(matrix.rank()).isEqualTo(size);
            }
        }
        assertThat(singular).isBetween(10, 100);
    }

    /** {@code [1 A]' [1 B]} has the rank of its middle. */
    @Test
    void ranksAreThoseOfTheFactorInTheMiddle() {
        RandomGenerator random = new Seed(73).generator();
        for (int n = 0; n < 60; n++) {
            int rank = random.nextInt(1, 4);
            Matrix<Ratio> unit = Matrix.identity(rank, Ratio.ONE);
            Matrix<Ratio> tall =
                    new Matrix<>(Matrix.joined(random(random, 2, rank).rows(), unit.rows()));
            Matrix<Ratio> wide = new Matrix<>(
                            Matrix.joined(unit.rows(), random(random, 3, rank).rows()))
                    .transposed();
            Matrix<Ratio> product = tall.times(wide);
            Matrix.Echelon<Ratio> echelon = product.echelon();
            assertThat(product.rank()).isEqualTo(rank);
            assertThat(echelon.columns()).hasSize(rank).doesNotHaveDuplicates();
            for (int at = 0; at < rank; at++) {
                for (int i = 0; i < product.rows().size(); i++) {
                    assertThat(echelon.cleared().get(i).get(echelon.columns().get(at)))
                            .isEqualTo(i == echelon.rows().get(at) ? Ratio.ONE : Ratio.ZERO);
                }
            }
        }
    }

    /** The largest for certain first; of equal ones the first met. */
    @Test
    void thePivotIsTheSurestOfAll() {
        Matrix<Interval> matrix = matrix("1 5; -6 3; 0 0").mapped(Interval::of);
        Matrix.Echelon<Interval> echelon = matrix.echelon();
        assertThat(echelon.rows()).containsExactly(1, 0);
        assertThat(echelon.columns()).containsExactly(0, 1);
        assertThat(echelon.pivots().get(0)).isEqualTo(new Interval(-6, -6));
        assertThat(matrix("0 2; 2 0").mapped(Interval::of).echelon().rows()).containsExactly(0, 1);
        assertThat(matrix("0 2; 2 0").echelon().columns()).containsExactly(1, 0);
    }

    @Test
    void powersLawsAndTheRest() {
        Matrix<Ratio> chain = matrix("3/4 1/4; 1/2 1/2");
        assertThat(chain.power(1)).isEqualTo(chain);
        assertThat(chain.power(3)).isEqualTo(chain.times(chain).times(chain));
        assertThat(chain.stationaryLaw()).isEqualTo(matrix("2/3 1/3").row(0));
        assertThat(matrix("0 1/2 1/2; 1/3 0 2/3; 1/2 1/2 0").stationaryLaw())
                .isEqualTo(matrix("8/27 1/3 10/27").row(0));
        assertThatThrownBy(() -> matrix("1 0; 0 1").stationaryLaw()).isInstanceOf(Refusal.class);
        assertThat(matrix("1 2 3; 4 5 6").transposed()).isEqualTo(matrix("1 4; 2 5; 3 6"));
        assertThat(matrix("1 2; 3 4").minus(matrix("4 3; 2 1"))).isEqualTo(matrix("-3 -1; 1 3"));
        assertThat(matrix("1 2; 3 4").times(List.of(Ratio.of(5), Ratio.of(6))))
                .isEqualTo(matrix("17 39").row(0));
        assertThat(matrix("1 2 3; 4 5 6").width()).isEqualTo(3);
    }
}
