// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Products and elimination over any number system; nothing is modified.
 *
 * @param rows the rows of a matrix
 * @param <N> the number system
 */
public record Matrix<N extends Num<N>>(List<List<N>> rows) {

    static <T> List<T> list(int size, IntFunction<T> entry) {
        return IntStream.range(0, size).mapToObj(entry).toList();
    }

    static <S, T> List<T> map(List<S> list, Function<S, T> change) {
        return list.stream().map(change).toList();
    }

    static <T> List<T> joined(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    static <T> List<T> flat(List<List<T>> lists) {
        return lists.stream().flatMap(Collection::stream).toList();
    }

    static <N extends Num<N>> N dot(List<N> a, List<N> b) {
        List<N> products = list(a.size(), i -> a.get(i).times(b.get(i)));
        return products.stream().reduce(Num::plus).orElseThrow();
    }

    static <N extends Num<N>> List<N> minus(List<N> a, List<N> b) {
        return list(a.size(), i -> a.get(i).minus(b.get(i)));
    }

    static <N extends Num<N>> Matrix<N> of(int height, int width, BiFunction<Integer, Integer, N> entry) {
        return new Matrix<>(list(height, i -> list(width, j -> entry.apply(i, j))));
    }

    static <N extends Num<N>> Matrix<N> identity(int size, N number) {
        N one = number.constant(Ratio.ONE);
        N zero = number.constant(Ratio.ZERO);
        return of(size, size, (i, j) -> i.equals(j) ? one : zero);
    }

    N at(int i, int j) {
        return rows.get(i).get(j);
    }

    List<N> row(int i) {
        return rows.get(i);
    }

    int width() {
        return rows.get(0).size();
    }

    <M extends Num<M>> Matrix<M> mapped(Function<N, M> change) {
        return new Matrix<>(map(rows, row -> map(row, change)));
    }

    Matrix<N> transposed() {
        return of(width(), rows.size(), (i, j) -> at(j, i));
    }

    Matrix<N> minus(Matrix<N> other) {
        return new Matrix<>(list(rows.size(), i -> minus(row(i), other.row(i))));
    }

    /** Its rows times a column. */
    List<N> times(List<N> column) {
        return map(rows, row -> dot(row, column));
    }

    Matrix<N> times(Matrix<N> other) {
        return new Matrix<>(map(rows, other.transposed()::times));
    }

    Matrix<N> power(int exponent) {
        return exponent == 1 ? this : power(exponent - 1).times(this);
    }

    /**
     * A matrix cleared by Gauss and Jordan: column {@code columns[p]} has its one in row {@code rows[p]}.
     *
     * @param rows of a regular minor of full rank, in the order met
     * @param columns of it
     * @param pivots of it, whose product is its determinant, up to sign
     * @param cleared the whole matrix
     */
    record Echelon<N>(List<Integer> rows, List<Integer> columns, List<N> pivots, List<List<N>> cleared) {}

    Echelon<N> echelon() {
        return echelon(width());
    }

    /**
     * Eliminates among the first columns, the surest pivot of all first. A row is cleared whatever its entry looks like: a dual
     * number of value zero has slopes.
     */
    private Echelon<N> echelon(int among) {
        Echelon<N> out = new Echelon<>(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(rows));
        for (int[] at = surest(out, among); at.length > 0; at = surest(out, among)) {
            int column = at[1];
            N pivot = out.cleared.get(at[0]).get(column);
            N inverse = pivot.constant(Ratio.ONE).over(pivot);
            List<N> unit = map(out.cleared.get(at[0]), inverse::times);
            out.cleared.replaceAll(row -> {
                N factor = row.get(column);
                return list(row.size(), j -> row.get(j).minus(factor.times(unit.get(j))));
            });
            out.cleared.set(at[0], unit);
            out.rows.add(at[0]);
            out.columns.add(column);
            out.pivots.add(pivot);
        }
        return out;
    }

    private static <N extends Num<N>> int[] surest(Echelon<N> work, int among) {
        double best = 0;
        int[] at = {};
        for (int i = 0; i < work.cleared.size(); i++) {
            for (int j = 0; j < among && !work.rows.contains(i); j++) {
                double size = work.cleared.get(i).get(j).size();
                at = size > best ? new int[] {i, j} : at;
                best = Math.max(best, size);
            }
        }
        return at;
    }

    int rank() {
        return echelon().rows().size();
    }

    /** Refuses a matrix that is, or may be, singular. */
    Matrix<N> inverse() {
        int n = rows.size();
        Matrix<N> unit = identity(n, at(0, 0));
        Echelon<N> all = new Matrix<>(list(n, i -> joined(row(i), unit.row(i)))).echelon(n);
        Refusal.unless(all.rows.size() == n, "a matrix that must be regular may be singular");
        List<Integer> order = list(n, column -> all.rows.get(all.columns.indexOf(column)));
        return new Matrix<>(map(order, row -> all.cleared.get(row).subList(n, 2 * n)));
    }

    /**
     * Whether this symmetric matrix is positive definite: its surest pivot is one of the diagonal then, and so is that of what
     * remains.
     */
    boolean isPositiveDefinite() {
        Echelon<N> all = echelon();
        boolean positive = all.pivots.stream().allMatch(pivot -> pivot.sign() > 0);
        return positive && all.rows.equals(all.columns) && all.rows.size() == rows.size();
    }

    /** The law that this chain leaves as it is; refuses a chain that has several. */
    List<N> stationaryLaw() {
        int k = rows.size();
        N one = at(0, 0).constant(Ratio.ONE);
        List<List<N>> system = new ArrayList<>(minus(identity(k, one)).transposed().rows);
        system.set(k - 1, Collections.nCopies(k, one));
        return new Matrix<>(system).inverse().transposed().row(k - 1);
    }
}
