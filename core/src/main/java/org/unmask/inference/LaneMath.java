// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

/**
 * Loops over lanes, small and plain enough for the compiler to turn into vector instructions. A row has one number for
 * each lane and is an array of its own: offsets into a larger array, which the compiler cannot tell apart, keep it from
 * vectorising.
 */
final class LaneMath {

    private LaneMath() {}

    /** {@code to = sum_i rows[first + i] c[at + i]} over {@code k} rows. */
    static void combine(double[][] rows, int first, double[] c, int at, int k, double[] to, int n) {
        double[] r0 = rows[first];
        int done = Math.min(k, 5);
        switch (done) {
            case 1 -> scale(r0, c[at], to, n);
            case 2 -> sum2(r0, rows[first + 1], c[at], c[at + 1], to, n);
            case 3 -> sum3(r0, rows[first + 1], rows[first + 2], c[at], c[at + 1], c[at + 2], to, n);
            case 4 ->
                sum4(
                        r0,
                        rows[first + 1],
                        rows[first + 2],
                        rows[first + 3],
                        c[at],
                        c[at + 1],
                        c[at + 2],
                        c[at + 3],
                        to,
                        n);
            default ->
                sum5(
                        r0,
                        rows[first + 1],
                        rows[first + 2],
                        rows[first + 3],
                        rows[first + 4],
                        c[at],
                        c[at + 1],
                        c[at + 2],
                        c[at + 3],
                        c[at + 4],
                        to,
                        n);
        }
        for (int i = done; i < k; i += 5) {
            int row = first + i;
            int a = at + i;
            switch (Math.min(k - i, 5)) {
                case 1 -> add1(rows[row], c[a], to, n);
                case 2 -> add2(rows[row], rows[row + 1], c[a], c[a + 1], to, n);
                case 3 -> add3(rows[row], rows[row + 1], rows[row + 2], c[a], c[a + 1], c[a + 2], to, n);
                case 4 ->
                    add4(
                            rows[row],
                            rows[row + 1],
                            rows[row + 2],
                            rows[row + 3],
                            c[a],
                            c[a + 1],
                            c[a + 2],
                            c[a + 3],
                            to,
                            n);
                default ->
                    add5(
                            rows[row],
                            rows[row + 1],
                            rows[row + 2],
                            rows[row + 3],
                            rows[row + 4],
                            c[a],
                            c[a + 1],
                            c[a + 2],
                            c[a + 3],
                            c[a + 4],
                            to,
                            n);
            }
        }
    }

    private static void scale(double[] r0, double c0, double[] to, int n) {
        for (int l = 0; l < n; l++) {
            to[l] = r0[l] * c0;
        }
    }

    private static void sum2(double[] r0, double[] r1, double c0, double c1, double[] to, int n) {
        for (int l = 0; l < n; l++) {
            to[l] = r0[l] * c0 + r1[l] * c1;
        }
    }

    private static void sum3(
            double[] r0, double[] r1, double[] r2, double c0, double c1, double c2, double[] to, int n) {
        for (int l = 0; l < n; l++) {
            to[l] = (r0[l] * c0 + r1[l] * c1) + r2[l] * c2;
        }
    }

    private static void sum4(
            double[] r0,
            double[] r1,
            double[] r2,
            double[] r3,
            double c0,
            double c1,
            double c2,
            double c3,
            double[] to,
            int n) {
        for (int l = 0; l < n; l++) {
            to[l] = (r0[l] * c0 + r1[l] * c1) + (r2[l] * c2 + r3[l] * c3);
        }
    }

    private static void sum5(
            double[] r0,
            double[] r1,
            double[] r2,
            double[] r3,
            double[] r4,
            double c0,
            double c1,
            double c2,
            double c3,
            double c4,
            double[] to,
            int n) {
        for (int l = 0; l < n; l++) {
            to[l] = (r0[l] * c0 + r1[l] * c1) + (r2[l] * c2 + r3[l] * c3) + r4[l] * c4;
        }
    }

    private static void add1(double[] r0, double c0, double[] to, int n) {
        for (int l = 0; l < n; l++) {
            to[l] += r0[l] * c0;
        }
    }

    private static void add2(double[] r0, double[] r1, double c0, double c1, double[] to, int n) {
        for (int l = 0; l < n; l++) {
            to[l] += r0[l] * c0 + r1[l] * c1;
        }
    }

    private static void add3(
            double[] r0, double[] r1, double[] r2, double c0, double c1, double c2, double[] to, int n) {
        for (int l = 0; l < n; l++) {
            to[l] += (r0[l] * c0 + r1[l] * c1) + r2[l] * c2;
        }
    }

