// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Loops over lanes for {@link VectorPoints}, spelled out for four coordinates and for eight. */
final class VectorPointSteps {

    private static final VectorSpecies<Double> S = VectorKernel.S;
    private static final int W = VectorKernel.W;

    private VectorPointSteps() {}

    /** Where the points of one step begin. */
    static void places(int[] start, int step, int size, int[] to, int at, int n) {
        for (int l = 0; l < n; l++) {
            to[at + l] = (start[l] + step) * size;
        }
    }

    /**
     * Adds half the squared distances along four coordinates; those beyond the last have scale 0.
     *
     * @param scale as the mean laid out {@code coordinate * W + state}
     * @param x coordinates, those of a token from {@code point} on
     * @param so what there is so far, with a distance of {@code step} between tokens
     */
    static void four(
            double[] scale, double[] mean, int c, double[] x, int[] point, double[] so, int step, double[] to, int n) {
        DoubleVector s0 = DoubleVector.fromArray(S, scale, c * W);
        DoubleVector s1 = DoubleVector.fromArray(S, scale, (c + 1) * W);
        DoubleVector s2 = DoubleVector.fromArray(S, scale, (c + 2) * W);
        DoubleVector s3 = DoubleVector.fromArray(S, scale, (c + 3) * W);
        DoubleVector m0 = DoubleVector.fromArray(S, mean, c * W);
        DoubleVector m1 = DoubleVector.fromArray(S, mean, (c + 1) * W);
        DoubleVector m2 = DoubleVector.fromArray(S, mean, (c + 2) * W);
        DoubleVector m3 = DoubleVector.fromArray(S, mean, (c + 3) * W);
        for (int l = 0; l < n; l++) {
            int p = point[l] + c;
            DoubleVector y0 = DoubleVector.broadcast(S, x[p]).sub(m0).mul(s0);
            DoubleVector y1 = DoubleVector.broadcast(S, x[p + 1]).sub(m1).mul(s1);
            DoubleVector y2 = DoubleVector.broadcast(S, x[p + 2]).sub(m2).mul(s2);
            DoubleVector y3 = DoubleVector.broadcast(S, x[p + 3]).sub(m3).mul(s3);
            DoubleVector even = y0.fma(y0, DoubleVector.fromArray(S, so, l * step));
            DoubleVector odd = y1.mul(y1);
            even = y2.fma(y2, even);
            odd = y3.fma(y3, odd);
            even.add(odd).intoArray(to, l * W);
        }
    }

