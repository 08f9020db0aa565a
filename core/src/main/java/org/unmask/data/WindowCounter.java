// SPDX-License-Identifier: Apache-2.0
package org.unmask.data;

import java.util.Arrays;

/**
 * Counts windows of symbols that come block by block, so that a text larger than memory is counted as it streams by. Not
 * safe for several threads: give each its own and merge the {@link WindowCounts}.
 *
 * <p>Dense cells are counted in a few interleaved histograms of ints, so that neighbouring windows with equal symbols do
 * not wait for each other's store; they are emptied into longs before they can overflow.
 */
public final class WindowCounter implements SymbolStream.Sink {

    private static final int LANES_CACHE = 1 << 17;
    private static final int MAX_LANES = 4;

    private final int symbols;
    private final int[] positions;
    private final int[] offsets;
    private final int span;
    private final boolean dense;

    private final int size;
    private final int lanes;
    private final int[] histograms;
    private final long[] sums;
    private int pending;
    private final CellHash sparse;

    /** The last tokens of the sequence so far, at most {@code span} of them: windows may start there. */
    private final int[] carry;

    private int carried;
    private long skipped;

    /**
     * A counter that has seen nothing.
     *
     * @param symbols size of the alphabet
     * @param positions ascending positions, from 1
     * @throws IllegalArgumentException when the positions do not ascend or have more than 2^63 combinations
     */
    public WindowCounter(int symbols, int... positions) {
        this.symbols = symbols;
        this.positions = WindowPositions.checked(positions);
        this.offsets = Arrays.stream(positions).map(p -> p - positions[0]).toArray();
        this.span = offsets[offsets.length - 1];
        long cells = WindowPositions.combinations(symbols, positions.length);
        this.dense = cells <= WindowCounts.DENSE_LIMIT;
        this.size = dense ? (int) cells : 0;
        int fitting = MAX_LANES;
        while (fitting > 1 && (long) fitting * size > LANES_CACHE) {
            fitting /= 2;
        }
        this.lanes = fitting;
        this.histograms = new int[dense ? lanes * size : 0];
        this.sums = new long[size];
        this.sparse = new CellHash();
        this.carry = new int[span];
    }

    /**
     * Goes on with the sequence under way.
     *
     * @param codes codes of symbols, or {@link SymbolSequences#MISSING}; not kept
     * @param from first token of the block
     * @param to after its last token
     * @throws IllegalArgumentException when a code is outside the alphabet
     */
    @Override
    public void accept(int[] codes, int from, int to) {
        java.util.Objects.checkFromToIndex(from, to, codes.length);
        check(codes, from, to);
        int length = to - from;
        if (carried > 0) {
            int borrowed = Math.min(length, span);
            int[] border = Arrays.copyOf(carry, carried + borrowed);
            System.arraycopy(codes, from, border, carried, borrowed);
            count(border, 0, Math.min(carried, border.length - span));
        }
        count(codes, from, to - span);
        if (length >= span) {
            System.arraycopy(codes, to - span, carry, 0, span);
            carried = span;
        } else {
            int kept = Math.min(carried, span - length);
            System.arraycopy(carry, carried - kept, carry, 0, kept);
            System.arraycopy(codes, from, carry, kept, length);
            carried = kept + length;
        }
    }

    /** Ends the sequence under way: no window goes on into the next block. */
    @Override
    public void endSequence() {
        carried = 0;
    }

    /**
     * What was counted so far; counting may go on.
     *
     * @return the counts
     */
    public WindowCounts counts() {
        flush();
        return dense
                ? new WindowCounts(symbols, positions, true, new long[0], sums.clone(), skipped)
                : sparse.counts(symbols, positions, skipped);
    }

    /** Counts the windows of checked sequences that start at tokens {@code from .. to - 1}. */
    void countStarts(SymbolSequences data, int from, int to) {
        int sequence = 0;
        int high = data.count();
        while (sequence < high) {
            int middle = (sequence + high) >>> 1;
            if (data.end(middle) <= from) {
                sequence = middle + 1;
            } else {
                high = middle;
            }
        }
        for (; sequence < data.count() && data.start(sequence) < to; sequence++) {
            count(data.codes(), Math.max(from, data.start(sequence)), Math.min(to, data.end(sequence) - span));
        }
    }

    void add(long key, long count) {
        if (dense) {
            sums[(int) key] += count;
        } else {
            sparse.add(key, count);
        }
    }

    void addSkipped(long count) {
        skipped += count;
    }

    private void check(int[] codes, int from, int to) {
        int low = 0;
        int high = -1;
        for (int t = from; t < to; t++) {
            low = Math.min(low, codes[t]);
            high = Math.max(high, codes[t]);
        }
        if (low < SymbolSequences.MISSING || high >= symbols) {
            throw new IllegalArgumentException("a token has code " + (high >= symbols ? high : low) + ", expected 0.."
                    + (symbols - 1) + ", or -1 for a missing one");
        }
    }

    private void count(int[] codes, int from, int to) {
        if (!dense) {
            countSparse(codes, from, to);
            return;
        }
        int t = from;
        while (t < to) {
            if (pending == Integer.MAX_VALUE) {
                flush();
            }
            int next = (int) Math.min(to, (long) t + (Integer.MAX_VALUE - pending));
            skipped += switch (offsets.length) {
                case 2 -> countPairs(codes, t, next, offsets[1], symbols, histograms, size, lanes - 1);
                case 3 -> countTriples(codes, t, next, offsets[1], offsets[2], symbols, histograms, size, lanes - 1);
                default -> countDense(codes, t, next);
            };
            pending += next - t;
            t = next;
        }
    }

    private static long countPairs(
            int[] codes, int from, int to, int second, int d, int[] histograms, int size, int mask) {
        int missing = 0;
        for (int t = from; t < to; t++) {
            int a = codes[t];
            int b = codes[t + second];
            if ((a | b) >= 0) {
                histograms[(t & mask) * size + a * d + b]++;
            } else {
                missing++;
            }
        }
        return missing;
    }

    private static long countTriples(
            int[] codes, int from, int to, int second, int third, int d, int[] histograms, int size, int mask) {
        int missing = 0;
        for (int t = from; t < to; t++) {
            int a = codes[t];
            int b = codes[t + second];
            int c = codes[t + third];
            if ((a | b | c) >= 0) {
                histograms[(t & mask) * size + (a * d + b) * d + c]++;
            } else {
                missing++;
            }
        }
        return missing;
    }

    private long countDense(int[] codes, int from, int to) {
        int missing = 0;
        for (int t = from; t < to; t++) {
            int key = 0;
            int signs = 0;
            for (int offset : offsets) {
                int code = codes[t + offset];
                signs |= code;
                key = key * symbols + code;
            }
            if (signs >= 0) {
                histograms[(t & (lanes - 1)) * size + key]++;
            } else {
                missing++;
            }
        }
        return missing;
    }

    private void countSparse(int[] codes, int from, int to) {
        for (int t = from; t < to; t++) {
            long key = 0;
            int signs = 0;
            for (int offset : offsets) {
                int code = codes[t + offset];
                signs |= code;
                key = key * symbols + code;
            }
            if (signs >= 0) {
                sparse.add(key, 1);
            } else {
                skipped++;
            }
        }
    }

    private void flush() {
        if (pending == 0) {
            return;
        }
        for (int lane = 0; lane < lanes; lane++) {
            for (int i = 0; i < size; i++) {
                sums[i] += histograms[lane * size + i];
            }
        }
        Arrays.fill(histograms, 0);
        pending = 0;
    }
}
