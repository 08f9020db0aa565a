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

    /** A symbol that is seen, or one functional of a masked token: linear in the means of a state. */
    final class Linear implements TokenFactor {
        private final long[] values;
        private final long[] functional;

        Linear(long[] values, long[] functional) {
            this.values = values;
            this.functional = functional;
        }

        @Override
        public long[] values() {
            return values;
        }

        /** Coefficient of each coordinate: the unit vector of a symbol, or random ones. */
        long[] functional() {
            return functional;
        }
    }

    /**
     * A density at a point: the values stand for exponentials, algebraically independent of everything else; only their
     * log-derivatives are known (4.2).
     */
    final class Density implements TokenFactor {
        private final long[] values;
        private final long[] point;

        Density(long[] values, long[] point) {
            this.values = values;
            this.point = point;
        }

        @Override
        public long[] values() {
            return values;
        }

        /** Where the density is taken. */
        long[] point() {
            return point;
        }
    }
}