    /** The same along eight. */
    static void eight(
            double[] scale, double[] mean, int c, double[] x, int[] point, double[] so, int step, double[] to, int n) {
        DoubleVector s0 = DoubleVector.fromArray(S, scale, c * W);
        DoubleVector s1 = DoubleVector.fromArray(S, scale, (c + 1) * W);
        DoubleVector s2 = DoubleVector.fromArray(S, scale, (c + 2) * W);
        DoubleVector s3 = DoubleVector.fromArray(S, scale, (c + 3) * W);
        DoubleVector s4 = DoubleVector.fromArray(S, scale, (c + 4) * W);
        DoubleVector s5 = DoubleVector.fromArray(S, scale, (c + 5) * W);
        DoubleVector s6 = DoubleVector.fromArray(S, scale, (c + 6) * W);
        DoubleVector s7 = DoubleVector.fromArray(S, scale, (c + 7) * W);
        DoubleVector m0 = DoubleVector.fromArray(S, mean, c * W);
        DoubleVector m1 = DoubleVector.fromArray(S, mean, (c + 1) * W);
        DoubleVector m2 = DoubleVector.fromArray(S, mean, (c + 2) * W);
        DoubleVector m3 = DoubleVector.fromArray(S, mean, (c + 3) * W);
        DoubleVector m4 = DoubleVector.fromArray(S, mean, (c + 4) * W);
        DoubleVector m5 = DoubleVector.fromArray(S, mean, (c + 5) * W);
        DoubleVector m6 = DoubleVector.fromArray(S, mean, (c + 6) * W);
        DoubleVector m7 = DoubleVector.fromArray(S, mean, (c + 7) * W);
        for (int l = 0; l < n; l++) {
            int p = point[l] + c;
            DoubleVector y0 = DoubleVector.broadcast(S, x[p]).sub(m0).mul(s0);
            DoubleVector y1 = DoubleVector.broadcast(S, x[p + 1]).sub(m1).mul(s1);
            DoubleVector y2 = DoubleVector.broadcast(S, x[p + 2]).sub(m2).mul(s2);
            DoubleVector y3 = DoubleVector.broadcast(S, x[p + 3]).sub(m3).mul(s3);
            DoubleVector y4 = DoubleVector.broadcast(S, x[p + 4]).sub(m4).mul(s4);
            DoubleVector y5 = DoubleVector.broadcast(S, x[p + 5]).sub(m5).mul(s5);
            DoubleVector y6 = DoubleVector.broadcast(S, x[p + 6]).sub(m6).mul(s6);
            DoubleVector y7 = DoubleVector.broadcast(S, x[p + 7]).sub(m7).mul(s7);
            DoubleVector even = y0.fma(y0, DoubleVector.fromArray(S, so, l * step));
            DoubleVector odd = y1.mul(y1);
            even = y2.fma(y2, even);
            odd = y3.fma(y3, odd);
            even = y4.fma(y4, even);
            odd = y5.fma(y5, odd);
            even = y6.fma(y6, even);
            odd = y7.fma(y7, odd);
            even.add(odd).intoArray(to, l * W);
        }
    }

    /** The least cost of each token, by the order of their bits. */
    static void lowest(int states, double[] costs, double[] lowest, int n) {
        for (int l = 0, p = 0; l < n; l++, p += W) {
            long least = less(less(bits(costs, p), bits(costs, p + 1)), less(bits(costs, p + 2), bits(costs, p + 3)));
            least = less(least, bits(costs, p + 4));
            if (states > VectorSteps.FEW) {
                least = less(least, less(bits(costs, p + 5), less(bits(costs, p + 6), bits(costs, p + 7))));
            }
            lowest[l] = Double.longBitsToDouble(least);
        }
    }

    private static long bits(double[] numbers, int at) {
        return Double.doubleToRawLongBits(numbers[at]);
    }

    /** The less of two numbers that are not below zero; without a branch, which would be guessed. */
    private static long less(long one, long other) {
        long apart = one - other;
        return other + (apart & (apart >> (Long.SIZE - 1)));
    }

    /** Costs above the least of their token, written without a gap, {@code at + token * states + state}; a vector more is overwritten. */
    static void relative(double[] costs, double[] lowest, double[] to, int at, int states, int n) {
        for (int l = 0, p = at; l < n; l++, p += states) {
            DoubleVector.fromArray(S, costs, l * W)
                    .sub(DoubleVector.broadcast(S, lowest[l]))
                    .intoArray(to, p);
        }
        DoubleVector.zero(S).intoArray(to, at + n * states);
    }

    /**
     * From costs to {@code exp(-cost)}, up to a vector further. Vectors that are carried from turn to turn are for other
     * loops: this one was made again without vector instructions in some processes, as long as it kept the largest cost.
     */
    static void likelihoods(double[] costs, int begin, int end) {
        for (int l = begin; l < end; l += W) {
            VectorKernel.expOfMinus(DoubleVector.fromArray(S, costs, l)).intoArray(costs, l);
        }
    }

    /** Keeps the largest costs. */
    static void farthest(double[] costs, int begin, int end, double[] farthest) {
        for (int l = begin; l < end; l++) {
            farthest[l & (W - 1)] = Math.max(farthest[l & (W - 1)], costs[l]);
        }
    }

