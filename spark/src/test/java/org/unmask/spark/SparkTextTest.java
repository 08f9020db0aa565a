// SPDX-License-Identifier: Apache-2.0
package org.unmask.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unmask.data.SymbolSequences;
import org.unmask.data.WindowCounts;
import org.unmask.estimate.Estimator;
import org.unmask.estimate.FitOptions;
import org.unmask.estimate.Method;
import org.unmask.estimate.SymbolSource;
import org.unmask.inference.ExpectedCounts;
import org.unmask.inference.Likelihood;
import org.unmask.io.BadInputException;
import org.unmask.io.InputBytes;
import org.unmask.io.data.DataFormat;
import org.unmask.io.data.DataOptions;
import org.unmask.io.engine.FitEngine;
import org.unmask.io.text.SequenceBreak;
import org.unmask.io.text.TextSource;
import org.unmask.io.text.TextUnit;
import org.unmask.model.Categorical;
import org.unmask.model.Hmm;
import org.unmask.parallel.Progress;
import org.unmask.parallel.Threads;
import org.unmask.testkit.RandomModels;

/** Texts on Spark give what they give here, however they are cut and whoever reads which part. */
@Tag("slow")
class SparkTextTest {

    private static final int[] PAIR = {1, 3};
    private static final int[] TRIPLE = {1, 2, 3};

    private static SparkSession spark;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void start() {
        spark = Sessions.shared();
    }

    @Test
    void countsAreThoseOfTheLocalReaderBitForBit() throws IOException {
        for (TextUnit unit : TextUnit.values()) {
            for (SequenceBreak breaks : SequenceBreak.values()) {
                // TextPiecesTest goes through all of them; here each unit and each kind of break is seen once or twice.
                if (breaks != SequenceBreak.FILE && unit != TextUnit.LETTERS) {
                    continue;
                }
                long seed = 10L * unit.ordinal() + breaks.ordinal();
                Path file = folder.resolve("ragged-" + seed + ".txt");
                Files.writeString(file, unit == TextUnit.FASTA ? records(seed) : text(seed));
                SymbolSequences here = TextSource.of(InputBytes.ofFile(file), unit, breaks, Set.of())
                        .read();
                boolean plain = unit == TextUnit.LETTERS && breaks == SequenceBreak.FILE;
                for (int bytes : plain ? new int[] {211, 1500} : new int[] {307}) {
                    SparkSymbols there = symbols(file, unit, breaks, bytes);
                    SymbolSource.Survey survey =
                            there.survey(List.of(TRIPLE, PAIR, new int[] {1}), 1 << 20, Progress.NONE);
                    String about = unit + " by " + breaks + " in parts of " + bytes;
                    assertThat(there.alphabet()).as(about).isEqualTo(here.alphabet());
                    assertThat(there.tokens()).as(about).isEqualTo(here.tokens());
                    assertThat(there.count()).as(about).isEqualTo(here.count());
                    assertThat(survey.counts().get(0)).as(about).isEqualTo(WindowCounts.of(here, Threads.ONE, TRIPLE));
                    assertThat(survey.counts().get(1)).as(about).isEqualTo(WindowCounts.of(here, Threads.ONE, PAIR));
                    assertThat(survey.sample().codes()).as(about).isEqualTo(here.codes());
                    assertThat(ends(survey.sample())).as(about).isEqualTo(ends(here));
                    assertThat(survey.longest()).as(about).isEqualTo(longest(here));
                }
            }
        }
    }

    @Test
    void likelihoodsAreThoseOfTheWholeTextInAnyParts() throws IOException {
        Path file = folder.resolve("scored.txt");
        Files.writeString(file, text(77));
        for (SequenceBreak breaks : List.of(SequenceBreak.FILE, SequenceBreak.LINES)) {
            SymbolSequences here = TextSource.of(InputBytes.ofFile(file), TextUnit.LETTERS, breaks, Set.of())
                    .read();
            Hmm model = over(here, 5);
            double expected = Likelihood.of(model, here);
            double[] found = {211, 1 << 20};
            for (int n = 0; n < found.length; n++) {
                found[n] =
                        symbols(file, TextUnit.LETTERS, breaks, (int) found[n]).logLikelihood(model, Progress.NONE);
                assertThat(found[n]).isCloseTo(expected, within(1e-12 * Math.abs(expected)));
            }
        }
    }

