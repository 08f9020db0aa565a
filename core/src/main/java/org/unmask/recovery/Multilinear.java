// SPDX-License-Identifier: Apache-2.0
package org.unmask.recovery;

/** A product of a flat tensor with a matrix along one index. Entry (a, b, c) stands at (a * n2 + b) * n3 + c. */
record Multilinear(int n1, int n2, int n3) {

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
                        axpy(x[row * n3 + c], q, c * s, y, row * s, s);
                    }
                }
            }
        }
        return y;
    }

    private static void along(double[] x, int xAt, double[] y, int yAt, double[] q, int n, int s, int length) {
        for (int m = 0; m < n; m++) {
            for (int j = 0; j < s; j++) {
                axpy(q[m * s + j], x, xAt + m * length, y, yAt + j * length, length);
            }
        }
    }

    private static void axpy(double factor, double[] x, int xAt, double[] y, int yAt, int length) {
        for (int i = 0; i < length; i++) {
            y[yAt + i] += factor * x[xAt + i];
        }
    }
}
