// SPDX-License-Identifier: Apache-2.0
package org.unmask.diagnosis;

/** Why a fit may be poor, the gravest first. */
public enum Cause {
    /** The task's predictors do not fix the model: no number of tokens helps. */
    STRUCTURAL("structural"),
    /** The data speak against any model of the family with so many states. */
    MISSPECIFIED("misspecified"),
    /** States or moves are so much alike that the data tell them apart only with great effort. */
    NUMERICAL("numerical"),
    /** There are too few tokens. */
    STATISTICAL("statistical");

    private final String word;

    Cause(String word) {
        this.word = word;
    }

    /**
     * The word in files.
     *
     * @return {@code structural}, {@code misspecified}, {@code numerical} or {@code statistical}
     */
    public String word() {
        return word;
    }
}
