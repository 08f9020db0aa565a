// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

/**
 * Loops over lanes, small and plain enough for the compiler to turn into vector instructions: all arrays are read at the
 * loop's own index or a constant distance from it, and a body has one store and no more than about a dozen operations,
 * as the compiler does not unroll larger ones. Bundles are those of {@link Bundles}.
 */
final class LaneMath {

    private static final int S = Bundles.LANES;

    /** Makes the least difference of two logarithms outweigh every number of a state. */
    private static final double HUGE = 0x1p200;

    private LaneMath() {}

    /** {@code to = sum_r from[r S + .] c[at + r]} between two indices, over {@code size} slots. */
    static void combine(double[] from, double[] c, int at, int size, double[] to, int begin, int end) {
        switch (size) {
            case 1 -> sum1(from, c[at], to, begin, end);
            case 2 -> sum2(from, c[at], c[at + 1], to, begin, end);
            case 3 -> sum3(from, c[at], c[at + 1], c[at + 2], to, begin, end);
            case 4 -> sum4(from, c[at], c[at + 1], c[at + 2], c[at + 3], to, begin, end);
            default -> sum5(from, c[at], c[at + 1], c[at + 2], c[at + 3], c[at + 4], to, begin, end);
        }
    }

    /** The same added to {@code to}. */
    static void addCombined(double[] from, double[] c, int at, int size, double[] to, int begin, int end) {
        switch (size) {
            case 1 -> add1(from, c[at], to, begin, end);
            case 2 -> add2(from, c[at], c[at + 1], to, begin, end);
            case 3 -> add3(from, c[at], c[at + 1], c[at + 2], to, begin, end);
            case 4 -> add4(from, c[at], c[at + 1], c[at + 2], c[at + 3], to, begin, end);
            default -> add5(from, c[at], c[at + 1], c[at + 2], c[at + 3], c[at + 4], to, begin, end);
        }
    }

    /** {@code to = max_r (from[r S + .] + c[at + r])} between two indices, over {@code size} slots. */
    static void best(double[] from, double[] c, int at, int size, double[] to, int begin, int end) {
        switch (size) {
            case 1 -> best1(from, c[at], to, begin, end);
            case 2 -> best2(from, c[at], c[at + 1], to, begin, end);
            case 3 -> best3(from, c[at], c[at + 1], c[at + 2], to, begin, end);
            case 4 -> best4(from, c[at], c[at + 1], c[at + 2], c[at + 3], to, begin, end);
            default -> best5(from, c[at], c[at + 1], c[at + 2], c[at + 3], c[at + 4], to, begin, end);
        }
    }

    /** The same where it is more than {@code to}. */
    static void better(double[] from, double[] c, int at, int size, double[] to, int begin, int end) {
        switch (size) {
            case 1 -> better1(from, c[at], to, begin, end);
            case 2 -> better2(from, c[at], c[at + 1], to, begin, end);
            case 3 -> better3(from, c[at], c[at + 1], c[at + 2], to, begin, end);
            case 4 -> better4(from, c[at], c[at + 1], c[at + 2], c[at + 3], to, begin, end);
            default -> better5(from, c[at], c[at + 1], c[at + 2], c[at + 3], c[at + 4], to, begin, end);
        }
    }

    private static void sum1(double[] from, double c0, double[] to, int begin, int end) {
        for (int l = begin; l < end; l++) {
            to[l] = from[l] * c0;
        }
    }

    private static void sum2(double[] from, double c0, double c1, double[] to, int begin, int end) {
        for (int l = begin; l < end; l++) {
            to[l] = from[l] * c0 + from[S + l] * c1;
        }
    }

    private static void sum3(double[] from, double c0, double c1, double c2, double[] to, int begin, int end) {
        for (int l = begin; l < end; l++) {
            to[l] = (from[l] * c0 + from[S + l] * c1) + from[2 * S + l] * c2;
        }
    }

