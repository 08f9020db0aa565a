// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

import java.util.Optional;

/**
 * The map from any real matrix of logits onto doubly stochastic matrices, {@code T = diag(a) exp(logits) diag(b)}, and its
 * derivative. Sinkhorn's iteration (1967) starts it and Newton's method on the scalings ends it: near the identity, where
 * sticky chains live, the iteration alone would need about {@code 1 / (1 - s)} rounds, {@code s} being the second singular
 * value.
 */
final class DoublyStochasticScaling {

    private static final int ROUNDS = 20;
    private static final int NEWTON = 60;
    private static final double EXACT = 4e-16;
    private static final double GOOD = 1e-11;

    private DoublyStochasticScaling() {}

    /** The scaled matrix, row-major; empty when scaling does not come to within 1e-11. Logits are not modified. */
    static Optional<double[]> of(double[] logits, int from, int k) {
        double[] t = new double[k * k];
        for (int i = 0; i < k; i++) {
            double max = Double.NEGATIVE_INFINITY;
            for (int j = 0; j < k; j++) {
                max = Math.max(max, logits[from + i * k + j]);
            }
            for (int j = 0; j < k; j++) {
                t[i * k + j] = Math.exp(logits[from + i * k + j] - max);
            }
        }
        for (int round = 0; round < ROUNDS && !(round > 1 && defect(t, k) <= EXACT * k); round++) {
            scaleColumns(t, k);
            scaleRows(t, k);
        }
        scaleRows(t, k);
        double defect = defect(t, k);
        for (int step = 0; step < NEWTON && defect > EXACT * k; step++) {
            Optional<double[]> next = newton(t, k, defect);
            if (next.isEmpty()) {
                break;
            }
            t = next.get();
            defect = defect(t, k);
        }
        return defect <= GOOD ? Optional.of(t) : Optional.empty();
    }

    /** The largest distance of a row or column sum from 1; NaN when there is one. */
    static double defect(double[] t, int k) {
        double worst = 0;
        for (int i = 0; i < k; i++) {
            double row = 0;
            double column = 0;
            for (int j = 0; j < k; j++) {
                row += t[i * k + j];
                column += t[j * k + i];
            }
            worst = Math.max(worst, Math.max(Math.abs(row - 1), Math.abs(column - 1)));
        }
        return worst;
    }

    private static void scaleRows(double[] t, int k) {
        for (int i = 0; i < k; i++) {
            double sum = 0;
            for (int j = 0; j < k; j++) {
                sum += t[i * k + j];
            }
            for (int j = 0; j < k; j++) {
                t[i * k + j] /= sum;
            }
        }
    }

    private static void scaleColumns(double[] t, int k) {
        for (int j = 0; j < k; j++) {
            double sum = 0;
            for (int i = 0; i < k; i++) {
                sum += t[i * k + j];
            }
            for (int i = 0; i < k; i++) {
                t[i * k + j] /= sum;
            }
        }
    }

    /**
     * One Newton step on the logarithms of the columns' scalings, rows scaled exactly; shortened until the convex dual
     * {@code sum_i log(row sum) - sum_j (scaling)} or the defect falls. Empty when no step does that.
     */
    private static Optional<double[]> newton(double[] t, int k, double defect) {
        double[] off = new double[k];
        for (int j = 0; j < k; j++) {
            off[j] = 1;
            for (int i = 0; i < k; i++) {
                off[j] -= t[i * k + j];
            }
        }
        double[] step = new LaplacianSolver(t, k).solve(off);
        for (double length = 1; length > 1e-6; length /= 2) {
            double[] next = new double[k * k];
            double dual = 0;
            for (int i = 0; i < k; i++) {
                double row = 0;
                for (int j = 0; j < k; j++) {
                    next[i * k + j] = t[i * k + j] * Math.exp(length * step[j]);
                    row += next[i * k + j];
                }
                dual += Math.log(row) - length * step[i];
            }
            scaleRows(next, k);
            if (dual < -1e-9 || defect(next, k) < defect) {
                return Optional.of(next);
            }
        }
        return Optional.empty();
    }

    /**
     * The gradient by the logits from that by the matrix: the part of it tangent to doubly stochastic matrices.
     *
     * @param t the matrix
     * @param solver at it
     * @param gradient derivative by each entry; not modified
     * @param out receives the derivative by each logit, added from {@code at} on
     */
    static void pullBack(double[] t, LaplacianSolver solver, int k, double[] gradient, double[] out, int at) {
        double[] rows = new double[k];
        double[] right = new double[k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                rows[i] += t[i * k + j] * gradient[i * k + j];
            }
        }
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                right[j] += t[i * k + j] * (gradient[i * k + j] - rows[i]);
            }
        }
        double[] columns = solver.solve(right);
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                rows[i] -= t[i * k + j] * columns[j];
            }
        }
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                out[at + i * k + j] += t[i * k + j] * (gradient[i * k + j] - rows[i] - columns[j]);
            }
        }
    }
}
