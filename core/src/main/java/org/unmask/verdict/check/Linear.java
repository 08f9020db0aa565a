// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Products and elimination over any number system; matrices are lists of rows, and none is modified. */
final class Linear {

    private Linear() {}

    static <T> List<T> list(int size, IntFunction<T> entry) {
        return IntStream.range(0, size).mapToObj(entry).toList();
    }

    static <N> List<List<N>> transposed(List<List<N>> matrix) {
        return list(
                matrix.get(0).size(),
                j -> list(matrix.size(), i -> matrix.get(i).get(j)));
    }

    static <N extends Num<N>> List<List<N>> identity(int size, N number) {
        return list(size, i -> list(size, j -> number.constant(Ratio.of(i == j ? 1 : 0))));
    }

    static <N extends Num<N>> N dot(List<N> a, List<N> b) {
        N sum = a.get(0).times(b.get(0));
        for (int h = 1; h < a.size(); h++) {
            sum = sum.plus(a.get(h).times(b.get(h)));
        }
        return sum;
    }

    static <N extends Num<N>> List<List<N>> product(List<List<N>> a, List<List<N>> b) {
        List<List<N>> columns = transposed(b);
        return list(a.size(), i -> list(columns.size(), j -> dot(a.get(i), columns.get(j))));
    }

    static <N extends Num<N>> List<List<N>> power(List<List<N>> matrix, int exponent) {
        return exponent == 1 ? matrix : product(power(matrix, exponent - 1), matrix);
    }

    /** {@code row - factor other}. */
    static <N extends Num<N>> List<N> less(List<N> row, N factor, List<N> other) {
        return list(row.size(), j -> row.get(j).minus(factor.times(other.get(j))));
    }

    static <N extends Num<N>> List<List<N>> minus(List<List<N>> a, List<List<N>> b) {
        N one = a.get(0).get(0).constant(Ratio.ONE);
        return list(a.size(), i -> less(a.get(i), one, b.get(i)));
    }

    /**
     * A matrix cleared by Gauss and Jordan: column {@code columns[p]} has its one in row {@code rows[p]}.
     *
     * @param rows of a regular minor of full rank, in the order met
     * @param columns of it
     * @param determinant of it, up to sign
     * @param cleared the whole matrix
     */
    record Echelon<N>(List<Integer> rows, List<Integer> columns, N determinant, List<List<N>> cleared) {}

    /**
     * Eliminates among the first columns, the surest pivot of all first. A row is cleared whatever its entry looks like: a dual
     * number of value zero has slopes.
     */
    static <N extends Num<N>> Echelon<N> echelon(List<List<N>> matrix, int width) {
        List<List<N>> work = new ArrayList<>(matrix);
        List<Integer> rows = new ArrayList<>();
        List<Integer> columns = new ArrayList<>();
        N determinant = matrix.get(0).get(0).constant(Ratio.ONE);
        for (int[] at = surest(work, width, rows); at.length > 0; at = surest(work, width, rows)) {
            int column = at[1];
            N pivot = work.get(at[0]).get(column);
            N inverse = pivot.constant(Ratio.ONE).over(pivot);
            List<N> unit = work.get(at[0]).stream().map(inverse::times).toList();
            work.replaceAll(row -> less(row, row.get(column), unit));
            work.set(at[0], unit);
            rows.add(at[0]);
            columns.add(column);
            determinant = determinant.times(pivot);
        }
        return new Echelon<>(rows, columns, determinant, work);
    }

    private static <N extends Num<N>> int[] surest(List<List<N>> work, int width, List<Integer> used) {
        double best = 0;
        int[] at = {};
        for (int i = 0; i < work.size(); i++) {
            for (int j = 0; j < width && !used.contains(i); j++) {
                double size = work.get(i).get(j).size();
                at = size > best ? new int[] {i, j} : at;
                best = Math.max(best, size);
            }
        }
        return at;
    }

    static <N extends Num<N>> Echelon<N> echelon(List<List<N>> matrix) {
        return echelon(matrix, matrix.get(0).size());
    }

    static <N extends Num<N>> int rank(List<List<N>> matrix) {
        return echelon(matrix).rows().size();
    }

    /** Refuses a matrix that is, or may be, singular. */
    static <N extends Num<N>> List<List<N>> inverse(List<List<N>> matrix) {
        int n = matrix.size();
        List<List<N>> unit = identity(n, matrix.get(0).get(0));
        Echelon<N> all = echelon(list(n, i -> joined(matrix.get(i), unit.get(i))), n);
        Refusal.unless(all.rows().size() == n, "a matrix that must be regular may be singular");
        return list(
                n,
                c -> all.cleared().get(all.rows().get(all.columns().indexOf(c))).subList(n, 2 * n));
    }

    static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> out = new ArrayList<>(first);
        out.addAll(second);
        return out;
    }

    /** Whether all pivots without exchange are positive. */
    static <N extends Num<N>> boolean isPositiveDefinite(List<List<N>> matrix) {
        List<List<N>> rest = matrix;
        while (!rest.isEmpty() && rest.get(0).get(0).sign() > 0) {
            List<List<N>> m = rest;
            rest = list(m.size() - 1, i -> {
                List<N> row = m.get(i + 1);
                return less(row, row.get(0).over(m.get(0).get(0)), m.get(0)).subList(1, row.size());
            });
        }
        return rest.isEmpty();
    }

    /** The law that a chain leaves as it is; refuses a chain that has several. */
    static <N extends Num<N>> List<N> stationaryLaw(List<List<N>> transition) {
        int k = transition.size();
        N one = transition.get(0).get(0).constant(Ratio.ONE);
        List<List<N>> system = new ArrayList<>(transposed(minus(transition, identity(k, one))));
        system.set(k - 1, Collections.nCopies(k, one));
        return transposed(inverse(system)).get(k - 1);
    }
}
