// SPDX-License-Identifier: Apache-2.0
package org.unmask.diagnosis;

import java.util.Arrays;

/**
 * Sums of rows of numbers and of their products, {@code s} and {@code A} with {@code s_a = sum row_a} and {@code A_ab = sum row_a row_b}, and how large
 * the sum of some of them is beside what the others explain.
 */
final class ProductSums {

    /** Rows held back until their products are added together, which spares passing through {@code A} for each. */
    private static final int HELD = 8;

    /** A number of which others leave less than this share of its square does not vary by itself. */
    private static final double FLAT = 1e-9;

    private final int size;
    private final double[] sums;
    private final double[] products;
    private final double[][] rows;
    private final int[] nonzero;
    private int held;

    /**
     * Nothing added yet.
     *
     * @param size numbers of a row
     */
    ProductSums(int size) {
        this.size = size;
        this.sums = new double[size];
        this.products = new double[size * size];
        this.rows = new double[HELD][size];
        this.nonzero = new int[size];
    }

    /** A row to fill before {@link #added}; it holds what an earlier one held. */
    double[] next() {
        return rows[held];
    }

    /** Adds the row that was filled. */
    void added() {
        double[] row = rows[held];
        int count = 0;
        for (int a = 0; a < size; a++) {
            if (row[a] != 0) {
                sums[a] += row[a];
                nonzero[count++] = a;
            }
        }
        if (2 * count < size) {
            addSparse(row, count);
        } else if (++held == HELD) {
            addHeld();
        }
    }

    private void addSparse(double[] row, int count) {
        for (int u = 0; u < count; u++) {
            int from = nonzero[u] * size;
            double own = row[nonzero[u]];
            for (int v = 0; v <= u; v++) {
                products[from + nonzero[v]] += own * row[nonzero[v]];
            }
        }
    }

    private void addHeld() {
        for (int h = held; h < HELD; h++) {
            Arrays.fill(rows[h], 0);
        }
        for (int a = 0; a < size; a++) {
            addHeld(a, a * size, rows[0], rows[1], rows[2], rows[3]);
            addHeld(a, a * size, rows[4], rows[5], rows[6], rows[7]);
        }
        held = 0;
    }

    private void addHeld(int a, int from, double[] one, double[] two, double[] three, double[] four) {
        double byOne = one[a];
        double byTwo = two[a];
        double byThree = three[a];
        double byFour = four[a];
        for (int b = 0; b <= a; b++) {
            products[from + b] += byOne * one[b] + byTwo * two[b] + byThree * three[b] + byFour * four[b];
        }
    }

    /**
     * A sum of squares, about chi-squared.
     *
     * @param value the sum
     * @param rank its terms
     */
    record Square(double value, int rank) {}

    /**
     * The sum of the first numbers, less what the last ones explain of it by least squares, as a square in units of its variance, {@code
     * r' V^+ r} with {@code r = s_1 - A_12 A_22^+ s_2} and {@code V = A_11 - A_12 A_22^+ A_21}. One elimination, the last numbers before the first
     * ones, each time of the number of which most is left. Cost {@code size^3}. No more can be added afterwards.
     *
     * @param first how many numbers are the first
     * @return the square; of rank 0 where nothing varies
     */
    Square unexplained(int first) {
        addHeld();
        for (int a = 0; a < size; a++) {
            for (int b = 0; b < a; b++) {
                products[b * size + a] = products[a * size + b];
            }
        }
        double[] own = new double[size];
        Arrays.setAll(own, a -> products[a * size + a]);
        boolean[] done = new boolean[size];
        eliminate(first, size, own, done);
        return eliminate(0, first, own, done);
    }

    private Square eliminate(int from, int to, double[] own, boolean[] done) {
        double value = 0;
        int rank = 0;
        for (int pivot = widest(from, to, own, done); pivot >= 0; pivot = widest(from, to, own, done)) {
            done[pivot] = true;
            rank++;
            double square = products[pivot * size + pivot];
            value += sums[pivot] * sums[pivot] / square;
            for (int a = 0; a < size; a++) {
                if (!done[a]) {
                    double by = products[a * size + pivot] / square;
                    reduce(a * size, pivot * size, by);
                    sums[a] -= by * sums[pivot];
                }
            }
        }
        return new Square(value, rank);
    }

    /** The number of which the largest share of its own square is left; -1 where no number varies any more. */
    private int widest(int from, int to, double[] own, boolean[] done) {
        int widest = -1;
        double largest = FLAT;
        for (int a = from; a < to; a++) {
            double share = done[a] ? 0 : products[a * size + a] / own[a];
            if (share > largest) {
                largest = share;
                widest = a;
            }
        }
        return widest;
    }

    private void reduce(int row, int pivot, double by) {
        for (int b = 0; b < size; b++) {
            products[row + b] -= by * products[pivot + b];
        }
    }
}
