// SPDX-License-Identifier: Apache-2.0
package org.unmask.matrix;

import org.hipparchus.linear.EigenDecompositionSymmetric;

/**
 * Eigenvalues and orthonormal eigenvectors of a symmetric matrix, eigenvalues descending.
 *
 * @param values a row vector of eigenvalues, largest first
 * @param vectors column {@code h} belongs to value {@code h}
 */
public record SymmetricEigen(Matrix values, Matrix vectors) {

    /**
     * Decomposes a symmetric matrix in cubic time.
     *
     * @param matrix symmetric up to rounding
     * @return its decomposition
     * @throws IllegalArgumentException when the matrix is not symmetric
     */
    public static SymmetricEigen of(Matrix matrix) {
        Matrix even = matrix.plus(matrix.transpose()).scale(0.5);
        if (even.minus(matrix).maxAbs() > 1e-8 * Math.max(1e-300, matrix.maxAbs())) {
            throw new IllegalArgumentException("a symmetric matrix is expected, found an asymmetry of "
                    + 2 * even.minus(matrix).maxAbs());
        }
        EigenDecompositionSymmetric eigen = new EigenDecompositionSymmetric(Hipparchus.of(even));
        return new SymmetricEigen(Matrix.ofRows(eigen.getEigenvalues()), Hipparchus.matrix(eigen.getV()));
    }
}
