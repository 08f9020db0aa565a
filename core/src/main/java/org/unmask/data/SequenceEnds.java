// SPDX-License-Identifier: Apache-2.0
package org.unmask.data;

import java.util.Arrays;

/** Checks and cuts of the end offsets that both kinds of sequences share. */
final class SequenceEnds {

    private SequenceEnds() {}

    static void check(int[] ends, int tokens) {
        int before = 0;
        for (int s = 0; s < ends.length; s++) {
            if (ends[s] < before) {
                throw new IllegalArgumentException(
                        "sequence " + (s + 1) + " ends at " + ends[s] + ", before its start at " + before);
            }
            before = ends[s];
        }
        if (before != tokens) {
            throw new IllegalArgumentException(
                    "the last sequence ends at " + before + ", expected " + tokens + " as there are so many tokens");
        }
    }

    static int[] slice(int[] ends, int from, int to) {
        int offset = from == 0 ? 0 : ends[from - 1];
        int[] out = Arrays.copyOfRange(ends, from, to);
        for (int s = 0; s < out.length; s++) {
            out[s] -= offset;
        }
        return out;
    }
}
