// SPDX-License-Identifier: Apache-2.0
package org.unmask.constraint;

import java.util.Arrays;
import java.util.Locale;

/** The usual patterns of transitions. */
public enum Topology {
    /** Any state may follow any. */
    FULL,
    /** A state is followed by itself or the next one; sequences start in the first and the last is not left. */
    LEFT_TO_RIGHT,
    /** A state is followed by itself or any later one; sequences start in the first. */
    UPPER_TRIANGULAR,
    /** A state is followed by itself or the next one, the last by the first. */
    CYCLIC;

    /**
     * The word for this topology.
     *
     * @return such as {@code left-to-right}
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The topology with a word.
     *
     * @param word such as {@code cyclic}
     * @return the topology
     * @throws IllegalArgumentException for another word
     */
    public static Topology ofWord(String word) {
        return Arrays.stream(values())
                .filter(topology -> topology.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "\"" + word + "\" is no topology, expected full, left-to-right, upper-triangular or cyclic"));
    }

    /**
     * The pattern of a transition matrix with this topology.
     *
     * @param transition what is known besides
     * @return the pattern with zeros where no transition may be
     */
    public Pattern zeros(Pattern transition) {
        int k = transition.rows();
        return switch (this) {
            case FULL -> transition;
            case LEFT_TO_RIGHT ->
                transition.withZeros((i, j) -> j != i && j != i + 1).withFixed(k - 1, k - 1, 1);
            case UPPER_TRIANGULAR -> transition.withZeros((i, j) -> j < i).withFixed(k - 1, k - 1, 1);
            case CYCLIC -> transition.withZeros((i, j) -> j != i && j != (i + 1) % k);
        };
    }

    /**
     * Whether sequences start in the first state.
     *
     * @return true where states are passed in one direction
     */
    public boolean startsFirst() {
        return this == LEFT_TO_RIGHT || this == UPPER_TRIANGULAR;
    }
}
