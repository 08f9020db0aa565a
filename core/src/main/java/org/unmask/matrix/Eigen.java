// SPDX-License-Identifier: Apache-2.0
package org.unmask.matrix;

import java.util.Optional;
import org.hipparchus.complex.Complex;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.EigenDecompositionNonSymmetric;
import org.hipparchus.linear.FieldVector;

/**
 * Eigenvalues and right eigenvectors of a general square matrix, real and imaginary parts apart.
 *
 * @param real row vector of real parts of the eigenvalues
 * @param imaginary row vector of imaginary parts
 * @param realVectors column {@code h} is the real part of the eigenvector of value {@code h}
 * @param imaginaryVectors its imaginary part
 */
public record Eigen(Matrix real, Matrix imaginary, Matrix realVectors, Matrix imaginaryVectors) {

    /**
     * Decomposes a square matrix in cubic time.
     *
     * @param matrix square and finite
     * @return its decomposition, in the library's order
     */
    public static Eigen of(Matrix matrix) {
        int n = matrix.rows();
        EigenDecompositionNonSymmetric eigen = new EigenDecompositionNonSymmetric(Hipparchus.of(matrix));
        Complex[] values = eigen.getEigenvalues();
        double[] re = new double[n];
        double[] im = new double[n];
        double[] reVectors = new double[n * n];
        double[] imVectors = new double[n * n];
        for (int h = 0; h < n; h++) {
            re[h] = values[h].getReal();
            im[h] = values[h].getImaginary();
            FieldVector<Complex> vector = eigen.getEigenvector(h);
            for (int i = 0; i < n; i++) {
                reVectors[i * n + h] = vector.getEntry(i).getReal();
                imVectors[i * n + h] = vector.getEntry(i).getImaginary();
            }
        }
        return new Eigen(Matrix.ofRows(re), Matrix.ofRows(im), Matrix.of(n, n, reVectors), Matrix.of(n, n, imVectors));
    }

    /**
     * Decomposes a matrix, or finds that the iteration does not converge.
     *
     * @param matrix square and finite
     * @return its spectrum; empty when the iteration gives up
     */
    public static Optional<Eigen> ifConverged(Matrix matrix) {
        try {
            return Optional.of(of(matrix));
        } catch (MathRuntimeException givenUp) {
            return Optional.empty();
        }
    }

    /**
     * How far the spectrum is from being real.
     *
     * @return the largest absolute imaginary part
     */
    public double largestImaginaryPart() {
        return imaginary.maxAbs();
    }
}
