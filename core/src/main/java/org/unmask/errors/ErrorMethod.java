// SPDX-License-Identifier: Apache-2.0
package org.unmask.errors;

/** How standard errors are found. */
public enum ErrorMethod {
    /** The inverse curvature: right when the model is. */
    INFORMATION("information"),
    /** Curvature and the spread of scores, with their dependence along the data: right also for a wrong model's best fit. */
    SANDWICH("sandwich"),
    /** Fits to data drawn from the fitted model. */
    PARAMETRIC_BOOTSTRAP("parametric"),
    /** Fits to data put together from stretches of the data. */
    BLOCK_BOOTSTRAP("block");

    private final String word;

    ErrorMethod(String word) {
        this.word = word;
    }

    /**
     * The word on the command line and in files.
     *
     * @return {@code information}, {@code sandwich}, {@code parametric} or {@code block}
     */
    public String word() {
        return word;
    }
}
