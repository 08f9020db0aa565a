// SPDX-License-Identifier: Apache-2.0
package org.unmask.data;

import java.util.Arrays;
import java.util.List;
import org.unmask.parallel.Threads;

/**
 * How often each combination of symbols stands at given positions of a window that slides over sequences: all that a
 * categorical masked task needs of the data (3.6), and mergeable over shards (6.1). Immutable.
 *
 * <p>The cell of symbols {@code x_1, .., x_m} at the positions in ascending order has the key
 * {@code (..(x_1 * symbols + x_2) * symbols ..) + x_m}: the last position is the fastest index. Cells are kept densely
 * while there are at most {@link #DENSE_LIMIT} of them, else only those that occur, by ascending key. A window never
 * crosses the end of a sequence; one with a missing token at a position is left out and counted apart.
 */
public final class WindowCounts {

    /** The most cells that are kept densely. */
    public static final int DENSE_LIMIT = 1 << 22;

    /** Takes one cell after another. */
    @FunctionalInterface
    public interface Cells {
        /**
         * A cell that occurs.
         *
         * @param key its key
         * @param count how often, at least 1
         */
        void accept(long key, long count);
    }

    private static final int PART = 1 << 23;

    private final int symbols;
    private final int[] positions;
    /** Ascending keys of the cells in {@link #values}; empty when these are dense. */
    private final long[] keys;

    private final long[] values;
    private final boolean dense;
    private final long total;
    private final long skipped;

    WindowCounts(int symbols, int[] positions, boolean dense, long[] keys, long[] values, long skipped) {
        this.symbols = symbols;
        this.positions = positions;
        this.dense = dense;
        this.keys = keys;
        this.values = values;
        this.skipped = skipped;
        long sum = 0;
        for (long value : values) {
            sum += value;
        }
        this.total = sum;
    }

    /**
     * No windows yet.
     *
     * @param symbols size of the alphabet
     * @param positions ascending positions, from 1
     * @return counts of zero
     * @throws IllegalArgumentException when the positions do not ascend or have more than 2^63 combinations
     */
    public static WindowCounts zero(int symbols, int... positions) {
        return new WindowCounter(symbols, positions).counts();
    }

    /**
     * The counts of all windows of some sequences, in one pass.
     *
     * @param data sequences of symbols
     * @param threads how many may work; the counts do not depend on it
     * @param positions ascending positions, from 1
     * @return the counts
     */
    public static WindowCounts of(SymbolSequences data, Threads threads, int... positions) {
        int symbols = data.dimension();
        int parts = Math.max(1, Math.min(threads.count(), data.tokens() / PART));
        List<WindowCounts> counted = threads.map(parts, part -> {
            WindowCounter counter = new WindowCounter(symbols, positions);
            int from = (int) ((long) data.tokens() * part / parts);
            int to = (int) ((long) data.tokens() * (part + 1) / parts);
            counter.countStarts(data, from, to);
            return counter.counts();
        });
        return counted.stream().reduce(WindowCounts::merge).orElseThrow();
    }

