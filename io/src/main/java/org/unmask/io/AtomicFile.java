// SPDX-License-Identifier: Apache-2.0
package org.unmask.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Output that is there whole or not at all: it is written beside its place and moved there when it is complete. When
 * writing fails or the process is told to end, what stood there before stays, and nothing half-written is left behind.
 */
public final class AtomicFile {

    /** Writes the contents. */
    @FunctionalInterface
    public interface Body {
        /**
         * Writes everything; the stream is closed by the caller.
         *
         * @param out where to
         * @throws IOException when writing fails
         */
        void writeTo(OutputStream out) throws IOException;
    }

    /** Makes a file. */
    @FunctionalInterface
    public interface Maker {
        /**
         * Writes the whole file.
         *
         * @param file an empty file to write over
         * @throws IOException when writing fails
         */
        void make(Path file) throws IOException;
    }

    /** Files under way, for the end of a process that is interrupted: the hook runs once and only deletes. */
    private static final Set<Path> UNDER_WAY = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(AtomicFile::sweep, "unmask-sweep"));
    }

    private AtomicFile() {}

    /**
     * Writes a text in UTF-8.
     *
     * @param target where the file shall be
     * @param text its contents
     * @throws BadInputException when the place cannot be written to
     */
    public static void write(Path target, String text) {
        write(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Writes bytes as they come.
     *
     * @param target where the file shall be
     * @param body writes the contents
     * @throws BadInputException when the place cannot be written to
     */
    public static void write(Path target, Body body) {
        make(target, file -> {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
                body.writeTo(out);
            }
        });
    }

    /**
     * Lets someone else write the file, such as a database.
     *
     * @param target where the file shall be
     * @param maker writes it at another path in the same folder
     * @throws BadInputException when the place cannot be written to
     */
    public static void make(Path target, Maker maker) {
        if (Files.isDirectory(target)) {
            throw BadInputException.in(target.toString(), "cannot be written: this is a folder");
        }
        // A device or a pipe, such as /dev/stdout, has no beside.
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            writeThrough(target, maker);
            return;
        }
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw BadInputException.in(target.toString(), "cannot be written: there is no folder " + folder);
        }
        Path beside = folder.resolve("." + target.getFileName() + "."
                + ProcessHandle.current().pid() + "." + Long.toHexString(System.nanoTime()) + ".tmp");
        UNDER_WAY.add(beside);
        try {
            Files.createFile(beside);
            maker.make(beside);
            move(beside, target);
        } catch (IOException failed) {
            throw BadInputException.in(target.toString(), "cannot be written: " + reason(failed));
        } finally {
            delete(beside);
            UNDER_WAY.remove(beside);
        }
    }

    private static void writeThrough(Path target, Maker maker) {
        try {
            Path file = Files.createTempFile("unmask-", ".tmp");
            UNDER_WAY.add(file);
            try {
                maker.make(file);
                try (OutputStream out = Files.newOutputStream(target)) {
                    Files.copy(file, out);
                }
            } finally {
                delete(file);
                UNDER_WAY.remove(file);
            }
        } catch (IOException failed) {
            throw BadInputException.in(target.toString(), "cannot be written: " + reason(failed));
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException plain) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /**
     * What an exception of the file system means, in a few words.
     *
     * @param failure the exception
     * @return such as "permission is denied"
     */
    static String reason(IOException failure) {
        if (failure instanceof java.nio.file.AccessDeniedException) {
            return "permission is denied";
        }
        if (failure instanceof java.nio.file.NoSuchFileException) {
            return "there is no such file";
        }
        if (failure instanceof java.nio.file.FileSystemException at && at.getReason() != null) {
            return at.getReason();
        }
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    /** Marks a file to be deleted when the process ends, however it ends. */
    static void deleteAtEnd(Path file) {
        UNDER_WAY.add(file);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException ignored) {
            // The answer does not depend on it.
        }
    }

    private static void sweep() {
        UNDER_WAY.forEach(AtomicFile::delete);
    }
}
