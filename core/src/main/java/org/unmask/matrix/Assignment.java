// SPDX-License-Identifier: Apache-2.0
package org.unmask.matrix;

import java.util.Arrays;

/**
 * Optimal assignment by the Hungarian method with potentials (Kuhn 1955, Munkres 1957), in cubic time. Matches the
 * states of two models, or the columns of two factors, without trying every order.
 */
public final class Assignment {

    private Assignment() {}

    /**
     * The assignment of rows to columns with the smallest total cost.
     *
     * @param cost square matrix of finite costs
     * @return for each row the column given to it
     * @throws IllegalArgumentException when the matrix is not square or a cost is not finite
     */
    public static Permutation minimumCost(Matrix cost) {
        int n = cost.rows();
        if (cost.columns() != n) {
            throw new IllegalArgumentException("a square cost matrix is expected, found " + n + " x " + cost.columns());
        }
        if (!Double.isFinite(cost.frobeniusNorm())) {
            throw new IllegalArgumentException("the cost matrix has an entry that is not finite");
        }
        double[] rowPotential = new double[n + 1];
        double[] columnPotential = new double[n + 1];
        int[] rowOf = new int[n + 1];
        for (int row = 1; row <= n; row++) {
            augment(cost, row, rowPotential, columnPotential, rowOf);
        }
        int[] columnOf = new int[n];
        for (int column = 1; column <= n; column++) {
            columnOf[rowOf[column] - 1] = column - 1;
        }
        return Permutation.of(columnOf);
    }

    /** Grows an alternating tree from one free row until it meets a free column; column 0 stands for "no column". */
    private static void augment(Matrix cost, int row, double[] rowPotential, double[] columnPotential, int[] rowOf) {
        int n = cost.rows();
        double[] slack = new double[n + 1];
        Arrays.fill(slack, Double.POSITIVE_INFINITY);
        int[] previous = new int[n + 1];
        boolean[] done = new boolean[n + 1];
        rowOf[0] = row;
        int column = 0;
        do {
            done[column] = true;
            int from = rowOf[column];
            int next = 0;
            double delta = Double.POSITIVE_INFINITY;
            for (int j = 1; j <= n; j++) {
                if (done[j]) {
                    continue;
                }
                double reduced = cost.get(from - 1, j - 1) - rowPotential[from] - columnPotential[j];
                if (reduced < slack[j]) {
                    slack[j] = reduced;
                    previous[j] = column;
                }
                if (slack[j] < delta) {
                    delta = slack[j];
                    next = j;
                }
            }
            for (int j = 0; j <= n; j++) {
                if (done[j]) {
                    rowPotential[rowOf[j]] += delta;
                    columnPotential[j] -= delta;
                } else {
                    slack[j] -= delta;
                }
            }
            column = next;
        } while (rowOf[column] != 0);
        while (column != 0) {
            int before = previous[column];
            rowOf[column] = rowOf[before];
            column = before;
        }
    }
}
