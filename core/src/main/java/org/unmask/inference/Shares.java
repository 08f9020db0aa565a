// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.ArrayList;
import java.util.List;
import org.unmask.data.Sequences;

/**
 * Whole sequences in shares of some tokens each. The cut depends on the data alone, so sums over shares, added in the
 * order of a fixed tree, do not depend on who worked them.
 *
 * @param from first sequence
 * @param to after the last sequence
 */
record Shares(int from, int to) {

    private static final int TOKENS = 1 << 16;

    /** Cuts a range of sequences. */
    static List<Shares> of(Sequences sequences, int from, int to) {
        List<Shares> out = new ArrayList<>();
        int start = from;
        for (int s = from; s < to; s++) {
            if (sequences.end(s) - sequences.start(start) >= TOKENS || s == to - 1) {
                out.add(new Shares(start, s + 1));
                start = s + 1;
            }
        }
        return out;
    }
}
