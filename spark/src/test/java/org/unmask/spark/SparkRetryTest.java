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
import org.unmask.model.Alphabet;
import org.unmask.model.Hmm;
import org.unmask.parallel.Progress;
import org.unmask.parallel.Threads;
import org.unmask.testkit.RandomModels;

/** Tasks that fail and executors that die change nothing but the time. */
@Tag("slow")
class SparkRetryTest {

    private static final int[] TRIPLE = {1, 2, 3};

    @TempDir
    private static Path folder;

    /** What happens to the first attempt at one of the parts, after half of its tokens have passed. */
    enum Mishap {
        NONE,
        THROWS,
        DIES
    }

    /** A part of one long sequence. */
    @SuppressWarnings("ArrayRecordComponent") // On its way between processes; nobody compares two.
    record Fragile(long number, int[] codes, Mishap mishap, String flag) implements Part, Serializable {

        @Override
        public boolean resumes() {
            return number > 0;
        }

        @Override
        public void replay(SymbolStream.Sink sink) {
            int half = codes.length / 2;
            sink.accept(codes, 0, half);
            if (number == 2 && mishap == Mishap.THROWS && TaskContext.get().attemptNumber() == 0) {
                throw new IllegalStateException("the first attempt fails");
            }
            if (number == 2 && mishap == Mishap.DIES && new File(flag).delete()) {
                Runtime.getRuntime().halt(1);
            }
            sink.accept(codes, half, codes.length);
        }
    }

    @Test
    void aTaskThatFailsIsRunAgain() throws IOException {
        int[] codes = codes();
        try (SparkSession spark = Sessions.start("local[2,4]", Map.of())) {
            SymbolSequences here = SymbolSequences.single(Alphabet.numbered(3), codes);
            for (int partitions : new int[] {1, 3, 7}) {
                assertThat(survey(spark, codes, Mishap.THROWS, "", partitions).counts())
                        .containsExactly(WindowCounts.of(here, Threads.ONE, TRIPLE));
            }
            double[] calm = expected(spark, codes, Mishap.NONE, 4);
            for (int partitions : new int[] {1, 7}) {
                assertThat(expected(spark, codes, Mishap.THROWS, partitions)).containsExactly(calm);
            }
        }
        // Without a second attempt the mishap does end the job.
        try (SparkSession spark = Sessions.start("local[2,1]", Map.of())) {
            assertThatThrownBy(() -> survey(spark, codes, Mishap.THROWS, "", 3))
                    .hasMessageContaining("the first attempt fails");
        }
    }

    @Test
    void anExecutorThatDiesIsReplaced() throws IOException {
        layOutSpark();
        Path flag = Files.createFile(folder.resolve("not-yet-dead"));
        SparkSession started;
        try {
            started = Sessions.start(
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
            int[] codes = codes();
            SymbolSequences here = SymbolSequences.single(Alphabet.numbered(3), codes);
            assertThat(survey(spark, codes, Mishap.DIES, flag.toString(), 4).counts())
                    .containsExactly(WindowCounts.of(here, Threads.ONE, TRIPLE));
            assertThat(flag).as("the executor died").doesNotExist();
        }
    }

    private static int[] codes() {
        SplittableRandom random = new SplittableRandom(8);
        return random.ints(5000, -1, 3).toArray();
    }

    private static SymbolSource.Survey survey(
            SparkSession spark, int[] codes, Mishap mishap, String flag, int partitions) {
        return symbols(spark, codes, mishap, flag, partitions).survey(List.of(TRIPLE), 1 << 12, Progress.NONE);
    }

    private static double[] expected(SparkSession spark, int[] codes, Mishap mishap, int partitions) {
        Hmm model = RandomModels.startedModel(new SplittableRandom(9), 2, 3);
        return symbols(spark, codes, mishap, "", partitions)
                .expectation(Progress.NONE)
                .orElseThrow()
                .apply(model)
                .numbers();
    }

    private static SparkSymbols symbols(SparkSession spark, int[] codes, Mishap mishap, String flag, int partitions) {
        List<Fragile> parts = new ArrayList<>();
        List<Shape> shapes = new ArrayList<>();
        int size = 600;
        for (int from = 0; from < codes.length; from += size) {
            int to = Math.min(from + size, codes.length);
            shapes.add(new Shape(parts.size(), to - from, false, 0, 0, 0, 0));
            parts.add(new Fragile(parts.size(), Arrays.copyOfRange(codes, from, to), mishap, flag));
        }
        JavaRDD<Fragile> spread = new JavaSparkContext(spark.sparkContext()).parallelize(parts, partitions);
        return new SparkSymbols(Alphabet.numbered(3), spread, shapes);
    }

    /** A folder with the jars of Spark, from which executors start as they would from an installed one. */
    private static void layOutSpark() throws IOException {
        String home = System.getenv("SPARK_HOME");
        Assumptions.assumeTrue(home != null, "SPARK_HOME names no folder to lay out jars in");
        Path jars = Files.createDirectories(Path.of(home, "jars"));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path jar = Path.of(entry);
            Path link = jars.resolve(String.valueOf(jar.getFileName()));
            if (entry.endsWith(".jar") && !Files.exists(link)) {
                Files.createSymbolicLink(link, jar.toAbsolutePath());
            }
        }
    }
}
