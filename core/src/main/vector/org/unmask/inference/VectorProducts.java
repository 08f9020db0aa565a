// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums of products, {@code ((bundle left * bundles right + bundle right) * size^2 + slot left * size + slot right) * GROUP
 * + lane mod GROUP}. The sums of a pair of bundles stay in registers while all lanes go by.
 */
final class VectorProducts implements LaneProducts {

    private static final VectorSpecies<Double> S = VectorKernel.S;
    private static final int W = VectorKernel.W;
    private static final int G = LaneKernel.GROUP;
    private static final int R = Bundles.LANES;

    private final int size;
    private final int lefts;
    private final int rights;
    private final double[] sums;

    VectorProducts(Bundles bundles, int leftRows, int rightRows) {
        this.size = bundles.size;
        this.lefts = (leftRows + size - 1) / size;
        this.rights = (rightRows + size - 1) / size;
        this.sums = new double[lefts * rights * size * size * G];
    }

    @Override
    public void add(double[][] left, double[][] right, int n) {
        int end = VectorKernel.end(n);
        for (int g = 0; g < lefts; g++) {
            for (int h = 0; h < rights; h++) {
                int at = (g * rights + h) * size * size * G;
                for (int part = 0; part < G; part += W) {
                    add(left[g], right[h], at + part, part, end);
                }
            }
        }
    }

    @Override
    public void add(double[][] left, double[][] right, double[][] left2, double[][] right2, int n) {
        add(left, right, n);
        add(left2, right2, n);
    }

    private void add(double[] left, double[] right, int at, int part, int end) {
        switch (size) {
            case 1 -> add1(left, right, sums, at, part, end);
            case 2 -> add2(left, right, sums, at, part, end);
            case 3 -> add3(left, right, sums, at, part, end);
            case 4 -> add4(left, right, sums, at, part, end);
            default -> {
                add5(left, right, sums, at, part, end);
                rest5(left, right, sums, at + 15 * G, part, end);
            }
        }
    }

    @Override
    public double sum(int left, int right) {
        int pair = left / size * rights + right / size;
        int at = (pair * size * size + left % size * size + right % size) * G;
        return LaneMath.sum(sums, at, at + G);
    }

    @Override
    public void clear() {
        Arrays.fill(sums, 0);
    }

    private static void add1(double[] left, double[] right, double[] sums, int at, int part, int end) {
        DoubleVector s00 = DoubleVector.fromArray(S, sums, at);
        for (int l = part; l < end; l += G) {
            DoubleVector x0 = DoubleVector.fromArray(S, left, l);
            DoubleVector y0 = DoubleVector.fromArray(S, right, l);
            s00 = x0.fma(y0, s00);
        }
        s00.intoArray(sums, at);
    }

    private static void add2(double[] left, double[] right, double[] sums, int at, int part, int end) {
        DoubleVector s00 = DoubleVector.fromArray(S, sums, at);
        DoubleVector s01 = DoubleVector.fromArray(S, sums, at + G);
        DoubleVector s10 = DoubleVector.fromArray(S, sums, at + 2 * G);
        DoubleVector s11 = DoubleVector.fromArray(S, sums, at + 3 * G);
        for (int l = part; l < end; l += G) {
            DoubleVector x0 = DoubleVector.fromArray(S, left, l);
            DoubleVector x1 = DoubleVector.fromArray(S, left, R + l);
            DoubleVector y0 = DoubleVector.fromArray(S, right, l);
            s00 = x0.fma(y0, s00);
            s10 = x1.fma(y0, s10);
            DoubleVector y1 = DoubleVector.fromArray(S, right, R + l);
            s01 = x0.fma(y1, s01);
            s11 = x1.fma(y1, s11);
        }
        s00.intoArray(sums, at);
        s01.intoArray(sums, at + G);
        s10.intoArray(sums, at + 2 * G);
        s11.intoArray(sums, at + 3 * G);
    }