    private static void sum4(
            double[] from, double c0, double c1, double c2, double c3, double[] to, int begin, int end) {
        for (int l = begin; l < end; l++) {
            to[l] = (from[l] * c0 + from[S + l] * c1) + (from[2 * S + l] * c2 + from[3 * S + l] * c3);
        }
    }

    private static void sum5(
            double[] from, double c0, double c1, double c2, double c3, double c4, double[] to, int begin, int end) {
        for (int l = begin; l < end; l++) {
            to[l] = (from[l] * c0 + from[S + l] * c1)
                    + (from[2 * S + l] * c2 + from[3 * S + l] * c3)
                    + from[4 * S + l] * c4;
        }
    }

    private static void add1(double[] from, double c0, double[] to, int begin, int end) {
        for (int l = begin; l < end; l++) {
            to[l] += from[l] * c0;
        }
    }

    private static void add2(double[] from, double c0, double c1, double[] to, int begin, int end) {
        for (int l = begin; l < end; l++) {
            to[l] += from[l] * c0 + from[S + l] * c1;
        }
    }

    private static void add3(double[] from, double c0, double c1, double c2, double[] to, int begin, int end) {
        for (int l = begin; l < end; l++) {
            to[l] += (from[l] * c0 + from[S + l] * c1) + from[2 * S + l] * c2;
        }
    }

    private static void add4(
            double[] from, double c0, double c1, double c2, double c3, double[] to, int begin, int end) {
        for (int l = begin; l < end; l++) {
            to[l] += (from[l] * c0 + from[S + l] * c1) + (from[2 * S + l] * c2 + from[3 * S + l] * c3);
        }
    }

    private static void add5(
            double[] from, double c0, double c1, double c2, double c3, double c4, double[] to, int begin, int end) {
        for (int l = begin; l < end; l++) {
            to[l] += (from[l] * c0 + from[S + l] * c1)
                    + (from[2 * S + l] * c2 + from[3 * S + l] * c3)
                    + from[4 * S + l] * c4;
        }
    }

    private static void best1(double[] from, double c0, double[] to, int begin, int end) {
        for (int l = begin; l < end; l++) {
            to[l] = from[l] + c0;
        }
    }

    private static void best2(double[] from, double c0, double c1, double[] to, int begin, int end) {
        for (int l = begin; l < end; l++) {
            to[l] = Math.max(from[l] + c0, from[S + l] + c1);
        }
    }

    private static void best3(double[] from, double c0, double c1, double c2, double[] to, int begin, int end) {
        for (int l = begin; l < end; l++) {
            to[l] = Math.max(Math.max(from[l] + c0, from[S + l] + c1), from[2 * S + l] + c2);
        }
    }

    private static void best4(
            double[] from, double c0, double c1, double c2, double c3, double[] to, int begin, int end) {
        for (int l = begin; l < end; l++) {
            to[l] = Math.max(
                    Math.max(from[l] + c0, from[S + l] + c1), Math.max(from[2 * S + l] + c2, from[3 * S + l] + c3));
        }
    }

    private static void best5(
            double[] from, double c0, double c1, double c2, double c3, double c4, double[] to, int begin, int end) {
        for (int l = begin; l < end; l++) {
            to[l] = Math.max(
                    Math.max(
                            Math.max(from[l] + c0, from[S + l] + c1),
                            Math.max(from[2 * S + l] + c2, from[3 * S + l] + c3)),
                    from[4 * S + l] + c4);
        }
    }

    private static void better1(double[] from, double c0, double[] to, int begin, int end) {
        for (int l = begin; l < end; l++) {
            to[l] = Math.max(to[l], from[l] + c0);
        }
    }

    private static void better2(double[] from, double c0, double c1, double[] to, int begin, int end) {
        for (int l = begin; l < end; l++) {
            to[l] = Math.max(to[l], Math.max(from[l] + c0, from[S + l] + c1));
        }
    }

    private static void better3(double[] from, double c0, double c1, double c2, double[] to, int begin, int end) {
        for (int l = begin; l < end; l++) {
            to[l] = Math.max(to[l], Math.max(Math.max(from[l] + c0, from[S + l] + c1), from[2 * S + l] + c2));
        }
    }

