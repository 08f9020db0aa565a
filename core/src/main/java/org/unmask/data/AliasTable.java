// SPDX-License-Identifier: Apache-2.0
package org.unmask.data;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.unmask.matrix.Matrix;

/** Draws from discrete laws in constant time (Walker 1977, Vose 1991): the rows of one matrix, one table for each. */
final class AliasTable {

    private final int outcomes;
    /** {@code row * outcomes + column}: share of the column that is its own. */
    private final double[] own;
    /** Who has the rest of the column. */
    private final int[] other;

    AliasTable(Matrix rows) {
        outcomes = rows.columns();
        own = new double[rows.rows() * outcomes];
        other = new int[own.length];
        for (int i = 0; i < rows.rows(); i++) {
            build(rows.row(i), i * outcomes);
        }
    }

    private void build(double[] law, int base) {
        double sum = Arrays.stream(law).sum();
        double[] left = new double[outcomes];
        int[] order = new int[outcomes];
        int small = 0;
        int large = outcomes;
        for (int x = 0; x < outcomes; x++) {
            left[x] = law[x] / sum * outcomes;
            order[left[x] < 1 ? small++ : --large] = x;
            own[base + x] = 1;
            other[base + x] = x;
        }
        int next = 0;
        int giver = small;
        while (next < giver && giver < outcomes) {
            int poor = order[next++];
            int rich = order[giver];
            own[base + poor] = left[poor];
            other[base + poor] = rich;
            left[rich] -= 1 - left[poor];
            if (left[rich] < 1) {
                giver++;
            }
        }
        // What is left over by rounding keeps its whole column, unless its law says never.
        for (int x = 0; x < outcomes; x++) {
            if (law[x] == 0 && own[base + x] != 0) {
                own[base + x] = 0;
                other[base + x] = likeliest(law);
            }
        }
    }

    private static int likeliest(double[] law) {
        int best = 0;
        for (int x = 1; x < law.length; x++) {
            best = law[x] > law[best] ? x : best;
        }
        return best;
    }

    /** Draws from the law of a row. */
    int draw(int row, RandomGenerator random) {
        double at = (random.nextLong() >>> 11) * 0x1.0p-53 * outcomes;
        int column = (int) at;
        int cell = row * outcomes + column;
        // The sign bit chooses without a branch, which no predictor could guess.
        int keep = (int) (Double.doubleToRawLongBits(at - column - own[cell]) >> 63);
        return (column & keep) | (other[cell] & ~keep);
    }
}
