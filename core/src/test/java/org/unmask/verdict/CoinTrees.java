// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Plain trees of documents about two coins, written down field by field. */
public final class CoinTrees {

    private CoinTrees() {}

    /** Keys and values in turn, in their order. */
    public static Map<String, Object> map(Object... entries) {
        Map<String, Object> out = new LinkedHashMap<>();
        for (int i = 0; i < entries.length; i += 2) {
            out.put((String) entries[i], entries[i + 1]);
        }
        return out;
    }

    /** Two rows, each the other turned round. */
    public static List<List<Object>> even(Object stay, Object leave) {
        return List.of(List.of(stay, leave), List.of(leave, stay));
    }

    /** A model of two coins that are changed now and then. */
    public static Map<String, Object> coin(Object half, Object stay, Object leave, Object head, Object tail) {
        return map(
                "format",
                "unmask-model",
                "version",
                1,
                "family",
                "categorical",
                "states",
                2,
                "symbols",
                List.of("a", "b"),
                "initial",
                List.of(half, half),
                "transition",
                even(stay, leave),
                "emission",
                even(head, tail));
    }
}
