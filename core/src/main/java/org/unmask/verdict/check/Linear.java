// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
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
     * A regular minor of full rank.
     *
     * @param rows the first rows that are independent
     * @param columns a pivot of each, ascending; the first that elimination meets
     * @param determinant up to sign
     */
    record Minor<N>(List<Integer> rows, List<Integer> columns, N determinant) {}

    /** Over a field: takes up row after row, clears it by those before, and keeps what is left with its first entry. */
    static <N extends Num<N>> Minor<N> minor(List<List<N>> matrix) {
        List<Integer> rows = new ArrayList<>();
        List<Integer> columns = new ArrayList<>();
        List<List<N>> kept = new ArrayList<>();
        N determinant = matrix.get(0).get(0).constant(Ratio.ONE);
        for (int i = 0; i < matrix.size() && kept.size() < matrix.get(0).size(); i++) {
            List<N> row = matrix.get(i);
            for (int p = 0; p < kept.size(); p++) {
                N factor = row.get(columns.get(p));
                row = factor.isZero() ? row : less(row, factor, kept.get(p));
            }
            int first = 0;
            while (first < row.size() && row.get(first).isZero()) {
                first++;
            }
            if (first < row.size()) {
                N inverse = determinant.constant(Ratio.ONE).over(row.get(first));
                determinant = determinant.times(row.get(first));
                kept.add(row.stream().map(inverse::times).toList());
                rows.add(i);
                columns.add(first);
            }
        }
        return new Minor<>(rows, columns.stream().sorted().toList(), determinant);
    }

    static <N extends Num<N>> int rank(List<List<N>> matrix) {
        return minor(matrix).rows().size();
    }

    /** Gauss and Jordan, the surest pivot first; refuses a matrix that is, or may be, singular. */
    static <N extends Num<N>> List<List<N>> inverse(List<List<N>> matrix) {
        int n = matrix.size();
        List<List<N>> system = new ArrayList<>(matrix);
        List<List<N>> inverse = new ArrayList<>(identity(n, matrix.get(0).get(0)));
        for (int c = 0; c < n; c++) {
            int column = c;
            int best = Collections.max(
                    list(n - c, i -> column + i),
                    Comparator.comparingDouble(i -> system.get(i).get(column).size()));
            Collections.swap(system, c, best);
            Collections.swap(inverse, c, best);
            N pivot = system.get(c).get(c);
            Refusal.unless(pivot.size() > 0, "a matrix that must be regular may be singular");
            N over = pivot.constant(Ratio.ONE).over(pivot);
            system.set(c, system.get(c).stream().map(over::times).toList());
            inverse.set(c, inverse.get(c).stream().map(over::times).toList());
            for (int i = 0; i < n; i++) {
                N factor = system.get(i).get(c);
                if (i != c) {
                    system.set(i, less(system.get(i), factor, system.get(c)));
                    inverse.set(i, less(inverse.get(i), factor, inverse.get(c)));
                }
            }
        }
        return inverse;
    }

    /** Pivots without exchange: all positive for a positive definite matrix; their product is the determinant. */
    static <N extends Num<N>> List<N> pivots(List<List<N>> matrix) {
        List<N> out = new ArrayList<>();
        for (List<List<N>> rest = matrix; !rest.isEmpty(); ) {
            List<List<N>> m = rest;
            N pivot = m.get(0).get(0);
            out.add(pivot);
            rest = list(m.size() - 1, i -> {
                List<N> row = m.get(i + 1);
                return less(row, row.get(0).over(pivot), m.get(0)).subList(1, row.size());
            });
        }
        return out;
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
