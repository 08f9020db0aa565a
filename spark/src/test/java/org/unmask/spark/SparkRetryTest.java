// SPDX-License-Identifier: Apache-2.0
package org.unmask.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unmask.data.SymbolSequences;
import org.unmask.data.SymbolStream;
import org.unmask.data.WindowCounts;
import org.unmask.estimate.SymbolSource;
import org.unmask.inference.PieceExpectation;
import org.unmask.model.Alphabet;
import org.unmask.model.Hmm;
import org.unmask.parallel.Progress;
import org.unmask.parallel.Threads;
import org.unmask.testkit.RandomModels;

/** Tasks that fail and executors that die change nothing but the time. */
@Tag("slow")
class SparkRetryTest {

    private static final int[] TRIPLE = {1, 2, 3};

    /** Sinks of the two kinds of work. */
    private static final String COUNTING = "Everyone";

    private static final String EXPECTING = PieceExpectation.class.getSimpleName();

    private static final int[] CODES = new SplittableRandom(8).ints(5000, -1, 3).toArray();

    @TempDir
    private static Path folder;

    /** What happens to a task half through one of the parts. */
    enum Mishap {
        NONE,
        /** The first attempt fails. */
        THROWS,
        /** Every attempt fails. */
        NEVER_ENDS_WELL,
        /** The first process to get there dies. */
        DIES
    }

    /**
     * A part of one long sequence.
     *
     * @param number place among the parts
     * @param codes the tokens
     * @param mishap what happens
     * @param doing simple name of the sink that it happens to
     * @param flag a file that is there until a process has died
     */
    @SuppressWarnings("ArrayRecordComponent") // On its way between processes; nobody compares two.
    record Fragile(long number, int[] codes, Mishap mishap, String doing, String flag) implements Part, Serializable {

        @Override
        public boolean resumes() {
            return number > 0;
        }

        @Override
        public void replay(SymbolStream.Sink sink) {
            int half = codes.length / 2;
            sink.accept(codes, 0, half);
            if (number == 2 && sink.getClass().getSimpleName().equals(doing)) {
                boolean first = TaskContext.get().attemptNumber() == 0;
                if (mishap == Mishap.NEVER_ENDS_WELL || (mishap == Mishap.THROWS && first)) {
                    throw new IllegalStateException("an attempt fails");
                }
                if (mishap == Mishap.DIES && new File(flag).delete()) {
                    Runtime.getRuntime().halt(1);
                }
            }
            sink.accept(codes, half, codes.length);
        }
    }

    @Test
    void aTaskThatFailsIsRunAgain() {
        SparkSession spark = Sessions.shared();
        SymbolSequences here = SymbolSequences.single(Alphabet.numbered(3), CODES);
        Trouble counting = new Trouble(Mishap.THROWS, COUNTING, "");
        for (int partitions : new int[] {1, 7}) {
            assertThat(survey(spark, counting, partitions).counts())
                    .containsExactly(WindowCounts.of(here, Threads.ONE, TRIPLE));
        }
        double[] calm = expected(spark, Trouble.NONE, 4);
        for (int partitions : new int[] {1, 7}) {
            assertThat(expected(spark, new Trouble(Mishap.THROWS, EXPECTING, ""), partitions))
                    .containsExactly(calm);
        }
        // A mishap that no attempt survives does end the job.
        assertThatThrownBy(() -> survey(spark, new Trouble(Mishap.NEVER_ENDS_WELL, COUNTING, ""), 3))
                .hasMessageContaining("an attempt fails");
    }

    @Test
    void anExecutorThatDiesIsReplaced() throws IOException {
        InstalledSpark.laidOut();
        SymbolSequences here = SymbolSequences.single(Alphabet.numbered(3), CODES);
        double[] calm = expected(Sessions.shared(), Trouble.NONE, 4);
        SparkSession started;
        try {
            started = Sessions.alone(
                    "local-cluster[2,1,1024]",
                    Map.of(
                            "spark.executor.extraClassPath",
                            System.getProperty("java.class.path"),
                            "spark.executor.memory",
                            "600m"));
        } catch (RuntimeException refused) {
            Assumptions.abort("no cluster of processes starts here: " + refused.getMessage());
            return;
        }
        try (SparkSession spark = started) {
            Trouble counting = Trouble.deadly(COUNTING);
            assertThat(survey(spark, counting, 4).counts()).containsExactly(WindowCounts.of(here, Threads.ONE, TRIPLE));
            assertThat(new File(counting.flag()))
                    .as("an executor died counting")
                    .doesNotExist();
            Trouble expecting = Trouble.deadly(EXPECTING);
            assertThat(expected(spark, expecting, 4)).containsExactly(calm);
            assertThat(new File(expecting.flag()))
                    .as("an executor died in the E step")
                    .doesNotExist();
        }
    }

    /** What happens, and to whom. */
    private record Trouble(Mishap mishap, String doing, String flag) {

        static final Trouble NONE = new Trouble(Mishap.NONE, "", "");

        static Trouble deadly(String doing) throws IOException {
            return new Trouble(
                    Mishap.DIES,
                    doing,
                    Files.createFile(folder.resolve("alive-" + doing)).toString());
        }
    }

    private static SymbolSource.Survey survey(SparkSession spark, Trouble trouble, int partitions) {
        return symbols(spark, trouble, partitions).survey(List.of(TRIPLE), 1 << 12, Progress.NONE);
    }

    private static double[] expected(SparkSession spark, Trouble trouble, int partitions) {
        Hmm model = RandomModels.startedModel(new SplittableRandom(9), 2, 3);
        return symbols(spark, trouble, partitions)
                .expectation(Progress.NONE)
                .orElseThrow()
                .apply(model)
                .numbers();
    }

    private static SparkSymbols symbols(SparkSession spark, Trouble trouble, int partitions) {
        List<Fragile> parts = new ArrayList<>();
        List<Shape> shapes = new ArrayList<>();
        int size = 600;
        for (int from = 0; from < CODES.length; from += size) {
            int[] codes = Arrays.copyOfRange(CODES, from, Math.min(from + size, CODES.length));
            shapes.add(new Shape(parts.size(), codes.length, false, 0, 0, 0, 0));
            parts.add(new Fragile(parts.size(), codes, trouble.mishap(), trouble.doing(), trouble.flag()));
        }
        JavaRDD<Fragile> spread = new JavaSparkContext(spark.sparkContext()).parallelize(parts, partitions);
        return new SparkSymbols(Alphabet.numbered(3), spread, shapes);
    }
}
