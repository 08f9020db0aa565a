// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.twin;

import java.util.ArrayList;
import java.util.List;

/** All words of a length over the numbers 0 to base - 1, in order. */
final class Combinations {

    private Combinations() {}

    static List<int[]> of(int base, int length) {
        List<int[]> out = new ArrayList<>();
        int[] word = new int[length];
        int at;
        do {
            out.add(word.clone());
            at = length - 1;
            while (at >= 0 && ++word[at] == base) {
                word[at--] = 0;
            }
        } while (at >= 0);
        return out;
    }
}
