// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import org.unmask.matrix.LinearSystem;
import org.unmask.matrix.Matrix;

/**
 * One normal law prepared for many log-densities: with {@code S = L L'}, the squared distance is
 * {@code |L^-1 (x - mean)|^2}. The inverse of {@code L} is kept by rows of its lower triangle.
 */
final class NormalLaw {

    private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

    private final double[] mean;
    private final double[] inverseRoot;
    private final boolean diagonal;
    private final double logConstant;

    private NormalLaw(double[] mean, double[] inverseRoot, boolean diagonal, double logConstant) {
        this.mean = mean;
        this.inverseRoot = inverseRoot;
        this.diagonal = diagonal;
        this.logConstant = logConstant;
    }

    /** The law with a mean and a positive definite covariance. */
    static NormalLaw of(double[] mean, Matrix covariance) {
        int d = mean.length;
        Matrix root = LinearSystem.cholesky(covariance)
                .orElseThrow(() -> new IllegalArgumentException("a covariance matrix is not positive definite"));
        double[] inverse = new double[d * d];
        double logDeterminant = 0;
        boolean diagonal = true;
        for (int r = 0; r < d; r++) {
            double pivot = root.get(r, r);
            logDeterminant += Math.log(pivot);
            for (int c = 0; c < r; c++) {
                double sum = 0;
                for (int m = c; m < r; m++) {
                    sum -= root.get(r, m) * inverse[m * d + c];
                }
                inverse[r * d + c] = sum / pivot;
                diagonal &= sum == 0;
            }
            inverse[r * d + r] = 1 / pivot;
        }
        return new NormalLaw(mean, inverse, diagonal, -0.5 * d * LOG_TWO_PI - logDeterminant);
    }

    int dimension() {
        return mean.length;
    }

    double[] mean() {
        return mean;
    }

    /** Row-major {@code d x d}, lower triangular. */
    double[] inverseRoot() {
        return inverseRoot;
    }

    boolean diagonal() {
        return diagonal;
    }

    double logConstant() {
        return logConstant;
    }

    /** Log-density of the point at {@code offset}; no coordinate may be missing. */
    double logDensity(double[] values, int offset) {
        int d = mean.length;
        double distance = 0;
        for (int r = 0; r < d; r++) {
            double z = 0;
            for (int c = diagonal ? r : 0; c <= r; c++) {
                z += inverseRoot[r * d + c] * (values[offset + c] - mean[c]);
            }
            distance += z * z;
        }
        return logConstant - 0.5 * distance;
    }
}
