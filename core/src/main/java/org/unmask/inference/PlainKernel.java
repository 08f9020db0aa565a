// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.Arrays;

/** Kernels put together from the loops of {@link LaneMath}, which the compiler turns into vector instructions. */
final class PlainKernel implements LaneKernel {

    private static final int S = Bundles.LANES;

    private final Exponential exponential = new Exponential(S);
    private final double[] most = new double[S];
    private final double[] row = new double[S];
    /** One row, once for each slot of a bundle. */
    private double[] spread = {};

    private double[][] together = {};
    private double[][] candidates = {};

    @Override
    public LaneMap linear(Bundles bundles, double[] matrix) {
        double[] factors = bundles.factors(matrix, 0);
        return (from, to, n) -> combine(bundles, factors, from, to, n);
    }

    private static void combine(Bundles bundles, double[] factors, double[][] from, double[][] to, int n) {
        int size = bundles.size;
        for (int j = 0, c = 0; j < bundles.states; j++) {
            double[] out = to[bundles.bundle(j)];
            int begin = bundles.at(j);
            LaneMath.combine(from[0], factors, c, size, out, begin, begin + n);
            c += size;
            for (int g = 1; g < bundles.count; g++, c += size) {
                LaneMath.addCombined(from[g], factors, c, size, out, begin, begin + n);
            }
        }
    }

    @Override
    public LaneMap best(Bundles bundles, double[] matrix) {
        double[] terms = bundles.factors(matrix, Double.NEGATIVE_INFINITY);
        return (from, to, n) -> best(bundles, terms, from, to, n);
    }

    private static void best(Bundles bundles, double[] terms, double[][] from, double[][] to, int n) {
        int size = bundles.size;
        for (int j = 0, c = 0; j < bundles.states; j++) {
            double[] out = to[bundles.bundle(j)];
            int begin = bundles.at(j);
            Arrays.fill(out, begin, begin + n, Double.NEGATIVE_INFINITY);
            for (int g = 0; g < bundles.count; g++, c += size) {
                LaneMath.better(from[g], terms, c, size, out, begin, begin + n);
            }
        }
    }

    @Override
    public LaneProducts products(Bundles bundles, int left, int right) {
        return new PlainProducts(bundles, left, right);
    }

    @Override
    public void ready(Bundles bundles, double[][] rows) {
        bundles.repeat(rows);
    }

    @Override
    public void times(Bundles bundles, double[][] a, double[][] b, double[][] to, int n) {
        for (int g = 0; g < a.length; g++) {
            times(bundles, a[g], b[g], to[g], n);
        }
    }

    private static void times(Bundles bundles, double[] a, double[] b, double[] to, int n) {
        if (n == S) {
            LaneMath.times(a, b, to, 0, bundles.end());
            return;
        }
        for (int at = 0; at < bundles.end(); at += S) {
            LaneMath.times(a, b, to, at, at + n);
        }
    }

    @Override
    public void scale(Bundles bundles, double[][] rows, double[] scale, int n) {
        if (spread.length < bundles.end()) {
            spread = bundles.rows()[0];
        }
        for (int at = 0; at < bundles.end(); at += S) {
            System.arraycopy(scale, 0, spread, at, S);
        }
        for (double[] to : rows) {
            times(bundles, to, spread, to, n);
        }
    }

    @Override
    public void relative(Bundles bundles, double[][] rows, double[] logs, double[] least, int n) {
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

    @Override
    public void logDensity(NormalLaw law, double[] rooted, double[][] x, double[] to, int at, int n) {
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

    @Override
    public void back(Bundles bundles, double[][] saved, double[] logTransposed, int[] state, int n) {
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