    private static void add4(
            double[] r0,
            double[] r1,
            double[] r2,
            double[] r3,
            double c0,
            double c1,
            double c2,
            double c3,
            double[] to,
            int n) {
        for (int l = 0; l < n; l++) {
            to[l] += (r0[l] * c0 + r1[l] * c1) + (r2[l] * c2 + r3[l] * c3);
        }
    }

    private static void add5(
            double[] r0,
            double[] r1,
            double[] r2,
            double[] r3,
            double[] r4,
            double c0,
            double c1,
            double c2,
            double c3,
            double c4,
            double[] to,
            int n) {
        for (int l = 0; l < n; l++) {
            to[l] += (r0[l] * c0 + r1[l] * c1) + (r2[l] * c2 + r3[l] * c3) + r4[l] * c4;
        }
    }

    /** {@code to = a b}. */
    static void times(double[] a, double[] b, double[] to, int n) {
        for (int l = 0; l < n; l++) {
            to[l] = a[l] * b[l];
        }
    }

    /** {@code to = a b c}. */
    static void times(double[] a, double[] b, double[] c, double[] to, int n) {
        for (int l = 0; l < n; l++) {
            to[l] = a[l] * b[l] * c[l];
        }
    }

    /** {@code to = to a}. */
    static void scaleBy(double[] to, double[] a, int n) {
        for (int l = 0; l < n; l++) {
            to[l] *= a[l];
        }
    }

    /** {@code to = to + a}. */
    static void add(double[] a, double[] to, int n) {
        for (int l = 0; l < n; l++) {
            to[l] += a[l];
        }
    }

    /** {@code to = to + a b}. */
    static void addTimes(double[] a, double[] b, double[] to, int n) {
        for (int l = 0; l < n; l++) {
            to[l] += a[l] * b[l];
        }
    }

    /** {@code to = to + a b + c d + e f + g h}. */
    static void addTimes(
            double[] a,
            double[] b,
            double[] c,
            double[] d,
            double[] e,
            double[] f,
            double[] g,
            double[] h,
            double[] to,
            int n) {
        for (int l = 0; l < n; l++) {
            to[l] += (a[l] * b[l] + c[l] * d[l]) + (e[l] * f[l] + g[l] * h[l]);
        }
    }

    /** {@code to = a + number}. */
    static void plus(double[] a, double number, double[] to, int n) {
        for (int l = 0; l < n; l++) {
            to[l] = a[l] + number;
        }
    }

    /** {@code to = max_i (rows[first + i] + c[at + i])} over {@code k} rows. */
    static void best(double[][] rows, int first, double[] c, int at, int k, double[] to, int n) {
        plus(rows[first], c[at], to, n);
        int i = 1;
        for (; i + 1 < k; i += 2) {
            maxPlus(rows[first + i], rows[first + i + 1], c[at + i], c[at + i + 1], to, n);
        }
        if (i < k) {
            maxPlus(rows[first + i], c[at + i], to, n);
        }
    }

    private static void maxPlus(double[] a, double number, double[] to, int n) {
        for (int l = 0; l < n; l++) {
            to[l] = Math.max(to[l], a[l] + number);
        }
    }

    private static void maxPlus(double[] a, double[] b, double one, double other, double[] to, int n) {
        for (int l = 0; l < n; l++) {
            to[l] = Math.max(to[l], Math.max(a[l] + one, b[l] + other));
        }
    }

    /** {@code to = max(to, a)}. */
    static void max(double[] a, double[] to, int n) {
        for (int l = 0; l < n; l++) {
            to[l] = Math.max(to[l], a[l]);
        }
    }

    /** {@code to = to + a^2 number}. */
    static void addSquare(double[] a, double number, double[] to, int n) {
        for (int l = 0; l < n; l++) {
            to[l] += a[l] * a[l] * number;
        }
    }

    /** {@code to = to + (a - mean)^2 number}. */
    static void addSquaredDistance(double[] a, double mean, double number, double[] to, int n) {
        for (int l = 0; l < n; l++) {
            to[l] += (a[l] - mean) * (a[l] - mean) * number;
        }
    }

    /** {@code first = first + (a - mean) w}, {@code second = second + (a - mean)^2 w}. */
    static void addMoments(double[] a, double mean, double[] w, double[] first, double[] second, int n) {
        for (int l = 0; l < n; l++) {
            double off = a[l] - mean;
            double part = off * w[l];
            first[l] += part;
            second[l] += part * off;
        }
    }

    /** {@code to = 1 / a}. */
    static void reciprocal(double[] a, double[] to, int n) {
        for (int l = 0; l < n; l++) {
            to[l] = 1 / a[l];
        }
    }

    /** Sum of one row, in the order of the lanes. */
    static double sum(double[] a, int n) {
        double sum = 0;
        for (int l = 0; l < n; l++) {
            sum += a[l];
        }
        return sum;
    }
}