    @Test
    void expectedCountsAreThoseOfTheFixedTreeWhoeverCounts() throws IOException {
        Path file = folder.resolve("expected.txt");
        Files.writeString(file, text(78));
        for (SequenceBreak breaks : List.of(SequenceBreak.FILE, SequenceBreak.LINES)) {
            SymbolSequences here = TextSource.of(InputBytes.ofFile(file), TextUnit.LETTERS, breaks, Set.of())
                    .read();
            Hmm model = over(here, 6);
            double[] found = expected(symbols(file, TextUnit.LETTERS, breaks, 211), model);
            double[] whole = ExpectedCounts.of(model, here, Threads.ONE).numbers();
            for (int n = 0; n < whole.length; n++) {
                assertThat(found[n]).isCloseTo(whole[n], within(1e-11 * Math.max(1, Math.abs(whole[n]))));
            }
            // The same parts by other numbers of tasks: not a bit changes.
            SparkSymbols symbols = symbols(file, TextUnit.LETTERS, breaks, 211);
            for (int partitions : new int[] {1, 5}) {
                assertThat(expected(symbols.spread(partitions), model))
                        .as(breaks + " in " + partitions)
                        .containsExactly(found);
            }
        }
    }

    @Test
    void emOnAllTheDataClimbsAboveTheSample() throws IOException {
        Path file = folder.resolve("climbed.txt");
        Files.writeString(file, text(15) + text(16) + text(17) + text(18));
        DataOptions how = DataOptions.DEFAULT.withFormat(DataFormat.LETTERS);
        FitOptions options = FitOptions.of(2).withMethod(Method.EM);
        spark.conf().set(TextParts.BYTES_SETTING, "1000");
        SymbolSequences here = TextSource.of(InputBytes.ofFile(file), TextUnit.LETTERS, SequenceBreak.FILE, Set.of())
                .read();
        double top = new Estimator(options).fit(here).logLikelihood();
        double reached = SparkEngine.fit(
                        spark, new FitEngine.Job(file.toString(), how, options, Optional.empty(), 1 << 12))
                .fit()
                .logLikelihood();
        double sampled = SparkEngine.fit(
                        spark,
                        new FitEngine.Job(
                                file.toString(), how, options.withMethod(Method.MASKED_EM), Optional.empty(), 1 << 12))
                .fit()
                .logLikelihood();
        assertThat(reached).isCloseTo(top, within(0.1));
        assertThat(sampled).isLessThan(top - 0.5);
    }

    private static Hmm over(SymbolSequences data, long seed) {
        Hmm any = RandomModels.startedModel(
                new SplittableRandom(seed), 3, data.alphabet().size());
        return new Hmm(
                any.initial(),
                any.transition(),
                new Categorical(data.alphabet(), ((Categorical) any.emission()).probabilities()));
    }

    private static double[] expected(SparkSymbols symbols, Hmm model) {
        return symbols.expectation(Progress.NONE).orElseThrow().apply(model).numbers();
    }

    @Test
    void aFitIsThatOfTheWholeTextInMemory() throws IOException {
        Path file = folder.resolve("fitted.txt");
        Files.writeString(file, text(5) + text(6) + text(7));
        DataOptions how = DataOptions.DEFAULT.withFormat(DataFormat.LETTERS);
        FitOptions options = FitOptions.of(2).withThreads(new Threads(2)).withMethod(Method.MASKED);
        SymbolSequences here = TextSource.of(InputBytes.ofFile(file), TextUnit.LETTERS, SequenceBreak.FILE, Set.of())
                .read();
        Hmm expected = new Estimator(options).fit(here).model();
        spark.conf().set(TextParts.BYTES_SETTING, "1000");
        FitEngine.Answer answer =
                SparkEngine.fit(spark, new FitEngine.Job(file.toString(), how, options, Optional.empty(), 1 << 20));
        assertThat(answer.fit().model()).isEqualTo(expected);
        assertThat(answer.shown().provenance().tokens()).isEqualTo(here.tokens());
    }

