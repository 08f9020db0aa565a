// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli.option;

/** Options that do not go together; ends with {@link ExitCode#USAGE}. */
public final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UsageException(String message) {
        super(message);
    }
}
