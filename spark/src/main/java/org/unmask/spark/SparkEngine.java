// SPDX-License-Identifier: Apache-2.0
package org.unmask.spark;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.unmask.estimate.StreamEstimator;
import org.unmask.estimate.StreamFit;
import org.unmask.io.BadInputException;
import org.unmask.io.data.DataFormat;
import org.unmask.io.data.DataOptions;
import org.unmask.io.data.DataProvenance;
import org.unmask.io.data.DataSet;
import org.unmask.io.data.TokenKind;
import org.unmask.io.engine.FitEngine;
import org.unmask.io.text.SequenceBreak;
import org.unmask.io.text.TextUnit;
import org.unmask.parallel.Threads;
import org.unmask.parallel.Workers;

/** Fits on Spark: in a Spark session that is there, as after {@code spark-submit}, or in one of its own. */
public final class SparkEngine implements FitEngine {

    private static final String MASTER = "spark.master";

    /** The setting of Spark that lets the driver keep fewer tokens than its memory holds. */
    static final String SAMPLE_SETTING = "spark.unmask.sample";

    private static final int LEAST_SAMPLE = 1 << 10;

    /**
     * The engine.
     *
     * @throws NoClassDefFoundError when Spark is not on the class path, so that nobody finds an engine that cannot work
     */
    public SparkEngine() {
        Objects.requireNonNull(SparkSession.class);
    }

    @Override
    public String word() {
        return "spark";
    }

    @Override
    public Answer fit(Job job) {
        return inSession("unmask fit " + job.data(), job.master(), session -> fit(session, job));
    }

    @Override
    public <T> T work(String name, Optional<String> master, Threads threads, Function<Workers, T> job) {
        return inSession(
                name,
                master,
                session -> job.apply(new SparkWorkers(new JavaSparkContext(session.sparkContext()), threads)));
    }

    private static <T> T inSession(String name, Optional<String> master, Function<SparkSession, T> job) {
        boolean submitted = System.getProperty(MASTER) != null;
        SparkSession.Builder builder = SparkSession.builder().appName(name);
        if (!submitted) {
            // Nobody looks at the pages of a program that ends with its answer.
            builder.config("spark.ui.enabled", "false").master(master.orElse("local[*]"));
        } else {
            master.ifPresent(builder::master);
        }
        SparkSession session;
        try {
            session = builder.getOrCreate();
        } catch (RuntimeException refused) {
            throw new IllegalArgumentException("Spark does not start with the master \""
                    + master.orElse(System.getProperty(MASTER, "local[*]")) + "\": " + refused.getMessage());
        }
        try {
            session.sparkContext().setLogLevel("ERROR");
            return job.apply(session);
        } finally {
            session.stop();
        }
    }

    /** Fits in a given session. */
    static Answer fit(SparkSession session, Job asked) {
        refuse(asked.how());
        Job job = new Job(asked.data(), asked.how(), asked.options(), asked.master(), sample(session, asked.sample()));
        List<FileStatus> files = TextParts.files(session, job.data());
        DataFormat format = job.how().format().orElseGet(() -> FileHeads.format(session, files.get(0)));
        Optional<TextUnit> unit = format.text();
        return Faults.told(
                job.data(),
                () -> unit.isPresent()
                        ? text(session, job, format, unit.get())
                        : TableFit.of(session, job, format, files));
    }

    private static int sample(SparkSession session, int most) {
        String setting = session.conf().get(SAMPLE_SETTING, Integer.toString(most));
        if (!setting.matches("[0-9]{4,18}") || Long.parseLong(setting) < LEAST_SAMPLE) {
            throw new IllegalArgumentException(
                    SAMPLE_SETTING + " is \"" + setting + "\", expected a number of tokens, at least " + LEAST_SAMPLE);
        }
        return (int) Math.min(most, Long.parseLong(setting));
    }

    private static Answer text(SparkSession session, Job job, DataFormat format, TextUnit unit) {
        DataOptions how = job.how();
        if (!how.columns().isEmpty()
                || how.sequenceColumn().isPresent()
                || how.header().isPresent()) {
            throw new IllegalArgumentException(
                    "a text has no columns: they cannot be asked for in the format " + format.word());
        }
        if (how.kind() == TokenKind.POINTS) {
            throw BadInputException.in(
                    job.data(), "read as " + format.word() + " it holds symbols, expected columns of numbers");
        }
        TextParts texts = TextParts.of(session, job.data());
        SparkSymbols symbols = texts.symbols(unit, how.breaks(), how.missing().orElse(Set.of()), job.data());
        return answer(job, symbols, format, List.of(), texts.files());
    }

    /** Fits symbols, wherever they came from. */
    static Answer answer(
            Job job, SparkSymbols symbols, DataFormat format, List<String> columns, List<FileStatus> files) {
        StreamFit fitted = new StreamEstimator(job.options(), job.sample()).fit(symbols);
        return answer(job, fitted, format, columns, files, symbols.tokens(), symbols.count());
    }

    /** A fit, and where its data came from. */
    static Answer answer(
            Job job,
            StreamFit fitted,
            DataFormat format,
            List<String> columns,
            List<FileStatus> files,
            long tokens,
            long sequences) {
        DataProvenance provenance = new DataProvenance(
                job.data(), listing(files), format, columns, List.of(), Optional.empty(), tokens, sequences, -1);
        return new Answer(fitted.fit(), new DataSet(fitted.sample(), provenance));
    }

    private static void refuse(DataOptions how) {
        String unknown = how.query().isPresent()
                ? "a query"
                : how.alphabet().isPresent()
                        ? "an alphabet"
                        : how.transforms().isEmpty()
                                ? ""
                                : how.transforms().get(0).word();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    unknown + " cannot be asked for on Spark, expected data that are ready to be fitted");
        }
        if (how.format().filter(format -> format.text().isEmpty()).isPresent() && how.breaks() != SequenceBreak.FILE) {
            throw new IllegalArgumentException(
                    "the sequences of a table are told by a sequence column, not by lines or paragraphs");
        }
    }

    /** Digest of names, lengths and times of the files: reading all bytes for a digest would cost as much as the fit. */
    static String listing(List<FileStatus> files) {
        StringBuilder list = new StringBuilder();
        for (FileStatus file : files) {
            list.append(file.getPath())
                    .append(' ')
                    .append(file.getLen())
                    .append(' ')
                    .append(file.getModificationTime())
                    .append('\n');
        }
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(list.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
