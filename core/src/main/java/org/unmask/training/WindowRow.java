// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

import java.util.Arrays;

/**
 * The derivative of one window's probability by the raw parameters, kept only where it is not zero: by the stationary law,
 * by the transition over each gap, then by the emission of the symbol at each place.
 */
final class WindowRow {

    private final WindowTask task;
    private final ModelPoint point;
    private final int k;
    private final int m;
    private final int fixed;
    private final double[][] powers;
    private final double[] values;
    private final int[] symbols;
    private final double[] u;
    private final double[] alpha;
    private final double[] beta;

    WindowRow(WindowTask task, ModelPoint point) {
        this.task = task;
        this.point = point;
        this.k = point.k;
        this.m = task.m;
        this.fixed = k + (m - 1) * k * k;
        this.powers = point.powers(task.gaps);
        this.values = new double[fixed + m * k];
        this.symbols = new int[m];
        this.u = new double[m * k];
        this.alpha = new double[m * k];
        this.beta = new double[m * k];
    }

    double[] values() {
        return values;
    }

    /** The derivative of {@code P(window)}, or of {@code P(its context)} with the targets summed over; returns its value. */
    double fill(int cell, boolean withTargets) {
        double[] o = point.emission;
        System.arraycopy(point.chain.stationary, 0, u, 0, k);
        for (int i = 0; i < m; i++) {
            symbols[i] = task.symbol(cell, i);
            boolean seen = withTargets || !task.masked[i];
            for (int h = 0; h < k; h++) {
                alpha[i * k + h] = seen ? u[i * k + h] * o[symbols[i] * k + h] : u[i * k + h];
            }
            if (i < m - 1) {
                double[] a = powers[i];
                for (int j = 0; j < k; j++) {
                    double sum = 0;
                    for (int h = 0; h < k; h++) {
                        sum += alpha[i * k + h] * a[h * k + j];
                    }
                    u[(i + 1) * k + j] = sum;
                }
            }
        }
        Arrays.fill(beta, (m - 1) * k, m * k, 1);
        for (int i = m - 1; i >= 0; i--) {
            boolean seen = withTargets || !task.masked[i];
            for (int h = 0; h < k; h++) {
                values[fixed + i * k + h] = seen ? u[i * k + h] * beta[i * k + h] : 0;
            }
            if (i > 0) {
                double[] a = powers[i - 1];
                for (int h = 0; h < k; h++) {
                    double sum = 0;
                    for (int j = 0; j < k; j++) {
                        double ahead = (seen ? o[symbols[i] * k + j] : 1) * beta[i * k + j];
                        values[k + (i - 1) * k * k + h * k + j] = alpha[(i - 1) * k + h] * ahead;
                        sum += a[h * k + j] * ahead;
                    }
                    beta[(i - 1) * k + h] = sum;
                }
            }
        }
        boolean seen = withTargets || !task.masked[0];
        double value = 0;
        for (int h = 0; h < k; h++) {
            values[h] = (seen ? o[symbols[0] * k + h] : 1) * beta[h];
            value += alpha[(m - 1) * k + h];
        }
        return value;
    }

    /** Turns the derivative of the joint into that of the conditional probability {@code q}. */
    void conditional(double[] ofContext, double q, double context) {
        for (int s = 0; s < values.length; s++) {
            values[s] = (values[s] - q * ofContext[s]) / context;
        }
    }

    /** Adds {@code factor} times this row's square to the lower triangle of an {@code n x n} matrix. */
    void addSquare(double factor, double[] out, int n) {
        for (int i = 1; i < m; i++) {
            for (int j = 0; j < i; j++) {
                if (symbols[j] == symbols[i]) {
                    for (int h = 0; h < k; h++) {
                        values[fixed + j * k + h] += values[fixed + i * k + h];
                        values[fixed + i * k + h] = 0;
                    }
                    break;
                }
            }
        }
        for (int a = 0; a < fixed; a++) {
            double scaled = factor * values[a];
            int row = a * n;
            for (int b = 0; b <= a; b++) {
                out[row + b] += scaled * values[b];
            }
        }
        for (int i = 0; i < m; i++) {
            for (int h = 0; h < k; h++) {
                double scaled = factor * values[fixed + i * k + h];
                if (scaled == 0) {
                    continue;
                }
                int row = (fixed + symbols[i] * k + h) * n;
                for (int b = 0; b < fixed; b++) {
                    out[row + b] += scaled * values[b];
                }
                for (int j = 0; j < m; j++) {
                    int column = fixed + symbols[j] * k;
                    int top = symbols[j] < symbols[i] ? k : symbols[j] == symbols[i] && i == j ? h + 1 : 0;
                    for (int b = 0; b < top; b++) {
                        out[row + column + b] += scaled * values[fixed + j * k + b];
                    }
                }
            }
        }
    }

    /** Adds {@code factor} times this row to a raw gradient. */
    void addTo(double[] raw, double factor) {
        for (int s = 0; s < fixed; s++) {
            raw[s] += factor * values[s];
        }
        for (int i = 0; i < m; i++) {
            for (int h = 0; h < k; h++) {
                raw[fixed + symbols[i] * k + h] += factor * values[fixed + i * k + h];
            }
        }
    }
}
