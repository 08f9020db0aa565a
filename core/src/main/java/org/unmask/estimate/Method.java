// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

/** What is optimised, and from where. */
public enum Method {
    /** Masked prediction alone: the tasks' loss is minimised, the data are not looked at again after counting. */
    MASKED("masked"),
    /**
     * Masked prediction gives starts beside others, the likelihood is climbed from the best (6.3). For points it is the same
     * as {@link #EM}: masked training gave no start that led higher.
     */
    MASKED_EM("masked+em"),
    /** The likelihood is climbed from clusters and perturbations; no masked prediction. */
    EM("em");

    private final String word;

    Method(String word) {
        this.word = word;
    }

    /**
     * The word on the command line and in files.
     *
     * @return {@code masked}, {@code masked+em} or {@code em}
     */
    public String word() {
        return word;
    }

    /**
     * The method with a word.
     *
     * @param word {@code masked}, {@code masked+em} or {@code em}
     * @return the method
     * @throws IllegalArgumentException for another word
     */
    public static Method ofWord(String word) {
        for (Method method : values()) {
            if (method.word.equals(word)) {
                return method;
            }
        }
        throw new IllegalArgumentException("\"" + word + "\" is no estimator, expected masked, masked+em or em");
    }
}
