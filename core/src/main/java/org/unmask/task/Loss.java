// SPDX-License-Identifier: Apache-2.0
package org.unmask.task;

/** What a masked predictor is trained to minimise (1.6). */
public enum Loss {
    /** Cross-entropy: the predictor gives the conditional law of the targets. */
    LOG,
    /** Squared error: the predictor gives the conditional mean of the outer product of the targets. */
    SQUARED;

    /**
     * The word on the command line and in files.
     *
     * @return {@code log} or {@code squared}
     */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /**
     * The loss with a word.
     *
     * @param word {@code log} or {@code squared}
     * @return the loss
     * @throws IllegalArgumentException for another word
     */
    public static Loss ofWord(String word) {
        for (Loss loss : values()) {
            if (loss.word().equals(word)) {
                return loss;
            }
        }
        throw new IllegalArgumentException("\"" + word + "\" is no loss, expected log or squared");
    }
}
