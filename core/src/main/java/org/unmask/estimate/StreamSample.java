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

    private final Alphabet alphabet;
    private final EvenStretches stretches;
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
        this.stretches = EvenStretches.of(tokens, most);
        this.codes = new int[stretches.size()];
    }

    /**
     * Whether tokens are left out.
     *
     * @return false when the sample is all there is
     */
    public boolean isPart() {
        return codes.length < stretches.tokens();
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
        return stretches.taken(from, to);
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
        while (stretch < stretches.count() && stretches.start(stretch) + stretches.length() <= passed) {
            stretch++;
        }
    }

    @Override
    public void accept(int[] block, int from, int to) {
        long end = passed + to - from;
        while (stretch < stretches.count() && stretches.start(stretch) < end) {
            long begin = Math.max(passed, stretches.start(stretch));
            long stop = Math.min(end, stretches.start(stretch) + stretches.length());
            int count = (int) (stop - begin);
            System.arraycopy(block, from + (int) (begin - passed), codes, taken, count);
            taken += count;
            if (stop < stretches.start(stretch) + stretches.length()) {
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
