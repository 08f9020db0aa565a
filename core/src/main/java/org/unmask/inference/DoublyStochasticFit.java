// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.Optional;
import org.unmask.matrix.LinearSystem;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.StochasticMatrix;

/**
 * The doubly stochastic matrix that maximises {@code sum xi_ij log T_ij}. At the maximum
 * {@code T_ij = xi_ij / (u_i + v_j)}; the multipliers minimise the convex
 * {@code sum u + sum v - sum xi_ij log(u_i + v_j)}, found by damped Newton steps. Every count is raised by a small number
 * that is then lowered to nothing, as a cell without counts may need probability for the columns' sake.
 */
final class DoublyStochasticFit {

    private static final double LAST = 1e-13;
    private static final int ROUNDS = 500;

    private DoublyStochasticFit() {}

    /**
     * The maximiser.
     *
     * @param xi expected transitions, {@code k x k}
     * @param current the matrix so far, returned when it is better than what rounding left of the maximiser
     */
    static StochasticMatrix of(double[] xi, StochasticMatrix current) {
        int k = current.rows();
        double total = 0;
        for (double count : xi) {
            total += count;
        }
        if (!(total > MaximizationStep.NOTHING) || k == 1) {
            return current;
        }
        double[] weights = new double[k * k];
        for (int n = 0; n < weights.length; n++) {
            weights[n] = k * xi[n] / total;
        }
        double[] uv = new double[2 * k];
        java.util.Arrays.fill(uv, 0.5);
        for (double raise = 1e-2; raise >= LAST; raise *= 0.1) {
            minimize(raised(weights, raise), uv, k);
        }
        return polished(raised(weights, LAST), uv, k)
                .filter(fit -> MaximizationStep.weighted(xi, fit) >= MaximizationStep.weighted(xi, current))
                .orElse(current);
    }

    private static double[] raised(double[] weights, double raise) {
        double[] out = weights.clone();
        for (int n = 0; n < out.length; n++) {
            out[n] += raise;
        }
        return out;
    }

