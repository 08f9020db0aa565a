// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import java.util.function.Supplier;

/** Words of the command line turned into values. */
final class Options {

    private Options() {}

    /**
     * The value of an option.
     *
     * @param parse makes it
     * @return the value
     * @throws UsageException with the message of what {@code parse} refused
     */
    static <T> T usage(Supplier<T> parse) {
        try {
            return parse.get();
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(String.valueOf(wrong.getMessage()));
        }
    }
}
