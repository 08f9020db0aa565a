// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Loops over lanes for {@link VectorPoints}, spelled out for four coordinates and for eight. */
final class VectorPointSteps {

    private static final VectorSpecies<Double> S = VectorKernel.S;
    private static final int W = VectorKernel.W;

    private VectorPointSteps() {}

    /** Points less a pivot, {@code to[lane * size + coordinate]}, along as many coordinates as a vector holds. */
    static void centre(double[] values, int[] point, int c, double[] pivot, double[] to, int size, int n) {
        DoubleVector middle = DoubleVector.fromArray(S, pivot, c);
        for (int l = 0; l < n; l++) {
            DoubleVector.fromArray(S, values, point[l] + c).sub(middle).intoArray(to, l * size + c);
        }
    }

    /**
     * Adds half the squared distances along four coordinates; those beyond the last have scale 0.
     *
     * @param scale as {@code rooted} laid out {@code coordinate * W + state}
     * @param x coordinates, {@code lane * size + coordinate}
     * @param so what there is so far, from {@code begin} on with a distance of {@code step} between lanes
     */
    static void four(
            double[] scale,
            double[] rooted,
            int c,
            double[] x,
            int size,
            double[] so,
            int begin,
            int step,
            double[] to,
            int at,
            int n) {
        DoubleVector s0 = DoubleVector.fromArray(S, scale, c * W);
        DoubleVector s1 = DoubleVector.fromArray(S, scale, (c + 1) * W);
        DoubleVector s2 = DoubleVector.fromArray(S, scale, (c + 2) * W);
        DoubleVector s3 = DoubleVector.fromArray(S, scale, (c + 3) * W);
        DoubleVector r0 = DoubleVector.fromArray(S, rooted, c * W);
        DoubleVector r1 = DoubleVector.fromArray(S, rooted, (c + 1) * W);
        DoubleVector r2 = DoubleVector.fromArray(S, rooted, (c + 2) * W);
        DoubleVector r3 = DoubleVector.fromArray(S, rooted, (c + 3) * W);
        for (int l = 0, p = c; l < n; l++, p += size) {
            DoubleVector y0 = DoubleVector.broadcast(S, x[p]).fma(s0, r0);
            DoubleVector y1 = DoubleVector.broadcast(S, x[p + 1]).fma(s1, r1);
            DoubleVector y2 = DoubleVector.broadcast(S, x[p + 2]).fma(s2, r2);
            DoubleVector y3 = DoubleVector.broadcast(S, x[p + 3]).fma(s3, r3);
            DoubleVector even = y0.fma(y0, DoubleVector.fromArray(S, so, begin + l * step));
            DoubleVector odd = y1.mul(y1);
            even = y2.fma(y2, even);
            odd = y3.fma(y3, odd);
            even.add(odd).intoArray(to, at + l * W);
        }
    }

    /** The same along eight. */
    static void eight(
            double[] scale,
            double[] rooted,
            int c,
            double[] x,
            int size,
            double[] so,
            int begin,
            int step,
            double[] to,
            int at,
            int n) {
        DoubleVector s0 = DoubleVector.fromArray(S, scale, c * W);
        DoubleVector s1 = DoubleVector.fromArray(S, scale, (c + 1) * W);
        DoubleVector s2 = DoubleVector.fromArray(S, scale, (c + 2) * W);
        DoubleVector s3 = DoubleVector.fromArray(S, scale, (c + 3) * W);
        DoubleVector s4 = DoubleVector.fromArray(S, scale, (c + 4) * W);
        DoubleVector s5 = DoubleVector.fromArray(S, scale, (c + 5) * W);
        DoubleVector s6 = DoubleVector.fromArray(S, scale, (c + 6) * W);
        DoubleVector s7 = DoubleVector.fromArray(S, scale, (c + 7) * W);
        DoubleVector r0 = DoubleVector.fromArray(S, rooted, c * W);
        DoubleVector r1 = DoubleVector.fromArray(S, rooted, (c + 1) * W);
        DoubleVector r2 = DoubleVector.fromArray(S, rooted, (c + 2) * W);
        DoubleVector r3 = DoubleVector.fromArray(S, rooted, (c + 3) * W);
        DoubleVector r4 = DoubleVector.fromArray(S, rooted, (c + 4) * W);
        DoubleVector r5 = DoubleVector.fromArray(S, rooted, (c + 5) * W);
        DoubleVector r6 = DoubleVector.fromArray(S, rooted, (c + 6) * W);
        DoubleVector r7 = DoubleVector.fromArray(S, rooted, (c + 7) * W);
        for (int l = 0, p = c; l < n; l++, p += size) {
            DoubleVector y0 = DoubleVector.broadcast(S, x[p]).fma(s0, r0);
            DoubleVector y1 = DoubleVector.broadcast(S, x[p + 1]).fma(s1, r1);
            DoubleVector y2 = DoubleVector.broadcast(S, x[p + 2]).fma(s2, r2);
            DoubleVector y3 = DoubleVector.broadcast(S, x[p + 3]).fma(s3, r3);
            DoubleVector y4 = DoubleVector.broadcast(S, x[p + 4]).fma(s4, r4);
            DoubleVector y5 = DoubleVector.broadcast(S, x[p + 5]).fma(s5, r5);
            DoubleVector y6 = DoubleVector.broadcast(S, x[p + 6]).fma(s6, r6);
            DoubleVector y7 = DoubleVector.broadcast(S, x[p + 7]).fma(s7, r7);
            DoubleVector even = y0.fma(y0, DoubleVector.fromArray(S, so, begin + l * step));
            DoubleVector odd = y1.mul(y1);
            even = y2.fma(y2, even);
            odd = y3.fma(y3, odd);
            even = y4.fma(y4, even);
            odd = y5.fma(y5, odd);
            even = y6.fma(y6, even);
            odd = y7.fma(y7, odd);
            even.add(odd).intoArray(to, at + l * W);
        }
    }

