// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.twin;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.analysis.differentiation.Gradient;

/**
 * Rows and columns of a regular minor of a Jacobian, by elimination with complete pivoting in doubles.
 *
 * @param rows its rows, ascending
 * @param columns its columns, ascending
 * @param smallest the last pivot: how far the minor is from losing rank
 */
public record Pivots(List<Integer> rows, List<Integer> columns, double smallest) {

    private static final double NEGLIGIBLE = 1e-10;

    /** Copies the lists. */
    public Pivots {
        rows = List.copyOf(rows);
        columns = List.copyOf(columns);
    }

    /**
     * Eliminates until what is left is rounding.
     *
     * @param jacobian one gradient a row
     * @param most largest size wanted
     * @return the minor
     */
    public static Pivots of(List<Gradient> jacobian, int most) {
        double[][] work = jacobian.stream().map(Gradient::getGradient).toArray(double[][]::new);
        List<Integer> rows = new ArrayList<>();
        List<Integer> columns = new ArrayList<>();
        boolean[] used = new boolean[work.length];
        double largest = 0;
        double smallest = Double.POSITIVE_INFINITY;
        while (rows.size() < most) {
            int[] at = largest(work, used);
            double pivot = at[0] < 0 ? 0 : Math.abs(work[at[0]][at[1]]);
            largest = Math.max(largest, pivot);
            if (at[0] < 0 || pivot < NEGLIGIBLE * largest) {
                break;
            }
            smallest = pivot;
            used[at[0]] = true;
            rows.add(at[0]);
            columns.add(at[1]);
            eliminate(work, used, at[0], at[1]);
        }
        return new Pivots(
                rows.stream().sorted().toList(), columns.stream().sorted().toList(), smallest);
    }

    /** Place of the largest entry in rows that are not used; columns used before hold zeros there. */
    private static int[] largest(double[][] work, boolean[] used) {
        int[] at = {-1, -1};
        double best = 0;
        for (int i = 0; i < work.length; i++) {
            for (int j = 0; !used[i] && j < work[i].length; j++) {
                if (Math.abs(work[i][j]) > best) {
                    best = Math.abs(work[i][j]);
                    at[0] = i;
                    at[1] = j;
                }
            }
        }
        return at;
    }

    private static void eliminate(double[][] work, boolean[] used, int p, int q) {
        for (int i = 0; i < work.length; i++) {
            if (!used[i] && work[i][q] != 0) {
                double factor = work[i][q] / work[p][q];
                for (int j = 0; j < work[i].length; j++) {
                    work[i][j] -= factor * work[p][j];
                }
                work[i][q] = 0;
            }
        }
    }
}