    private static void better4(
            double[] from, double c0, double c1, double c2, double c3, double[] to, int begin, int end) {
        for (int l = begin; l < end; l++) {
            to[l] = Math.max(
                    to[l],
                    Math.max(
                            Math.max(from[l] + c0, from[S + l] + c1),
                            Math.max(from[2 * S + l] + c2, from[3 * S + l] + c3)));
        }
    }

    private static void better5(
            double[] from, double c0, double c1, double c2, double c3, double c4, double[] to, int begin, int end) {
        for (int l = begin; l < end; l++) {
            to[l] = Math.max(
                    to[l],
                    Math.max(
                            Math.max(
                                    Math.max(from[l] + c0, from[S + l] + c1),
                                    Math.max(from[2 * S + l] + c2, from[3 * S + l] + c3)),
                            from[4 * S + l] + c4));
        }
    }

    /** {@code to += a b}, {@code b} taken {@code shift} slots further on. */
    static void addProduct(double[] a, double[] b, int shift, double[] to, int begin, int end) {
        switch (shift) {
            case 0 -> product0(a, b, to, begin, end);
            case 1 -> product1(a, b, to, begin, end);
            case 2 -> product2(a, b, to, begin, end);
            case 3 -> product3(a, b, to, begin, end);
            default -> product4(a, b, to, begin, end);
        }
    }

    /** {@code to += a b + c d}, {@code b} and {@code d} taken {@code shift} slots further on. */
    static void addProducts(
            double[] a, double[] b, double[] c, double[] d, int shift, double[] to, int begin, int end) {
        switch (shift) {
            case 0 -> products0(a, b, c, d, to, begin, end);
            case 1 -> products1(a, b, c, d, to, begin, end);
            case 2 -> products2(a, b, c, d, to, begin, end);
            case 3 -> products3(a, b, c, d, to, begin, end);
            default -> products4(a, b, c, d, to, begin, end);
        }
    }

    private static void product0(double[] a, double[] b, double[] to, int begin, int end) {
        for (int l = begin; l < end; l++) {
            to[l] += a[l] * b[l];
        }
    }

    private static void product1(double[] a, double[] b, double[] to, int begin, int end) {
        for (int l = begin; l < end; l++) {
            to[l] += a[l] * b[S + l];
        }
    }

    private static void product2(double[] a, double[] b, double[] to, int begin, int end) {
        for (int l = begin; l < end; l++) {
            to[l] += a[l] * b[2 * S + l];
        }
    }

    private static void product3(double[] a, double[] b, double[] to, int begin, int end) {
        for (int l = begin; l < end; l++) {
            to[l] += a[l] * b[3 * S + l];
        }
    }

    private static void product4(double[] a, double[] b, double[] to, int begin, int end) {
        for (int l = begin; l < end; l++) {
            to[l] += a[l] * b[4 * S + l];
        }
    }

    private static void products0(double[] a, double[] b, double[] c, double[] d, double[] to, int begin, int end) {
        for (int l = begin; l < end; l++) {
            to[l] += a[l] * b[l] + c[l] * d[l];
        }
    }

    private static void products1(double[] a, double[] b, double[] c, double[] d, double[] to, int begin, int end) {
        for (int l = begin; l < end; l++) {
            to[l] += a[l] * b[S + l] + c[l] * d[S + l];
        }
    }

    private static void products2(double[] a, double[] b, double[] c, double[] d, double[] to, int begin, int end) {
        for (int l = begin; l < end; l++) {
            to[l] += a[l] * b[2 * S + l] + c[l] * d[2 * S + l];
        }
    }

    private static void products3(double[] a, double[] b, double[] c, double[] d, double[] to, int begin, int end) {
        for (int l = begin; l < end; l++) {
            to[l] += a[l] * b[3 * S + l] + c[l] * d[3 * S + l];
        }
    }

    private static void products4(double[] a, double[] b, double[] c, double[] d, double[] to, int begin, int end) {
        for (int l = begin; l < end; l++) {
            to[l] += a[l] * b[4 * S + l] + c[l] * d[4 * S + l];
        }
    }

