// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

/** Loops over stretches of arrays, plain enough for the compiler to make vector instructions of them. */
final class Loops {

    private Loops() {}

    /** {@code out[t] -= weight (x[t] - mean)^2}. */
    static void subtractSquares(double[] x, double mean, double weight, double[] out, int from, int to) {
        for (int t = from; t < to; t++) {
            double z = x[t] - mean;
            out[t] -= weight * z * z;
        }
    }

    /** {@code out[t] += weight x[t]}, with {@code out} counted from the stretch's start. */
    static void addScaled(double[] x, double weight, double[] out, int from, int to) {
        for (int t = from; t < to; t++) {
            out[t - from] += weight * x[t];
        }
    }

    /** {@code out[t] -= z[t]^2 / 2}, with {@code z} counted from the stretch's start. */
    static void subtractHalfSquares(double[] z, double[] out, int from, int to) {
        for (int t = from; t < to; t++) {
            out[t] -= 0.5 * z[t - from] * z[t - from];
        }
    }

    /** {@code out[t] = max(out[t], x[t])}, with {@code out} counted from the stretch's start. */
    static void max(double[] x, double[] out, int from, int to) {
        for (int t = from; t < to; t++) {
            out[t - from] = Math.max(out[t - from], x[t]);
        }
    }

    /** {@code x[t] = exp(x[t] - shift[t])}, {@code shift} counted from the stretch's start. */
    static void exp(double[] x, double[] shift, int from, int to) {
        for (int t = from; t < to; t++) {
            x[t] = Math.exp(x[t] - shift[t - from]);
        }
    }

    /** {@code sum of x[t]}. */
    static double sum(double[] x, int from, int to) {
        double even = 0;
        double odd = 0;
        int t = from;
        for (; t + 1 < to; t += 2) {
            even += x[t];
            odd += x[t + 1];
        }
        return t < to ? even + odd + x[t] : even + odd;
    }

    /** {@code sum of x[t] y[t]}. */
    static double dot(double[] x, double[] y, int from, int to) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int t = from;
        for (; t + 3 < to; t += 4) {
            sum0 += x[t] * y[t];
            sum1 += x[t + 1] * y[t + 1];
            sum2 += x[t + 2] * y[t + 2];
            sum3 += x[t + 3] * y[t + 3];
        }
        for (; t < to; t++) {
            sum0 += x[t] * y[t];
        }
        return sum0 + sum1 + (sum2 + sum3);
    }

    /** {@code sum of x[t] y[t] z[t]}. */
    static double dot(double[] x, double[] y, double[] z, int from, int to) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int t = from;
        for (; t + 3 < to; t += 4) {
            sum0 += x[t] * y[t] * z[t];
            sum1 += x[t + 1] * y[t + 1] * z[t + 1];
            sum2 += x[t + 2] * y[t + 2] * z[t + 2];
            sum3 += x[t + 3] * y[t + 3] * z[t + 3];
        }
        for (; t < to; t++) {
            sum0 += x[t] * y[t] * z[t];
        }
        return sum0 + sum1 + (sum2 + sum3);
    }
}