    /** The least cost of each lane. */
    static void lowest(double[] rows, int at, double[] to, int n) {
        for (int l = 0; l < n; l++) {
            to[l] = Double.longBitsToDouble(DoubleVector.fromArray(S, rows, at + l * W)
                    .reinterpretAsLongs()
                    .reduceLanes(VectorOperators.MIN));
        }
    }

    /** From costs to {@code exp(lowest - cost)}; the largest difference of each state is kept. */
    static void relative(double[] rows, int at, double[] lowest, double[] farthest, int n) {
        LongVector far = DoubleVector.fromArray(S, farthest, 0).reinterpretAsLongs();
        for (int l = 0; l < n; l++) {
            DoubleVector cost = DoubleVector.fromArray(S, rows, at + l * W).sub(lowest[l]);
            far = far.max(cost.reinterpretAsLongs());
            VectorKernel.expOfMinus(cost).intoArray(rows, at + l * W);
        }
        far.reinterpretAsDoubles().intoArray(farthest, 0);
    }

    /** Adds the weights of the states. */
    static void weigh(double[] gamma, double[] total, int n) {
        DoubleVector sum = DoubleVector.fromArray(S, total, 0);
        for (int l = 0; l < n; l++) {
            sum = sum.add(DoubleVector.fromArray(S, gamma, l * W));
        }
        sum.intoArray(total, 0);
    }

    /** Adds weighted coordinates and their squares, of four. */
    static void fourMoments(double[] x, int size, int c, double[] gamma, double[] first, double[] second, int n) {
        DoubleVector a0 = DoubleVector.fromArray(S, first, c * W);
        DoubleVector a1 = DoubleVector.fromArray(S, first, (c + 1) * W);
        DoubleVector a2 = DoubleVector.fromArray(S, first, (c + 2) * W);
        DoubleVector a3 = DoubleVector.fromArray(S, first, (c + 3) * W);
        DoubleVector b0 = DoubleVector.fromArray(S, second, c * W);
        DoubleVector b1 = DoubleVector.fromArray(S, second, (c + 1) * W);
        DoubleVector b2 = DoubleVector.fromArray(S, second, (c + 2) * W);
        DoubleVector b3 = DoubleVector.fromArray(S, second, (c + 3) * W);
        for (int l = 0, p = c; l < n; l++, p += size) {
            DoubleVector g = DoubleVector.fromArray(S, gamma, l * W);
            DoubleVector x0 = DoubleVector.broadcast(S, x[p]);
            DoubleVector x1 = DoubleVector.broadcast(S, x[p + 1]);
            DoubleVector x2 = DoubleVector.broadcast(S, x[p + 2]);
            DoubleVector x3 = DoubleVector.broadcast(S, x[p + 3]);
            DoubleVector g0 = g.mul(x0);
            DoubleVector g1 = g.mul(x1);
            DoubleVector g2 = g.mul(x2);
            DoubleVector g3 = g.mul(x3);
            a0 = a0.add(g0);
            a1 = a1.add(g1);
            a2 = a2.add(g2);
            a3 = a3.add(g3);
            b0 = g0.fma(x0, b0);
            b1 = g1.fma(x1, b1);
            b2 = g2.fma(x2, b2);
            b3 = g3.fma(x3, b3);
        }
        a0.intoArray(first, c * W);
        a1.intoArray(first, (c + 1) * W);
        a2.intoArray(first, (c + 2) * W);
        a3.intoArray(first, (c + 3) * W);
        b0.intoArray(second, c * W);
        b1.intoArray(second, (c + 1) * W);
        b2.intoArray(second, (c + 2) * W);
        b3.intoArray(second, (c + 3) * W);
    }

