// SPDX-License-Identifier: Apache-2.0
package org.unmask.matrix;

/**
 * An immutable matrix whose rows are probability vectors: entry {@code (i, j)} is the probability of {@code j} given
 * {@code i}. Rows sum to one within {@link Probabilities#TOLERANCE}; entries are kept exactly as given.
 */
public final class StochasticMatrix {

    private final Matrix entries;

    private StochasticMatrix(Matrix entries) {
        this.entries = entries;
    }

    /**
     * A validated stochastic matrix.
     *
     * @param name what the matrix is, for messages, such as "transition matrix"
     * @param entries rows of probabilities
     * @return the stochastic matrix
     * @throws IllegalArgumentException such as "row 2 of the transition matrix sums to 0.97, expected 1 within 1e-9"
     */
    public static StochasticMatrix of(String name, Matrix entries) {
        for (int i = 0; i < entries.rows(); i++) {
            double[] row = entries.row(i);
            Probabilities.check("row " + (i + 1) + " of the " + name, row, 0, row.length);
        }
        return new StochasticMatrix(entries);
    }

    /**
     * A validated stochastic matrix without a name of its own.
     *
     * @param rows rows of probabilities
     * @return the stochastic matrix
     */
    public static StochasticMatrix ofRows(double[]... rows) {
        return of("stochastic matrix", Matrix.ofRows(rows));
    }

    /**
     * Rows of weights, each divided by its sum.
     *
     * @param name what the matrix is, for messages
     * @param weights finite entries of at least 0, every row with a positive sum
     * @return the stochastic matrix
     * @throws IllegalArgumentException naming the row that cannot be scaled
     */
    public static StochasticMatrix normalized(String name, Matrix weights) {
        double[][] rows = new double[weights.rows()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Probabilities.normalized("row " + (i + 1) + " of the " + name, weights.row(i))
                    .toArray();
        }
        return new StochasticMatrix(Matrix.ofRows(rows));
    }

    /**
     * The entries.
     *
     * @return the same values as a plain matrix
     */
    public Matrix matrix() {
        return entries;
    }

    /**
     * Number of rows.
     *
     * @return at least 1
     */
    public int rows() {
        return entries.rows();
    }

    /**
     * Number of columns.
     *
     * @return at least 1
     */
    public int columns() {
        return entries.columns();
    }

    /**
     * One probability.
     *
     * @param row the condition, from 0
     * @param column the outcome, from 0
     * @return the probability of the outcome under the condition
     */
    public double get(int row, int column) {
        return entries.get(row, column);
    }

    /**
     * One conditional law.
     *
     * @param row the condition, from 0
     * @return a copy of the row
     */
    public double[] row(int row) {
        return entries.row(row);
    }

    /**
     * Whether the columns sum to one as well (1.1).
     *
     * @param tolerance how far a column sum may be from 1
     * @return true for a square matrix with such columns
     */
    public boolean isDoublyStochastic(double tolerance) {
        if (rows() != columns()) {
            return false;
        }
        for (int j = 0; j < columns(); j++) {
            double sum = 0;
            for (int i = 0; i < rows(); i++) {
                sum += get(i, j);
            }
            if (Math.abs(sum - 1) > tolerance) {
                return false;
            }
        }
        return true;
    }

    /**
     * Rows in another order.
     *
     * @param permutation row {@code i} of the result is row {@code permutation.get(i)} of this
     * @return the matrix with rows permuted
     */
    public StochasticMatrix permutedRows(Permutation permutation) {
        return new StochasticMatrix(Matrix.generate(rows(), columns(), (i, j) -> get(permutation.get(i), j)));
    }

    /**
     * Rows and columns in another order.
     *
     * @param permutation entry {@code (i, j)} of the result is entry {@code (permutation.get(i), permutation.get(j))}
     * @return the relabelled square matrix
     */
    public StochasticMatrix permuted(Permutation permutation) {
        return new StochasticMatrix(
                Matrix.generate(rows(), columns(), (i, j) -> get(permutation.get(i), permutation.get(j))));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StochasticMatrix that && entries.equals(that.entries);
    }

    @Override
    public int hashCode() {
        return entries.hashCode();
    }

    @Override
    public String toString() {
        return entries.toString();
    }
}
