// SPDX-License-Identifier: Apache-2.0
package org.unmask.recovery;

import java.util.Arrays;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Chain;

/** The nearest probabilities to numbers that should have been some. */
public final class Simplex {

    private static final int SWEEPS = 10_000;

    private Simplex() {}

    /** The nearest probability vector in Euclidean distance (Held, Wolfe, Crowder 1974). */
    static double[] nearest(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double sum = 0;
        double shift = 0;
        for (int taken = 1; taken <= sorted.length; taken++) {
            double next = sorted[sorted.length - taken];
            sum += next;
            double candidate = (1 - sum) / taken;
            if (next + candidate > 0) {
                shift = candidate;
            }
        }
        double total = 0;
        double[] out = new double[values.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = Math.max(0, values[i] + shift);
            total += out[i];
        }
        for (int i = 0; i < out.length; i++) {
            out[i] /= total;
        }
        return out;
    }

    /**
     * Each row moved to the nearest probabilities.
     *
     * @param name what the matrix is, for messages
     * @param raw finite entries
     * @return the matrix nearest in Frobenius norm
     */
    public static StochasticMatrix rows(String name, Matrix raw) {
        double[][] rows = raw.toRows();
        for (int i = 0; i < rows.length; i++) {
            rows[i] = nearest(rows[i]);
        }
        return StochasticMatrix.of(name, Matrix.ofRows(rows));
    }

    /**
     * The nearest transition matrix of a kind; for doubly stochastic ones by Dykstra's alternating projections onto the
     * sums of one and the nonnegative matrices.
     */
    static StochasticMatrix transition(Matrix raw, Chain chain) {
        if (chain == Chain.STATIONARY) {
            return rows("transition matrix", raw);
        }
        int k = raw.rows();
        double[] x = raw.toArray();
        double[] kept = new double[k * k];
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            sumsOfOne(x, k);
            double negative = 0;
            for (int i = 0; i < x.length; i++) {
                double with = x[i] + kept[i];
                negative = Math.max(negative, -x[i]);
                x[i] = Math.max(0, with);
                kept[i] = with - x[i];
            }
            if (negative <= 1e-13) {
                break;
            }
        }
        return StochasticMatrix.normalized("transition matrix", Matrix.of(k, k, x));
    }

    /** The nearest matrix whose rows and columns sum to one. */
    private static void sumsOfOne(double[] x, int k) {
        double[] rows = new double[k];
        double[] columns = new double[k];
        double total = 0;
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                rows[i] += x[i * k + j];
                columns[j] += x[i * k + j];
                total += x[i * k + j];
            }
        }
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                x[i * k + j] += (1 - rows[i]) / k + (1 - columns[j]) / k + (total - k) / k / k;
            }
        }
    }
}