    /**
     * Adds weights, weighted coordinates and their squares, as many coordinates as a vector holds.
     *
     * @param x coordinates, those of a token from {@code point} on
     * @param pivot what is taken from them
     * @param gamma weights, a vector for each token
     * @param first a vector for each state, from the coordinate's on
     * @param second likewise
     */
    static void moments(
            int states,
            double[] x,
            int[] point,
            double[] pivot,
            int c,
            double[] gamma,
            double[] first,
            double[] second,
            double[] total,
            int n) {
        if (states <= VectorSteps.FEW) {
            moments5(x, point, pivot, c, gamma, first, second, total, n);
        } else {
            moments8(x, point, pivot, c, gamma, first, second, total, n);
        }
    }

    private static void moments5(
            double[] x,
            int[] point,
            double[] pivot,
            int c,
            double[] gamma,
            double[] first,
            double[] second,
            double[] total,
            int n) {
        int at = c * W;
        DoubleVector a0 = DoubleVector.fromArray(S, first, at);
        DoubleVector a1 = DoubleVector.fromArray(S, first, at + W);
        DoubleVector a2 = DoubleVector.fromArray(S, first, at + 2 * W);
        DoubleVector a3 = DoubleVector.fromArray(S, first, at + 3 * W);
        DoubleVector a4 = DoubleVector.fromArray(S, first, at + 4 * W);
        DoubleVector b0 = DoubleVector.fromArray(S, second, at);
        DoubleVector b1 = DoubleVector.fromArray(S, second, at + W);
        DoubleVector b2 = DoubleVector.fromArray(S, second, at + 2 * W);
        DoubleVector b3 = DoubleVector.fromArray(S, second, at + 3 * W);
        DoubleVector b4 = DoubleVector.fromArray(S, second, at + 4 * W);
        DoubleVector sum = DoubleVector.fromArray(S, total, 0);
        DoubleVector middle = DoubleVector.fromArray(S, pivot, c);
        for (int l = 0, g = 0; l < n; l++, g += W) {
            DoubleVector y = DoubleVector.fromArray(S, x, point[l] + c).sub(middle);
            DoubleVector z = y.mul(y);
            sum = sum.add(DoubleVector.fromArray(S, gamma, g));
            DoubleVector g0 = DoubleVector.broadcast(S, gamma[g]);
            DoubleVector g1 = DoubleVector.broadcast(S, gamma[g + 1]);
            DoubleVector g2 = DoubleVector.broadcast(S, gamma[g + 2]);
            DoubleVector g3 = DoubleVector.broadcast(S, gamma[g + 3]);
            DoubleVector g4 = DoubleVector.broadcast(S, gamma[g + 4]);
            a0 = g0.fma(y, a0);
            a1 = g1.fma(y, a1);
            a2 = g2.fma(y, a2);
            a3 = g3.fma(y, a3);
            a4 = g4.fma(y, a4);
            b0 = g0.fma(z, b0);
            b1 = g1.fma(z, b1);
            b2 = g2.fma(z, b2);
            b3 = g3.fma(z, b3);
            b4 = g4.fma(z, b4);
        }
        sum.intoArray(total, 0);
        a0.intoArray(first, at);
        a1.intoArray(first, at + W);
        a2.intoArray(first, at + 2 * W);
        a3.intoArray(first, at + 3 * W);
        a4.intoArray(first, at + 4 * W);
        b0.intoArray(second, at);
        b1.intoArray(second, at + W);
        b2.intoArray(second, at + 2 * W);
        b3.intoArray(second, at + 3 * W);
        b4.intoArray(second, at + 4 * W);
    }

