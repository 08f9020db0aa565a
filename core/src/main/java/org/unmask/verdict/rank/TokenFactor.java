// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.rank;

/**
 * What one token of a window contributes to the message pass: a factor for each state, and how it depends on the
 * emission parameters.
 */
sealed interface TokenFactor {

    /**
     * The factors.
     *
     * @return {@code [state]}, bare
     */
    long[] values();

    /**
     * A symbol that is seen, or one functional of a masked token: linear in the means of a state.
     *
     * @param values factor of each state
     * @param functional coefficient of each coordinate: the unit vector of a symbol, or random ones
     */
    record Linear(long[] values, long[] functional) implements TokenFactor {}

    /**
     * A density at a point: the values stand for exponentials, algebraically independent of everything else; only their
     * log-derivatives are known (4.2).
     *
     * @param values factor of each state
     * @param point where the density is taken
     */
    record Density(long[] values, long[] point) implements TokenFactor {}
}
