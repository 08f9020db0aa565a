// SPDX-License-Identifier: Apache-2.0
package org.unmask.matrix;

import java.util.Optional;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.QRDecomposition;

/** Linear systems, least squares, inverses and determinants, delegated to the library. Costs are cubic. */
public final class LinearSystem {

    private LinearSystem() {}

    /**
     * Solves a square system.
     *
     * @param matrix square
     * @param right as many rows as the matrix
     * @return the solution; empty when the matrix is singular to working precision
     */
    public static Optional<Matrix> solve(Matrix matrix, Matrix right) {
        LUDecomposition lu = new LUDecomposition(Hipparchus.of(matrix), 1e-300);
        if (!lu.getSolver().isNonSingular()) {
            return Optional.empty();
        }
        return Optional.of(Hipparchus.matrix(lu.getSolver().solve(Hipparchus.of(right))));
    }

    /**
     * The inverse of a square matrix.
     *
     * @param matrix square
     * @return the inverse; empty when the matrix is singular to working precision
     */
    public static Optional<Matrix> inverse(Matrix matrix) {
        return solve(matrix, Matrix.identity(matrix.rows()));
    }

    /**
     * The determinant.
     *
     * @param matrix square
     * @return its determinant
     */
    public static double determinant(Matrix matrix) {
        return new LUDecomposition(Hipparchus.of(matrix), 0).getDeterminant();
    }

    /**
     * The least-squares solution of an overdetermined system.
     *
     * @param matrix at least as many rows as columns
     * @param right as many rows as the matrix
     * @return the minimiser; empty when the columns are dependent
     */
    public static Optional<Matrix> leastSquares(Matrix matrix, Matrix right) {
        QRDecomposition qr = new QRDecomposition(Hipparchus.of(matrix), 1e-300);
        if (!qr.getSolver().isNonSingular()) {
            return Optional.empty();
        }
        return Optional.of(Hipparchus.matrix(qr.getSolver().solve(Hipparchus.of(right))));
    }

    /**
     * The Cholesky factor of a symmetric positive definite matrix.
     *
     * @param matrix symmetric
     * @return lower triangular {@code L} with {@code L L' = matrix}; empty when the matrix is not positive definite
     */
    public static Optional<Matrix> cholesky(Matrix matrix) {
        try {
            CholeskyDecomposition factor = new CholeskyDecomposition(Hipparchus.of(matrix), 1e-9, 0);
            return Optional.of(Hipparchus.matrix(factor.getL()));
        } catch (MathRuntimeException notPositiveDefinite) {
            return Optional.empty();
        }
    }
}
