// SPDX-License-Identifier: Apache-2.0
package org.unmask.data;

import java.util.Arrays;
import java.util.List;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Tensor3;
import org.unmask.parallel.Threads;

/**
 * Sums of powers of the points at given positions of a window that slides over sequences: count, means, cross moments
 * {@code E[x_s x_t']}, and for three positions, when wanted, {@code E[x_s (x) x_t (x) x_u]}. Mergeable over shards (6.1),
 * immutable. Windows with a coordinate missing are left out and counted apart.
 *
 * <p>Sums are kept with their rounding errors (Neumaier 1974), taken over fixed parts of the data and merged in order, so
 * they do not depend on threads and merging is associative to far below the rounding of a double.
 */
public final class WindowMoments {

    /** Windows that start within so many tokens from a multiple of it on are summed first, then these sums in order. */
    public static final int PART = 1 << 16;

    private static final int BLOCK = 1 << 8;

    private final int dimension;
    private final int[] positions;
    private final boolean third;
    private final long count;
    private final long skipped;
    /** First {@code n = positions * dimension} sums, then the {@code n x n} second, then the {@code d^3} third ones. */
    private final double[] sums;

    private final double[] errors;

    private WindowMoments(
            int dimension, int[] positions, boolean third, long count, long skipped, double[] sums, double[] errors) {
        this.dimension = dimension;
        this.positions = positions;
        this.third = third;
        this.count = count;
        this.skipped = skipped;
        this.sums = sums;
        this.errors = errors;
    }

    /**
     * No windows yet.
     *
     * @param dimension coordinates of a point
     * @param third whether third moments are kept; needs exactly three positions
     * @param positions ascending positions, from 1
     * @return sums of zero
     * @throws IllegalArgumentException when the positions do not ascend, or are not three although third moments are
     *     asked for
     */
    public static WindowMoments zero(int dimension, boolean third, int... positions) {
        int[] checked = WindowPositions.checked(positions);
        if (third && checked.length != 3) {
            throw new IllegalArgumentException(
                    "third moments need three positions, found " + Arrays.toString(positions));
        }
        int n = checked.length * dimension;
        int size = n + n * n + (third ? dimension * dimension * dimension : 0);
        return new WindowMoments(dimension, checked, third, 0, 0, new double[size], new double[size]);
    }

    /**
     * The moments of all windows of some sequences, in one pass.
     *
     * @param data sequences of points
     * @param threads how many may work; the sums do not depend on it
     * @param third whether third moments are kept; needs exactly three positions
     * @param positions ascending positions, from 1
     * @return the moments
     */
    public static WindowMoments of(PointSequences data, Threads threads, boolean third, int... positions) {
        WindowMoments zero = zero(data.dimension(), third, positions);
        int parts = Math.max(1, (data.tokens() + PART - 1) / PART);
        return threads
                .map(parts, part -> zero.sum(data, part * PART, Math.min(data.tokens(), (part + 1) * PART)))
                .stream()
                .reduce(zero, WindowMoments::merge);
    }

    /**
     * The moments of the windows that start in one part of some sequences: those of all parts, merged in order, are
     * {@link #of}.
     *
     * @param data sequences of points: the part, and after it tokens for the windows that reach beyond it
     * @param starts tokens of the part, from the first
     * @param third whether third moments are kept; needs exactly three positions
     * @param positions ascending positions, from 1
     * @return the moments
     */
    public static WindowMoments ofPart(PointSequences data, int starts, boolean third, int... positions) {
        return zero(data.dimension(), third, positions).sum(data, 0, starts);
    }

    /**
     * The sums as plain numbers, to be sent from one process to another.
     *
     * @return what {@link #withNumbers} takes
     */
    public double[] numbers() {
        double[] out = new double[2 + 2 * sums.length];
        out[0] = count;
        out[1] = skipped;
        System.arraycopy(sums, 0, out, 2, sums.length);
        System.arraycopy(errors, 0, out, 2 + sums.length, errors.length);
        return out;
    }

    /**
     * Moments of the same windows that were sent as plain numbers.
     *
     * @param numbers what {@link #numbers} gave for moments of the same positions and points
     * @return those moments
     * @throws IllegalArgumentException when there are more or fewer than these moments have
     */
    public WindowMoments withNumbers(double[] numbers) {
        if (numbers.length != 2 + 2 * sums.length) {
            throw new IllegalArgumentException(
                    numbers.length + " numbers for moments of " + this + ", expected " + (2 + 2 * sums.length));
        }
        int middle = 2 + sums.length;
        return new WindowMoments(
                dimension,
                positions,
                third,
                (long) numbers[0],
                (long) numbers[1],
                Arrays.copyOfRange(numbers, 2, middle),
                Arrays.copyOfRange(numbers, middle, numbers.length));
    }

