// SPDX-License-Identifier: Apache-2.0
package org.unmask.matrix;

import java.util.Arrays;

/**
 * An immutable tensor with three indices, stored flat: entry {@code (a, b, c)} at {@code (a * second + b) * third + c}.
 */
public final class Tensor3 {

    /** Gives the entry at three indices. */
    @FunctionalInterface
    public interface Entries {
        /**
         * The entry.
         *
         * @param a first index, from 0
         * @param b second index, from 0
         * @param c third index, from 0
         * @return the value there
         */
        double at(int a, int b, int c);
    }

    private final int first;
    private final int second;
    private final int third;
    private final double[] values;

    private Tensor3(int first, int second, int third, double[] owned) {
        this.first = first;
        this.second = second;
        this.third = third;
        this.values = owned;
    }

    /**
     * A tensor from its flat entries.
     *
     * @param first size of the first index
     * @param second size of the second index
     * @param third size of the third index
     * @param flat {@code first * second * third} entries, last index fastest; copied
     * @return the tensor
     * @throws IllegalArgumentException when the number of entries is another one
     */
    public static Tensor3 of(int first, int second, int third, double... flat) {
        if (flat.length != first * second * third) {
            throw new IllegalArgumentException("a " + first + " x " + second + " x " + third + " tensor has "
                    + (long) first * second * third + " entries, found " + flat.length);
        }
        return new Tensor3(first, second, third, flat.clone());
    }

    /**
     * A tensor whose entries are computed.
     *
     * @param first size of the first index
     * @param second size of the second index
     * @param third size of the third index
     * @param entries gives each entry
     * @return the tensor
     */
    public static Tensor3 generate(int first, int second, int third, Entries entries) {
        double[] values = new double[first * second * third];
        int at = 0;
        for (int a = 0; a < first; a++) {
            for (int b = 0; b < second; b++) {
                for (int c = 0; c < third; c++) {
                    values[at++] = entries.at(a, b, c);
                }
            }
        }
        return new Tensor3(first, second, third, values);
    }

    /**
     * The sum of rank-one terms {@code sum_h A[a,h] B[b,h] C[c,h]}: the CP model of formula (3.1).
     *
     * @param a first factor, {@code first x rank}
     * @param b second factor, {@code second x rank}
     * @param c third factor, {@code third x rank}
     * @return the tensor
     * @throws IllegalArgumentException when the numbers of columns differ
     */
    public static Tensor3 ofFactors(Matrix a, Matrix b, Matrix c) {
        int rank = a.columns();
        if (b.columns() != rank || c.columns() != rank) {
            throw new IllegalArgumentException(
                    "factors need equally many columns, found " + rank + ", " + b.columns() + " and " + c.columns());
        }
        double[] fa = a.toArray();
        double[] fb = b.toArray();
        double[] fc = c.transpose().toArray();
        int n3 = c.rows();
        double[] out = new double[a.rows() * b.rows() * n3];
        for (int i = 0; i < a.rows(); i++) {
            for (int j = 0; j < b.rows(); j++) {
                int at = (i * b.rows() + j) * n3;
                for (int h = 0; h < rank; h++) {
                    double weight = fa[i * rank + h] * fb[j * rank + h];
                    for (int l = 0; l < n3; l++) {
                        out[at + l] += weight * fc[h * n3 + l];
                    }
                }
            }
        }
        return new Tensor3(a.rows(), b.rows(), n3, out);
    }

    /**
     * Size of the first index.
     *
     * @return at least 0
     */
    public int first() {
        return first;
    }

    /**
     * Size of the second index.
     *
     * @return at least 0
     */
    public int second() {
        return second;
    }

    /**
     * Size of the third index.
     *
     * @return at least 0
     */
    public int third() {
        return third;
    }

    /**
     * One entry.
     *
     * @param a first index, from 0
     * @param b second index, from 0
     * @param c third index, from 0
     * @return the entry
     */
    public double get(int a, int b, int c) {
        if (a < 0 || a >= first || b < 0 || b >= second || c < 0 || c >= third) {
            throw new IndexOutOfBoundsException("entry (" + a + ", " + b + ", " + c + ") of a " + first + " x " + second
                    + " x " + third + " tensor");
        }
        return values[(a * second + b) * third + c];
    }

    /**
     * The entries, last index fastest.
     *
     * @return a copy
     */
    public double[] toArray() {
        return values.clone();
    }

    /**
     * The unfolding along one index: that index becomes the row, the other two, in their order, the column.
     *
     * @param mode 0, 1 or 2
     * @return the matrix with as many rows as that index has values
     */
    public Matrix unfold(int mode) {
        return switch (mode) {
            case 0 -> Matrix.of(first, second * third, values);
            case 1 -> Matrix.generate(second, first * third, (b, m) -> get(m / third, b, m % third));
            case 2 -> Matrix.generate(third, first * second, (c, m) -> values[m * third + c]);
            default -> throw new IllegalArgumentException("a mode is 0, 1 or 2, found " + mode);
        };
    }

    /**
     * The matrix of the first two indices, the third contracted with weights.
     *
     * @param weights one weight for each value of the third index
     * @return {@code sum_c weights[c] X[a,b,c]}, {@code first x second}
     */
    public Matrix contractThird(double[] weights) {
        if (weights.length != third) {
            throw new IllegalArgumentException("expected " + third + " weights, found " + weights.length);
        }
        double[] out = new double[first * second];
        for (int m = 0; m < out.length; m++) {
            double sum = 0;
            for (int c = 0; c < third; c++) {
                sum += values[m * third + c] * weights[c];
            }
            out[m] = sum;
        }
        return Matrix.of(first, second, out);
    }

    /**
     * The Frobenius norm.
     *
     * @return square root of the sum of squares
     */
    public double frobeniusNorm() {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor3 that
                && first == that.first
                && second == that.second
                && third == that.third
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * (31 * first + second) + third) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return first + " x " + second + " x " + third + " tensor " + Arrays.toString(values);
    }
}
