// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

/** What the law of the first state of a sequence may be when a model is fitted. */
public enum InitialLaw {
    /** Any law, with parameters of its own. */
    FREE,
    /** The stationary law of the transition matrix. */
    STATIONARY;

    /**
     * The word for this choice on the command line and in files.
     *
     * @return {@code free} or {@code stationary}
     */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /**
     * The choice with a word.
     *
     * @param word {@code free} or {@code stationary}
     * @return the choice
     * @throws IllegalArgumentException for another word
     */
    public static InitialLaw ofWord(String word) {
        for (InitialLaw law : values()) {
            if (law.word().equals(word)) {
                return law;
            }
        }
        throw new IllegalArgumentException("\"" + word + "\" is no kind of initial law, expected free or stationary");
    }
}
