// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import java.util.ArrayList;
import java.util.List;

/** Elimination over any number system, the surest pivot first. */
final class Linear {

    private Linear() {}

    /**
     * Reduces in place to row echelon form with unit pivots, cleared above and below.
     *
     * @return the determinant of the first columns, or nothing when a pivot is missing
     */
    private static <N extends Num<N>> N reduce(List<List<N>> system, int columns) {
        N determinant = system.get(0).get(0).constant(Ratio.ONE);
        for (int c = 0; c < columns; c++) {
            int best = c;
            for (int i = c + 1; i < system.size(); i++) {
                best = system.get(i).get(c).size() > system.get(best).get(c).size() ? i : best;
            }
            N pivot = system.get(best).get(c);
            Refusal.unless(pivot.size() > 0, "a matrix that must be regular may be singular");
            determinant = determinant.times(best == c ? pivot : pivot.times(pivot.constant(Ratio.of(-1))));
            List<N> swapped = system.get(best);
            system.set(best, system.get(c));
            system.set(c, swapped);
            swapped.replaceAll(entry -> entry.over(pivot));
            for (int i = 0; i < system.size(); i++) {
                if (i != c) {
                    subtract(system.get(i), swapped, system.get(i).get(c));
                }
            }
        }
        return determinant;
    }

    private static <N extends Num<N>> void subtract(List<N> row, List<N> pivotRow, N factor) {
        for (int j = 0; j < row.size(); j++) {
            row.set(j, row.get(j).minus(factor.times(pivotRow.get(j))));
        }
    }

    /** Inverse and determinant of a square matrix. */
    record Inverse<N extends Num<N>>(List<List<N>> matrix, N determinant) {}

    static <N extends Num<N>> Inverse<N> invert(List<List<N>> matrix) {
        int n = matrix.size();
        List<List<N>> system = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            List<N> row = new ArrayList<>(matrix.get(i));
            for (int j = 0; j < n; j++) {
                row.add(row.get(0).constant(i == j ? Ratio.ONE : Ratio.ZERO));
            }
            system.add(row);
        }
        N determinant = reduce(system, n);
        List<List<N>> out = new ArrayList<>();
        for (List<N> row : system) {
            out.add(new ArrayList<>(row.subList(n, 2 * n)));
        }
        return new Inverse<>(out, determinant);
    }

    /** The law that a chain leaves as it is; refuses a chain that has several. */
    static <N extends Num<N>> List<N> stationaryLaw(List<List<N>> transition) {
        int k = transition.size();
        N one = transition.get(0).get(0).constant(Ratio.ONE);
        N zero = one.minus(one);
        List<List<N>> system = new ArrayList<>();
        for (int j = 0; j < k; j++) {
            List<N> row = new ArrayList<>();
            for (int i = 0; i < k; i++) {
                N entry = transition.get(i).get(j);
                row.add(j == k - 1 ? one : i == j ? entry.minus(one) : entry);
            }
            row.add(j == k - 1 ? one : zero);
            system.add(row);
        }
        reduce(system, k);
        List<N> law = new ArrayList<>();
        for (List<N> row : system) {
            law.add(row.get(k));
        }
        return law;
    }

    static <N extends Num<N>> List<List<N>> product(List<List<N>> a, List<List<N>> b) {
        List<List<N>> out = new ArrayList<>();
        for (List<N> row : a) {
            List<N> line = new ArrayList<>();
            for (int j = 0; j < b.get(0).size(); j++) {
                N sum = row.get(0).times(b.get(0).get(j));
                for (int h = 1; h < row.size(); h++) {
                    sum = sum.plus(row.get(h).times(b.get(h).get(j)));
                }
                line.add(sum);
            }
            out.add(line);
        }
        return out;
    }

    /** Rank over a field; the matrix is used up. */
    static <N extends Num<N>> int rank(List<List<N>> matrix) {
        int rank = 0;
        int columns = matrix.isEmpty() ? 0 : matrix.get(0).size();
        for (int c = 0; c < columns && rank < matrix.size(); c++) {
            int found = rank;
            while (found < matrix.size() && matrix.get(found).get(c).size() == 0) {
                found++;
            }
            if (found == matrix.size()) {
                continue;
            }
            List<N> pivotRow = matrix.get(found);
            matrix.set(found, matrix.get(rank));
            matrix.set(rank, pivotRow);
            rank++;
            for (int i = rank; i < matrix.size(); i++) {
                N head = matrix.get(i).get(c);
                if (head.size() > 0) {
                    subtract(matrix.get(i), pivotRow, head.over(pivotRow.get(c)));
                }
            }
        }
        return rank;
    }
}
