// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.Arrays;
import org.unmask.data.SymbolSequences;
import org.unmask.data.SymbolStream;

/**
 * Stretches of equal length at even distances out of sequences that pass by, or all of them when they are few enough. A
 * stretch that meets the end of a sequence goes on as another sequence. Where they lie depends on nothing but the numbers
 * of tokens.
 */
final class StreamSample implements SymbolStream.Sink {

    private static final int LONGEST = 1 << 16;

    /** Stretches at least, when the data are larger than the sample. */
    private static final int FEWEST = 8;

    private final SymbolStream stream;
    private final int stretches;
    private final long length;
    private final int[] codes;
    private int[] ends = new int[16];
    private int sequences;
    private int taken;
    private int open;
    private int stretch;
    private long passed;
    private long longest;
    private long current;

    /**
     * A sample that has taken nothing.
     *
     * @param stream what will pass by
     * @param tokens how many to take at most, at least 8
     */
    StreamSample(SymbolStream stream, int tokens) {
        this.stream = stream;
        boolean all = stream.tokens() <= tokens;
        this.length = all ? stream.tokens() : Math.min(LONGEST, tokens / FEWEST);
        this.stretches = all ? 1 : (int) (tokens / length);
        this.codes = new int[(int) (stretches * length)];
    }

    /** Whether tokens are left out. */
    boolean isPart() {
        return codes.length < stream.tokens();
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
        current += to - from;
    }

    @Override
    public void endSequence() {
        close();
        longest = Math.max(longest, current);
        current = 0;
    }

    /** Tokens of the longest sequence that passed by. */
    long longest() {
        return longest;
    }

    /** What was taken. */
    SymbolSequences sequences() {
        return SymbolSequences.of(stream.alphabet(), codes, Arrays.copyOf(ends, sequences));
    }

    private long start(int number) {
        return number == 0 ? 0 : (stream.tokens() - length) / (stretches - 1) * number;
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
