// SPDX-License-Identifier: Apache-2.0
package org.unmask.constraint;

import java.util.Optional;
import org.unmask.matrix.LinearSystem;
import org.unmask.matrix.Matrix;

/**
 * The multipliers of rows that share values, each row with a sum of its own. With a multiplier {@code u_i} for each row a
 * value of count {@code n_c} that stands {@code m_ic} times in row {@code i} is {@code n_c / sum_i m_ic u_i}, and the
 * multipliers minimise the convex {@code sum r_i u_i - sum_c n_c log(sum_i m_ic u_i)}, {@code r_i} what the values of row
 * {@code i} sum to; damped Newton steps.
 */
final class RowMultipliers {

    private static final int STEPS = 200;

    private final double[] counts;
    private final double[] times;
    private final double[] right;

    /**
     * A problem; the arrays are not copied.
     *
     * @param counts {@code n_c}, positive
     * @param times {@code m_ic} at {@code c * rows + i}
     * @param right {@code r_i}, positive
     */
    RowMultipliers(double[] counts, double[] times, double[] right) {
        this.counts = counts;
        this.times = times;
        this.right = right;
    }

    /** The value {@code c} under the multipliers {@code u}. */
    double value(int c, double[] u) {
        return counts[c] / sum(c, u);
    }

    private double sum(int c, double[] u) {
        int k = u.length;
        double sum = 0;
        for (int i = 0; i < k; i++) {
            sum += times[c * k + i] * u[i];
        }
        return sum;
    }

    private double objective(double[] u) {
        double value = 0;
        for (int i = 0; i < u.length; i++) {
            value += right[i] * u[i];
        }
        for (int c = 0; c < counts.length; c++) {
            double sum = sum(c, u);
            if (!(sum > 0)) {
                return Double.POSITIVE_INFINITY;
            }
            value -= counts[c] * Math.log(sum);
        }
        return value;
    }

    /**
     * Moves multipliers to the minimum, as far as rounding allows.
     *
     * @param u where to begin, one for each row, all sums positive; overwritten
     */
    void minimize(double[] u) {
        int k = u.length;
        double value = objective(u);
        for (int step = 0; step < STEPS; step++) {
            double[] gradient = gradient(u);
            Optional<Matrix> solved = LinearSystem.solve(hessian(u), Matrix.of(k, 1, gradient));
            if (solved.isEmpty()) {
                return;
            }
            double[] direction = solved.get().toArray();
            double slope = 0;
            for (int i = 0; i < k; i++) {
                slope += direction[i] * gradient[i];
            }
            double[] trial = new double[k];
            double reached = Double.POSITIVE_INFINITY;
            for (double share = 1; share > 1e-10; share /= 2) {
                for (int i = 0; i < k; i++) {
                    trial[i] = u[i] - share * direction[i];
                }
                reached = objective(trial);
                if (reached <= value - 1e-4 * share * slope + 1e-15 * Math.abs(value)) {
                    break;
                }
            }
            if (!(reached <= value + 1e-14 * Math.abs(value))) {
                return;
            }
            System.arraycopy(trial, 0, u, 0, k);
            value = reached;
            if (slope < 1e-28) {
                return;
            }
        }
    }

    private double[] gradient(double[] u) {
        int k = u.length;
        double[] gradient = right.clone();
        for (int c = 0; c < counts.length; c++) {
            double sum = sum(c, u);
            for (int i = 0; i < k; i++) {
                gradient[i] -= counts[c] * (times[c * k + i] / sum);
            }
        }
        return gradient;
    }

    private Matrix hessian(double[] u) {
        int k = u.length;
        double[] hessian = new double[k * k];
        for (int c = 0; c < counts.length; c++) {
            double sum = sum(c, u);
            for (int i = 0; i < k; i++) {
                double part = times[c * k + i] / sum;
                for (int j = 0; j < k; j++) {
                    hessian[i * k + j] += counts[c] * part * times[c * k + j] / sum;
                }
            }
        }
        // Rows that share all their labels leave a direction along which nothing changes: a little curvature there.
        double trace = 0;
        for (int i = 0; i < k; i++) {
            trace += hessian[i * k + i];
        }
        for (int i = 0; i < k; i++) {
            hessian[i * k + i] += 1e-13 * trace;
        }
        return Matrix.of(k, k, hessian);
    }
}
