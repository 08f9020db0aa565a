// SPDX-License-Identifier: Apache-2.0
package org.unmask.io;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Input as bytes that can be read several times: a file, or standard input under the name {@code -}, which is kept in
 * memory while small and in a temporary file else. What begins with the two bytes of gzip is unpacked.
 */
public final class InputBytes {

    /** The name of standard input on the command line. */
    public static final String STANDARD_INPUT = "-";

    private static final int KEPT_IN_MEMORY = 1 << 24;
    private static final int BUFFER = 1 << 16;

    private final String name;
    private final Optional<Path> file;
    private final byte[] bytes;

    private InputBytes(String name, Optional<Path> file, byte[] bytes) {
        this.name = name;
        this.file = file;
        this.bytes = bytes;
    }

    /**
     * Input by its name on the command line.
     *
     * @param path a file, or {@code -} for standard input
     * @return the input
     * @throws BadInputException when there is no such file or it cannot be read
     */
    public static InputBytes of(String path) {
        return path.equals(STANDARD_INPUT) ? ofStream("standard input", System.in) : ofFile(Path.of(path));
    }

    /**
     * A file.
     *
     * @param file the file
     * @return the input
     * @throws BadInputException when there is no such file or it cannot be read
     */
    public static InputBytes ofFile(Path file) {
        if (!Files.exists(file)) {
            throw BadInputException.in(file.toString(), "there is no such file");
        }
        if (Files.isDirectory(file)) {
            throw BadInputException.in(file.toString(), "this is a folder, expected a file");
        }
        if (!Files.isReadable(file)) {
            throw BadInputException.in(file.toString(), "permission is denied");
        }
        if (!Files.isRegularFile(file)) {
            // A pipe can be read only once, as /dev/stdin or a shell's <(…).
            try (InputStream in = Files.newInputStream(file)) {
                return ofStream(file.toString(), in);
            } catch (IOException failed) {
                throw unreadable(file.toString(), failed);
            }
        }
        return new InputBytes(file.toString(), Optional.of(file), new byte[0]);
    }

    /**
     * What a stream has to give, read to its end at once.
     *
     * @param name what it is called in messages
     * @param in the stream; not closed
     * @return the input
     * @throws BadInputException when it cannot be read
     */
    public static InputBytes ofStream(String name, InputStream in) {
        try {
            byte[] start = in.readNBytes(KEPT_IN_MEMORY);
            if (start.length < KEPT_IN_MEMORY) {
                return new InputBytes(name, Optional.empty(), start);
            }
            Path spool = Files.createTempFile("unmask-input-", ".tmp");
            AtomicFile.deleteAtEnd(spool);
            try (OutputStream out = Files.newOutputStream(spool)) {
                out.write(start);
                in.transferTo(out);
            }
            return new InputBytes(name, Optional.of(spool), new byte[0]);
        } catch (IOException failed) {
            throw unreadable(name, failed);
        }
    }

    /**
     * Bytes in memory.
     *
     * @param name what they are called in messages
     * @param bytes the bytes; copied
     * @return the input
     */
    public static InputBytes ofBytes(String name, byte[] bytes) {
        return new InputBytes(name, Optional.empty(), bytes.clone());
    }

    /**
     * What the input is called in messages.
     *
     * @return the path as given, or "standard input"
     */
    public String name() {
        return name;
    }

    /**
     * Number of bytes, packed ones when they are packed.
     *
     * @return at least 0
     */
    public long size() {
        try {
            return file.isPresent() ? Files.size(file.get()) : bytes.length;
        } catch (IOException failed) {
            throw unreadable(name, failed);
        }
    }

    /**
     * Whether the bytes are packed by gzip.
     *
     * @return true when they begin as gzip does
     */
    public boolean isPacked() {
        try (InputStream in = raw()) {
            return in.read() == 0x1f && in.read() == 0x8b;
        } catch (IOException failed) {
            throw unreadable(name, failed);
        }
    }

    /**
     * The first bytes, unpacked.
     *
     * @param count how many at most
     * @return fewer only when there are no more
     */
    public byte[] head(int count) {
        try (InputStream in = open()) {
            return in.readNBytes(count);
        } catch (IOException failed) {
            throw unreadable(name, failed);
        }
    }

    /**
     * The unpacked bytes from the start.
     *
     * @return a stream, buffered where needed, to be closed; when packed bytes end early or are damaged it throws a
     *     {@link BadInputException}
     */
    public InputStream open() {
        try {
            return isPacked() ? new Unpacked(raw(), name) : raw();
        } catch (IOException failed) {
            throw unreadable(name, failed);
        }
    }

    /**
     * All unpacked bytes.
     *
     * @return a new array
     */
    public byte[] readAll() {
        try (InputStream in = open()) {
            return in.readAllBytes();
        } catch (IOException failed) {
            throw unreadable(name, failed);
        }
    }

    /**
     * A file with the unpacked bytes, for libraries that read only files.
     *
     * @return the file itself when it is not packed, else a temporary one that goes with the process
     */
    public Path asFile() {
        if (file.isPresent() && !isPacked()) {
            return file.get();
        }
        try (InputStream in = open()) {
            Path spool = Files.createTempFile("unmask-input-", ".tmp");
            AtomicFile.deleteAtEnd(spool);
            try (OutputStream out = Files.newOutputStream(spool)) {
                in.transferTo(out);
            }
            return spool;
        } catch (IOException failed) {
            throw unreadable(name, failed);
        }
    }

    /**
     * SHA-256 of the bytes as they lie there, packed ones when they are packed.
     *
     * @return 64 hexadecimal digits
     */
    public String sha256() {
        try (DigestInputStream in = new DigestInputStream(raw(), MessageDigest.getInstance("SHA-256"))) {
            byte[] buffer = new byte[BUFFER];
            while (in.read(buffer) >= 0) {
                // The digest looks on.
            }
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (IOException failed) {
            throw unreadable(name, failed);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private InputStream raw() throws IOException {
        return file.isPresent() ? Files.newInputStream(file.get()) : new ByteArrayInputStream(bytes);
    }

    private static BadInputException unreadable(String name, IOException failed) {
        return BadInputException.in(name, "cannot be read: " + AtomicFile.reason(failed));
    }

    /** Gzip whose faults speak of the file. */
    private static final class Unpacked extends FilterInputStream {

        private final String name;

        Unpacked(InputStream packed, String name) throws IOException {
            super(new GZIPInputStream(new BufferedInputStream(packed, BUFFER), BUFFER));
            this.name = name;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            try {
                return super.read(into, offset, length);
            } catch (java.io.EOFException cut) {
                throw BadInputException.in(name, "the gzip data end early, expected a whole file");
            } catch (ZipException damaged) {
                throw BadInputException.in(name, "the gzip data are damaged: " + damaged.getMessage());
            }
        }
    }
}
