// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.data;

import java.util.Locale;

/**
 * A change of columns of numbers, within each sequence: nothing is ever taken across the end of one. A result that needs
 * a missing value is missing.
 */
public enum Transform {
    /** {@code x(t) - x(t-1)}; the first token of a sequence goes. */
    DIFFERENCE,
    /** {@code log(x(t) / x(t-1))}; the first token of a sequence goes, values must be positive. */
    LOG_RETURN,
    /** Times 100, for returns in percent. */
    PERCENT,
    /** Minus the column's mean, over its standard deviation (divisor n), both over all sequences. */
    STANDARDIZE;

    /**
     * The word for this on the command line.
     *
     * @return such as {@code log-return}
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