    /** Sums over the windows that start at tokens {@code from .. to - 1}. */
    private WindowMoments sum(PointSequences data, int from, int to) {
        double[] total = new double[sums.length];
        double[] error = new double[sums.length];
        double[] block = new double[sums.length];
        double[] window = new double[positions.length * dimension];
        long counted = 0;
        long left = 0;
        int inBlock = 0;
        int span = WindowPositions.window(positions) - 1;
        for (int s = 0; s < data.count(); s++) {
            int last = Math.min(to, data.end(s) - span);
            for (int t = Math.max(from, data.start(s)); t < last; t++) {
                if (!read(data, t, window)) {
                    left++;
                    continue;
                }
                counted++;
                addPowers(window, block);
                if (++inBlock == BLOCK) {
                    addCompensated(total, error, block);
                    Arrays.fill(block, 0);
                    inBlock = 0;
                }
            }
        }
        addCompensated(total, error, block);
        return new WindowMoments(dimension, positions, third, counted, left, total, error);
    }

    private boolean read(PointSequences data, int start, double[] window) {
        double[] values = data.values();
        boolean whole = true;
        for (int p = 0; p < positions.length; p++) {
            int at = (start + positions[p] - positions[0]) * dimension;
            for (int c = 0; c < dimension; c++) {
                window[p * dimension + c] = values[at + c];
                whole &= !Double.isNaN(values[at + c]);
            }
        }
        return whole;
    }

    private void addPowers(double[] window, double[] into) {
        int n = window.length;
        for (int i = 0; i < n; i++) {
            double first = window[i];
            into[i] += first;
            int row = n + i * n;
            for (int j = 0; j < n; j++) {
                into[row + j] += first * window[j];
            }
        }
        if (third) {
            int at = n + n * n;
            for (int a = 0; a < dimension; a++) {
                for (int b = 0; b < dimension; b++) {
                    double pair = window[a] * window[dimension + b];
                    for (int c = 0; c < dimension; c++) {
                        into[at++] += pair * window[2 * dimension + c];
                    }
                }
            }
        }
    }

    private static void addCompensated(double[] sum, double[] error, double[] addend) {
        for (int i = 0; i < sum.length; i++) {
            double next = sum[i] + addend[i];
            error[i] +=
                    Math.abs(sum[i]) >= Math.abs(addend[i]) ? (sum[i] - next) + addend[i] : (addend[i] - next) + sum[i];
            sum[i] = next;
        }
    }

    /**
     * The moments of two shards together.
     *
     * @param other moments of the same positions
     * @return the sums
     * @throws IllegalArgumentException when the two are about different windows
     */
    public WindowMoments merge(WindowMoments other) {
        if (dimension != other.dimension || third != other.third || !Arrays.equals(positions, other.positions)) {
            throw new IllegalArgumentException("moments of " + this + " cannot be merged with those of " + other);
        }
        double[] total = sums.clone();
        double[] error = errors.clone();
        addCompensated(total, error, other.sums);
        for (int i = 0; i < error.length; i++) {
            error[i] += other.errors[i];
        }
        return new WindowMoments(
                dimension, positions, third, count + other.count, skipped + other.skipped, total, error);
    }

    /**
     * Number of windows summed.
     *
     * @return at least 0
     */
    public long count() {
        return count;
    }

    /**
     * Number of windows left out because a coordinate at one of the positions is missing.
     *
     * @return at least 0
     */
    public long skipped() {
        return skipped;
    }

    /**
     * Coordinates of a point.
     *
     * @return at least 1
     */
    public int dimension() {
        return dimension;
    }

    /**
     * The positions.
     *
     * @return ascending, from 1
     */
    public List<Integer> positions() {
        return Arrays.stream(positions).boxed().toList();
    }

    /**
     * The mean point at a position.
     *
     * @param position one of the positions
     * @return {@code E[x_position]}
     */
    public double[] mean(int position) {
        int from = place(position) * dimension;
        double[] out = new double[dimension];
        for (int c = 0; c < dimension; c++) {
            out[c] = moment(from + c);
        }
        return out;
    }

    /**
     * The cross moment of two positions, or the second moment of one.
     *
     * @param row one of the positions
     * @param column one of the positions
     * @return {@code E[x_row x_column']}, {@code dimension x dimension}, not centred
     */
    public Matrix cross(int row, int column) {
        int n = positions.length * dimension;
        int r = place(row) * dimension;
        int c = place(column) * dimension;
        return Matrix.generate(dimension, dimension, (i, j) -> moment(n + (r + i) * n + c + j));
    }

    /**
     * The third moment of the three positions.
     *
     * @return {@code E[x_s (x) x_t (x) x_u]}, not centred, indices in the order of the positions
     * @throws IllegalStateException when third moments were not kept
     */
    public Tensor3 third() {
        if (!third) {
            throw new IllegalStateException("third moments were not kept");
        }
        int n = positions.length * dimension;
        int d = dimension;
        return Tensor3.generate(d, d, d, (a, b, c) -> moment(n + n * n + (a * d + b) * d + c));
    }

    private int place(int position) {
        return WindowPositions.places(positions, new int[] {position})[0];
    }

    private double moment(int at) {
        return (sums[at] + errors[at]) / count;
    }

    @Override
    public String toString() {
        return count + " windows at " + positions() + " of points with " + dimension + " coordinates";
    }
}
