// SPDX-License-Identifier: Apache-2.0
package org.unmask.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.unmask.io.BadInputException;

/** Finds what is wrong with the data in what Spark makes of it: a task's fault comes wrapped, once for each attempt. */
final class Faults {

    private Faults() {}

    /**
     * Does some work.
     *
     * @param data what the data are called in messages
     * @param work asks Spark for something
     * @return what the work gives
     * @throws BadInputException when a task found the data to be wrong
     */
    static <T> T told(String data, Supplier<T> work) {
        try {
            return work.get();
        } catch (IllegalArgumentException known) {
            throw known;
        } catch (RuntimeException failed) {
            throw cause(data, failed);
        } catch (Exception checked) { // Scala throws checked exceptions without saying so.
            throw cause(data, checked);
        }
    }

    private static RuntimeException cause(String data, Exception failed) {
        for (Throwable at = failed; at != null; at = at.getCause()) {
            if (at instanceof IllegalArgumentException known) {
                return known;
            }
            if (at instanceof UncheckedIOException known) {
                return known;
            }
            if (at instanceof IOException known) {
                return BadInputException.in(data, "cannot be read: " + known.getMessage());
            }
        }
        return failed instanceof RuntimeException known ? known : new IllegalStateException(failed);
    }
}
