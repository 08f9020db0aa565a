// SPDX-License-Identifier: Apache-2.0
package org.unmask.constraint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoublePredicate;

/**
 * Which entries of a matrix are known: each is to be learnt, fixed at a number, or tied, that is equal to all entries of the
 * same label. Immutable; entry {@code (i, j)} stands at {@code i * columns + j}.
 */
public final class Pattern {

    private static final int FREE = -1;
    private static final int FIXED = -2;

    private final int rows;
    private final int columns;
    /** The number of a fixed entry. */
    private final double[] values;
    /** {@link #FREE}, {@link #FIXED} or the number of a label. */
    private final int[] kinds;

    private final List<String> labels;

    private Pattern(int rows, int columns, double[] values, int[] kinds, List<String> labels) {
        this.rows = rows;
        this.columns = columns;
        this.values = values;
        this.kinds = kinds;
        this.labels = labels;
    }

    /**
     * Everything is to be learnt.
     *
     * @param rows at least 1
     * @param columns at least 1
     * @return the pattern
     */
    public static Pattern free(int rows, int columns) {
        int[] kinds = new int[rows * columns];
        Arrays.fill(kinds, FREE);
        return new Pattern(rows, columns, new double[rows * columns], kinds, List.of());
    }

    /**
     * With one entry fixed.
     *
     * @param row from 0
     * @param column from 0
     * @param value finite
     * @return a changed copy
     */
    public Pattern withFixed(int row, int column, double value) {
        Pattern copy = copy(labels);
        copy.values[row * columns + column] = value;
        copy.kinds[row * columns + column] = FIXED;
        return copy;
    }

    /**
     * With one entry tied.
     *
     * @param row from 0
     * @param column from 0
     * @param label entries of the same label are equal
     * @return a changed copy
     */
    public Pattern withTied(int row, int column, String label) {
        List<String> more = new ArrayList<>(labels);
        if (!more.contains(label)) {
            more.add(label);
        }
        Pattern copy = copy(List.copyOf(more));
        copy.kinds[row * columns + column] = more.indexOf(label);
        return copy;
    }

    /**
     * With every entry fixed at zero that a rule names, whatever it was before.
     *
     * @param zero says of a row and a column whether the entry is zero
     * @return a changed copy
     */
    public Pattern withZeros(Cells zero) {
        Pattern copy = copy(labels);
        for (int n = 0; n < kinds.length; n++) {
            if (zero.holds(n / columns, n % columns)) {
                copy.kinds[n] = FIXED;
                copy.values[n] = 0;
            }
        }
        return copy;
    }

    /** A rule about entries. */
    @FunctionalInterface
    public interface Cells {
        /**
         * Whether the rule holds.
         *
         * @param row from 0
         * @param column from 0
         * @return true when it does
         */
        boolean holds(int row, int column);
    }

    private Pattern copy(List<String> names) {
        return new Pattern(rows, columns, values.clone(), kinds.clone(), names);
    }

    /**
     * Number of rows.
     *
     * @return at least 1
     */
    public int rows() {
        return rows;
    }

    /**
     * Number of columns.
     *
     * @return at least 1
     */
    public int columns() {
        return columns;
    }

    /**
     * Whether nothing is known.
     *
     * @return true when every entry is to be learnt on its own
     */
    public boolean isFree() {
        return Arrays.stream(kinds).allMatch(kind -> kind == FREE);
    }

    /**
     * Whether an entry is fixed.
     *
     * @param row from 0
     * @param column from 0
     * @return true when it has a number
     */
    public boolean isFixed(int row, int column) {
        return kinds[row * columns + column] == FIXED;
    }

    /**
     * Whether an entry is tied.
     *
     * @param row from 0
     * @param column from 0
     * @return true when it has a label
     */
    public boolean isTied(int row, int column) {
        return kinds[row * columns + column] >= 0;
    }

    /**
     * The number of a fixed entry.
     *
     * @param row from 0
     * @param column from 0
     * @return the number; 0 when the entry is not fixed
     */
    public double value(int row, int column) {
        return values[row * columns + column];
    }

    /**
     * The classes of entries that are to be learnt: one for each label, one for each untied entry.
     *
     * @return for each class the places of its entries, ascending, {@code row * columns + column}; in the order of their
     *     first entries
     */
    public List<int[]> places() {
        List<int[]> out = new ArrayList<>();
        int[] at = new int[labels.size()];
        Arrays.fill(at, -1);
        for (int n = 0; n < kinds.length; n++) {
            int kind = kinds[n];
            if (kind == FREE) {
                out.add(new int[] {n});
            } else if (kind >= 0 && at[kind] < 0) {
                at[kind] = out.size();
                out.add(new int[] {n});
            } else if (kind >= 0) {
                int[] so = out.get(at[kind]);
                int[] more = Arrays.copyOf(so, so.length + 1);
                more[so.length] = n;
                out.set(at[kind], more);
            }
        }
        return out;
    }

    /** Number of different values that are to be learnt, without regard to sums. */
    int learnt() {
        return places().size();
    }

    /** Refuses fixed entries that a predicate does not hold of. */
    void checkFixed(String name, DoublePredicate holds, String expected) {
        for (int n = 0; n < kinds.length; n++) {
            if (kinds[n] == FIXED && !holds.test(values[n])) {
                throw new IllegalArgumentException("entry " + (n % columns + 1) + " of row " + (n / columns + 1)
                        + " of the " + name + " is " + values[n] + ", expected " + expected);
            }
        }
    }
}
