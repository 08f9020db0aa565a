// SPDX-License-Identifier: Apache-2.0
package org.unmask.field;

import java.util.ArrayList;
import java.util.List;

/**
 * The span of rows modulo a prime, grown row by row: Gaussian elimination without a tolerance. Adding a row of length n
 * to a span of dimension r costs at most {@code r n} products. Not safe for several threads.
 */
public final class RowSpace {

    private final PrimeField field;
    private final int columns;
    private final List<long[]> rows = new ArrayList<>();
    private final int[] rowOfPivot;

    /**
     * The empty span.
     *
     * @param field where the entries live
     * @param columns length of the rows
     */
    public RowSpace(PrimeField field, int columns) {
        this.field = field;
        this.columns = columns;
        this.rowOfPivot = new int[columns];
        java.util.Arrays.fill(rowOfPivot, -1);
    }

    /**
     * Dimension of the span.
     *
     * @return at most the number of columns
     */
    public int rank() {
        return rows.size();
    }

    /**
     * Whether the span is everything.
     *
     * @return true when no row can enlarge it
     */
    public boolean full() {
        return rows.size() == columns;
    }

    /**
     * Adds a row to the span.
     *
     * @param row bare elements; overwritten
     * @return whether the span grew
     */
    public boolean add(long[] row) {
        int pivot = reduce(row);
        if (pivot < 0) {
            return false;
        }
        long scale = field.inverse(row[pivot]);
        for (int j = pivot; j < columns; j++) {
            row[j] = field.multiply(scale, row[j]);
        }
        rowOfPivot[pivot] = rows.size();
        rows.add(row.clone());
        return true;
    }

    /**
     * Whether a row lies in the span.
     *
     * @param row bare elements; not modified
     * @return true when it is a combination of the rows added
     */
    public boolean contains(long[] row) {
        return reduce(row.clone()) < 0;
    }

    /** Reduces a row in place; the first column that is left and is no pivot, or -1. */
    private int reduce(long[] row) {
        int first = -1;
        for (int column = 0; column < columns; column++) {
            long head = row[column];
            if (head == 0) {
                continue;
            }
            if (rowOfPivot[column] < 0) {
                if (first < 0) {
                    first = column;
                }
                continue;
            }
            long[] pivotRow = rows.get(rowOfPivot[column]);
            long factor = field.subtract(0, head);
            for (int j = column; j < columns; j++) {
                row[j] = field.add(row[j], field.multiply(factor, pivotRow[j]));
            }
        }
        return first;
    }

    /**
     * A basis of the vectors that every row annihilates.
     *
     * @return {@code columns - rank} vectors of bare elements
     */
    public List<long[]> nullVectors() {
        List<long[]> out = new ArrayList<>();
        for (int free = 0; free < columns; free++) {
            if (rowOfPivot[free] >= 0) {
                continue;
            }
            long[] vector = new long[columns];
            vector[free] = field.bareOne();
            // Pivots from the last to the first: each row ends to the right of its pivot.
            for (int pivot = free - 1; pivot >= 0; pivot--) {
                if (rowOfPivot[pivot] < 0) {
                    continue;
                }
                long[] row = rows.get(rowOfPivot[pivot]);
                long sum = 0;
                for (int j = pivot + 1; j < columns; j++) {
                    sum = field.add(sum, field.multiply(row[j], vector[j]));
                }
                vector[pivot] = field.subtract(0, sum);
            }
            out.add(vector);
        }
        return out;
    }
}
