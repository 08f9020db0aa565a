// SPDX-License-Identifier: Apache-2.0
package org.unmask.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unmask.data.PointSequences;
import org.unmask.data.SymbolSequences;
import org.unmask.data.WindowCounts;
import org.unmask.data.WindowMoments;
import org.unmask.estimate.Estimator;
import org.unmask.estimate.Fit;
import org.unmask.estimate.FitOptions;
import org.unmask.estimate.Method;
import org.unmask.inference.BaumWelch;
import org.unmask.inference.EmOptions;
import org.unmask.inference.ExpectedCounts;
import org.unmask.inference.Likelihood;
import org.unmask.io.data.DataFormat;
import org.unmask.io.data.DataOptions;
import org.unmask.io.data.DataReader;
import org.unmask.io.engine.FitEngine;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Hmm;
import org.unmask.parallel.Progress;
import org.unmask.parallel.Threads;
import org.unmask.testkit.RandomModels;

/** Tables on Spark give what they give here, however many partitions there are. */
@Tag("slow")
class SparkTableTest {

    private static final int[] TRIPLE = {1, 2, 3};

    private static SparkSession spark;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void start() {
        spark = Sessions.shared();
    }

    @Test
    void momentsAreThoseOfTheLocalReaderToTheLastBit() throws IOException {
        Path file = folder.resolve("points.csv");
        int rows = TableParts.ROWS + 1000;
        StringBuilder text = new StringBuilder("x,y\n");
        SplittableRandom random = new SplittableRandom(3);
        for (int t = 0; t < rows; t++) {
            text.append(random.nextDouble())
                    .append(',')
                    .append(random.nextInt(9) == 0 ? "NA" : 1 / random.nextDouble());
            text.append('\n');
        }
        Files.writeString(file, text);
        PointSequences here = (PointSequences)
                DataReader.read(file.toString(), DataOptions.DEFAULT).sequences();
        double[] expected = WindowMoments.of(here, Threads.ONE, true, TRIPLE).numbers();
        for (String block : List.of("300000", "10000000")) {
            spark.conf().set("spark.sql.files.maxPartitionBytes", block);
            TableReading table = table(file, DataFormat.CSV, DataOptions.DEFAULT);
            SparkPoints there = new SparkPoints(TableParts.of(table, List.of(), 2, "points"), 2, List.of());
            assertThat(there.moments(true, TRIPLE).numbers()).as(block).isEqualTo(expected);
        }
    }

    @Test
    void sequencesByNameAreCountedAsHere() throws IOException {
        Path file = folder.resolve("named.csv");
        SplittableRandom random = new SplittableRandom(9);
        StringBuilder text = new StringBuilder("who,what\n");
        for (int t = 0; t < 5000; t++) {
            text.append("s").append(random.nextInt(1 + t / 20)).append(',');
            text.append(random.nextInt(30) == 0 ? "" : "abcd".charAt(random.nextInt(4)))
                    .append('\n');
        }
        Files.writeString(file, text);
        DataOptions how = DataOptions.DEFAULT.withSequenceColumn("who");
        SymbolSequences here =
                (SymbolSequences) DataReader.read(file.toString(), how).sequences();
        for (String block : List.of("3000", "10000000")) {
            spark.conf().set("spark.sql.files.maxPartitionBytes", block);
            TableReading table = table(file, DataFormat.CSV, how);
            List<String> symbols = TableParts.alphabet(table, "named").symbols();
            List<TablePart> parts = TableParts.of(table, symbols, 2, "named").collect();
            SymbolSequences there = (SymbolSequences) TableFit.gathered(parts, symbols, table);
            assertThat(there.alphabet()).isEqualTo(here.alphabet());
            assertThat(there.codes()).isEqualTo(here.codes());
            assertThat(there.count()).isEqualTo(here.count());
        }
    }

