// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.theorem;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hipparchus.fraction.BigFraction;
import org.unmask.field.PrimeField;
import org.unmask.field.RowSpace;
import org.unmask.verdict.Evidence;

/** Minors of matrices of fractions. */
final class ExactMinor {

    /** Determinants of more rows have too many digits to be of use. */
    private static final int MOST_ROWS = 12;

    private static final PrimeField FIELD = new PrimeField((1L << 61) - 1);

    private ExactMinor() {}

    /** Independent modulo a prime is independent. */
    private static Optional<Evidence> modular(String name, BigFraction[][] matrix) {
        RowSpace rows = new RowSpace(FIELD, matrix[0].length);
        for (BigFraction[] row : matrix) {
            long[] residues = new long[row.length];
            for (int j = 0; j < row.length; j++) {
                long denominator = FIELD.bare(row[j].getDenominator());
                if (denominator == 0) {
                    return Optional.empty();
                }
                residues[j] = FIELD.multiply(FIELD.bare(row[j].getNumerator()), FIELD.inverse(denominator));
            }
            if (!rows.add(residues)) {
                return Optional.empty();
            }
        }
        return Optional.of(new Evidence.OfQuestion("the " + matrix.length + " rows of the " + name
                + " matrix are independent modulo " + FIELD.modulus() + ", and so they are"));
    }

    /**
     * A minor with all rows that is not zero, by elimination with the largest entry of each row as pivot: of a matrix read
     * from doubles a small minor would be evidence that a person doubts.
     *
     * @param name name of the matrix
     * @param matrix {@code rows x columns}; not modified
     * @return the evidence that the rows are independent; empty when they are not
     */
    static Optional<Evidence> ofAllRows(String name, BigFraction[][] matrix) {
        int n = matrix.length;
        if (n > MOST_ROWS) {
            return modular(name, matrix);
        }
        BigFraction[][] work = copy(matrix);
        List<Integer> rows = new ArrayList<>();
        List<Integer> columns = new ArrayList<>();
        BigFraction value = BigFraction.ONE;
        for (int i = 0; i < n; i++) {
            int pivot = largest(work[i]);
            if (work[i][pivot].isZero()) {
                return Optional.empty();
            }
            // Each pivot before that stands to the right in the matrix is one exchange of columns.
            long exchanges = columns.stream().filter(column -> column > pivot).count();
            value = value.multiply(exchanges % 2 == 0 ? work[i][pivot] : work[i][pivot].negate());
            rows.add(i);
            columns.add(pivot);
            clear(work, i, pivot);
        }
        columns.sort(null);
        return Optional.of(
                new Evidence.NonzeroMinor(name, rows, columns, value.getNumerator(), value.getDenominator()));
    }

    /** Rank, by the same elimination. */
    static int rank(BigFraction[][] matrix) {
        BigFraction[][] work = copy(matrix);
        int rank = 0;
        for (int i = 0; i < work.length; i++) {
            int pivot = firstNonzero(work[i]);
            if (pivot >= 0) {
                rank++;
                clear(work, i, pivot);
            }
        }
        return rank;
    }

    private static void clear(BigFraction[][] work, int from, int column) {
        for (int i = from + 1; i < work.length; i++) {
            if (work[i][column].isZero()) {
                continue;
            }
            BigFraction factor = work[i][column].divide(work[from][column]);
            for (int j = 0; j < work[i].length; j++) {
                work[i][j] = work[i][j].subtract(factor.multiply(work[from][j]));
            }
        }
    }

    private static int largest(BigFraction[] row) {
        int best = 0;
        for (int j = 1; j < row.length; j++) {
            if (row[j].abs().compareTo(row[best].abs()) > 0) {
                best = j;
            }
        }
        return best;
    }

    private static int firstNonzero(BigFraction[] row) {
        for (int j = 0; j < row.length; j++) {
            if (!row[j].isZero()) {
                return j;
            }
        }
        return -1;
    }

    private static BigFraction[][] copy(BigFraction[][] matrix) {
        BigFraction[][] out = new BigFraction[matrix.length][];
        java.util.Arrays.setAll(out, i -> matrix[i].clone());
        return out;
    }
}