    @Test
    void eachFileOfAFolderIsASequence() throws IOException {
        Path many = Files.createDirectory(folder.resolve("many"));
        Files.writeString(many.resolve("b.txt"), "to be or not to be");
        Files.writeString(many.resolve("a.txt"), "that is the question");
        Files.writeString(many.resolve("_SUCCESS"), "");
        SparkSymbols symbols = symbols(many, TextUnit.WORDS, SequenceBreak.FILE, 8);
        SymbolSequences sample =
                symbols.survey(List.of(TRIPLE), 1 << 10, Progress.NONE).sample();
        assertThat(ends(sample)).containsExactly(4, 10);
        assertThat(sample.alphabet().symbol(sample.code(0))).isEqualTo("that");
    }

    @Test
    void whatIsWrongIsSaidInOneLine() throws IOException {
        Path file = folder.resolve("bad.txt");
        Files.write(file, new byte[] {'a', 'b', (byte) 0xff, 'c'});
        FitEngine.Job job = new FitEngine.Job(
                file.toString(),
                DataOptions.DEFAULT.withFormat(DataFormat.CHARACTERS),
                FitOptions.of(2),
                Optional.empty(),
                1 << 20);
        assertThatThrownBy(() -> SparkEngine.fit(spark, job))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("bad.txt: after 2 bytes: the byte 0xff begins no character");
        FitEngine.Job absent = new FitEngine.Job(
                folder.resolve("absent").toString(), job.how(), job.options(), Optional.empty(), 1 << 20);
        assertThatThrownBy(() -> SparkEngine.fit(spark, absent)).hasMessageContaining("there is no such file");
    }

    private static SparkSymbols symbols(Path file, TextUnit unit, SequenceBreak breaks, int bytes) {
        spark.conf().set(TextParts.BYTES_SETTING, Integer.toString(bytes));
        return TextParts.of(spark, file.toString()).symbols(unit, breaks, Set.of(), file.toString());
    }

    private static List<Integer> ends(SymbolSequences data) {
        List<Integer> ends = new ArrayList<>();
        for (int s = 0; s < data.count(); s++) {
            ends.add(data.end(s));
        }
        return ends;
    }

    private static long longest(SymbolSequences data) {
        long longest = 0;
        for (int s = 0; s < data.count(); s++) {
            longest = Math.max(longest, data.end(s) - data.start(s));
        }
        return longest;
    }

    /** Words that come in two moods, lines and paragraphs of all lengths. */
    static String text(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder text = new StringBuilder();
        boolean mood = false;
        for (int n = 0; n < 700; n++) {
            mood ^= random.nextInt(8) == 0;
            int letters = 1 + random.nextInt(7);
            for (int l = 0; l < letters; l++) {
                text.append((char) ((mood ? 'a' : 'd') + random.nextInt(6)));
            }
            int gap = random.nextInt(20);
            text.append(gap < 16 ? " " : gap < 18 ? "\n" : gap < 19 ? "\n\n" : ", ");
        }
        return text.toString();
    }

    private static String records(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder text = new StringBuilder();
        for (int n = 0; n < 40; n++) {
            text.append(">record ").append(n).append(" ACGT\n");
            int lines = random.nextInt(5);
            for (int l = 0; l < lines; l++) {
                int letters = 1 + random.nextInt(60);
                for (int c = 0; c < letters; c++) {
                    text.append("ACGTacgN-".charAt(random.nextInt(9)));
                }
                text.append('\n');
            }
        }
        return text.toString();
    }
}