    @Test
    void largeSymbolsAreCountedInTheirParts() throws IOException {
        Path file = folder.resolve("large.csv");
        SplittableRandom random = new SplittableRandom(4);
        StringBuilder text = new StringBuilder("what\n");
        int rows = 2 * TableParts.ROWS + 77;
        for (int t = 0; t < rows; t++) {
            text.append("abc".charAt(random.nextInt(3))).append('\n');
        }
        Files.writeString(file, text);
        SymbolSequences here = (SymbolSequences)
                DataReader.read(file.toString(), DataOptions.DEFAULT).sequences();
        spark.conf().set("spark.sql.files.maxPartitionBytes", "70000");
        FitOptions options = FitOptions.of(1).withMethod(Method.MASKED).withThreads(Threads.ONE);
        FitEngine.Answer answer = SparkEngine.fit(
                spark, new FitEngine.Job(file.toString(), DataOptions.DEFAULT, options, Optional.empty(), 1 << 12));
        assertThat(answer.fit().tokens()).isEqualTo(rows);
        assertThat(answer.fit().climbed()).isLessThan(rows);
        assertThat(answer.fit().tasks().get(0).windows())
                .isEqualTo(WindowCounts.of(here, Threads.ONE, TRIPLE).total());
        TableReading table = table(file, DataFormat.CSV, DataOptions.DEFAULT);
        List<String> symbols = TableParts.alphabet(table, "large").symbols();
        var parts = TableParts.of(table, symbols, 2, "large");
        SparkSymbols source = new SparkSymbols(
                here.alphabet(),
                parts,
                parts.collect().stream()
                        .map(part -> new Shape(part.number(), part.starts(), false, 0, 0, 0, 0))
                        .toList());
        assertThat(source.survey(List.of(TRIPLE), 1 << 12, Progress.NONE).counts())
                .containsExactly(WindowCounts.of(here, Threads.ONE, TRIPLE));
    }

    @Test
    void parquetAndCsvAreFittedAsHere() throws IOException {
        Path file = folder.resolve("fitted.csv");
        SplittableRandom random = new SplittableRandom(11);
        StringBuilder text = new StringBuilder("who,x\n");
        for (int t = 0; t < 2000; t++) {
            double mean = (t / 7) % 2 == 0 ? -2 : 2;
            text.append(t / 100)
                    .append(',')
                    .append(mean + random.nextGaussian())
                    .append('\n');
        }
        Files.writeString(file, text);
        DataOptions how = DataOptions.DEFAULT.withSequenceColumn("who").withColumns(List.of("x"));
        FitOptions options = FitOptions.of(2).withThreads(Threads.ONE);
        var expected = new Estimator(options)
                .fit(DataReader.read(file.toString(), how).sequences())
                .model();
        assertThat(fit(file, how, options)).isEqualTo(expected);
        Path parquet = folder.resolve("fitted.parquet");
        spark.read()
                .option("header", true)
                .option("inferSchema", true)
                .csv(file.toString())
                .coalesce(1)
                .write()
                .parquet(parquet.toString());
        assertThat(fit(parquet, how.withFormat(DataFormat.PARQUET), options)).isEqualTo(expected);
    }