    private static void add3(double[] left, double[] right, double[] sums, int at, int part, int end) {
        DoubleVector s00 = DoubleVector.fromArray(S, sums, at);
        DoubleVector s01 = DoubleVector.fromArray(S, sums, at + G);
        DoubleVector s02 = DoubleVector.fromArray(S, sums, at + 2 * G);
        DoubleVector s10 = DoubleVector.fromArray(S, sums, at + 3 * G);
        DoubleVector s11 = DoubleVector.fromArray(S, sums, at + 4 * G);
        DoubleVector s12 = DoubleVector.fromArray(S, sums, at + 5 * G);
        DoubleVector s20 = DoubleVector.fromArray(S, sums, at + 6 * G);
        DoubleVector s21 = DoubleVector.fromArray(S, sums, at + 7 * G);
        DoubleVector s22 = DoubleVector.fromArray(S, sums, at + 8 * G);
        for (int l = part; l < end; l += G) {
            DoubleVector x0 = DoubleVector.fromArray(S, left, l);
            DoubleVector x1 = DoubleVector.fromArray(S, left, R + l);
            DoubleVector x2 = DoubleVector.fromArray(S, left, 2 * R + l);
            DoubleVector y0 = DoubleVector.fromArray(S, right, l);
            s00 = x0.fma(y0, s00);
            s10 = x1.fma(y0, s10);
            s20 = x2.fma(y0, s20);
            DoubleVector y1 = DoubleVector.fromArray(S, right, R + l);
            s01 = x0.fma(y1, s01);
            s11 = x1.fma(y1, s11);
            s21 = x2.fma(y1, s21);
            DoubleVector y2 = DoubleVector.fromArray(S, right, 2 * R + l);
            s02 = x0.fma(y2, s02);
            s12 = x1.fma(y2, s12);
            s22 = x2.fma(y2, s22);
        }
        s00.intoArray(sums, at);
        s01.intoArray(sums, at + G);
        s02.intoArray(sums, at + 2 * G);
        s10.intoArray(sums, at + 3 * G);
        s11.intoArray(sums, at + 4 * G);
        s12.intoArray(sums, at + 5 * G);
        s20.intoArray(sums, at + 6 * G);
        s21.intoArray(sums, at + 7 * G);
        s22.intoArray(sums, at + 8 * G);
    }

    private static void add4(double[] left, double[] right, double[] sums, int at, int part, int end) {
        DoubleVector s00 = DoubleVector.fromArray(S, sums, at);
        DoubleVector s01 = DoubleVector.fromArray(S, sums, at + G);
        DoubleVector s02 = DoubleVector.fromArray(S, sums, at + 2 * G);
        DoubleVector s03 = DoubleVector.fromArray(S, sums, at + 3 * G);
        DoubleVector s10 = DoubleVector.fromArray(S, sums, at + 4 * G);
        DoubleVector s11 = DoubleVector.fromArray(S, sums, at + 5 * G);
        DoubleVector s12 = DoubleVector.fromArray(S, sums, at + 6 * G);
        DoubleVector s13 = DoubleVector.fromArray(S, sums, at + 7 * G);
        DoubleVector s20 = DoubleVector.fromArray(S, sums, at + 8 * G);
        DoubleVector s21 = DoubleVector.fromArray(S, sums, at + 9 * G);
        DoubleVector s22 = DoubleVector.fromArray(S, sums, at + 10 * G);
        DoubleVector s23 = DoubleVector.fromArray(S, sums, at + 11 * G);
        DoubleVector s30 = DoubleVector.fromArray(S, sums, at + 12 * G);
        DoubleVector s31 = DoubleVector.fromArray(S, sums, at + 13 * G);
        DoubleVector s32 = DoubleVector.fromArray(S, sums, at + 14 * G);
        DoubleVector s33 = DoubleVector.fromArray(S, sums, at + 15 * G);
        for (int l = part; l < end; l += G) {
            DoubleVector x0 = DoubleVector.fromArray(S, left, l);
            DoubleVector x1 = DoubleVector.fromArray(S, left, R + l);
            DoubleVector x2 = DoubleVector.fromArray(S, left, 2 * R + l);
            DoubleVector x3 = DoubleVector.fromArray(S, left, 3 * R + l);
            DoubleVector y0 = DoubleVector.fromArray(S, right, l);
            s00 = x0.fma(y0, s00);
            s10 = x1.fma(y0, s10);
            s20 = x2.fma(y0, s20);
            s30 = x3.fma(y0, s30);
            DoubleVector y1 = DoubleVector.fromArray(S, right, R + l);
            s01 = x0.fma(y1, s01);
            s11 = x1.fma(y1, s11);
            s21 = x2.fma(y1, s21);
            s31 = x3.fma(y1, s31);
            DoubleVector y2 = DoubleVector.fromArray(S, right, 2 * R + l);
            s02 = x0.fma(y2, s02);
            s12 = x1.fma(y2, s12);
            s22 = x2.fma(y2, s22);
            s32 = x3.fma(y2, s32);
            DoubleVector y3 = DoubleVector.fromArray(S, right, 3 * R + l);
            s03 = x0.fma(y3, s03);
            s13 = x1.fma(y3, s13);
            s23 = x2.fma(y3, s23);
            s33 = x3.fma(y3, s33);
        }
        s00.intoArray(sums, at);
        s01.intoArray(sums, at + G);
        s02.intoArray(sums, at + 2 * G);
        s03.intoArray(sums, at + 3 * G);
        s10.intoArray(sums, at + 4 * G);
        s11.intoArray(sums, at + 5 * G);
        s12.intoArray(sums, at + 6 * G);
        s13.intoArray(sums, at + 7 * G);
        s20.intoArray(sums, at + 8 * G);
        s21.intoArray(sums, at + 9 * G);
        s22.intoArray(sums, at + 10 * G);
        s23.intoArray(sums, at + 11 * G);
        s30.intoArray(sums, at + 12 * G);
        s31.intoArray(sums, at + 13 * G);
        s32.intoArray(sums, at + 14 * G);
        s33.intoArray(sums, at + 15 * G);
    }

