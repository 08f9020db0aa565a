// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.Arrays;

/**
 * Which tokens a sample takes out of many: stretches of equal length at even distances, or all when they are few enough.
 * Where they lie depends on nothing but the numbers of tokens.
 *
 * @param tokens how many there are
 * @param count number of stretches
 * @param length tokens of each
 */
public record EvenStretches(long tokens, int count, long length) {

    private static final int LONGEST = 1 << 16;

    /** Stretches at least, when the data are larger than the sample. */
    private static final int FEWEST = 8;

    /**
     * The stretches of a sample.
     *
     * @param tokens how many there are
     * @param most how many to take at most, at least 8
     * @return the stretches
     */
    public static EvenStretches of(long tokens, int most) {
        if (tokens <= most) {
            return new EvenStretches(tokens, 1, tokens);
        }
        long length = Math.min(LONGEST, most / FEWEST);
        return new EvenStretches(tokens, (int) (most / length), length);
    }

    /**
     * Number of tokens taken.
     *
     * @return no more than was asked for
     */
    public int size() {
        return (int) (count * length);
    }

    /**
     * First token of a stretch.
     *
     * @param number from 0
     * @return over all sequences
     */
    public long start(int number) {
        return number == 0 ? 0 : step() * number;
    }

    /** From the start of one stretch to that of the next. */
    private long step() {
        return (tokens - length) / (count - 1);
    }

    /**
     * Which of the tokens in a range are taken.
     *
     * @param from first token, over all sequences
     * @param to after the last
     * @return first token and the one after the last, for each stretch within the range
     */
    public long[] taken(long from, long to) {
        if (count == 1) {
            return from < to ? new long[] {from, to} : new long[0];
        }
        long[] out = new long[2];
        int size = 0;
        for (long n = Math.max(0, from / step() - 1); n < count && start((int) n) < to; n++) {
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
     * Whether a token is the first of a stretch.
     *
     * @param token over all sequences
     * @return true when no stretch is entered further back
     */
    public boolean begins(long token) {
        return token == 0 || (count > 1 && token % step() == 0 && token / step() < count);
    }
}
