// SPDX-License-Identifier: Apache-2.0
package org.unmask.bench;

import java.util.Arrays;
import java.util.List;

/** Options of a benchmark: {@code --name value}. */
record Arguments(List<String> words) {

    Arguments(String... given) {
        this(Arrays.asList(given));
    }

    String word(String name, String otherwise) {
        int at = words.indexOf(name);
        return at >= 0 && at + 1 < words.size() ? words.get(at + 1) : otherwise;
    }

    int number(String name, int otherwise) {
        return Integer.parseInt(word(name, Integer.toString(otherwise)));
    }

    /** Words between commas. */
    List<String> words(String name, String otherwise) {
        return List.of(word(name, otherwise).split(",", -1));
    }
}