    private static void moments8(
            double[] x,
            int[] point,
            double[] pivot,
            int c,
            double[] gamma,
            double[] first,
            double[] second,
            double[] total,
            int n) {
        int at = c * W;
        DoubleVector a0 = DoubleVector.fromArray(S, first, at);
        DoubleVector a1 = DoubleVector.fromArray(S, first, at + W);
        DoubleVector a2 = DoubleVector.fromArray(S, first, at + 2 * W);
        DoubleVector a3 = DoubleVector.fromArray(S, first, at + 3 * W);
        DoubleVector a4 = DoubleVector.fromArray(S, first, at + 4 * W);
        DoubleVector a5 = DoubleVector.fromArray(S, first, at + 5 * W);
        DoubleVector a6 = DoubleVector.fromArray(S, first, at + 6 * W);
        DoubleVector a7 = DoubleVector.fromArray(S, first, at + 7 * W);
        DoubleVector b0 = DoubleVector.fromArray(S, second, at);
        DoubleVector b1 = DoubleVector.fromArray(S, second, at + W);
        DoubleVector b2 = DoubleVector.fromArray(S, second, at + 2 * W);
        DoubleVector b3 = DoubleVector.fromArray(S, second, at + 3 * W);
        DoubleVector b4 = DoubleVector.fromArray(S, second, at + 4 * W);
        DoubleVector b5 = DoubleVector.fromArray(S, second, at + 5 * W);
        DoubleVector b6 = DoubleVector.fromArray(S, second, at + 6 * W);
        DoubleVector b7 = DoubleVector.fromArray(S, second, at + 7 * W);
        DoubleVector sum = DoubleVector.fromArray(S, total, 0);
        DoubleVector middle = DoubleVector.fromArray(S, pivot, c);
        for (int l = 0, g = 0; l < n; l++, g += W) {
            DoubleVector y = DoubleVector.fromArray(S, x, point[l] + c).sub(middle);
            DoubleVector z = y.mul(y);
            sum = sum.add(DoubleVector.fromArray(S, gamma, g));
            DoubleVector g0 = DoubleVector.broadcast(S, gamma[g]);
            DoubleVector g1 = DoubleVector.broadcast(S, gamma[g + 1]);
            DoubleVector g2 = DoubleVector.broadcast(S, gamma[g + 2]);
            DoubleVector g3 = DoubleVector.broadcast(S, gamma[g + 3]);
            DoubleVector g4 = DoubleVector.broadcast(S, gamma[g + 4]);
            DoubleVector g5 = DoubleVector.broadcast(S, gamma[g + 5]);
            DoubleVector g6 = DoubleVector.broadcast(S, gamma[g + 6]);
            DoubleVector g7 = DoubleVector.broadcast(S, gamma[g + 7]);
            a0 = g0.fma(y, a0);
            a1 = g1.fma(y, a1);
            a2 = g2.fma(y, a2);
            a3 = g3.fma(y, a3);
            a4 = g4.fma(y, a4);
            a5 = g5.fma(y, a5);
            a6 = g6.fma(y, a6);
            a7 = g7.fma(y, a7);
            b0 = g0.fma(z, b0);
            b1 = g1.fma(z, b1);
            b2 = g2.fma(z, b2);
            b3 = g3.fma(z, b3);
            b4 = g4.fma(z, b4);
            b5 = g5.fma(z, b5);
            b6 = g6.fma(z, b6);
            b7 = g7.fma(z, b7);
        }
        sum.intoArray(total, 0);
        a0.intoArray(first, at);
        a1.intoArray(first, at + W);
        a2.intoArray(first, at + 2 * W);
        a3.intoArray(first, at + 3 * W);
        a4.intoArray(first, at + 4 * W);
        a5.intoArray(first, at + 5 * W);
        a6.intoArray(first, at + 6 * W);
        a7.intoArray(first, at + 7 * W);
        b0.intoArray(second, at);
        b1.intoArray(second, at + W);
        b2.intoArray(second, at + 2 * W);
        b3.intoArray(second, at + 3 * W);
        b4.intoArray(second, at + 4 * W);
        b5.intoArray(second, at + 5 * W);
        b6.intoArray(second, at + 6 * W);
        b7.intoArray(second, at + 7 * W);
    }
}
