// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.Locale;

/** Where a sequence starts. */
public enum InitialLaw {
    /** In the stationary law of the chain: the initial law is no parameter. */
    STATIONARY,
    /** Anywhere: the initial law is free. One long sequence then starts in one state for sure. */
    FREE;

    /**
     * The word on the command line.
     *
     * @return {@code stationary} or {@code free}
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The law with a word.
     *
     * @param word {@code stationary} or {@code free}
     * @return the law
     * @throws IllegalArgumentException for another word
     */
    public static InitialLaw ofWord(String word) {
        for (InitialLaw law : values()) {
            if (law.word().equals(word)) {
                return law;
            }
        }
        throw new IllegalArgumentException("\"" + word + "\" is no initial law, expected stationary or free");
    }
}
