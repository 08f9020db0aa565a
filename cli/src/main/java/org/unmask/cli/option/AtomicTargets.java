// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli.option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.unmask.io.BadInputException;
import org.unmask.io.InputBytes;

/** Outputs looked at before the work: a place that cannot be written to is told at once, not after an hour. */
public final class AtomicTargets {

    private AtomicTargets() {}

    /** Refuses places that cannot be written to, and one place for two outputs; nothing is made yet. */
    public static void check(@Nullable Path... targets) {
        Set<Path> taken = new HashSet<>();
        for (Path target : targets) {
            if (target != null) {
                check(target);
                if (!isDevice(target) && !taken.add(place(target))) {
                    throw BadInputException.in(target.toString(), "cannot be written: two outputs have this name");
                }
            }
        }
    }

    /** Refuses an output in the place of a file that is read. */
    public static void keep(String input, @Nullable Path... targets) {
        if (input.equals(InputBytes.STANDARD_INPUT)) {
            return;
        }
        Path read = Path.of(input);
        for (Path target : targets) {
            if (target != null && Files.isRegularFile(read) && place(target).equals(place(read))) {
                throw BadInputException.in(target.toString(), "cannot be written: it is read");
            }
        }
    }

    private static void check(Path target) {
        if (Files.isDirectory(target)) {
            throw BadInputException.in(target.toString(), "cannot be written: this is a folder");
        }
        if (isDevice(target)) {
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

    private static boolean isDevice(Path target) {
        return Files.exists(target) && !Files.isRegularFile(target);
    }

    /** One name for each file, whatever way leads to it. */
    private static Path place(Path target) {
        try {
            return target.toRealPath();
        } catch (IOException isNew) {
            Path folder = target.toAbsolutePath().normalize().getParent();
            try {
                return folder == null ? target : folder.toRealPath().resolve(target.getFileName());
            } catch (IOException gone) {
                return target.toAbsolutePath().normalize();
            }
        }
    }
}
