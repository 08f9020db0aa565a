// SPDX-License-Identifier: Apache-2.0
package org.unmask.errors;

import java.util.stream.IntStream;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.SymmetricEigen;

/**
 * The second derivative of an objective at its optimum, inverted where it bends and set aside where it is flat.
 *
 * @param inverse its pseudoinverse over the directions that bend
 * @param flat orthonormal columns: directions in which the objective is flat or bends the wrong way
 * @param condition largest curvature divided by the smallest; infinite when a direction is flat
 */
record Curvature(Matrix inverse, Matrix flat, double condition) {

    /** Smaller curvatures, beside the largest, are lost in rounding. */
    private static final double FLAT = 1e-9;

    /**
     * Inverts a second derivative.
     *
     * @param symmetric positive where the optimum is one
     * @param known number of directions that are known to be flat, whatever rounding says; the flattest are taken
     */
    static Curvature of(Matrix symmetric, int known) {
        int size = symmetric.rows();
        if (size == 0) {
            return new Curvature(symmetric, symmetric, 1);
        }
        SymmetricEigen eigen = SymmetricEigen.of(symmetric);
        double[] values = eigen.values().toArray();
        double largest = java.util.Arrays.stream(values).max().orElse(0);
        int[] rising = IntStream.range(0, size)
                .boxed()
                .sorted((a, b) -> Double.compare(values[a], values[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        int flat = 0;
        while (flat < size && (flat < known || !(values[rising[flat]] > FLAT * largest))) {
            flat++;
        }
        Matrix vectors = eigen.vectors();
        int[] bent = java.util.Arrays.copyOfRange(rising, flat, size);
        Matrix inverse = Matrix.generate(size, size, (p, q) -> {
            double sum = 0;
            for (int m : bent) {
                sum += vectors.get(p, m) * vectors.get(q, m) / values[m];
            }
            return sum;
        });
        double condition = flat > 0 ? Double.POSITIVE_INFINITY : largest / values[rising[0]];
        return new Curvature(inverse, vectors.selectColumns(java.util.Arrays.copyOf(rising, flat)), condition);
    }

    /** The inverse along a vector: the variance of what has these slopes, where the objective is a likelihood. */
    double variance(double[] slopes) {
        return along(inverse, slopes);
    }

    /** {@code slopes' covariance slopes}. */
    static double along(Matrix covariance, double[] slopes) {
        double[] half = covariance.times(slopes);
        double sum = 0;
        for (int p = 0; p < slopes.length; p++) {
            sum += slopes[p] * half[p];
        }
        return sum;
    }

    /** The covariance of an estimator whose gradient at the truth has a given covariance: the sandwich. */
    Matrix around(Matrix middle) {
        return inverse.times(middle).times(inverse);
    }
}
