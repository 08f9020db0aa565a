// SPDX-License-Identifier: Apache-2.0
package org.unmask.spark;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.unmask.io.InputBytes;
import org.unmask.io.data.DataFormat;

/** The first bytes of a file, from which formats and columns are seen as they are for a file on this machine. */
final class FileHeads {

    private static final int BYTES = 1 << 20;

    private FileHeads() {}

    /** The format, seen by name and contents. */
    static DataFormat format(SparkSession session, FileStatus file) {
        return DataFormat.of(read(session, file.getPath(), 1 << 12));
    }

    /** The first whole lines. */
    static InputBytes lines(SparkSession session, FileStatus file) {
        byte[] head = read(session, file.getPath(), BYTES).readAll();
        int end = head.length;
        if (head.length >= BYTES) {
            while (end > 0 && head[end - 1] != '\n') {
                end--;
            }
        }
        return InputBytes.ofBytes(file.getPath().toString(), java.util.Arrays.copyOf(head, end));
    }

    private static InputBytes read(SparkSession session, Path path, int bytes) {
        try (InputStream in =
                path.getFileSystem(session.sparkContext().hadoopConfiguration()).open(path)) {
            InputBytes packed = InputBytes.ofBytes(path.toString(), new BufferedInputStream(in).readNBytes(bytes));
            return packed.isPacked() ? unpacked(path, packed, bytes) : packed;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static InputBytes unpacked(Path path, InputBytes packed, int bytes) {
        return InputBytes.ofBytes(path.toString(), packed.head(Math.min(bytes, 1 << 12)));
    }
}
