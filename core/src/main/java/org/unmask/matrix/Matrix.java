// SPDX-License-Identifier: Apache-2.0
package org.unmask.matrix;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * An immutable real matrix, stored row-major in one flat array.
 *
 * <pre>
 *   values = [ a00 a01 a02 | a10 a11 a12 ]     entry (i, j) at i * columns + j
 * </pre>
 *
 * <p>Arrays are copied on the way in and on the way out. Products cost one multiply-add for each triple of indices; no
 * method mutates its receiver or its arguments.
 */
public final class Matrix {

    /** Gives the entry at a row and a column. */
    @FunctionalInterface
    public interface Entries {
        /**
         * The entry.
         *
         * @param row row, from 0
         * @param column column, from 0
         * @return the value there
         */
        double at(int row, int column);
    }

    private final int rows;
    private final int columns;
    private final double[] values;

    private Matrix(int rows, int columns, double[] owned) {
        this.rows = rows;
        this.columns = columns;
        this.values = owned;
    }

    /**
     * A matrix from its entries in row-major order.
     *
     * @param rows number of rows, at least 0
     * @param columns number of columns, at least 0
     * @param rowMajor {@code rows * columns} entries; copied
     * @return the matrix
     * @throws IllegalArgumentException when the number of entries is another one
     */
    public static Matrix of(int rows, int columns, double... rowMajor) {
        if (rows < 0 || columns < 0 || rowMajor.length != rows * columns) {
            throw new IllegalArgumentException("a " + rows + " x " + columns + " matrix has " + (long) rows * columns
                    + " entries, found " + rowMajor.length);
        }
        return new Matrix(rows, columns, rowMajor.clone());
    }

