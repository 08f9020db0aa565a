// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.unmask.data.Sequences;

/** Ends of sequences, and stretches cut out of them. */
final class Ends {

    private Ends() {}

    /** Ends of the sequences that have tokens. */
    static int[] nonEmpty(Sequences sequences) {
        return IntStream.range(0, sequences.count())
                .filter(s -> sequences.end(s) > sequences.start(s))
                .map(sequences::end)
                .toArray();
    }

    /**
     * Stretches at even distances, none across the end of a sequence.
     *
     * @param tokens how many in all, about
     * @param stretches how many, where sequences are long enough
     * @return start and end of each
     */
    static List<int[]> spread(int[] ends, int tokens, int stretches) {
        int n = ends[ends.length - 1];
        int length = tokens / stretches;
        List<int[]> out = new ArrayList<>();
        int sequence = 0;
        int done = 0;
        for (int s = 0; s < stretches; s++) {
            int from = Math.max(done, (int) ((long) (n - length) * s / Math.max(1, stretches - 1)));
            int to = Math.min(n, from + length);
            while (from < to) {
                while (ends[sequence] <= from) {
                    sequence++;
                }
                int stop = Math.min(to, ends[sequence]);
                out.add(new int[] {from, stop});
                from = stop;
            }
            done = to;
        }
        return out;
    }
}
