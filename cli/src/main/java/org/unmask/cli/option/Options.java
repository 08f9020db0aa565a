// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli.option;

import java.time.Duration;
import java.util.function.Supplier;

/** Words of the command line turned into values. */
public final class Options {

    private Options() {}

    /**
     * The value of an option.
     *
     * @param parse makes it
     * @return the value
     * @throws UsageException with the message of what {@code parse} refused
     */
    public static <T> T usage(Supplier<T> parse) {
        try {
            return parse.get();
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(String.valueOf(wrong.getMessage()));
        }
    }

    /**
     * Refuses what is no positive number.
     *
     * @param option its name
     * @param value what stood behind it
     * @throws UsageException if it is not positive, or not finite
     */
    public static void requirePositive(String option, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new UsageException(option + " is " + value + ", expected a positive number");
        }
    }

    /**
     * A limit of time.
     *
     * @param seconds what stood behind {@code --time-limit}
     * @return the limit, whole milliseconds, at most some thirty years
     * @throws UsageException if it is not positive
     */
    public static Duration timeLimit(double seconds) {
        if (!(seconds > 0)) {
            throw new UsageException("--time-limit is " + seconds + ", expected a positive number of seconds");
        }
        return Duration.ofMillis((long) Math.ceil(Math.min(seconds, 1e9) * 1000));
    }
}
