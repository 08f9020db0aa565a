// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Linear maps from bundle to bundle, by the number of slots. Arrays seldom begin on a cache line, so a load costs two; each
 * is used for all rows written, as far as the factors fit the registers. Loops carry no vectors along: the compiler keeps
 * those in registers only in the plainest cases.
 */
final class VectorMap implements LaneMap {

    private static final VectorSpecies<Double> S = VectorKernel.S;
    private static final int W = VectorKernel.W;
    private static final int R = Bundles.LANES;

    private final int size;
    private final int count;
    /** {@code ((bundle written * bundles + bundle read) * size + slot written) * size + slot read}. */
    private final double[] factors;

    /**
     * Makes a map.
     *
     * @param matrix {@code written * states + read}
     */
    VectorMap(Bundles bundles, double[] matrix) {
        int k = bundles.states;
        this.size = bundles.size;
        this.count = bundles.count;
        this.factors = new double[count * count * size * size];
        for (int n = 0; n < k * k; n++) {
            int j = n / k;
            int i = n % k;
            int pair = bundles.bundle(j) * count + bundles.bundle(i);
            factors[(pair * size + j % size) * size + i % size] = matrix[n];
        }
    }

    @Override
    public void apply(double[][] from, double[][] to, int n) {
        int end = VectorKernel.end(n);
        int at = 0;
        for (int h = 0; h < count; h++) {
            set(size, from[0], factors, at, to[h], end);
            at += size * size;
            for (int g = 1; g < count; g++) {
                add(size, from[g], factors, at, to[h], end);
                at += size * size;
            }
        }
    }

    /**
     * {@code to[j] = sum_r from[r] c[at + j size + r]} for every slot {@code j}, in lanes from 0 to {@code end}.
     *
     * @param c factors, a row for each slot written
     */
    private static void set(int size, double[] from, double[] c, int at, double[] to, int end) {
        switch (size) {
            case 1 -> set1(from, c, at, to, end);
            case 2 -> set2(from, c, at, to, end);
            case 3 -> set3(from, c, at, to, end);
            case 4 -> set4(from, c, at, to, end);
            default -> {
                set5(from, c, at, to, end);
                rest5(from, c, at + 15, to, end);
            }
        }
    }

    /** The same added to {@code to}; there are several bundles, so their size is 3 or 4. */
    private static void add(int size, double[] from, double[] c, int at, double[] to, int end) {
        if (size == 3) {
            add3(from, c, at, to, end);
        } else {
            add4(from, c, at, to, end);
        }
    }

    private static void set1(double[] from, double[] c, int at, double[] to, int end) {
        DoubleVector c00 = DoubleVector.broadcast(S, c[at]);
        for (int l = 0; l < end; l += W) {
            DoubleVector x0 = DoubleVector.fromArray(S, from, l);
            DoubleVector y0 = x0.mul(c00);
            y0.intoArray(to, l);
        }
    }

    private static void set2(double[] from, double[] c, int at, double[] to, int end) {
        DoubleVector c00 = DoubleVector.broadcast(S, c[at]);
        DoubleVector c01 = DoubleVector.broadcast(S, c[at + 1]);
        DoubleVector c10 = DoubleVector.broadcast(S, c[at + 2]);
        DoubleVector c11 = DoubleVector.broadcast(S, c[at + 3]);
        for (int l = 0; l < end; l += W) {
            DoubleVector x0 = DoubleVector.fromArray(S, from, l);
            DoubleVector x1 = DoubleVector.fromArray(S, from, R + l);
            DoubleVector y0 = x0.mul(c00);
            DoubleVector y1 = x0.mul(c10);
            y0 = x1.fma(c01, y0);
            y1 = x1.fma(c11, y1);
            y0.intoArray(to, l);
            y1.intoArray(to, R + l);
        }
    }