    /** The first three of five on the left. */
    private static void add5(double[] left, double[] right, double[] sums, int at, int part, int end) {
        DoubleVector s00 = DoubleVector.fromArray(S, sums, at);
        DoubleVector s01 = DoubleVector.fromArray(S, sums, at + G);
        DoubleVector s02 = DoubleVector.fromArray(S, sums, at + 2 * G);
        DoubleVector s03 = DoubleVector.fromArray(S, sums, at + 3 * G);
        DoubleVector s04 = DoubleVector.fromArray(S, sums, at + 4 * G);
        DoubleVector s10 = DoubleVector.fromArray(S, sums, at + 5 * G);
        DoubleVector s11 = DoubleVector.fromArray(S, sums, at + 6 * G);
        DoubleVector s12 = DoubleVector.fromArray(S, sums, at + 7 * G);
        DoubleVector s13 = DoubleVector.fromArray(S, sums, at + 8 * G);
        DoubleVector s14 = DoubleVector.fromArray(S, sums, at + 9 * G);
        DoubleVector s20 = DoubleVector.fromArray(S, sums, at + 10 * G);
        DoubleVector s21 = DoubleVector.fromArray(S, sums, at + 11 * G);
        DoubleVector s22 = DoubleVector.fromArray(S, sums, at + 12 * G);
        DoubleVector s23 = DoubleVector.fromArray(S, sums, at + 13 * G);
        DoubleVector s24 = DoubleVector.fromArray(S, sums, at + 14 * G);
        for (int l = part; l < end; l += G) {
            DoubleVector x0 = DoubleVector.fromArray(S, left, l);
            DoubleVector x1 = DoubleVector.fromArray(S, left, R + l);
            DoubleVector x2 = DoubleVector.fromArray(S, left, 2 * R + l);
            DoubleVector y0 = DoubleVector.fromArray(S, right, l);
            s00 = x0.fma(y0, s00);
            s10 = x1.fma(y0, s10);
            s20 = x2.fma(y0, s20);
            DoubleVector y1 = DoubleVector.fromArray(S, right, R + l);
            s01 = x0.fma(y1, s01);
            s11 = x1.fma(y1, s11);
            s21 = x2.fma(y1, s21);
            DoubleVector y2 = DoubleVector.fromArray(S, right, 2 * R + l);
            s02 = x0.fma(y2, s02);
            s12 = x1.fma(y2, s12);
            s22 = x2.fma(y2, s22);
            DoubleVector y3 = DoubleVector.fromArray(S, right, 3 * R + l);
            s03 = x0.fma(y3, s03);
            s13 = x1.fma(y3, s13);
            s23 = x2.fma(y3, s23);
            DoubleVector y4 = DoubleVector.fromArray(S, right, 4 * R + l);
            s04 = x0.fma(y4, s04);
            s14 = x1.fma(y4, s14);
            s24 = x2.fma(y4, s24);
        }
        s00.intoArray(sums, at);
        s01.intoArray(sums, at + G);
        s02.intoArray(sums, at + 2 * G);
        s03.intoArray(sums, at + 3 * G);
        s04.intoArray(sums, at + 4 * G);
        s10.intoArray(sums, at + 5 * G);
        s11.intoArray(sums, at + 6 * G);
        s12.intoArray(sums, at + 7 * G);
        s13.intoArray(sums, at + 8 * G);
        s14.intoArray(sums, at + 9 * G);
        s20.intoArray(sums, at + 10 * G);
        s21.intoArray(sums, at + 11 * G);
        s22.intoArray(sums, at + 12 * G);
        s23.intoArray(sums, at + 13 * G);
        s24.intoArray(sums, at + 14 * G);
    }

