// SPDX-License-Identifier: Apache-2.0
package org.unmask.errors;

import java.util.OptionalDouble;

/**
 * How far one entry of a model may be off.
 *
 * @param standing whether there is anything to say
 * @param standardError of the entry; empty unless it is {@link Standing#ESTIMATED}
 * @param lower lower end of the interval; NaN when there is none
 * @param upper upper end of the interval; NaN when there is none
 */
public record EntryError(Standing standing, OptionalDouble standardError, double lower, double upper) {

    /** Why an entry has an error, or has none. */
    public enum Standing {
        /** It has a standard error and an interval. */
        ESTIMATED("estimated"),
        /** It lies at the edge of the family, as a probability of zero: one side of the interval is the edge itself. */
        BOUNDARY("at the boundary"),
        /** It cannot be anything else: an entry that the family fixes. */
        GIVEN("fixed by the family"),
        /** The task's predictors leave it free to slide, so it is no estimate of anything. */
        NOT_FIXED("not fixed by this task"),
        /** The data do not tell: the objective is flat in its direction. */
        FLAT("not determined by the data");

        private final String words;

        Standing(String words) {
            this.words = words;
        }

        /**
         * For a person.
         *
         * @return such as {@code at the boundary}
         */
        public String words() {
            return words;
        }
    }

    /** An entry without a number. */
    static EntryError none(Standing standing) {
        return new EntryError(standing, OptionalDouble.empty(), Double.NaN, Double.NaN);
    }

    /** An entry at the edge. */
    static EntryError boundary(double lower, double upper) {
        return new EntryError(Standing.BOUNDARY, OptionalDouble.empty(), lower, upper);
    }

    /**
     * Whether the interval is there and holds a value.
     *
     * @param value a true value
     * @return true inside or on the ends
     */
    public boolean covers(double value) {
        return lower <= value && value <= upper;
    }
}
