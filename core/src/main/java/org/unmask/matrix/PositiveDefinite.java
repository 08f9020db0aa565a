// SPDX-License-Identifier: Apache-2.0
package org.unmask.matrix;

import java.util.Optional;

/** Cholesky on flat arrays, for solvers that factor a fresh system in every step. */
public final class PositiveDefinite {

    private PositiveDefinite() {}

    /**
     * Solves {@code A x = b} for a symmetric positive definite matrix in cubic time.
     *
     * @param lower row-major {@code size x size}; the lower triangle is read and overwritten by the factor
     * @param size number of rows
     * @param right right-hand side, not modified
     * @return the solution; empty when a pivot is not positive or not a number
     */
    public static Optional<double[]> solve(double[] lower, int size, double[] right) {
        return factor(lower, size) ? Optional.of(solveFactored(lower, size, right)) : Optional.empty();
    }

    /**
     * Factors a symmetric positive definite matrix in place.
     *
     * @param lower row-major {@code size x size}; the lower triangle is read and overwritten by the factor
     * @param size number of rows
     * @return false when a pivot is not positive or not a number; the factor is then of no use
     */
    public static boolean factor(double[] lower, int size) {
        for (int j = 0; j < size; j++) {
            int rowJ = j * size;
            double pivot = lower[rowJ + j];
            for (int m = 0; m < j; m++) {
                pivot -= lower[rowJ + m] * lower[rowJ + m];
            }
            if (!(pivot > 0) || Double.isInfinite(pivot)) {
                return false;
            }
            double root = Math.sqrt(pivot);
            lower[rowJ + j] = root;
            for (int i = j + 1; i < size; i++) {
                int rowI = i * size;
                double sum = lower[rowI + j];
                for (int m = 0; m < j; m++) {
                    sum -= lower[rowI + m] * lower[rowJ + m];
                }
                lower[rowI + j] = sum / root;
            }
        }
        return true;
    }

    /**
     * Solves with a factor in quadratic time.
     *
     * @param lower what {@link #factor} left
     * @param size number of rows
     * @param right right-hand side, not modified
     * @return the solution
     */
    public static double[] solveFactored(double[] lower, int size, double[] right) {
        double[] x = right.clone();
        for (int i = 0; i < size; i++) {
            for (int m = 0; m < i; m++) {
                x[i] -= lower[i * size + m] * x[m];
            }
            x[i] /= lower[i * size + i];
        }
        for (int i = size - 1; i >= 0; i--) {
            x[i] /= lower[i * size + i];
            for (int m = 0; m < i; m++) {
                x[m] -= lower[i * size + m] * x[i];
            }
        }
        return x;
    }
}