    private static void set3(double[] from, double[] c, int at, double[] to, int end) {
        DoubleVector c00 = DoubleVector.broadcast(S, c[at]);
        DoubleVector c01 = DoubleVector.broadcast(S, c[at + 1]);
        DoubleVector c02 = DoubleVector.broadcast(S, c[at + 2]);
        DoubleVector c10 = DoubleVector.broadcast(S, c[at + 3]);
        DoubleVector c11 = DoubleVector.broadcast(S, c[at + 4]);
        DoubleVector c12 = DoubleVector.broadcast(S, c[at + 5]);
        DoubleVector c20 = DoubleVector.broadcast(S, c[at + 6]);
        DoubleVector c21 = DoubleVector.broadcast(S, c[at + 7]);
        DoubleVector c22 = DoubleVector.broadcast(S, c[at + 8]);
        for (int l = 0; l < end; l += W) {
            DoubleVector x0 = DoubleVector.fromArray(S, from, l);
            DoubleVector x1 = DoubleVector.fromArray(S, from, R + l);
            DoubleVector x2 = DoubleVector.fromArray(S, from, 2 * R + l);
            DoubleVector y0 = x0.mul(c00);
            DoubleVector y1 = x0.mul(c10);
            DoubleVector y2 = x0.mul(c20);
            y0 = x1.fma(c01, y0);
            y1 = x1.fma(c11, y1);
            y2 = x1.fma(c21, y2);
            y0 = x2.fma(c02, y0);
            y1 = x2.fma(c12, y1);
            y2 = x2.fma(c22, y2);
            y0.intoArray(to, l);
            y1.intoArray(to, R + l);
            y2.intoArray(to, 2 * R + l);
        }
    }

    private static void set4(double[] from, double[] c, int at, double[] to, int end) {
        DoubleVector c00 = DoubleVector.broadcast(S, c[at]);
        DoubleVector c01 = DoubleVector.broadcast(S, c[at + 1]);
        DoubleVector c02 = DoubleVector.broadcast(S, c[at + 2]);
        DoubleVector c03 = DoubleVector.broadcast(S, c[at + 3]);
        DoubleVector c10 = DoubleVector.broadcast(S, c[at + 4]);
        DoubleVector c11 = DoubleVector.broadcast(S, c[at + 5]);
        DoubleVector c12 = DoubleVector.broadcast(S, c[at + 6]);
        DoubleVector c13 = DoubleVector.broadcast(S, c[at + 7]);
        DoubleVector c20 = DoubleVector.broadcast(S, c[at + 8]);
        DoubleVector c21 = DoubleVector.broadcast(S, c[at + 9]);
        DoubleVector c22 = DoubleVector.broadcast(S, c[at + 10]);
        DoubleVector c23 = DoubleVector.broadcast(S, c[at + 11]);
        DoubleVector c30 = DoubleVector.broadcast(S, c[at + 12]);
        DoubleVector c31 = DoubleVector.broadcast(S, c[at + 13]);
        DoubleVector c32 = DoubleVector.broadcast(S, c[at + 14]);
        DoubleVector c33 = DoubleVector.broadcast(S, c[at + 15]);
        for (int l = 0; l < end; l += W) {
            DoubleVector x0 = DoubleVector.fromArray(S, from, l);
            DoubleVector x1 = DoubleVector.fromArray(S, from, R + l);
            DoubleVector x2 = DoubleVector.fromArray(S, from, 2 * R + l);
            DoubleVector x3 = DoubleVector.fromArray(S, from, 3 * R + l);
            DoubleVector y0 = x0.mul(c00);
            DoubleVector y1 = x0.mul(c10);
            DoubleVector y2 = x0.mul(c20);
            DoubleVector y3 = x0.mul(c30);
            y0 = x1.fma(c01, y0);
            y1 = x1.fma(c11, y1);
            y2 = x1.fma(c21, y2);
            y3 = x1.fma(c31, y3);
            y0 = x2.fma(c02, y0);
            y1 = x2.fma(c12, y1);
            y2 = x2.fma(c22, y2);
            y3 = x2.fma(c32, y3);
            y0 = x3.fma(c03, y0);
            y1 = x3.fma(c13, y1);
            y2 = x3.fma(c23, y2);
            y3 = x3.fma(c33, y3);
            y0.intoArray(to, l);
            y1.intoArray(to, R + l);
            y2.intoArray(to, 2 * R + l);
            y3.intoArray(to, 3 * R + l);
        }
    }

