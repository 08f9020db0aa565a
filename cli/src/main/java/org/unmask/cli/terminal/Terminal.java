// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a person looks at standard output or standard error. */
public final class Terminal {

    private Terminal() {}

    /** Whether standard error is a terminal. */
    public static boolean errorsAreSeen() {
        return isTerminal(2);
    }

    /** Whether standard output is a terminal and colour is not refused (the convention of no-color.org). */
    public static boolean colourIsWelcome() {
        return System.getenv("NO_COLOR") == null && isTerminal(1);
    }

    /** Java knows one answer for all three streams; where the system keeps a link for each, that is asked instead. */
    @SuppressWarnings(
            "SystemConsoleNull") // From Java 22 on it says yes too often: then a bar shows, and no answer changes.
    private static boolean isTerminal(int descriptor) {
        Path link = Path.of("/proc/self/fd/" + descriptor);
        try {
            String target = Files.readSymbolicLink(link).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException noLink) {
            return System.console() != null;
        }
    }
}
