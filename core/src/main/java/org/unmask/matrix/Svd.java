// SPDX-License-Identifier: Apache-2.0
package org.unmask.matrix;

import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.SingularValueDecomposition;

/**
 * Thin singular value decomposition {@code A = left diag(values) right'}, values descending.
 *
 * @param left {@code rows x r} with orthonormal columns, {@code r = min(rows, columns)}
 * @param values the {@code r} singular values, largest first
 * @param right {@code columns x r} with orthonormal columns
 */
public record Svd(Matrix left, Matrix values, Matrix right) {

    /**
     * Decomposes a matrix in cubic time.
     *
     * @param matrix finite, with at least one row and one column
     * @return its decomposition; {@code values} is a row vector
     */
    public static Svd of(Matrix matrix) {
        SingularValueDecomposition svd = new SingularValueDecomposition(Hipparchus.of(matrix));
        return new Svd(
                Hipparchus.matrix(svd.getU()), Matrix.ofRows(svd.getSingularValues()), Hipparchus.matrix(svd.getV()));
    }

    /**
     * One singular value.
     *
     * @param index from 0, largest first
     * @return the value
     */
    public double value(int index) {
        return values.get(0, index);
    }

    /**
     * The ratio of the first singular value to the one at a given rank.
     *
     * @param rank number of directions counted, at least 1
     * @return condition number on that many directions; infinite when the last is zero
     */
    public double condition(int rank) {
        return rank > values.columns() ? Double.POSITIVE_INFINITY : value(0) / value(rank - 1);
    }

    /**
     * The Moore-Penrose inverse on the leading directions.
     *
     * @param rank number of directions kept
     * @return {@code columns x rows}
     */
    public Matrix pseudoInverse(int rank) {
        RealMatrix scaled = MatrixUtils.createRealMatrix(right.rows(), rank);
        for (int i = 0; i < right.rows(); i++) {
            for (int h = 0; h < rank; h++) {
                scaled.setEntry(i, h, right.get(i, h) / value(h));
            }
        }
        int[] kept = java.util.stream.IntStream.range(0, rank).toArray();
        return Hipparchus.matrix(scaled).times(left.selectColumns(kept).transpose());
    }
}
