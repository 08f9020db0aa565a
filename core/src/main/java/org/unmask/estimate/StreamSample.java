// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.Arrays;
import org.unmask.data.SymbolSequences;
import org.unmask.data.SymbolStream;
import org.unmask.model.Alphabet;

/**
 * Stretches of equal length at even distances out of sequences that pass by, or all of them when they are few enough. A
 * stretch that meets the end of a sequence goes on as another sequence. Where they lie depends on nothing but the numbers
 * of tokens.
 */
public final class StreamSample implements SymbolStream.Sink {

    private static final int LONGEST = 1 << 16;

    /** Stretches at least, when the data are larger than the sample. */
    private static final int FEWEST = 8;

    private final Alphabet alphabet;
    private final long tokens;
    private final int stretches;
    private final long length;
    private final int[] codes;
    private int[] ends = new int[16];
    private int sequences;
    private int taken;
    private int open;
    private int stretch;
    private long passed;

    /**
     * A sample that has taken nothing.
     *
     * @param alphabet the symbols
     * @param tokens how many will pass by
     * @param most how many to take at most, at least 8
     */
    public StreamSample(Alphabet alphabet, long tokens, int most) {
        this.alphabet = alphabet;
        this.tokens = tokens;
        boolean all = tokens <= most;
        this.length = all ? tokens : Math.min(LONGEST, most / FEWEST);
        this.stretches = all ? 1 : (int) (most / length);
        this.codes = new int[(int) (stretches * length)];
    }

    /**
     * Whether tokens are left out.
     *
     * @return false when the sample is all there is
     */
    public boolean isPart() {
        return codes.length < tokens;
    }

    /**
     * Which of the tokens in a range are taken.
     *
     * @param from first token, over all sequences
     * @param to after the last
     * @return first token and the one after the last, for each stretch within the range; the rest may be
     *     {@linkplain #skip skipped}
     */
    public long[] taken(long from, long to) {
        if (stretches == 1) {
            return from < to ? new long[] {from, to} : new long[0];
        }
        long[] out = new long[2];
        int size = 0;
        for (long n = Math.max(0, from / step() - 1); n < stretches && start((int) n) < to; n++) {
            long first = Math.max(from, start((int) n));
            long after = Math.min(to, start((int) n) + length);
            if (first < after) {
                if (size == out.length) {
                    out = Arrays.copyOf(out, 2 * size);
                }
                out[size++] = first;
                out[size++] = after;
            }
        }
        return Arrays.copyOf(out, size);
    }

    /**
     * Lets tokens pass by unseen, none of which is taken.
     *
     * @param count how many
     */
    public void skip(long count) {
        if (count == 0) {
            return;
        }
        close();
        passed += count;
        while (stretch < stretches && start(stretch) + length <= passed) {
            stretch++;
        }
    }

    @Override
    public void accept(int[] block, int from, int to) {
        long end = passed + to - from;
        while (stretch < stretches && start(stretch) < end) {
            long begin = Math.max(passed, start(stretch));
            long stop = Math.min(end, start(stretch) + length);
            int count = (int) (stop - begin);
            System.arraycopy(block, from + (int) (begin - passed), codes, taken, count);
            taken += count;
            if (stop < start(stretch) + length) {
                break;
            }
            close();
            stretch++;
        }
        passed = end;
    }

    @Override
    public void endSequence() {
        close();
    }

    /**
     * What was taken.
     *
     * @return the stretches as sequences
     */
    public SymbolSequences sequences() {
        return SymbolSequences.of(alphabet, codes, Arrays.copyOf(ends, sequences));
    }

    private long start(int number) {
        return number == 0 ? 0 : step() * number;
    }

    /** From the start of one stretch to that of the next. */
    private long step() {
        return (tokens - length) / (stretches - 1);
    }

    private void close() {
        if (taken > open) {
            if (sequences == ends.length) {
                ends = Arrays.copyOf(ends, 2 * sequences);
            }
            ends[sequences++] = taken;
            open = taken;
        }
    }
}
