// SPDX-License-Identifier: Apache-2.0
package org.unmask.recovery;

import org.unmask.matrix.Matrix;
import org.unmask.matrix.Svd;

/** Kruskal's rank of a matrix: the largest number such that any so many columns are linearly independent. */
final class KRank {

    /** Subsets looked at before the answer falls back on a lower bound. */
    private static final int MOST_SUBSETS = 20_000;

    private KRank() {}

    /** The k-rank; a lower bound when there are too many subsets of columns to look at. */
    static int of(Matrix matrix) {
        int k = matrix.columns();
        if (independent(matrix)) {
            return k;
        }
        int looked = 0;
        for (int size = 1; size < k; size++) {
            int[] chosen = new int[size];
            for (int i = 0; i < size; i++) {
                chosen[i] = i;
            }
            do {
                if (++looked > MOST_SUBSETS || !independent(matrix.selectColumns(chosen))) {
                    return size - 1;
                }
            } while (next(chosen, k));
        }
        return k - 1;
    }

    private static boolean independent(Matrix columns) {
        int n = columns.columns();
        return n <= columns.rows() && Svd.of(columns).condition(n) < 1 / CpDecomposition.RANK_TOLERANCE;
    }

    /** The next subset in lexicographic order. */
    private static boolean next(int[] chosen, int of) {
        for (int i = chosen.length - 1; i >= 0; i--) {
            if (chosen[i] < of - chosen.length + i) {
                chosen[i]++;
                for (int j = i + 1; j < chosen.length; j++) {
                    chosen[j] = chosen[j - 1] + 1;
                }
                return true;
            }
        }
        return false;
    }
}
