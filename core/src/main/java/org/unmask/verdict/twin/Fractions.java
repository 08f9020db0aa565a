// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.twin;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.hipparchus.fraction.BigFraction;

/** Small exact matrices, {@code [row][column]}; nothing is modified. */
final class Fractions {

    private Fractions() {}

    static BigFraction[][] identity(int n) {
        BigFraction[][] out = new BigFraction[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                out[i][j] = i == j ? BigFraction.ONE : BigFraction.ZERO;
            }
        }
        return out;
    }

    static BigFraction[][] product(BigFraction[][] a, BigFraction[][] b) {
        BigFraction[][] out = new BigFraction[a.length][b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b[0].length; j++) {
                BigFraction sum = BigFraction.ZERO;
                for (int h = 0; h < b.length; h++) {
                    sum = sum.add(a[i][h].multiply(b[h][j]));
                }
                out[i][j] = sum;
            }
        }
        return out;
    }

    /** A matrix of its own with the same entries. */
    static BigFraction[][] copied(BigFraction[][] a) {
        BigFraction[][] out = new BigFraction[a.length][];
        for (int i = 0; i < a.length; i++) {
            out[i] = a[i].clone();
        }
        return out;
    }

    static BigFraction[][] transposed(BigFraction[][] a) {
        BigFraction[][] out = new BigFraction[a[0].length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[0].length; j++) {
                out[j][i] = a[i][j];
            }
        }
        return out;
    }

    /** {@code x a + y b}. */
    static BigFraction[][] combined(BigFraction x, BigFraction[][] a, BigFraction y, BigFraction[][] b) {
        BigFraction[][] out = new BigFraction[a.length][a[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[0].length; j++) {
                out[i][j] = x.multiply(a[i][j]).add(y.multiply(b[i][j]));
            }
        }
        return out;
    }

    /** Each row the same. */
    static BigFraction[][] repeated(BigFraction[] row, int times) {
        BigFraction[][] out = new BigFraction[times][];
        for (int i = 0; i < times; i++) {
            out[i] = row.clone();
        }
        return out;
    }

    /**
     * Gauss-Jordan.
     *
     * @throws ArithmeticException when the matrix is singular
     */
    static BigFraction[][] inverse(BigFraction[][] a) {
        int n = a.length;
        BigFraction[][] work = new BigFraction[n][];
        BigFraction[][] out = identity(n);
        for (int i = 0; i < n; i++) {
            work[i] = a[i].clone();
        }
        for (int c = 0; c < n; c++) {
            int p = c;
            while (p < n && work[p][c].isZero()) {
                p++;
            }
            if (p == n) {
                throw new ArithmeticException("the matrix is singular");
            }
            swap(work, p, c);
            swap(out, p, c);
            BigFraction scale = work[c][c].reciprocal();
            for (int j = 0; j < n; j++) {
                work[c][j] = work[c][j].multiply(scale);
                out[c][j] = out[c][j].multiply(scale);
            }
            for (int i = 0; i < n; i++) {
                BigFraction factor = work[i][c];
                if (i != c && !factor.isZero()) {
                    for (int j = 0; j < n; j++) {
                        work[i][j] = work[i][j].subtract(factor.multiply(work[c][j]));
                        out[i][j] = out[i][j].subtract(factor.multiply(out[c][j]));
                    }
                }
            }
        }
        return out;
    }

    private static void swap(BigFraction[][] rows, int a, int b) {
        BigFraction[] kept = rows[a];
        rows[a] = rows[b];
        rows[b] = kept;
    }

    /** A basis of the vectors that every row annihilates. */
    static List<BigFraction[]> kernel(BigFraction[][] rows) {
        int n = rows[0].length;
        List<BigFraction[]> echelon = new ArrayList<>();
        List<Integer> pivots = new ArrayList<>();
        for (BigFraction[] given : rows) {
            BigFraction[] row = given.clone();
            for (int p = 0; p < echelon.size(); p++) {
                eliminate(row, echelon.get(p), pivots.get(p));
            }
            int pivot = 0;
            while (pivot < n && row[pivot].isZero()) {
                pivot++;
            }
            if (pivot < n) {
                BigFraction scale = row[pivot].reciprocal();
                for (int j = 0; j < n; j++) {
                    row[j] = row[j].multiply(scale);
                }
                for (BigFraction[] earlier : echelon) {
                    eliminate(earlier, row, pivot);
                }
                echelon.add(row);
                pivots.add(pivot);
            }
        }
        List<BigFraction[]> basis = new ArrayList<>();
        for (int j = 0; j < n; j++) {
            if (!pivots.contains(j)) {
                BigFraction[] vector = identity(n)[j];
                for (int p = 0; p < pivots.size(); p++) {
                    vector[pivots.get(p)] = echelon.get(p)[j].negate();
                }
                basis.add(vector);
            }
        }
        return basis;
    }

    private static void eliminate(BigFraction[] row, BigFraction[] pivotRow, int pivot) {
        BigFraction factor = row[pivot];
        for (int j = 0; j < row.length; j++) {
            row[j] = row[j].subtract(factor.multiply(pivotRow[j]));
        }
    }

    /** {@code 3/7}, {@code 2}. */
    static String text(BigFraction value) {
        return value.getDenominator().equals(BigInteger.ONE)
                ? value.getNumerator().toString()
                : value.getNumerator() + "/" + value.getDenominator();
    }
}
