// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict;

import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.fraction.BigFraction;

/** Determinants expanded by their first row, and the rank as the size of the largest minor that is not zero: slow and plain. */
public final class Minors {

    private Minors() {}

    /** The determinant of a square matrix; one for a matrix without rows. */
    public static BigFraction determinant(BigFraction[][] square) {
        if (square.length == 0) {
            return BigFraction.ONE;
        }
        BigFraction sum = BigFraction.ZERO;
        for (int column = 0; column < square.length; column++) {
            int left = column;
            BigFraction[][] minor = IntStream.range(1, square.length)
                    .mapToObj(i -> select(
                            square[i],
                            IntStream.range(0, square.length)
                                    .filter(j -> j != left)
                                    .toArray()))
                    .toArray(BigFraction[][]::new);
            BigFraction term = square[0][column].multiply(determinant(minor));
            sum = column % 2 == 0 ? sum.add(term) : sum.subtract(term);
        }
        return sum;
    }

    private static BigFraction[] select(BigFraction[] row, int[] columns) {
        return IntStream.of(columns).mapToObj(j -> row[j]).toArray(BigFraction[]::new);
    }

    /** Some rows and columns of a matrix. */
    public static BigFraction[][] select(BigFraction[][] matrix, int[] rows, int[] columns) {
        return IntStream.of(rows).mapToObj(i -> select(matrix[i], columns)).toArray(BigFraction[][]::new);
    }

    /** All subsets of the numbers below n of a size, each in increasing order. */
    public static List<int[]> subsets(int n, int size) {
        return IntStream.range(0, 1 << n)
                .filter(mask -> Integer.bitCount(mask) == size)
                .mapToObj(mask ->
                        IntStream.range(0, n).filter(i -> (mask >> i & 1) == 1).toArray())
                .toList();
    }

    /** The rank of a matrix. */
    public static int rank(BigFraction[][] matrix) {
        for (int size = Math.min(matrix.length, matrix[0].length); size > 0; size--) {
            for (int[] rows : subsets(matrix.length, size)) {
                for (int[] columns : subsets(matrix[0].length, size)) {
                    if (!determinant(select(matrix, rows, columns)).isZero()) {
                        return size;
                    }
                }
            }
        }
        return 0;
    }
}