    @Test
    void manyPointsAreFittedByTheirParts() throws IOException {
        SplittableRandom random = new SplittableRandom(12);
        int rows = TableParts.ROWS + 9000;
        StringBuilder text = new StringBuilder("who,x,y\n");
        boolean low = false;
        for (int t = 0; t < rows; t++) {
            low ^= random.nextInt(10) == 0;
            text.append(t % 7).append(',').append((low ? -2 : 2) + random.nextGaussian());
            text.append(',').append(random.nextInt(20) == 0 ? "NA" : Double.toString(random.nextGaussian()));
            text.append('\n');
        }
        Path file = folder.resolve("many.csv");
        Files.writeString(file, text);
        spark.conf().set("spark.sql.files.maxPartitionBytes", "1000000");
        Hmm model = RandomModels.gaussianModel(random, 2, 2, CovarianceShape.FULL_PER_STATE);
        for (boolean named : new boolean[] {false, true}) {
            DataOptions how = DataOptions.DEFAULT.withColumns(List.of("x", "y"));
            DataOptions asked = named ? how.withSequenceColumn("who") : how;
            PointSequences here =
                    (PointSequences) DataReader.read(file.toString(), asked).sequences();
            JavaRDD<TablePart> parts = TableParts.of(table(file, DataFormat.CSV, asked), List.of(), 2, "many");
            List<Shape> shapes = parts.map(TablePart::shape).collect();
            SparkPoints there = new SparkPoints(parts, 2, shapes);
            assertThat(there.tokens()).isEqualTo(rows);
            assertThat(there.count()).isEqualTo(here.count());
            double likelihood = Likelihood.of(model, here);
            assertThat(there.logLikelihood(model, Progress.NONE))
                    .isCloseTo(likelihood, within(1e-12 * Math.abs(likelihood)));
            double[] whole = ExpectedCounts.of(model, here, Threads.ONE).numbers();
            double[] found = there.expectation(Progress.NONE).apply(model).numbers();
            for (int n = 0; n < whole.length; n++) {
                assertThat(found[n])
                        .as("number " + n)
                        .isCloseTo(whole[n], within(1e-11 * Math.max(rows, Math.abs(whole[n]))));
            }
            double[] dealt = new SparkPoints(parts.repartition(5), 2, shapes)
                    .expectation(Progress.NONE)
                    .apply(model)
                    .numbers();
            assertThat(dealt).containsExactly(found);
        }
        DataOptions how = DataOptions.DEFAULT.withColumns(List.of("x", "y"));
        PointSequences here =
                (PointSequences) DataReader.read(file.toString(), how).sequences();
        FitOptions options = FitOptions.of(2).withMethod(Method.EM).withThreads(Threads.ONE);
        Fit fit = fitted(file, how, options, 1 << 12);
        assertThat(fit.tokens()).isEqualTo(rows);
        assertThat(fit.climbed()).isEqualTo(1 << 12);
        assertThat(fit.stepsOnAll()).isPositive();
        // The top of all the data, above that of the sample.
        EmOptions few = EmOptions.DEFAULT.withMaxIterations(10).withInitial(options.initial());
        double higher = BaumWelch.fit(fit.model(), here, few).logLikelihood();
        assertThat(fit.logLikelihood()).isCloseTo(higher, within(0.05));
        spark.conf().set(SparkEngine.SAMPLE_SETTING, "5000");
        Fit ofSample = fitted(file, how, options.withMethod(Method.MASKED_EM), 1 << 20);
        spark.conf().set(SparkEngine.SAMPLE_SETTING, "12");
        assertThatThrownBy(() -> fitted(file, how, options, 1 << 20))
                .hasMessageContaining("spark.unmask.sample is \"12\", expected a number of tokens, at least 1024");
        spark.conf().unset(SparkEngine.SAMPLE_SETTING);
        assertThat(ofSample.climbed()).isEqualTo(5000);
        assertThat(ofSample.stepsOnAll()).isZero();
        assertThat(ofSample.logLikelihood()).isLessThan(higher - 0.5);
        double expected = Likelihood.of(ofSample.model(), here);
        assertThat(ofSample.logLikelihood()).isCloseTo(expected, within(1e-12 * Math.abs(expected)));
    }

    @Test
    void whatCannotBeReadIsSaid() throws IOException {
        Path file = folder.resolve("bad.csv");
        Files.writeString(file, "x\n1\n2\nthree\n");
        assertThatThrownBy(() -> fit(file, DataOptions.DEFAULT.withFormat(DataFormat.CSV), FitOptions.of(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("three");
        assertThatThrownBy(() -> fit(file, DataOptions.DEFAULT.withColumns(List.of("z")), FitOptions.of(2)))
                .hasMessageContaining("there is no column \"z\", expected one of x");
        assertThatThrownBy(() -> fit(file, DataOptions.DEFAULT.withQuery("SELECT 1"), FitOptions.of(2)))
                .hasMessageContaining("a query cannot be asked for on Spark");
    }

    private static Hmm fit(Path file, DataOptions how, FitOptions options) {
        return fitted(file, how, options, 1 << 20).model();
    }

    private static Fit fitted(Path file, DataOptions how, FitOptions options, int sample) {
        return SparkEngine.fit(spark, new FitEngine.Job(file.toString(), how, options, Optional.empty(), sample))
                .fit();
    }

    private static TableReading table(Path file, DataFormat format, DataOptions how) {
        return TableReading.of(spark, TextParts.files(spark, file.toString()), format, how);
    }
}
