// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.unmask.random.Seed;

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
}
