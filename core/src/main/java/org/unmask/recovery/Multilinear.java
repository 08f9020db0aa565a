// SPDX-License-Identifier: Apache-2.0
package org.unmask.recovery;

import java.util.Arrays;

/** A product of a flat tensor with a matrix along one index. Entry (a, b, c) stands at (a * n2 + b) * n3 + c. */
record Multilinear(int n1, int n2, int n3) {

    private static final int STRETCH = 256;

    /** The sizes with one of them replaced. */
    Multilinear with(int mode, int size) {
        return switch (mode) {
            case 0 -> new Multilinear(size, n2, n3);
            case 1 -> new Multilinear(n1, size, n3);
            default -> new Multilinear(n1, n2, size);
        };
    }

    int size(int mode) {
        return mode == 0 ? n1 : mode == 1 ? n2 : n3;
    }

    int entries() {
        return n1 * n2 * n3;
    }

    /** Distance of neighbours along an index. */
    int step(int mode) {
        return mode == 0 ? n2 * n3 : mode == 1 ? n3 : 1;
    }

    /**
     * Contracts one index with the rows of a matrix: {@code y[.., s, ..] = sum_m q[m, s] x[.., m, ..]}.
     *
     * @param x entries; not modified
     * @param q {@code size(mode) x s}, row-major; not modified
     */
    double[] contract(double[] x, int mode, double[] q, int s) {
        Multilinear after = with(mode, s);
        double[] y = new double[after.entries()];
        int others = entries() / size(mode);
        double[] four = new double[4 * STRETCH];
        double[][] sums = new double[s][STRETCH];
        int[] from = new int[STRETCH];
        int[] to = new int[STRETCH];
        for (int begin = 0; begin < others; begin += STRETCH) {
            int count = Math.min(STRETCH, others - begin);
            for (int p = 0; p < count; p++) {
                from[p] = place(mode, begin + p);
                to[p] = after.place(mode, begin + p);
            }
            for (double[] sum : sums) {
                Arrays.fill(sum, 0);
            }
            for (int m = 0; m < size(mode); m += 4) {
                int rows = Math.min(4, size(mode) - m);
                for (int r = 0; r < 4; r++) {
                    gather(x, from, (m + Math.min(r, rows - 1)) * step(mode), four, r * STRETCH, count);
                }
                for (int j = 0; j < s; j++) {
                    int at = m * s + j;
                    add(
                            q[at],
                            rows > 1 ? q[at + s] : 0,
                            rows > 2 ? q[at + 2 * s] : 0,
                            rows > 3 ? q[at + 3 * s] : 0,
                            four,
                            sums[j],
                            count);
                }
            }
            for (int j = 0; j < s; j++) {
                scatter(sums[j], to, j * after.step(mode), y, count);
            }
        }
        return y;
    }

    /** Where the entry stands whose other two indices, counted together, are {@code p}, and this one 0. */
    private int place(int mode, int p) {
        return switch (mode) {
            case 0 -> p;
            case 1 -> p / n3 * n2 * n3 + p % n3;
            default -> p * n3;
        };
    }

    private static void gather(double[] x, int[] from, int shift, double[] to, int at, int count) {
        for (int p = 0; p < count; p++) {
            to[at + p] = x[from[p] + shift];
        }
    }

    private static void scatter(double[] sum, int[] to, int shift, double[] y, int count) {
        for (int p = 0; p < count; p++) {
            y[to[p] + shift] = sum[p];
        }
    }

    /** Adds four rows; at constant distances, which the compiler needs to use vector instructions. */
    private static void add(double q0, double q1, double q2, double q3, double[] rows, double[] sum, int count) {
        for (int p = 0; p < count; p++) {
            sum[p] +=
                    (q0 * rows[p] + q1 * rows[STRETCH + p]) + (q2 * rows[2 * STRETCH + p] + q3 * rows[3 * STRETCH + p]);
        }
    }
}
