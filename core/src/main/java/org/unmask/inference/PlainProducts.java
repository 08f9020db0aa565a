// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.Arrays;

/** Sums of products kept lane by lane, to be added up at the end; rows on the right have repeated slots. */
final class PlainProducts implements LaneProducts {

    private static final int S = Bundles.LANES;

    private final Bundles bundles;
    private final int right;
    /** {@code (bundle left * bundles right + bundle right) * size + shift}, a row for each slot. */
    private final double[][] sums;

    PlainProducts(Bundles bundles, int leftRows, int rightRows) {
        this.bundles = bundles;
        int left = (leftRows + bundles.size - 1) / bundles.size;
        this.right = (rightRows + bundles.size - 1) / bundles.size;
        this.sums = new double[left * right * bundles.size][bundles.rows()[0].length];
    }

    @Override
    public void add(double[][] a, double[][] b, int n) {
        for (int slot = 0; slot < sums.length; slot++) {
            double[] from = a[slot / bundles.size / right];
            double[] with = b[slot / bundles.size % right];
            int shift = slot % bundles.size;
            if (n == S) {
                LaneMath.addProduct(from, with, shift, sums[slot], 0, bundles.end());
            } else {
                for (int at = 0; at < bundles.end(); at += S) {
                    LaneMath.addProduct(from, with, shift, sums[slot], at, at + n);
                }
            }
        }
    }

    @Override
    public void add(double[][] a, double[][] b, double[][] c, double[][] d, int n) {
        for (int slot = 0; slot < sums.length; slot++) {
            int left = slot / bundles.size / right;
            int with = slot / bundles.size % right;
            int shift = slot % bundles.size;
            if (n == S) {
                LaneMath.addProducts(a[left], b[with], c[left], d[with], shift, sums[slot], 0, bundles.end());
            } else {
                for (int at = 0; at < bundles.end(); at += S) {
                    LaneMath.addProducts(a[left], b[with], c[left], d[with], shift, sums[slot], at, at + n);
                }
            }
        }
    }

    @Override
    public double sum(int i, int j) {
        int m = bundles.size;
        double[] row = sums[(i / m * right + j / m) * m + Math.floorMod(j - i, m)];
        return LaneMath.sum(row, bundles.at(i), bundles.at(i) + S);
    }

    @Override
    public void clear() {
        for (double[] row : sums) {
            Arrays.fill(row, 0);
        }
    }
}
