// SPDX-License-Identifier: Apache-2.0
package org.unmask.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Options of a benchmark: {@code --name value}. */
record Arguments(List<String> words) {

    Arguments(String... given) {
        this(Arrays.asList(given));
    }

    /** The value of an option; of several, the last. */
    Optional<String> find(String name) {
        int at = words.lastIndexOf(name);
        return at >= 0 && at + 1 < words.size() ? Optional.of(words.get(at + 1)) : Optional.empty();
    }

    String word(String name, String otherwise) {
        return find(name).orElse(otherwise);
    }

    int number(String name, int otherwise) {
        return Integer.parseInt(word(name, Integer.toString(otherwise)));
    }

    double measure(String name, double otherwise) {
        return Double.parseDouble(word(name, Double.toString(otherwise)));
    }

    /** The words before the first option. */
    List<String> plain() {
        return words.stream().takeWhile(word -> !word.startsWith("--")).toList();
    }

    /** Words between commas. */
    List<String> words(String name, String otherwise) {
        return List.of(word(name, otherwise).split(",", -1));
    }

    /** Words between commas, all of them when none are given; fails where one is none of them. */
    List<String> among(String name, List<String> all) {
        List<String> found = words(name, String.join(",", all));
        for (String word : found) {
            if (!all.contains(word)) {
                throw new IllegalArgumentException(
                        name + " has \"" + word + "\", expected " + String.join(", ", all) + " with commas between");
            }
        }
        return found;
    }
}