    /**
     * A matrix from its rows.
     *
     * @param rows rows of equal length, at least one; copied
     * @return the matrix
     * @throws IllegalArgumentException when there is no row or one has another length than the first
     */
    public static Matrix ofRows(double[]... rows) {
        if (rows.length == 0) {
            throw new IllegalArgumentException("a matrix needs at least one row, found none");
        }
        int columns = rows[0].length;
        double[] values = new double[rows.length * columns];
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != columns) {
                throw new IllegalArgumentException(
                        "row " + (i + 1) + " has " + rows[i].length + " entries, expected " + columns + " as in row 1");
            }
            System.arraycopy(rows[i], 0, values, i * columns, columns);
        }
        return new Matrix(rows.length, columns, values);
    }

    /**
     * A matrix whose entries are computed.
     *
     * @param rows number of rows
     * @param columns number of columns
     * @param entries gives each entry; called once for each, row by row
     * @return the matrix
     */
    public static Matrix generate(int rows, int columns, Entries entries) {
        double[] values = new double[rows * columns];
        for (int i = 0, at = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                values[at++] = entries.at(i, j);
            }
        }
        return new Matrix(rows, columns, values);
    }

    /**
     * The matrix of zeros.
     *
     * @param rows number of rows
     * @param columns number of columns
     * @return all zeros
     */
    public static Matrix zero(int rows, int columns) {
        return new Matrix(rows, columns, new double[rows * columns]);
    }

    /**
     * The identity.
     *
     * @param size number of rows and of columns
     * @return ones on the diagonal, zeros elsewhere
     */
    public static Matrix identity(int size) {
        return generate(size, size, (i, j) -> i == j ? 1 : 0);
    }

    /**
     * A diagonal matrix.
     *
     * @param diagonal the diagonal
     * @return the square matrix with that diagonal and zeros elsewhere
     */
    public static Matrix diagonal(double... diagonal) {
        return generate(diagonal.length, diagonal.length, (i, j) -> i == j ? diagonal[i] : 0);
    }

    /**
     * Number of rows.
     *
     * @return at least 0
     */
    public int rows() {
        return rows;
    }

    /**
     * Number of columns.
     *
     * @return at least 0
     */
    public int columns() {
        return columns;
    }

    /**
     * One entry.
     *
     * @param row row, from 0
     * @param column column, from 0
     * @return the entry
     * @throws IndexOutOfBoundsException when there is no such entry
     */
    public double get(int row, int column) {
        if (row < 0 || row >= rows || column < 0 || column >= columns) {
            throw new IndexOutOfBoundsException(
                    "entry (" + row + ", " + column + ") of a " + rows + " x " + columns + " matrix");
        }
        return values[row * columns + column];
    }

    /**
     * One row.
     *
     * @param row row, from 0
     * @return a copy of the row
     */
    public double[] row(int row) {
        return Arrays.copyOfRange(values, row * columns, (row + 1) * columns);
    }

    /**
     * One column.
     *
     * @param column column, from 0
     * @return a copy of the column
     */
    public double[] column(int column) {
        double[] out = new double[rows];
        for (int i = 0; i < rows; i++) {
            out[i] = get(i, column);
        }
        return out;
    }

    /**
     * The entries in row-major order.
     *
     * @return a copy
     */
    public double[] toArray() {
        return values.clone();
    }

    /**
     * The rows, one array each.
     *
     * @return copies
     */
    public double[][] toRows() {
        double[][] out = new double[rows][];
        for (int i = 0; i < rows; i++) {
            out[i] = row(i);
        }
        return out;
    }

    /**
     * The transpose.
     *
     * @return the matrix with rows and columns exchanged
     */
    public Matrix transpose() {
        return generate(columns, rows, (i, j) -> values[j * columns + i]);
    }

    /**
     * The matrix product.
     *
     * @param right a matrix with as many rows as this one has columns
     * @return this times right, {@code rows x right.columns}
     * @throws IllegalArgumentException when the shapes do not fit
     */
    public Matrix times(Matrix right) {
        if (columns != right.rows) {
            throw new IllegalArgumentException("cannot multiply a " + rows + " x " + columns + " matrix by a "
                    + right.rows + " x " + right.columns + " one");
        }
        double[] out = new double[rows * right.columns];
        for (int i = 0; i < rows; i++) {
            for (int m = 0; m < columns; m++) {
                double a = values[i * columns + m];
                for (int j = 0; j < right.columns; j++) {
                    out[i * right.columns + j] += a * right.values[m * right.columns + j];
                }
            }
        }
        return new Matrix(rows, right.columns, out);
    }

    /**
     * The product with a column vector.
     *
     * @param right a vector of length {@code columns}; not modified
     * @return a vector of length {@code rows}
     * @throws IllegalArgumentException when the length is another one
     */
    public double[] times(double[] right) {
        requireLength(right, columns);
        double[] out = new double[rows];
        for (int i = 0; i < rows; i++) {
            double sum = 0;
            for (int j = 0; j < columns; j++) {
                sum += values[i * columns + j] * right[j];
            }
            out[i] = sum;
        }
        return out;
    }

    /**
     * The product of a row vector with this matrix.
     *
     * @param left a vector of length {@code rows}; not modified
     * @return a vector of length {@code columns}
     * @throws IllegalArgumentException when the length is another one
     */
    public double[] leftTimes(double[] left) {
        requireLength(left, rows);
        double[] out = new double[columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                out[j] += left[i] * values[i * columns + j];
            }
        }
        return out;
    }

    /**
     * The sum.
     *
     * @param other a matrix of the same shape
     * @return entry by entry sum
     * @throws IllegalArgumentException when the shapes differ
     */
    public Matrix plus(Matrix other) {
        requireShape(other);
        return generate(rows, columns, (i, j) -> values[i * columns + j] + other.values[i * columns + j]);
    }

    /**
     * The difference.
     *
     * @param other a matrix of the same shape
     * @return this minus other
     * @throws IllegalArgumentException when the shapes differ
     */
    public Matrix minus(Matrix other) {
        requireShape(other);
        return generate(rows, columns, (i, j) -> values[i * columns + j] - other.values[i * columns + j]);
    }

    /**
     * A multiple.
     *
     * @param factor the factor
     * @return every entry times the factor
     */
    public Matrix scale(double factor) {
        return map(value -> value * factor);
    }

    /**
     * A function of every entry.
     *
     * @param function applied to each entry
     * @return the matrix of results
     */
    public Matrix map(DoubleUnaryOperator function) {
        double[] out = new double[values.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = function.applyAsDouble(values[i]);
        }
        return new Matrix(rows, columns, out);
    }

    /**
     * A selection of rows, in the order given.
     *
     * @param chosen row numbers, from 0
     * @return the matrix of those rows
     */
    public Matrix selectRows(int... chosen) {
        return generate(chosen.length, columns, (i, j) -> get(chosen[i], j));
    }

    /**
     * A selection of columns, in the order given.
     *
     * @param chosen column numbers, from 0
     * @return the matrix of those columns
     */
    public Matrix selectColumns(int... chosen) {
        return generate(rows, chosen.length, (i, j) -> get(i, chosen[j]));
    }

    /**
     * The largest absolute entry.
     *
     * @return 0 for an empty matrix; NaN when an entry is NaN
     */
    public double maxAbs() {
        double max = 0;
        for (double value : values) {
            max = Math.max(max, Math.abs(value));
        }
        return max;
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

    private static void requireLength(double[] vector, int expected) {
        if (vector.length != expected) {
            throw new IllegalArgumentException(
                    "a vector of length " + expected + " is expected, found " + vector.length);
        }
    }

    private void requireShape(Matrix other) {
        if (rows != other.rows || columns != other.columns) {
            throw new IllegalArgumentException(
                    "shapes differ: " + rows + " x " + columns + " and " + other.rows + " x " + other.columns);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Matrix that
                && rows == that.rows
                && columns == that.columns
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * rows + columns) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rows; i++) {
            text.append(i == 0 ? "" : "\n").append(Arrays.toString(row(i)));
        }
        return text.toString();
    }
}
