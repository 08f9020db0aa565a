// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.rank;

import org.unmask.field.PrimeField;

/** Small square matrices of bare residues. */
final class ModularMatrix {

    private ModularMatrix() {}

    /**
     * The inverse, by elimination; cubic.
     *
     * @param matrix square, bare entries; not modified
     * @throws ArithmeticException when it is singular modulo the prime
     */
    static long[][] inverse(PrimeField field, long[][] matrix) {
        int n = matrix.length;
        long[][] work = new long[n][2 * n];
        for (int i = 0; i < n; i++) {
            System.arraycopy(matrix[i], 0, work[i], 0, n);
            work[i][n + i] = field.bareOne();
        }
        for (int column = 0; column < n; column++) {
            int pivot = column;
            while (pivot < n && work[pivot][column] == 0) {
                pivot++;
            }
            if (pivot == n) {
                throw new ArithmeticException("the matrix is singular modulo " + field.modulus());
            }
            long[] swap = work[pivot];
            work[pivot] = work[column];
            work[column] = swap;
            long scale = field.inverse(swap[column]);
            for (int j = 0; j < 2 * n; j++) {
                swap[j] = field.multiply(scale, swap[j]);
            }
            for (int i = 0; i < n; i++) {
                if (i != column && work[i][column] != 0) {
                    long factor = field.subtract(0, work[i][column]);
                    for (int j = 0; j < 2 * n; j++) {
                        work[i][j] = field.add(work[i][j], field.multiply(factor, swap[j]));
                    }
                }
            }
        }
        long[][] out = new long[n][];
        for (int i = 0; i < n; i++) {
            out[i] = java.util.Arrays.copyOfRange(work[i], n, 2 * n);
        }
        return out;
    }
}
