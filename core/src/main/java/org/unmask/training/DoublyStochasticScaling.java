// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

import java.util.Optional;
import org.unmask.matrix.LinearSystem;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Svd;

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
        double defect = defect(t, k);
        for (int step = 0; step < NEWTON && defect > EXACT * k; step++) {
            double[] next = newton(t, k);
            scaleColumns(next, k);
            scaleRows(next, k);
            double after = defect(next, k);
            if (!(after < defect)) {
                next = t.clone();
                scaleColumns(next, k);
                scaleRows(next, k);
                after = defect(next, k);
                if (!(after < defect)) {
                    break;
                }
            }
            t = next;
            defect = after;
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

    /** One Newton step on the logarithms of both scalings. */
    private static double[] newton(double[] t, int k) {
        double[] off = new double[2 * k];
        for (int i = 0; i < k; i++) {
            off[i] = 1;
            off[k + i] = 1;
            for (int j = 0; j < k; j++) {
                off[i] -= t[i * k + j];
                off[k + i] -= t[j * k + i];
            }
        }
        double[] step = solver(t, k).times(off);
        double[] out = new double[k * k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                double move = Math.max(-5, Math.min(5, step[i] + step[k + j]));
                out[i * k + j] = t[i * k + j] * Math.exp(move);
            }
        }
        return out;
    }

    /**
     * Inverse of {@code [I T; T' I]}, whose null direction {@code (1, -1)} is filled in: right-hand sides that matter have
     * equal sums in both halves.
     */
    static Matrix solver(double[] t, int k) {
        double fill = 1.0 / k;
        Matrix system = Matrix.generate(2 * k, 2 * k, (r, c) -> {
            boolean sameHalf = r < k == c < k;
            double base = sameHalf ? (r == c ? 1 : 0) : r < k ? t[r * k + c - k] : t[c * k + r - k];
            return base + (sameHalf ? fill : -fill);
        });
        Optional<Matrix> inverse = LinearSystem.inverse(system);
        if (inverse.isPresent() && Double.isFinite(inverse.get().maxAbs())) {
            return inverse.get();
        }
        return Double.isFinite(system.maxAbs()) ? Svd.of(system).pseudoInverse(2 * k - 1) : Matrix.zero(2 * k, 2 * k);
    }

    /**
     * The gradient by the logits from that by the matrix: the part of it tangent to doubly stochastic matrices.
     *
     * @param t the matrix
     * @param solver {@link #solver} at it
     * @param gradient derivative by each entry; not modified
     * @param out receives the derivative by each logit, added from {@code at} on
     */
    static void pullBack(double[] t, Matrix solver, int k, double[] gradient, double[] out, int at) {
        double[] sums = new double[2 * k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                double flow = t[i * k + j] * gradient[i * k + j];
                sums[i] += flow;
                sums[k + j] += flow;
            }
        }
        double[] duals = solver.times(sums);
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                out[at + i * k + j] += t[i * k + j] * (gradient[i * k + j] - duals[i] - duals[k + j]);
            }
        }
    }
}
