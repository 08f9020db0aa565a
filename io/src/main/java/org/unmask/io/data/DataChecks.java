// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.data;

import java.util.Arrays;
import org.unmask.data.PointSequences;
import org.unmask.data.Sequences;
import org.unmask.data.SymbolSequences;
import org.unmask.data.SymbolStream;
import org.unmask.io.BadInputException;
import org.unmask.io.Counted;

/** Whether data can carry a fit at all. Data that a finished model only scores or decodes need none of this. */
public final class DataChecks {

    private DataChecks() {}

    /**
     * Refuses data that no model can be fitted to.
     *
     * @param data the data
     * @param window length of the task's window
     * @throws BadInputException for one token, no sequence as long as the window, one distinct symbol or a constant column
     */
    public static void forFit(DataSet data, int window) {
        Sequences sequences = data.sequences();
        String source = data.provenance().source();
        int longest = 0;
        for (int s = 0; s < sequences.count(); s++) {
            longest = Math.max(longest, sequences.end(s) - sequences.start(s));
        }
        checkLength(source, sequences.tokens(), longest, window);
        if (sequences instanceof SymbolSequences symbols) {
            checkSymbols(
                    source,
                    Arrays.stream(symbols.codes())
                            .filter(code -> code >= 0)
                            .distinct()
                            .limit(2)
                            .count());
        } else {
            checkColumns(data, (PointSequences) sequences);
        }
    }

    /**
     * Refuses a stream that no model can be fitted to. One pass over it.
     *
     * @param data the stream
     * @param window length of the task's window
     * @throws BadInputException for one token, no sequence as long as the window or one distinct symbol
     */
    public static void forFit(DataStream data, int window) {
        Lengths lengths = new Lengths(data.stream().alphabet().size());
        data.stream().replay(lengths);
        String source = data.provenance().source();
        checkLength(source, data.stream().tokens(), lengths.longest, window);
        int distinct = 0;
        for (boolean seen : lengths.seen) {
            distinct += seen ? 1 : 0;
        }
        checkSymbols(source, distinct);
    }

    private static void checkLength(String source, long tokens, long longest, int window) {
        if (tokens < 2) {
            throw BadInputException.in(source, "there is one token only, expected a sequence of them");
        }
        if (longest < window) {
            throw BadInputException.in(
                    source,
                    "the longest sequence has " + Counted.of(longest, "token") + ", expected at least " + window
                            + ", the window of the task");
        }
    }

    private static void checkSymbols(String source, long distinct) {
        if (distinct < 2) {
            throw BadInputException.in(
                    source,
                    "there is " + (distinct == 0 ? "no" : "only one distinct") + " symbol, expected at least two");
        }
    }

    private static void checkColumns(DataSet data, PointSequences points) {
        int d = points.dimension();
        for (int c = 0; c < d; c++) {
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            for (int t = 0; t < points.tokens(); t++) {
                double value = points.value(t, c);
                if (!Double.isNaN(value)) {
                    least = Math.min(least, value);
                    most = Math.max(most, value);
                }
            }
            if (!(most > least)) {
                throw BadInputException.in(
                        data.provenance().source(),
                        "column \"" + data.provenance().columns().get(c) + "\" is constant (" + least
                                + "), expected values that vary");
            }
        }
    }

    /** The longest sequence, and the symbols that occur. */
    private static final class Lengths implements SymbolStream.Sink {

        private final boolean[] seen;
        private long length;
        private long longest;

        Lengths(int symbols) {
            this.seen = new boolean[symbols];
        }

        @Override
        public void accept(int[] codes, int from, int to) {
            for (int t = from; t < to; t++) {
                if (codes[t] >= 0) {
                    seen[codes[t]] = true;
                }
            }
            length += to - from;
        }

        @Override
        public void endSequence() {
            longest = Math.max(longest, length);
            length = 0;
        }
    }
}
