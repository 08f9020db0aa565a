// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

/**
 * A power of a square matrix by repeated squaring, and the derivative through it backwards: logarithmically many products
 * for a gap however long.
 */
final class TransitionPower {

    private final int k;
    private final int exponent;
    /** {@code squares[i] = T^(2^i)}. */
    private final double[][] squares;
    /** Products of the squares of the lower set bits, before bit {@code i} was taken in. */
    private final double[][] partial;

    private final double[] power;

    TransitionPower(double[] t, int k, int exponent) {
        this.k = k;
        this.exponent = exponent;
        int bits = 32 - Integer.numberOfLeadingZeros(exponent);
        squares = new double[bits][];
        partial = new double[bits][];
        double[] product = new double[0];
        for (int bit = 0; bit < bits; bit++) {
            squares[bit] = bit == 0 ? t : times(squares[bit - 1], squares[bit - 1]);
            partial[bit] = product;
            if ((exponent >> bit & 1) == 1) {
                product = product.length == 0 ? squares[bit] : times(product, squares[bit]);
            }
        }
        power = product;
    }

    /** {@code T^exponent}, row-major; not to be modified. */
    double[] power() {
        return power;
    }

    /** Adds the gradient by {@code T}, given that by the power. */
    void pullBack(double[] gradient, int from, double[] out) {
        double[] above = java.util.Arrays.copyOfRange(gradient, from, from + k * k);
        if (exponent == 1) {
            add(above, out);
            return;
        }
        int bits = squares.length;
        double[][] bySquare = new double[bits][0];
        for (int bit = bits - 1; bit >= 0; bit--) {
            if ((exponent >> bit & 1) == 0) {
                continue;
            }
            if (partial[bit].length == 0) {
                bySquare[bit] = above;
                break;
            }
            bySquare[bit] = timesLeftTransposed(partial[bit], above);
            above = timesRightTransposed(above, squares[bit]);
        }
        double[] carried = new double[k * k];
        for (int bit = bits - 1; bit >= 0; bit--) {
            if (bySquare[bit].length > 0) {
                add(bySquare[bit], carried);
            }
            if (bit > 0) {
                double[] root = squares[bit - 1];
                double[] next = timesLeftTransposed(root, carried);
                add(timesRightTransposed(carried, root), next);
                carried = next;
            }
        }
        add(carried, out);
    }

    private static void add(double[] addend, double[] into) {
        for (int i = 0; i < addend.length; i++) {
            into[i] += addend[i];
        }
    }

    private double[] times(double[] a, double[] b) {
        double[] out = new double[k * k];
        for (int i = 0; i < k; i++) {
            for (int m = 0; m < k; m++) {
                for (int j = 0; j < k; j++) {
                    out[i * k + j] += a[i * k + m] * b[m * k + j];
                }
            }
        }
        return out;
    }

    private double[] timesLeftTransposed(double[] a, double[] b) {
        double[] out = new double[k * k];
        for (int m = 0; m < k; m++) {
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < k; j++) {
                    out[i * k + j] += a[m * k + i] * b[m * k + j];
                }
            }
        }
        return out;
    }

    private double[] timesRightTransposed(double[] a, double[] b) {
        double[] out = new double[k * k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                double sum = 0;
                for (int m = 0; m < k; m++) {
                    sum += a[i * k + m] * b[j * k + m];
                }
                out[i * k + j] = sum;
            }
        }
        return out;
    }
}
