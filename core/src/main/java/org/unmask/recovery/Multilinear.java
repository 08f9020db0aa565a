// SPDX-License-Identifier: Apache-2.0
package org.unmask.recovery;

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

    /**
     * Contracts one index with the rows of a matrix: {@code y[.., s, ..] = sum_m q[m, s] x[.., m, ..]}.
     *
     * @param x entries; not modified
     * @param q {@code size(mode) x s}, row-major; not modified
     */
    double[] contract(double[] x, int mode, double[] q, int s) {
        double[] y = new double[entries() / size(mode) * s];
        switch (mode) {
            case 0 -> along(x, 0, y, 0, q, n1, s, n2 * n3);
            case 1 -> {
                for (int a = 0; a < n1; a++) {
                    along(x, a * n2 * n3, y, a * s * n3, q, n2, s, n3);
                }
            }
            default -> {
                for (int row = 0; row < n1 * n2; row++) {
                    for (int c = 0; c < n3; c++) {
                        double factor = x[row * n3 + c];
                        for (int j = 0; j < s; j++) {
                            y[row * s + j] += factor * q[c * s + j];
                        }
                    }
                }
            }
        }
        return y;
    }

    /** {@code y_j += sum_m q[m, j] x_m} for rows of a length, four rows at a time and in stretches that stay in cache. */
    private static void along(double[] x, int xAt, double[] y, int yAt, double[] q, int n, int s, int length) {
        for (int from = 0; from < length; from += STRETCH) {
            int count = Math.min(STRETCH, length - from);
            int m = 0;
            for (; m + 4 <= n; m += 4) {
                for (int j = 0; j < s; j++) {
                    int at = m * s + j;
                    four(
                            q[at],
                            q[at + s],
                            q[at + 2 * s],
                            q[at + 3 * s],
                            x,
                            xAt + m * length + from,
                            length,
                            y,
                            yAt + j * length + from,
                            count);
                }
            }
            for (; m < n; m++) {
                for (int j = 0; j < s; j++) {
                    one(q[m * s + j], x, xAt + m * length + from, y, yAt + j * length + from, count);
                }
            }
        }
    }

    private static void four(
            double q0, double q1, double q2, double q3, double[] x, int xAt, int length, double[] y, int yAt, int n) {
        int x1 = xAt + length;
        int x2 = x1 + length;
        int x3 = x2 + length;
        for (int i = 0; i < n; i++) {
            y[yAt + i] += q0 * x[xAt + i] + q1 * x[x1 + i] + (q2 * x[x2 + i] + q3 * x[x3 + i]);
        }
    }

    private static void one(double factor, double[] x, int xAt, double[] y, int yAt, int n) {
        for (int i = 0; i < n; i++) {
            y[yAt + i] += factor * x[xAt + i];
        }
    }
}