    /** The first three of five. */
    private static void set5(double[] from, double[] c, int at, double[] to, int end) {
        DoubleVector c00 = DoubleVector.broadcast(S, c[at]);
        DoubleVector c01 = DoubleVector.broadcast(S, c[at + 1]);
        DoubleVector c02 = DoubleVector.broadcast(S, c[at + 2]);
        DoubleVector c03 = DoubleVector.broadcast(S, c[at + 3]);
        DoubleVector c04 = DoubleVector.broadcast(S, c[at + 4]);
        DoubleVector c10 = DoubleVector.broadcast(S, c[at + 5]);
        DoubleVector c11 = DoubleVector.broadcast(S, c[at + 6]);
        DoubleVector c12 = DoubleVector.broadcast(S, c[at + 7]);
        DoubleVector c13 = DoubleVector.broadcast(S, c[at + 8]);
        DoubleVector c14 = DoubleVector.broadcast(S, c[at + 9]);
        DoubleVector c20 = DoubleVector.broadcast(S, c[at + 10]);
        DoubleVector c21 = DoubleVector.broadcast(S, c[at + 11]);
        DoubleVector c22 = DoubleVector.broadcast(S, c[at + 12]);
        DoubleVector c23 = DoubleVector.broadcast(S, c[at + 13]);
        DoubleVector c24 = DoubleVector.broadcast(S, c[at + 14]);
        for (int l = 0; l < end; l += W) {
            DoubleVector x0 = DoubleVector.fromArray(S, from, l);
            DoubleVector x1 = DoubleVector.fromArray(S, from, R + l);
            DoubleVector x2 = DoubleVector.fromArray(S, from, 2 * R + l);
            DoubleVector x3 = DoubleVector.fromArray(S, from, 3 * R + l);
            DoubleVector x4 = DoubleVector.fromArray(S, from, 4 * R + l);
            DoubleVector y0 = x0.mul(c00);
            DoubleVector y1 = x0.mul(c10);
            DoubleVector y2 = x0.mul(c20);
            y0 = x1.fma(c01, y0);
            y1 = x1.fma(c11, y1);
            y2 = x1.fma(c21, y2);
            y0 = x2.fma(c02, y0);
            y1 = x2.fma(c12, y1);
            y2 = x2.fma(c22, y2);
            y0 = x3.fma(c03, y0);
            y1 = x3.fma(c13, y1);
            y2 = x3.fma(c23, y2);
            y0 = x4.fma(c04, y0);
            y1 = x4.fma(c14, y1);
            y2 = x4.fma(c24, y2);
            y0.intoArray(to, l);
            y1.intoArray(to, R + l);
            y2.intoArray(to, 2 * R + l);
        }
    }

    /** The last two of five. */
    private static void rest5(double[] from, double[] c, int at, double[] to, int end) {
        DoubleVector c00 = DoubleVector.broadcast(S, c[at]);
        DoubleVector c01 = DoubleVector.broadcast(S, c[at + 1]);
        DoubleVector c02 = DoubleVector.broadcast(S, c[at + 2]);
        DoubleVector c03 = DoubleVector.broadcast(S, c[at + 3]);
        DoubleVector c04 = DoubleVector.broadcast(S, c[at + 4]);
        DoubleVector c10 = DoubleVector.broadcast(S, c[at + 5]);
        DoubleVector c11 = DoubleVector.broadcast(S, c[at + 6]);
        DoubleVector c12 = DoubleVector.broadcast(S, c[at + 7]);
        DoubleVector c13 = DoubleVector.broadcast(S, c[at + 8]);
        DoubleVector c14 = DoubleVector.broadcast(S, c[at + 9]);
        for (int l = 0; l < end; l += W) {
            DoubleVector x0 = DoubleVector.fromArray(S, from, l);
            DoubleVector x1 = DoubleVector.fromArray(S, from, R + l);
            DoubleVector x2 = DoubleVector.fromArray(S, from, 2 * R + l);
            DoubleVector x3 = DoubleVector.fromArray(S, from, 3 * R + l);
            DoubleVector x4 = DoubleVector.fromArray(S, from, 4 * R + l);
            DoubleVector y0 = x0.mul(c00);
            DoubleVector y1 = x0.mul(c10);
            y0 = x1.fma(c01, y0);
            y1 = x1.fma(c11, y1);
            y0 = x2.fma(c02, y0);
            y1 = x2.fma(c12, y1);
            y0 = x3.fma(c03, y0);
            y1 = x3.fma(c13, y1);
            y0 = x4.fma(c04, y0);
            y1 = x4.fma(c14, y1);
            y0.intoArray(to, 3 * R + l);
            y1.intoArray(to, 4 * R + l);
        }
    }

