// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict;

import java.util.Optional;
import org.hipparchus.fraction.BigFraction;

/**
 * A stochastic matrix that is singular but for rounding, read as exactly singular. The rows' differences from the last row
 * are eliminated with full pivoting; where all that is left is below 1e-13 while every pivot before was above 1e-8, what
 * is left is taken off. In between the matrix is left as it is: it may be singular or may not. So is a large one, as the digits
 * of exact fractions grow with every pivot.
 */
final class SingularReading {

    private static final double ROUNDING = 1e-13;
    private static final double CLEAR = 1e-8;

    /** Exact operations that are worth the remark. */
    private static final long WORK = 20_000;

    private SingularReading() {}

    /**
     * A matrix near by that is exactly singular.
     *
     * @param name what to call it in the remark
     * @param rows all rows, each with sum one; not modified
     * @param doublyStochastic whether columns have sum one too
     * @return the changed rows, last column left out, and a remark; empty when there is nothing to change
     */
    static Optional<Read> of(String name, BigFraction[][] rows, boolean doublyStochastic) {
        int k = rows.length;
        int n = rows[0].length - 1;
        BigFraction[][] difference = new BigFraction[k - 1][n];
        for (int i = 0; i < k - 1; i++) {
            for (int j = 0; j < n; j++) {
                difference[i][j] = rows[i][j].subtract(rows[k - 1][j]);
            }
        }
        int rank = numericRank(difference);
        boolean large = (long) rank * (k - 1) * n > WORK;
        if (rank < 0 || rank == Math.min(k - 1, n) || large || !takeOff(difference, rank)) {
            return Optional.empty();
        }
        BigFraction[][] out = new BigFraction[k][n];
        for (int j = 0; j < n; j++) {
            BigFraction last = rows[k - 1][j];
            if (doublyStochastic) {
                last = BigFraction.ONE;
                for (int i = 0; i < k - 1; i++) {
                    last = last.subtract(difference[i][j]);
                }
                last = last.divide(k);
            }
            out[k - 1][j] = last;
            for (int i = 0; i < k - 1; i++) {
                out[i][j] = last.add(difference[i][j]);
            }
        }
        return Optional.of(new Read(
                out, "the " + name + " has rank " + (rank + 1) + " to 13 digits and is read as having it exactly"));
    }

    /** What is read. */
    static final class Read {
        private final BigFraction[][] rows;
        private final String remark;

        Read(BigFraction[][] rows, String remark) {
            this.rows = rows;
            this.remark = remark;
        }

        /** The rows without their last column. */
        BigFraction[][] rows() {
            return rows;
        }

        /** In words. */
        String remark() {
            return remark;
        }
    }

    /** Rank where it is clear, or -1. */
    private static int numericRank(BigFraction[][] matrix) {
        double[][] work = new double[matrix.length][];
        for (int i = 0; i < work.length; i++) {
            work[i] = java.util.Arrays.stream(matrix[i])
                    .mapToDouble(BigFraction::doubleValue)
                    .toArray();
        }
        int steps = work.length == 0 ? 0 : Math.min(work.length, work[0].length);
        for (int step = 0; step < steps; step++) {
            int[] at = largest(work, step);
            double pivot = Math.abs(work[at[0]][at[1]]);
            if (pivot <= ROUNDING) {
                return step;
            }
            if (pivot < CLEAR) {
                return -1;
            }
            swap(work, step, at);
            for (int i = step + 1; i < work.length; i++) {
                double factor = work[i][step] / work[step][step];
                for (int j = step; j < work[i].length; j++) {
                    work[i][j] -= factor * work[step][j];
                }
            }
        }
        return steps;
    }

    private static int[] largest(double[][] work, int from) {
        int[] best = {from, from};
        for (int i = from; i < work.length; i++) {
            for (int j = from; j < work[i].length; j++) {
                if (Math.abs(work[i][j]) > Math.abs(work[best[0]][best[1]])) {
                    best = new int[] {i, j};
                }
            }
        }
        return best;
    }

    private static void swap(double[][] work, int step, int[] at) {
        double[] row = work[at[0]];
        work[at[0]] = work[step];
        work[step] = row;
        for (double[] line : work) {
            double entry = line[at[1]];
            line[at[1]] = line[step];
            line[step] = entry;
        }
    }

    /** Takes the rest after some exact steps of elimination off the matrix; false when there is none. */
    private static boolean takeOff(BigFraction[][] matrix, int rank) {
        int rows = matrix.length;
        int columns = matrix[0].length;
        BigFraction[][] rest = new BigFraction[rows][];
        java.util.Arrays.setAll(rest, i -> matrix[i].clone());
        boolean[] usedRow = new boolean[rows];
        boolean[] usedColumn = new boolean[columns];
        for (int step = 0; step < rank; step++) {
            int r = -1;
            int c = -1;
            double best = -1;
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    double size = usedRow[i] || usedColumn[j] ? -1 : Math.abs(rest[i][j].doubleValue());
                    if (size > best) {
                        best = size;
                        r = i;
                        c = j;
                    }
                }
            }
            usedRow[r] = true;
            usedColumn[c] = true;
            for (int i = 0; i < rows; i++) {
                if (!usedRow[i] && !rest[i][c].isZero()) {
                    BigFraction factor = rest[i][c].divide(rest[r][c]);
                    for (int j = 0; j < columns; j++) {
                        rest[i][j] = rest[i][j].subtract(factor.multiply(rest[r][j]));
                    }
                }
            }
        }
        boolean changed = false;
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                if (!usedRow[i] && !usedColumn[j] && !rest[i][j].isZero()) {
                    matrix[i][j] = matrix[i][j].subtract(rest[i][j]);
                    changed = true;
                }
            }
        }
        return changed;
    }
}