    /** The same of eight. */
    static void eightMoments(double[] x, int size, int c, double[] gamma, double[] first, double[] second, int n) {
        DoubleVector a0 = DoubleVector.fromArray(S, first, c * W);
        DoubleVector a1 = DoubleVector.fromArray(S, first, (c + 1) * W);
        DoubleVector a2 = DoubleVector.fromArray(S, first, (c + 2) * W);
        DoubleVector a3 = DoubleVector.fromArray(S, first, (c + 3) * W);
        DoubleVector a4 = DoubleVector.fromArray(S, first, (c + 4) * W);
        DoubleVector a5 = DoubleVector.fromArray(S, first, (c + 5) * W);
        DoubleVector a6 = DoubleVector.fromArray(S, first, (c + 6) * W);
        DoubleVector a7 = DoubleVector.fromArray(S, first, (c + 7) * W);
        DoubleVector b0 = DoubleVector.fromArray(S, second, c * W);
        DoubleVector b1 = DoubleVector.fromArray(S, second, (c + 1) * W);
        DoubleVector b2 = DoubleVector.fromArray(S, second, (c + 2) * W);
        DoubleVector b3 = DoubleVector.fromArray(S, second, (c + 3) * W);
        DoubleVector b4 = DoubleVector.fromArray(S, second, (c + 4) * W);
        DoubleVector b5 = DoubleVector.fromArray(S, second, (c + 5) * W);
        DoubleVector b6 = DoubleVector.fromArray(S, second, (c + 6) * W);
        DoubleVector b7 = DoubleVector.fromArray(S, second, (c + 7) * W);
        for (int l = 0, p = c; l < n; l++, p += size) {
            DoubleVector g = DoubleVector.fromArray(S, gamma, l * W);
            DoubleVector x0 = DoubleVector.broadcast(S, x[p]);
            DoubleVector x1 = DoubleVector.broadcast(S, x[p + 1]);
            DoubleVector x2 = DoubleVector.broadcast(S, x[p + 2]);
            DoubleVector x3 = DoubleVector.broadcast(S, x[p + 3]);
            DoubleVector x4 = DoubleVector.broadcast(S, x[p + 4]);
            DoubleVector x5 = DoubleVector.broadcast(S, x[p + 5]);
            DoubleVector x6 = DoubleVector.broadcast(S, x[p + 6]);
            DoubleVector x7 = DoubleVector.broadcast(S, x[p + 7]);
            DoubleVector g0 = g.mul(x0);
            DoubleVector g1 = g.mul(x1);
            DoubleVector g2 = g.mul(x2);
            DoubleVector g3 = g.mul(x3);
            DoubleVector g4 = g.mul(x4);
            DoubleVector g5 = g.mul(x5);
            DoubleVector g6 = g.mul(x6);
            DoubleVector g7 = g.mul(x7);
            a0 = a0.add(g0);
            a1 = a1.add(g1);
            a2 = a2.add(g2);
            a3 = a3.add(g3);
            a4 = a4.add(g4);
            a5 = a5.add(g5);
            a6 = a6.add(g6);
            a7 = a7.add(g7);
            b0 = g0.fma(x0, b0);
            b1 = g1.fma(x1, b1);
            b2 = g2.fma(x2, b2);
            b3 = g3.fma(x3, b3);
            b4 = g4.fma(x4, b4);
            b5 = g5.fma(x5, b5);
            b6 = g6.fma(x6, b6);
            b7 = g7.fma(x7, b7);
        }
        a0.intoArray(first, c * W);
        a1.intoArray(first, (c + 1) * W);
        a2.intoArray(first, (c + 2) * W);
        a3.intoArray(first, (c + 3) * W);
        a4.intoArray(first, (c + 4) * W);
        a5.intoArray(first, (c + 5) * W);
        a6.intoArray(first, (c + 6) * W);
        a7.intoArray(first, (c + 7) * W);
        b0.intoArray(second, c * W);
        b1.intoArray(second, (c + 1) * W);
        b2.intoArray(second, (c + 2) * W);
        b3.intoArray(second, (c + 3) * W);
        b4.intoArray(second, (c + 4) * W);
        b5.intoArray(second, (c + 5) * W);
        b6.intoArray(second, (c + 6) * W);
        b7.intoArray(second, (c + 7) * W);
    }
}