    private static double dual(double[] w, double[] uv, int k) {
        double sum = 0;
        for (double entry : uv) {
            sum += entry;
        }
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                double both = uv[i] + uv[k + j];
                if (!(both > 0)) {
                    return Double.POSITIVE_INFINITY;
                }
                sum -= w[i * k + j] * Math.log(both);
            }
        }
        return sum;
    }

    private static void minimize(double[] w, double[] uv, int k) {
        double value = dual(w, uv, k);
        for (int step = 0; step < 60; step++) {
            double[] gradient = new double[2 * k];
            double[] hessian = new double[4 * k * k];
            java.util.Arrays.fill(gradient, 1);
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < k; j++) {
                    double both = uv[i] + uv[k + j];
                    double t = w[i * k + j] / both;
                    double curve = t / both;
                    gradient[i] -= t;
                    gradient[k + j] -= t;
                    hessian[i * 2 * k + i] += curve;
                    hessian[(k + j) * 2 * k + k + j] += curve;
                    hessian[i * 2 * k + k + j] += curve;
                    hessian[(k + j) * 2 * k + i] += curve;
                }
            }
            gauge(hessian, k);
            Optional<Matrix> solved =
                    LinearSystem.solve(Matrix.of(2 * k, 2 * k, hessian), Matrix.of(2 * k, 1, gradient));
            if (solved.isEmpty()) {
                return;
            }
            double[] direction = solved.get().toArray();
            double slope = 0;
            for (int n = 0; n < 2 * k; n++) {
                slope += direction[n] * gradient[n];
            }
            double[] trial = new double[2 * k];
            double reached = Double.POSITIVE_INFINITY;
            double share = 1;
            while (!(reached <= value - 1e-4 * share * slope + 1e-15 * Math.abs(value)) && share > 1e-12) {
                for (int n = 0; n < 2 * k; n++) {
                    trial[n] = uv[n] - share * direction[n];
                }
                reached = dual(w, trial, k);
                share /= 2;
            }
            if (!(reached <= value + 1e-15 * Math.abs(value))) {
                return;
            }
            System.arraycopy(trial, 0, uv, 0, 2 * k);
            value = reached;
            if (slope < 1e-20) {
                return;
            }
        }
    }

    /** Adding a number to all u and taking it from all v changes nothing: this direction is given a curvature. */
    private static void gauge(double[] hessian, int k) {
        double mean = 0;
        for (int n = 0; n < 2 * k; n++) {
            mean += hessian[n * 2 * k + n] / (2 * k);
        }
        for (int n = 0; n < 2 * k; n++) {
            for (int m = 0; m < 2 * k; m++) {
                hessian[n * 2 * k + m] += (n < k) == (m < k) ? mean / (2 * k) : -mean / (2 * k);
            }
        }
    }

    /** What rounding left is scaled away, rows and columns in turn. */
    private static Optional<StochasticMatrix> polished(double[] w, double[] uv, int k) {
        double[] t = new double[k * k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                t[i * k + j] = w[i * k + j] / (uv[i] + uv[k + j]);
            }
        }
        return balanced(t, k);
    }

    /**
     * Scales rows and columns of entries to sums one (Sinkhorn 1964), with Newton's method on the logarithms of the factors
     * once it is near, as plain scaling creeps where the matrix is almost a permutation.
     *
     * @param entries at least 0
     * @return the scaled matrix; empty when there is none or it was not reached
     */
    static Optional<StochasticMatrix> balanced(double[] entries, int k) {
        double[] t = entries.clone();
        for (int round = 0; round < ROUNDS; round++) {
            double[] rows = new double[k];
            double[] columns = new double[k];
            scale(t, k, true);
            scale(t, k, false);
            double worst = 0;
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < k; j++) {
                    rows[i] += t[i * k + j];
                    columns[j] += t[i * k + j];
                }
            }
            for (int j = 0; j < k; j++) {
                worst = Math.max(worst, Math.max(Math.abs(columns[j] - 1), Math.abs(rows[j] - 1)));
            }
            if (!EmissionCounts.finite(t)) {
                return Optional.empty();
            }
            if (worst < 1e-13) {
                return Optional.of(StochasticMatrix.of("transition matrix", Matrix.of(k, k, t)));
            }
            if (round >= 3 && worst < 0.5) {
                newton(t, rows, columns, k);
            }
        }
        return Optional.empty();
    }

    private static void scale(double[] t, int k, boolean columns) {
        for (int a = 0; a < k; a++) {
            double sum = 0;
            for (int b = 0; b < k; b++) {
                sum += t[columns ? b * k + a : a * k + b];
            }
            for (int b = 0; b < k; b++) {
                t[columns ? b * k + a : a * k + b] /= sum;
            }
        }
    }

    private static void newton(double[] t, double[] rows, double[] columns, int k) {
        Matrix system = Matrix.generate(2 * k, 2 * k, (r, c) -> {
            boolean sameSide = (r < k) == (c < k);
            double gauge = (sameSide ? 1.0 : -1.0) / k;
            if (sameSide) {
                return (r != c ? 0 : r < k ? rows[r] : columns[r - k]) + gauge;
            }
            return (r < k ? t[r * k + c - k] : t[c * k + r - k]) + gauge;
        });
        Matrix right = Matrix.generate(2 * k, 1, (r, c) -> 1 - (r < k ? rows[r] : columns[r - k]));
        Optional<double[]> step = LinearSystem.solve(system, right).map(Matrix::toArray);
        if (step.isPresent() && EmissionCounts.finite(step.get())) {
            for (int n = 0; n < k * k; n++) {
                t[n] *= Math.exp(Math.max(-1, Math.min(1, step.get()[n / k] + step.get()[k + n % k])));
            }
        }
    }
}
