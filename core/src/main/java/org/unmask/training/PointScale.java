// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

import org.unmask.data.PointSequences;

/** Mean and variance of each coordinate of points; a spread never shrinks below 1e-4 of the latter's root. */
final class PointScale {
    private final double[] mean;
    private final double[] variance;

    PointScale(double[] mean, double[] variance) {
        this.mean = mean;
        this.variance = variance;
    }

    double[] mean() {
        return mean;
    }

    double[] variance() {
        return variance;
    }

    private static final double SMALLEST = 1e-4;

    static PointScale of(PointSequences data) {
        int d = data.dimension();
        double[] mean = new double[d];
        double[] variance = new double[d];
        for (int c = 0; c < d; c++) {
            double sum = 0;
            long count = 0;
            for (int t = 0; t < data.tokens(); t++) {
                if (!Double.isNaN(data.value(t, c))) {
                    sum += data.value(t, c);
                    count++;
                }
            }
            mean[c] = sum / Math.max(1, count);
            double square = 0;
            for (int t = 0; t < data.tokens(); t++) {
                if (!Double.isNaN(data.value(t, c))) {
                    square += Math.pow(data.value(t, c) - mean[c], 2);
                }
            }
            variance[c] = square / Math.max(1, count);
            if (!(variance[c] > 0)) {
                throw new IllegalArgumentException("coordinate " + (c + 1) + " is " + mean[c]
                        + " at all tokens, expected at least two different values");
            }
        }
        return new PointScale(mean, variance);
    }

    /** Largest logarithms on the diagonal of a whitening factor. */
    double[] caps() {
        double[] out = new double[variance.length];
        for (int c = 0; c < out.length; c++) {
            out[c] = -Math.log(SMALLEST) - 0.5 * Math.log(variance[c]);
        }
        return out;
    }

    /** The data's spread in a coordinate whose cap is given. */
    static double spread(double cap) {
        return Math.exp(-cap) / SMALLEST;
    }
}
