// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.List;
import java.util.stream.IntStream;
import org.unmask.data.Sequences;
import org.unmask.data.Stretches;

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
        return Stretches.spread(ends, tokens, stretches).stream()
                .map(cut -> new int[] {cut.from(), cut.to()})
                .toList();
    }
}