    /** {@code to = a b}. */
    static void times(double[] a, double[] b, double[] to, int begin, int end) {
        for (int l = begin; l < end; l++) {
            to[l] = a[l] * b[l];
        }
    }

    /** {@code to = to + a}. */
    static void add(double[] a, double[] to, int begin, int end) {
        for (int l = begin; l < end; l++) {
            to[l] += a[l];
        }
    }

    /** {@code to = to - a}. */
    static void subtract(double[] a, double[] to, int begin, int end) {
        for (int l = begin; l < end; l++) {
            to[l] -= a[l];
        }
    }

    /** {@code to = max_b a[b S + .]} over some slots. */
    static void largest(double[] a, int slots, double[] to, int n) {
        System.arraycopy(a, 0, to, 0, n);
        larger(a, slots, to, n);
    }

    /** {@code to = max(to, max_b a[b S + .])} over some slots. */
    static void larger(double[] a, int slots, double[] to, int n) {
        switch (slots) {
            case 1 -> better1(a, 0, to, 0, n);
            case 2 -> better2(a, 0, 0, to, 0, n);
            case 3 -> better3(a, 0, 0, 0, to, 0, n);
            case 4 -> better4(a, 0, 0, 0, 0, to, 0, n);
            default -> better5(a, 0, 0, 0, 0, 0, to, 0, n);
        }
    }

    /** {@code to = min(to, min_b a[b S + .])} over some slots. */
    static void smaller(double[] a, int slots, double[] to, int n) {
        smaller0(a, to, n);
        switch (slots) {
            case 1 -> {}
            case 2 -> smaller1(a, to, n);
            case 3 -> smaller12(a, to, n);
            case 4 -> {
                smaller1(a, to, n);
                smaller23(a, to, n);
            }
            default -> {
                smaller12(a, to, n);
                smaller34(a, to, n);
            }
        }
    }

    private static void smaller0(double[] a, double[] to, int n) {
        for (int l = 0; l < n; l++) {
            to[l] = Math.min(to[l], a[l]);
        }
    }

    private static void smaller1(double[] a, double[] to, int n) {
        for (int l = 0; l < n; l++) {
            to[l] = Math.min(to[l], a[S + l]);
        }
    }

    private static void smaller12(double[] a, double[] to, int n) {
        for (int l = 0; l < n; l++) {
            to[l] = Math.min(to[l], Math.min(a[S + l], a[2 * S + l]));
        }
    }

    private static void smaller23(double[] a, double[] to, int n) {
        for (int l = 0; l < n; l++) {
            to[l] = Math.min(to[l], Math.min(a[2 * S + l], a[3 * S + l]));
        }
    }

    private static void smaller34(double[] a, double[] to, int n) {
        for (int l = 0; l < n; l++) {
            to[l] = Math.min(to[l], Math.min(a[3 * S + l], a[4 * S + l]));
        }
    }

    /** {@code to = to + (a - mean)^2 number}. */
    static void addSquaredDistance(double[] a, double mean, double number, double[] to, int n) {
        for (int l = 0; l < n; l++) {
            to[l] += (a[l] - mean) * (a[l] - mean) * number;
        }
    }

    /** {@code to = max(to, mark)} where {@code a} is {@code most}, which it never exceeds; any less is far below zero. */
    static void markLargest(double[] a, double[] most, double mark, double[] to, int n) {
        for (int l = 0; l < n; l++) {
            to[l] = Math.max(to[l], (a[l] - most[l]) * HUGE + mark);
        }
    }

    /** {@code to = 1 / a}. */
    static void reciprocal(double[] a, double[] to, int n) {
        for (int l = 0; l < n; l++) {
            to[l] = 1 / a[l];
        }
    }

    /** Sum of some entries, in their order. */
    static double sum(double[] a, int begin, int end) {
        double sum = 0;
        for (int l = begin; l < end; l++) {
            sum += a[l];
        }
        return sum;
    }
}
