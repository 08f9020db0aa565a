// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.Arrays;

/** What is computed lane by lane, put together from the loops of {@link LaneMath}. Not for several threads. */
final class LaneKernel {

    private static final int S = Bundles.LANES;

    private final Exponential exponential = new Exponential(S);
    private final double[] most = new double[S];
    private final double[] row = new double[S];
    private double[][] together = {};
    private double[][] candidates = {};

    /** {@code to = map from} in the first {@code n} lanes; {@code from} has its repeated slots. */
    void apply(LaneMap map, double[][] from, double[][] to, int n) {
        Bundles bundles = map.bundles;
        int size = bundles.size;
        for (int j = 0, c = 0; j < bundles.states; j++) {
            double[] out = to[bundles.bundle(j)];
            int begin = bundles.at(j);
            LaneMath.combine(from[0], map.factors, c, size, out, begin, begin + n);
            c += size;
            for (int g = 1; g < bundles.count; g++, c += size) {
                LaneMath.addCombined(from[g], map.factors, c, size, out, begin, begin + n);
            }
        }
    }

    /** The same with maximum for sum and sum for product. */
    void best(LaneMap map, double[][] from, double[][] to, int n) {
        Bundles bundles = map.bundles;
        int size = bundles.size;
        for (int j = 0, c = 0; j < bundles.states; j++) {
            double[] out = to[bundles.bundle(j)];
            int begin = bundles.at(j);
            Arrays.fill(out, begin, begin + n, Double.NEGATIVE_INFINITY);
            for (int g = 0; g < bundles.count; g++, c += size) {
                LaneMath.better(from[g], map.factors, c, size, out, begin, begin + n);
            }
        }
    }

    /** {@code to = a b} in the first {@code n} lanes of every slot. */
    void times(Bundles bundles, double[] a, double[] b, double[] to, int n) {
        if (n == S) {
            LaneMath.times(a, b, to, 0, bundles.end());
            return;
        }
        for (int at = 0; at < bundles.end(); at += S) {
            LaneMath.times(a, b, to, at, at + n);
        }
    }

    /**
     * Likelihoods from log-densities, relative to the largest of each lane.
     *
     * @param rows overwritten
     * @param logs the largest is added here
     * @param least overwritten by the least logarithm where that is less
     */
    void relative(Bundles bundles, double[][] rows, double[] logs, double[] least, int n) {
        LaneMath.largest(rows[0], Math.min(bundles.size, bundles.states), most, n);
        for (int g = 1; g < bundles.count; g++) {
            LaneMath.larger(rows[g], Math.min(bundles.size, bundles.states - g * bundles.size), most, n);
        }
        LaneMath.add(most, logs, 0, n);
        for (int g = 0; g < bundles.count; g++) {
            int states = Math.min(bundles.size, bundles.states - g * bundles.size);
            for (int b = 0; b < states; b++) {
                System.arraycopy(rows[g], b * S, row, 0, n);
                LaneMath.subtract(most, row, 0, n);
                LaneMath.smaller(row, 1, least, n);
                exponential.of(row, 0, n);
                System.arraycopy(row, 0, rows[g], b * S, n);
            }
        }
    }

    /**
     * Log-density of a normal law in one lane after another.
     *
     * @param law its inverse root {@code L^-1} and constant are read, not its mean
     * @param rooted {@code L^-1} times the mean
     * @param x coordinates, a row each
     * @param to the row of one state begins at {@code at}
     */
    void logDensity(NormalLaw law, double[] rooted, double[][] x, double[] to, int at, int n) {
        Arrays.fill(row, 0, n, law.logConstant());
        int d = law.dimension();
        double[] root = law.inverseRoot();
        if (law.diagonal()) {
            for (int c = 0; c < d; c++) {
                double scale = root[c * d + c];
                LaneMath.addSquaredDistance(x[c], rooted[c] / scale, -0.5 * scale * scale, row, n);
            }
        } else {
            gather(x, d, n);
            for (int r = 0; r < d; r++) {
                triangle(root, r, d, n);
                LaneMath.addSquaredDistance(most, rooted[r], -0.5, row, n);
            }
        }
        System.arraycopy(row, 0, to, at, n);
    }

    /** Coordinates in bundles, for linear maps. */
    private void gather(double[][] x, int d, int n) {
        int count = (d + Bundles.LARGEST - 1) / Bundles.LARGEST;
        if (together.length < count) {
            together = new double[count][Bundles.LARGEST * S];
        }
        for (int c = 0; c < d; c++) {
            System.arraycopy(x[c], 0, together[c / Bundles.LARGEST], c % Bundles.LARGEST * S, n);
        }
    }

    /** One row of the inverse root times the coordinates. */
    private void triangle(double[] root, int r, int d, int n) {
        LaneMath.combine(together[0], root, r * d, Math.min(r + 1, Bundles.LARGEST), most, 0, n);
        for (int c = Bundles.LARGEST; c <= r; c += Bundles.LARGEST) {
            LaneMath.addCombined(
                    together[c / Bundles.LARGEST], root, r * d + c, Math.min(r + 1 - c, Bundles.LARGEST), most, 0, n);
        }
    }

    /**
     * One step back along the best paths; of several equally good states before, the first.
     *
     * @param saved the best log-probability by state, bundles
     * @param logTransposed {@code next * states + now}
     * @param state of each lane after the step, overwritten by that before
     */
    void back(Bundles bundles, double[][] saved, double[] logTransposed, int[] state, int n) {
        int k = bundles.states;
        if (candidates.length < k) {
            candidates = Bundles.single(k);
        }
        Arrays.fill(most, 0, n, Double.NEGATIVE_INFINITY);
        for (int l = 0; l < n; l++) {
            state[l] *= k;
        }
        for (int i = 0; i < k; i++) {
            double[] mine = candidates[i];
            for (int l = 0; l < n; l++) {
                mine[l] = logTransposed[state[l] + i];
            }
            System.arraycopy(saved[bundles.bundle(i)], bundles.at(i), row, 0, n);
            LaneMath.add(row, mine, 0, n);
            LaneMath.larger(mine, 1, most, n);
        }
        Arrays.fill(row, 0, n, 0);
        for (int i = 0; i < k; i++) {
            LaneMath.markLargest(candidates[i], most, k - i, row, n);
        }
        for (int l = 0; l < n; l++) {
            // A lane without any path may say anything.
            state[l] = k - Math.max(1, (int) row[l]);
        }
    }
}
