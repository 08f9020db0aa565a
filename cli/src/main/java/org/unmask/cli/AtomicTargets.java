// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.unmask.io.BadInputException;

/** Outputs looked at before the work: a place that cannot be written to is told at once, not after an hour. */
final class AtomicTargets {

    private AtomicTargets() {}

    /** Refuses places that cannot be written to; nothing is made yet. */
    static void check(@Nullable Path... targets) {
        for (Path target : targets) {
            if (target != null) {
                check(target);
            }
        }
    }

    private static void check(Path target) {
        if (Files.isDirectory(target)) {
            throw BadInputException.in(target.toString(), "cannot be written: this is a folder");
        }
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            return;
        }
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw BadInputException.in(target.toString(), "cannot be written: there is no folder " + folder);
        }
        if (!Files.isWritable(folder)) {
            throw BadInputException.in(target.toString(), "cannot be written: permission is denied");
        }
    }
}
