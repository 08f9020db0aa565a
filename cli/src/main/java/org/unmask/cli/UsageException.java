// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

/** Options that do not go together; ends with {@link ExitCode#USAGE}. */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