    /**
     * Size of the alphabet.
     *
     * @return at least 1
     */
    public int symbols() {
        return symbols;
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
     * Length of the window from the first to the last position.
     *
     * @return at least 1
     */
    public int window() {
        return WindowPositions.window(positions);
    }

    /**
     * Number of windows counted.
     *
     * @return the sum over all cells
     */
    public long total() {
        return total;
    }

    /**
     * Number of windows left out because a token at one of the positions is missing.
     *
     * @return at least 0
     */
    public long skipped() {
        return skipped;
    }

    /**
     * Whether every cell has a place in memory.
     *
     * @return false when only those that occur are kept
     */
    public boolean isDense() {
        return dense;
    }

    /**
     * One count.
     *
     * @param combination a symbol's code for each position
     * @return how often it occurs
     */
    public long get(int... combination) {
        if (combination.length != positions.length) {
            throw new IllegalArgumentException(
                    "expected " + positions.length + " symbols, found " + combination.length);
        }
        long key = 0;
        for (int code : combination) {
            key = key * symbols + java.util.Objects.checkIndex(code, symbols);
        }
        int at = dense ? (int) key : Arrays.binarySearch(keys, key);
        return at < 0 ? 0 : values[at];
    }

    /**
     * Number of cells that occur.
     *
     * @return at least 0
     */
    public int nonzeros() {
        int sum = 0;
        for (long value : values) {
            sum += value != 0 ? 1 : 0;
        }
        return sum;
    }

    /**
     * Walks the cells that occur, by ascending key.
     *
     * @param cells takes each
     */
    public void forEach(Cells cells) {
        for (int at = 0; at < values.length; at++) {
            if (values[at] != 0) {
                cells.accept(dense ? at : keys[at], values[at]);
            }
        }
    }

    /**
     * The symbol at a position of a cell.
     *
     * @param key key of the cell
     * @param place index of the position, from 0
     * @return its code
     */
    public int symbolAt(long key, int place) {
        return WindowPositions.digit(key, place, positions.length, symbols);
    }

    /**
     * The counts of two shards together: associative and commutative, with {@link #zero} as neutral element.
     *
     * @param other counts of the same positions over the same alphabet
     * @return the sums
     * @throws IllegalArgumentException when positions or alphabets differ
     */
    public WindowCounts merge(WindowCounts other) {
        if (symbols != other.symbols || !Arrays.equals(positions, other.positions)) {
            throw new IllegalArgumentException("counts of positions " + positions() + " over " + symbols
                    + " symbols cannot be merged with those of " + other.positions() + " over " + other.symbols);
        }
        long left = skipped + other.skipped;
        if (dense) {
            long[] sum = values.clone();
            for (int i = 0; i < sum.length; i++) {
                sum[i] += other.values[i];
            }
            return new WindowCounts(symbols, positions, true, keys, sum, left);
        }
        long[] mergedKeys = new long[keys.length + other.keys.length];
        long[] merged = new long[mergedKeys.length];
        int size = 0;
        int i = 0;
        int j = 0;
        while (i < keys.length || j < other.keys.length) {
            boolean mine = j == other.keys.length || (i < keys.length && keys[i] <= other.keys[j]);
            boolean theirs = i == keys.length || (j < other.keys.length && other.keys[j] <= keys[i]);
            mergedKeys[size] = mine ? keys[i] : other.keys[j];
            merged[size++] = (mine ? values[i] : 0) + (theirs ? other.values[j] : 0);
            i += mine ? 1 : 0;
            j += theirs ? 1 : 0;
        }
        return new WindowCounts(
                symbols, positions, false, Arrays.copyOf(mergedKeys, size), Arrays.copyOf(merged, size), left);
    }

    /**
     * The counts as plain numbers, to be sent from one process to another.
     *
     * @return what {@link #ofNumbers} takes
     */
    public long[] numbers() {
        long[] out = new long[4 + positions.length + keys.length + values.length];
        out[0] = symbols;
        out[1] = skipped;
        out[2] = positions.length;
        out[3] = keys.length;
        int at = 4;
        for (int position : positions) {
            out[at++] = position;
        }
        System.arraycopy(keys, 0, out, at, keys.length);
        System.arraycopy(values, 0, out, at + keys.length, values.length);
        return out;
    }

    /**
     * Counts that were sent as plain numbers.
     *
     * @param numbers what {@link #numbers} gave
     * @return the same counts
     * @throws IllegalArgumentException when there are more or fewer numbers than they themselves say
     */
    public static WindowCounts ofNumbers(long[] numbers) {
        int from = 4 + (numbers.length < 4 ? 0 : (int) numbers[2]);
        int cells = numbers.length < from ? 0 : (int) numbers[3];
        if (numbers.length < Math.max(from, 5) || numbers.length < from + 2 * cells) {
            throw new IllegalArgumentException(numbers.length + " numbers are no counts of windows");
        }
        int symbols = (int) numbers[0];
        int[] positions = WindowPositions.checked(
                Arrays.stream(numbers, 4, from).mapToInt(Math::toIntExact).toArray());
        boolean dense = WindowPositions.combinations(symbols, positions.length) <= DENSE_LIMIT;
        long[] keys = Arrays.copyOfRange(numbers, from, from + cells);
        long[] values = Arrays.copyOfRange(numbers, from + cells, numbers.length);
        if (values.length != (dense ? WindowPositions.combinations(symbols, positions.length) : cells)) {
            throw new IllegalArgumentException(values.length + " counts at " + Arrays.toString(positions) + " over "
                    + symbols + " symbols, expected one for each cell");
        }
        return new WindowCounts(symbols, positions, dense, keys, values, numbers[1]);
    }

    /**
     * The counts of the same windows at fewer positions.
     *
     * @param kept ascending, some of the positions
     * @return the marginal counts; windows left out stay left out
     * @throws IllegalArgumentException when a position is not among those counted
     */
    public WindowCounts marginal(int... kept) {
        int[] fewer = WindowPositions.checked(kept);
        int[] places = WindowPositions.places(positions, fewer);
        WindowCounter counter = new WindowCounter(symbols, fewer);
        forEach((key, count) -> counter.add(WindowPositions.project(key, places, positions.length, symbols), count));
        counter.addSkipped(skipped);
        return counter.counts();
    }

    /**
     * The counts as weights, which training and recovery work on.
     *
     * @return one weight for each cell, the count itself
     */
    public WindowWeights weights() {
        if (dense) {
            double[] out = new double[values.length];
            for (int i = 0; i < out.length; i++) {
                out[i] = values[i];
            }
            return WindowWeights.owned(symbols, positions, true, keys, out);
        }
        return WindowWeights.owned(
                symbols,
                positions,
                false,
                keys,
                Arrays.stream(values).asDoubleStream().toArray());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WindowCounts that
                && symbols == that.symbols
                && skipped == that.skipped
                && Arrays.equals(positions, that.positions)
                && Arrays.equals(keys, that.keys)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(positions) + Arrays.hashCode(keys)) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return total + " windows at " + positions() + " over " + symbols + " symbols";
    }
}
