// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.unmask.cli.option.UsageException;
import org.unmask.io.engine.FitEngine;
import org.unmask.parallel.Threads;
import org.unmask.parallel.Workers;
import picocli.CommandLine.Option;

/** Who works: threads of this process, or Spark. */
@SuppressWarnings("NullAway.Init")
final class EngineOptions {

    private static final String LOCAL = "local";
    private static final String SPARK = "spark";

    @Option(
            names = "--engine",
            order = 40,
            paramLabel = "ENGINE",
            defaultValue = LOCAL,
            description = "who works: local (default), or spark on many machines")
    private String engine;

    @Option(
            names = "--master",
            order = 41,
            paramLabel = "URL",
            description = "where Spark works: local[4], spark://host:7077, yarn … (default: as it was started)")
    private @Nullable String master;

    /** Whether Spark is asked for. */
    boolean onSpark() {
        if (!engine.equals(LOCAL) && !engine.equals(SPARK)) {
            throw new UsageException("--engine is \"" + engine + "\", expected local or spark");
        }
        if (master != null && engine.equals(LOCAL)) {
            throw new UsageException("--master goes with --engine spark, found --engine local");
        }
        return engine.equals(SPARK);
    }

    void requireLocal(String what) {
        if (onSpark()) {
            throw new UsageException(what + " with --engine spark, expected the local engine");
        }
    }

    Optional<String> master() {
        return Optional.ofNullable(master);
    }

    /** Spark, when it is asked for and on the class path. */
    Optional<FitEngine> elsewhere() {
        return onSpark() ? FitEngine.named(SPARK) : Optional.empty();
    }

    /** Runs the same command by the Spark that {@code SPARK_HOME} names. */
    int submitted(List<String> words) throws IOException, InterruptedException {
        return new SparkRun(master(), words).submitted();
    }

    /**
     * Does a job with the workers asked for.
     *
     * @param name what it is called where Spark shows jobs
     * @param threads of this process
     * @param words the command line
     * @param job gives an exit code
     */
    int work(String name, Threads threads, List<String> words, ToIntFunction<Workers> job)
            throws IOException, InterruptedException {
        if (!onSpark()) {
            return job.applyAsInt(threads);
        }
        Optional<FitEngine> spark = elsewhere();
        return spark.isPresent() ? spark.get().work(name, master(), threads, job::applyAsInt) : submitted(words);
    }
}
