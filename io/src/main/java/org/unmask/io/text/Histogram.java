// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.text;

import java.util.Arrays;
import org.unmask.data.SymbolStream;

/** Counts codes on their way. */
final class Histogram implements SymbolStream.Sink {

    /** Tokens pass by and nothing is kept. */
    static final SymbolStream.Sink NOWHERE = new SymbolStream.Sink() {
        @Override
        public void accept(int[] codes, int from, int to) {}

        @Override
        public void endSequence() {}
    };

    private final SymbolStream.Sink next;
    private long[] counts = new long[256];
    private long tokens;
    private long sequences;

    Histogram(SymbolStream.Sink next) {
        this.next = next;
    }

    @Override
    public void accept(int[] codes, int from, int to) {
        int most = 0;
        for (int t = from; t < to; t++) {
            most = Math.max(most, codes[t]);
        }
        if (most >= counts.length) {
            counts = Arrays.copyOf(counts, Math.max(most + 1, 2 * counts.length));
        }
        for (int t = from; t < to; t++) {
            if (codes[t] >= 0) {
                counts[codes[t]]++;
            }
        }
        tokens += to - from;
        next.accept(codes, from, to);
    }

    @Override
    public void endSequence() {
        sequences++;
        next.endSequence();
    }

    /** How often each of the first codes occurred. */
    long[] counts(int codes) {
        return Arrays.copyOf(counts, codes);
    }

    long tokens() {
        return tokens;
    }

    long sequences() {
        return sequences;
    }
}
