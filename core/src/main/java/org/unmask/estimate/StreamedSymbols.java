// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.List;
import org.unmask.data.SymbolStream;
import org.unmask.data.WindowCounter;
import org.unmask.inference.StreamLikelihood;
import org.unmask.model.Alphabet;
import org.unmask.model.Hmm;
import org.unmask.parallel.Progress;

/**
 * Symbols that pass by on this machine.
 *
 * @param stream what passes by
 */
record StreamedSymbols(SymbolStream stream) implements SymbolSource {

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
    public Survey survey(List<int[]> positions, int sample, Progress progress) {
        int symbols = stream.alphabet().size();
        List<WindowCounter> counters =
                positions.stream().map(at -> new WindowCounter(symbols, at)).toList();
        StreamSample taking = new StreamSample(stream.alphabet(), stream.tokens(), sample);
        Everyone sinks = new Everyone(counters, taking);
        new WatchedStream(stream, "counting windows", progress).replay(sinks);
        return new Survey(counters.stream().map(WindowCounter::counts).toList(), sinks.longest, taking.sequences());
    }

    @Override
    public double logLikelihood(Hmm model, Progress progress) {
        return StreamLikelihood.of(model, new WatchedStream(stream, "scoring", progress));
    }

    /** Passes everything on to the counters and the sample, and measures sequences. */
    private static final class Everyone implements SymbolStream.Sink {

        private final List<WindowCounter> counters;
        private final StreamSample sample;
        private long current;
        private long longest;

        Everyone(List<WindowCounter> counters, StreamSample sample) {
            this.counters = counters;
            this.sample = sample;
        }

        @Override
        public void accept(int[] codes, int from, int to) {
            for (WindowCounter counter : counters) {
                counter.accept(codes, from, to);
            }
            sample.accept(codes, from, to);
            current += to - from;
        }

        @Override
        public void endSequence() {
            counters.forEach(WindowCounter::endSequence);
            sample.endSequence();
            longest = Math.max(longest, current);
            current = 0;
        }
    }
}
