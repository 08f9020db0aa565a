// SPDX-License-Identifier: Apache-2.0
package org.unmask.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.unmask.io.BadInputException;
import org.unmask.io.text.SequenceBreak;
import org.unmask.io.text.TextPieces;
import org.unmask.io.text.TextUnit;

/**
 * Texts in parts of so many bytes, whatever the cluster: part {@code n} of a file begins at the first place from
 * {@code n} times that number on where a text may be cut. A file packed by gzip is one part. Each file begins a sequence.
 */
final class TextParts {

    /** Bytes of a part. Another number gives other sums of real numbers in their last digits, and the same counts. */
    static final long BYTES = 1L << 24;

    /** The setting of Spark that gives another number of bytes. */
    static final String BYTES_SETTING = "spark.unmask.partBytes";

    /** Tasks for each processor, so that a slow one does not hold up all. */
    private static final int TASKS = 4;

    private final SparkSession session;
    private final List<FileStatus> files;

    private TextParts(SparkSession session, List<FileStatus> files) {
        this.session = session;
        this.files = files;
    }

    /**
     * The files of a name.
     *
     * @param session Spark
     * @param data a file, a folder or a pattern, of any file system that Spark reads
     * @throws BadInputException when there is none
     */
    static TextParts of(SparkSession session, String data) {
        return new TextParts(session, files(session, data));
    }

    /** The files, in the order of their names; those of a folder that begin with a dot or an underscore are passed over. */
    static List<FileStatus> files(SparkSession session, String data) {
        try {
            Path path = new Path(data);
            FileSystem system = path.getFileSystem(session.sparkContext().hadoopConfiguration());
            FileStatus[] found = system.globStatus(path);
            if (found == null || found.length == 0) {
                throw BadInputException.in(data, "there is no such file");
            }
            List<FileStatus> files = new ArrayList<>();
            for (FileStatus status : found) {
                if (status.isFile()) {
                    files.add(status);
                } else {
                    Arrays.stream(system.listStatus(status.getPath()))
                            .filter(FileStatus::isFile)
                            .filter(file -> !file.getPath().getName().matches("[._].*"))
                            .forEach(files::add);
                }
            }
            files.sort(Comparator.comparing(file -> file.getPath().toString()));
            if (files.stream().mapToLong(FileStatus::getLen).sum() == 0) {
                throw BadInputException.in(data, "the file is empty, expected sequences");
            }
            return files;
        } catch (IllegalArgumentException wrong) {
            throw wrong instanceof BadInputException known
                    ? known
                    : BadInputException.in(data, String.valueOf(wrong.getMessage()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /**
     * Reads all texts once, to learn which symbols occur and where sequences end.
     *
     * @param unit what a token is
     * @param breaks where sequences end
     * @param missing tokens that stand for one that was not observed
     * @param name what the texts are called in messages
     * @return the symbols
     * @throws BadInputException when a text is malformed, or there is no token
     */
    SparkSymbols symbols(TextUnit unit, SequenceBreak breaks, java.util.Set<String> missing, String name) {
        JavaSparkContext context = new JavaSparkContext(session.sparkContext());
        TextPieces pieces = new TextPieces(unit, breaks, missing);
        TextReading blind = new TextReading(session.sparkContext().hadoopConfiguration(), unit, breaks, missing);
        Found found = found(spread(context, blind));
        if (found.shapes().stream().mapToLong(Shape::tokens).sum() == 0) {
            throw BadInputException.in(name, "the file is empty or holds no token, expected some");
        }
        TextPieces.Tally sum = new TextPieces.Tally(
                List.copyOf(found.counts().keySet()),
                found.counts().values().stream().mapToLong(Long::longValue).toArray());
        TextPieces.Symbols symbols = pieces.alphabet(sum, name);
        return new SparkSymbols(symbols.alphabet(), spread(context, blind.with(symbols)), found.shapes());
    }

    /** Neighbours go to the same task, so that it finds each border once in the page cache. */
    private JavaRDD<TextPart> spread(JavaSparkContext context, TextReading reading) {
        List<TextPart> parts = parts(context.broadcast(reading));
        return context.parallelize(parts, Math.max(1, Math.min(parts.size(), TASKS * context.defaultParallelism())));
    }

    private List<TextPart> parts(Broadcast<TextReading> reading) {
        long bytes = Long.parseLong(session.conf().get(BYTES_SETTING, Long.toString(BYTES)));
        List<TextPart> parts = new ArrayList<>();
        for (FileStatus file : files) {
            String name = file.getPath().toString();
            boolean packed = isPacked(file.getPath(), session.sparkContext().hadoopConfiguration());
            long size = packed ? Long.MAX_VALUE : Math.max(bytes, TextPieces.BEFORE);
            for (long from = 0; from == 0 || (from < file.getLen() && !packed); from += size) {
                long to = packed ? file.getLen() : Math.min(from + size, file.getLen());
                parts.add(new TextPart(parts.size(), name, from, to, file.getLen(), packed, reading));
            }
        }
        return parts;
    }

    private static boolean isPacked(Path path, Configuration configuration) {
        try (InputStream in = path.getFileSystem(configuration).open(path)) {
            return in.read() == 0x1f && in.read() == 0x8b;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Found found(JavaRDD<TextPart> parts) {
        return parts.mapPartitions(of -> List.of(Found.of(of)).iterator())
                .treeReduce(Found::merge, SparkSymbols.depth(parts.getNumPartitions()));
    }

    /** Symbols and shapes of some parts, mergeable. */
    record Found(TreeMap<String, Long> counts, ArrayList<Shape> shapes) implements java.io.Serializable {

        static Found of(java.util.Iterator<TextPart> parts) {
            Found found = new Found(new TreeMap<>(), new ArrayList<>());
            while (parts.hasNext()) {
                TextPart part = parts.next();
                Shape.Measure measure = new Shape.Measure();
                TextPieces.Tally tally = part.tally(measure);
                for (int code = 0; code < tally.counts().length; code++) {
                    found.counts.merge(tally.symbols().get(code), tally.counts()[code], Long::sum);
                }
                found.shapes.add(measure.of(part.number()));
            }
            return found;
        }

        Found merge(Found other) {
            TreeMap<String, Long> sum = new TreeMap<>(counts);
            other.counts.forEach((symbol, count) -> sum.merge(symbol, count, Long::sum));
            ArrayList<Shape> all = new ArrayList<>(shapes);
            all.addAll(other.shapes);
            return new Found(sum, all);
        }
    }

    /** The files, for a digest of what was read. */
    List<FileStatus> files() {
        return files;
    }
}
