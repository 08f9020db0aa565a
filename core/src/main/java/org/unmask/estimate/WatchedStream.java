// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.concurrent.CancellationException;
import org.unmask.data.SymbolStream;
import org.unmask.model.Alphabet;
import org.unmask.parallel.Progress;

/**
 * A stream that tells how far it has passed, and stops when the thread is interrupted.
 *
 * @param stream what passes
 * @param phase what it passes for
 * @param progress hears of it
 */
record WatchedStream(SymbolStream stream, String phase, Progress progress) implements SymbolStream {

    @Override
    public Alphabet alphabet() {
        return stream.alphabet();
    }

    @Override
    public long tokens() {
        return stream.tokens();
    }

    @Override
    public long count() {
        return stream.count();
    }

    @Override
    public void replay(Sink sink) {
        stream.replay(new Sink() {

            private long passed;
            private long told;

            @Override
            public void accept(int[] codes, int from, int to) {
                sink.accept(codes, from, to);
                passed += to - from;
                if (passed - told >= 1 << 20) {
                    told = passed;
                    progress.at(phase, passed, tokens());
                    if (Thread.interrupted()) {
                        throw new CancellationException("interrupted while " + phase);
                    }
                }
            }

            @Override
            public void endSequence() {
                sink.endSequence();
            }
        });
    }
}
