// SPDX-License-Identifier: Apache-2.0
package org.unmask.constraint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.matrix.SymmetricEigen;

/**
 * The stochastic matrix that maximises {@code sum n_ij log p_ij} within a pattern. Rows that share no label with others have
 * a closed form: what fixed entries leave is split by the counts. Rows coupled by labels do not: {@link RowMultipliers} finds
 * their values.
 *
 * <p>Fixed entries are returned to the bit, tied ones are equal to the bit.
 */
public final class ConstrainedRows {

    private static final double SUM = 1e-9;

    /** Share of the counts that a value without any is given in coupled rows, as it may be needed for the sums' sake. */
    private static final double RAISE = 1e-13;

    /** Counts below this are none. */
    private static final double NOTHING = 1e-40;

    /** A value to learn: where it stands, and in which rows. */
    private static final class Value {
        private final int[] places;
        private final int[] rows;

        Value(int[] places, int columns) {
            this.places = places;
            this.rows = Arrays.stream(places).map(n -> n / columns).distinct().toArray();
        }

        int[] places() {
            return places;
        }

        int[] rows() {
            return rows;
        }
    }

    private final String name;
    private final Pattern pattern;
    private final int rows;
    private final int columns;
    private final double[] left;
    private final List<Value> values;
    private final List<Group> groups;

    /** Rows that share labels, and the values in them. */
    private static final class Group {
        private final int[] rows;
        private final List<Value> values;

        Group(int[] rows, List<Value> values) {
            this.rows = rows;
            this.values = values;
        }

        int[] rows() {
            return rows;
        }

        List<Value> values() {
            return values;
        }
    }

    private ConstrainedRows(String name, Pattern pattern) {
        this.name = name;
        this.pattern = pattern;
        this.rows = pattern.rows();
        this.columns = pattern.columns();
        this.left = new double[rows];
        this.values = pattern.places().stream()
                .map(places -> new Value(places, columns))
                .toList();
        this.groups = groups();
    }

    /**
     * Rows within a pattern.
     *
     * @param name what the matrix is, for messages, such as "transition matrix"
     * @param pattern which entries are known
     * @return the rows
     * @throws IllegalArgumentException naming the row, when no row of probabilities fits the pattern
     */
    public static ConstrainedRows of(String name, Pattern pattern) {
        pattern.checkFixed(name, v -> v >= 0 && v <= 1, "a probability");
        ConstrainedRows out = new ConstrainedRows(name, pattern);
        out.checkSums();
        double[] ones = new double[out.rows * out.columns];
        Arrays.fill(ones, 1);
        double[] trial = out.solve(ones, Optional.empty());
        for (int i = 0; i < out.rows; i++) {
            double sum = 0;
            boolean sound = true;
            for (int j = 0; j < out.columns; j++) {
                sum += trial[i * out.columns + j];
                sound &= trial[i * out.columns + j] >= 0;
            }
            if (!sound || !(Math.abs(sum - 1) <= SUM)) {
                throw new IllegalArgumentException("row " + (i + 1) + " of the " + name
                        + " cannot sum to 1 with its fixed and tied entries together with those of other rows");
            }
        }
        return out;
    }

    private void checkSums() {
        boolean[] learns = new boolean[rows];
        values.forEach(value -> Arrays.stream(value.rows()).forEach(i -> learns[i] = true));
        for (int i = 0; i < rows; i++) {
            double sum = 0;
            for (int j = 0; j < columns; j++) {
                sum += pattern.value(i, j);
            }
            left[i] = 1 - sum;
            if (learns[i] ? !(left[i] > SUM) : !(Math.abs(left[i]) <= SUM)) {
                throw new IllegalArgumentException(
                        "the fixed entries of row " + (i + 1) + " of the " + name + " sum to " + sum + ", expected "
                                + (learns[i] ? "less than 1, as others are to be learnt" : "1"));
            }
        }
    }

    /** Rows by the labels that couple them. */
    private List<Group> groups() {
        int[] root = new int[rows];
        Arrays.setAll(root, i -> i);
        for (Value value : values) {
            for (int i : value.rows()) {
                int from = root[i];
                int to = root[value.rows()[0]];
                for (int n = 0; n < rows; n++) {
                    root[n] = root[n] == from ? to : root[n];
                }
            }
        }
        List<Group> out = new ArrayList<>();
        for (int r = 0; r < rows; r++) {
            int which = r;
            int[] members =
                    IntStream.range(0, rows).filter(i -> root[i] == which).toArray();
            if (members.length > 0) {
                out.add(new Group(
                        members,
                        values.stream()
                                .filter(value -> root[value.rows()[0]] == which)
                                .toList()));
            }
        }
        return out;
    }

    /**
     * The maximiser.
     *
     * @param counts {@code row * columns + column}, at least 0, those of fixed entries are ignored
     * @param current within the pattern; kept in rows that have no counts, and wholly when rounding left nothing better
     * @return the matrix within the pattern
     */
    public StochasticMatrix maximized(double[] counts, StochasticMatrix current) {
        StochasticMatrix found = StochasticMatrix.of(
                name,
                Matrix.of(
                        rows,
                        columns,
                        solve(counts, Optional.of(current.matrix().toArray()))));
        return objective(counts, found) >= objective(counts, current) ? found : current;
    }

    /**
     * The matrix within the pattern that is nearest to weights, rows scaled to sum one, in the sense of
     * {@code sum w log p}: one within the pattern stays as it is.
     *
     * @param weights at least 0
     * @return the matrix
     */
    public StochasticMatrix nearest(double[] weights) {
        double[] scaled = weights.clone();
        for (int i = 0; i < rows; i++) {
            double sum = 0;
            for (int j = 0; j < columns; j++) {
                sum += weights[i * columns + j];
            }
            for (int j = 0; j < columns; j++) {
                scaled[i * columns + j] = sum > 0 ? weights[i * columns + j] / sum : 1.0 / columns;
            }
        }
        return StochasticMatrix.of(name, Matrix.of(rows, columns, solve(scaled, Optional.empty())));
    }

