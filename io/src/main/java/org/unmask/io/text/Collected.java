// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.text;

import java.util.Arrays;
import org.unmask.data.SymbolSequences;
import org.unmask.data.SymbolStream;
import org.unmask.io.BadInputException;
import org.unmask.model.Alphabet;

/** Gathers all tokens in memory. */
final class Collected implements SymbolStream.Sink {

    private static final int MOST = Integer.MAX_VALUE - 16;

    private int[] codes = new int[1 << 12];
    private int tokens;
    private int[] ends = new int[16];
    private int sequences;

    @Override
    public void accept(int[] block, int from, int to) {
        int added = to - from;
        if (added > codes.length - tokens) {
            if ((long) tokens + added > MOST) {
                throw new Misplaced(0, "the text has more than " + MOST + " tokens, too many for memory");
            }
            codes = Arrays.copyOf(codes, (int) Math.min(MOST, Math.max(tokens + (long) added, 2L * codes.length)));
        }
        System.arraycopy(block, from, codes, tokens, added);
        tokens += added;
    }

    @Override
    public void endSequence() {
        if (sequences == ends.length) {
            ends = Arrays.copyOf(ends, 2 * sequences);
        }
        ends[sequences++] = tokens;
    }

    /** Other codes for the same tokens. */
    void translate(int[] places) {
        boolean same = true;
        for (int code = 0; code < places.length; code++) {
            same &= places[code] == code;
        }
        for (int t = 0; t < tokens && !same; t++) {
            codes[t] = codes[t] < 0 ? SymbolSequences.MISSING : places[codes[t]];
        }
    }

    SymbolSequences sequences(Alphabet alphabet, String name) {
        if (tokens == 0) {
            throw BadInputException.in(name, "the file is empty or holds no token, expected some");
        }
        return SymbolSequences.of(alphabet, Arrays.copyOf(codes, tokens), Arrays.copyOf(ends, sequences));
    }
}