    private static void add3(double[] from, double[] c, int at, double[] to, int end) {
        DoubleVector c00 = DoubleVector.broadcast(S, c[at]);
        DoubleVector c01 = DoubleVector.broadcast(S, c[at + 1]);
        DoubleVector c02 = DoubleVector.broadcast(S, c[at + 2]);
        DoubleVector c10 = DoubleVector.broadcast(S, c[at + 3]);
        DoubleVector c11 = DoubleVector.broadcast(S, c[at + 4]);
        DoubleVector c12 = DoubleVector.broadcast(S, c[at + 5]);
        DoubleVector c20 = DoubleVector.broadcast(S, c[at + 6]);
        DoubleVector c21 = DoubleVector.broadcast(S, c[at + 7]);
        DoubleVector c22 = DoubleVector.broadcast(S, c[at + 8]);
        for (int l = 0; l < end; l += W) {
            DoubleVector x0 = DoubleVector.fromArray(S, from, l);
            DoubleVector x1 = DoubleVector.fromArray(S, from, R + l);
            DoubleVector x2 = DoubleVector.fromArray(S, from, 2 * R + l);
            DoubleVector y0 = x0.fma(c00, DoubleVector.fromArray(S, to, l));
            DoubleVector y1 = x0.fma(c10, DoubleVector.fromArray(S, to, R + l));
            DoubleVector y2 = x0.fma(c20, DoubleVector.fromArray(S, to, 2 * R + l));
            y0 = x1.fma(c01, y0);
            y1 = x1.fma(c11, y1);
            y2 = x1.fma(c21, y2);
            y0 = x2.fma(c02, y0);
            y1 = x2.fma(c12, y1);
            y2 = x2.fma(c22, y2);
            y0.intoArray(to, l);
            y1.intoArray(to, R + l);
            y2.intoArray(to, 2 * R + l);
        }
    }

    private static void add4(double[] from, double[] c, int at, double[] to, int end) {
        DoubleVector c00 = DoubleVector.broadcast(S, c[at]);
        DoubleVector c01 = DoubleVector.broadcast(S, c[at + 1]);
        DoubleVector c02 = DoubleVector.broadcast(S, c[at + 2]);
        DoubleVector c03 = DoubleVector.broadcast(S, c[at + 3]);
        DoubleVector c10 = DoubleVector.broadcast(S, c[at + 4]);
        DoubleVector c11 = DoubleVector.broadcast(S, c[at + 5]);
        DoubleVector c12 = DoubleVector.broadcast(S, c[at + 6]);
        DoubleVector c13 = DoubleVector.broadcast(S, c[at + 7]);
        DoubleVector c20 = DoubleVector.broadcast(S, c[at + 8]);
        DoubleVector c21 = DoubleVector.broadcast(S, c[at + 9]);
        DoubleVector c22 = DoubleVector.broadcast(S, c[at + 10]);
        DoubleVector c23 = DoubleVector.broadcast(S, c[at + 11]);
        DoubleVector c30 = DoubleVector.broadcast(S, c[at + 12]);
        DoubleVector c31 = DoubleVector.broadcast(S, c[at + 13]);
        DoubleVector c32 = DoubleVector.broadcast(S, c[at + 14]);
        DoubleVector c33 = DoubleVector.broadcast(S, c[at + 15]);
        for (int l = 0; l < end; l += W) {
            DoubleVector x0 = DoubleVector.fromArray(S, from, l);
            DoubleVector x1 = DoubleVector.fromArray(S, from, R + l);
            DoubleVector x2 = DoubleVector.fromArray(S, from, 2 * R + l);
            DoubleVector x3 = DoubleVector.fromArray(S, from, 3 * R + l);
            DoubleVector y0 = x0.fma(c00, DoubleVector.fromArray(S, to, l));
            DoubleVector y1 = x0.fma(c10, DoubleVector.fromArray(S, to, R + l));
            DoubleVector y2 = x0.fma(c20, DoubleVector.fromArray(S, to, 2 * R + l));
            DoubleVector y3 = x0.fma(c30, DoubleVector.fromArray(S, to, 3 * R + l));
            y0 = x1.fma(c01, y0);
            y1 = x1.fma(c11, y1);
            y2 = x1.fma(c21, y2);
            y3 = x1.fma(c31, y3);
            y0 = x2.fma(c02, y0);
            y1 = x2.fma(c12, y1);
            y2 = x2.fma(c22, y2);
            y3 = x2.fma(c32, y3);
            y0 = x3.fma(c03, y0);
            y1 = x3.fma(c13, y1);
            y2 = x3.fma(c23, y2);
            y3 = x3.fma(c33, y3);
            y0.intoArray(to, l);
            y1.intoArray(to, R + l);
            y2.intoArray(to, 2 * R + l);
            y3.intoArray(to, 3 * R + l);
        }
    }
}