    /** The last two of five on the left. */
    private static void rest5(double[] left, double[] right, double[] sums, int at, int part, int end) {
        DoubleVector s00 = DoubleVector.fromArray(S, sums, at);
        DoubleVector s01 = DoubleVector.fromArray(S, sums, at + G);
        DoubleVector s02 = DoubleVector.fromArray(S, sums, at + 2 * G);
        DoubleVector s03 = DoubleVector.fromArray(S, sums, at + 3 * G);
        DoubleVector s04 = DoubleVector.fromArray(S, sums, at + 4 * G);
        DoubleVector s10 = DoubleVector.fromArray(S, sums, at + 5 * G);
        DoubleVector s11 = DoubleVector.fromArray(S, sums, at + 6 * G);
        DoubleVector s12 = DoubleVector.fromArray(S, sums, at + 7 * G);
        DoubleVector s13 = DoubleVector.fromArray(S, sums, at + 8 * G);
        DoubleVector s14 = DoubleVector.fromArray(S, sums, at + 9 * G);
        for (int l = part; l < end; l += G) {
            DoubleVector x0 = DoubleVector.fromArray(S, left, 3 * R + l);
            DoubleVector x1 = DoubleVector.fromArray(S, left, 4 * R + l);
            DoubleVector y0 = DoubleVector.fromArray(S, right, l);
            s00 = x0.fma(y0, s00);
            s10 = x1.fma(y0, s10);
            DoubleVector y1 = DoubleVector.fromArray(S, right, R + l);
            s01 = x0.fma(y1, s01);
            s11 = x1.fma(y1, s11);
            DoubleVector y2 = DoubleVector.fromArray(S, right, 2 * R + l);
            s02 = x0.fma(y2, s02);
            s12 = x1.fma(y2, s12);
            DoubleVector y3 = DoubleVector.fromArray(S, right, 3 * R + l);
            s03 = x0.fma(y3, s03);
            s13 = x1.fma(y3, s13);
            DoubleVector y4 = DoubleVector.fromArray(S, right, 4 * R + l);
            s04 = x0.fma(y4, s04);
            s14 = x1.fma(y4, s14);
        }
        s00.intoArray(sums, at);
        s01.intoArray(sums, at + G);
        s02.intoArray(sums, at + 2 * G);
        s03.intoArray(sums, at + 3 * G);
        s04.intoArray(sums, at + 4 * G);
        s10.intoArray(sums, at + 5 * G);
        s11.intoArray(sums, at + 6 * G);
        s12.intoArray(sums, at + 7 * G);
        s13.intoArray(sums, at + 8 * G);
        s14.intoArray(sums, at + 9 * G);
    }
}