    private double objective(double[] counts, StochasticMatrix at) {
        double sum = 0;
        for (Value value : values) {
            double count = count(value, counts);
            int place = value.places()[0];
            if (count > NOTHING) {
                sum += count * Math.log(at.get(place / columns, place % columns));
            }
        }
        return sum;
    }

    private static double count(Value value, double[] counts) {
        double sum = 0;
        for (int place : value.places()) {
            sum += counts[place];
        }
        return sum > NOTHING ? sum : 0;
    }

    private double[] solve(double[] counts, Optional<double[]> current) {
        double[] out = new double[rows * columns];
        for (int n = 0; n < out.length; n++) {
            out[n] = pattern.value(n / columns, n % columns);
        }
        for (Group group : groups) {
            double total = 0;
            for (Value value : group.values()) {
                total += count(value, counts);
            }
            if (total > NOTHING) {
                if (group.rows().length == 1) {
                    split(group, counts, total, out);
                } else {
                    coupled(group, counts, total, out);
                }
            } else if (current.isPresent()) {
                for (Value value : group.values()) {
                    set(value, current.get()[value.places()[0]], out);
                }
            } else {
                double[] ones = new double[counts.length];
                Arrays.fill(ones, 1);
                if (group.rows().length == 1) {
                    split(
                            group,
                            ones,
                            group.values().stream()
                                    .mapToInt(v -> v.places().length)
                                    .sum(),
                            out);
                } else {
                    coupled(group, ones, ones.length, out);
                }
            }
        }
        return out;
    }

    private static void set(Value value, double to, double[] out) {
        for (int place : value.places()) {
            out[place] = to;
        }
    }

    private void split(Group group, double[] counts, double total, double[] out) {
        for (Value value : group.values()) {
            double share = count(value, counts) / total;
            set(value, left[group.rows()[0]] * share / value.places().length, out);
        }
    }

    private void coupled(Group group, double[] counts, double total, double[] out) {
        int size = group.values().size();
        int k = group.rows().length;
        double[] n = new double[size];
        double[] times = new double[size * k];
        double[] right = new double[k];
        double[] u = new double[k];
        int[] index = new int[rows];
        for (int i = 0; i < k; i++) {
            index[group.rows()[i]] = i;
            right[i] = left[group.rows()[i]];
        }
        for (int c = 0; c < size; c++) {
            Value value = group.values().get(c);
            n[c] = count(value, counts) / total + RAISE;
            for (int place : value.places()) {
                times[c * k + index[place / columns]]++;
            }
            for (int i = 0; i < k; i++) {
                u[i] += times[c * k + i] > 0 ? n[c] / value.rows().length / right[i] : 0;
            }
        }
        RowMultipliers multipliers = new RowMultipliers(n, times, right);
        multipliers.minimize(u);
        for (int c = 0; c < size; c++) {
            set(group.values().get(c), multipliers.value(c, u), out);
        }
        fill(group, out);
    }

    /** What rounding left is taken from the untied entries of each row. */
    private void fill(Group group, double[] out) {
        for (int row : group.rows()) {
            double tied = 0;
            double untied = 0;
            for (int j = 0; j < columns; j++) {
                double entry = out[row * columns + j];
                if (pattern.isTied(row, j)) {
                    tied += entry;
                } else if (!pattern.isFixed(row, j)) {
                    untied += entry;
                }
            }
            double factor = (left[row] - tied) / untied;
            for (int j = 0; j < columns; j++) {
                if (!pattern.isTied(row, j) && !pattern.isFixed(row, j) && factor >= 0) {
                    out[row * columns + j] *= factor;
                }
            }
        }
    }

    /**
     * Adds to the counts of all entries that are to be learnt.
     *
     * @param counts {@code row * columns + column}
     * @param more added to each
     * @return the sums; fixed entries have none
     */
    public double[] raised(double[] counts, double more) {
        double[] out = counts.clone();
        for (int n = 0; n < out.length; n++) {
            out[n] = pattern.isFixed(n / columns, n % columns) ? 0 : out[n] + more;
        }
        return out;
    }

    /**
     * The logarithm of a Dirichlet density of the entries that are to be learnt, up to a constant.
     *
     * @param at within the pattern
     * @param more the law's parameter less one, at least 0
     * @return in nats
     */
    public double logPrior(StochasticMatrix at, double more) {
        double[] counts = raised(new double[rows * columns], more);
        return more == 0 ? 0 : objective(counts, at);
    }

    /**
     * Number of free parameters.
     *
     * @return values to learn less the sums that bind them
     */
    public int parameters() {
        int bound = 0;
        for (Group group : groups) {
            bound += group.values().isEmpty() ? 0 : Math.min(group.rows().length, distinctSums(group));
        }
        return values.size() - bound;
    }

    /** How many sums of a group are independent: rows with the same labels the same number of times are one. */
    private int distinctSums(Group group) {
        Matrix times = Matrix.generate(
                group.rows().length,
                group.values().size(),
                (i, c) -> (int) Arrays.stream(group.values().get(c).places())
                        .filter(place -> place / columns == group.rows()[i])
                        .count());
        SymmetricEigen eigen = SymmetricEigen.of(times.times(times.transpose()));
        double largest = eigen.values().get(0, 0);
        int rank = 0;
        for (int i = 0; i < eigen.values().columns(); i++) {
            rank += eigen.values().get(0, i) > 1e-12 * largest ? 1 : 0;
        }
        return rank;
    }
}
