// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.unmask.cli.Command.unmask;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad input ends with exit code 2 and one clear line, and nothing is written. */
class BadInputTest {

    private static final String POINTS = "x,y\n1,2\n2,1.5\n0.5,3\n1.2,2.2\n2.2,1\n0.7,2.9\n1.1,2\n1.9,1.1\n";

    @TempDir
    private Path folder;

    /** A file's name, its contents, options, and words that the line must have. */
    static Stream<Object[]> badData() {
        return Stream.of(
                new Object[] {"empty.txt", "", "--letters -k 2", "empty"},
                new Object[] {"blank.txt", " \n\n", "--letters -k 2", "blank.txt"},
                new Object[] {"one.txt", "a", "-k 2", "one token"},
                new Object[] {"short.txt", "ab", "-k 2", "window"},
                new Object[] {"same.txt", "aaaaaaaaaaaaaaaa", "-k 2", "one distinct symbol"},
                new Object[] {"words.csv", "x,y\n1,2\n2,three\n4,5\n6,7\n", "-k 1", "line 3"},
                new Object[] {"nan.csv", "x,y\n1,2\n2,NaN\n4,5\n6,7\n", "-k 1", "line 3"},
                new Object[] {"inf.csv", "x,y\n1,2\n2,3\n4,Infinity\n6,7\n", "-k 1", "line 4"},
                new Object[] {"constant.csv", "x,y\n1,5\n2,5\n4,5\n6,5\n2,5\n1,5\n", "-k 1", "constant"},
                new Object[] {"ragged.csv", "x,y\n1,2\n2,3\n4\n6,7\n", "-k 1", "line 4"},
                new Object[] {"few.csv", POINTS, "-k 50", "50"},
                new Object[] {"few.txt", "abababbabaabb", "-k 40", "40"},
                new Object[] {"columns.csv", POINTS, "-k 1 --columns x,z", "\"z\""},
                new Object[] {"sequence.csv", POINTS, "-k 1 --sequence-column z", "\"z\""},
                new Object[] {"text.txt", "some text here", "-k 2 --family gaussian", "text.txt"});
    }

    @ParameterizedTest
    @MethodSource("badData")
    void dataThatCannotBeFitted(String name, String contents, String options, String wanted) throws IOException {
        Path data = Files.writeString(folder.resolve(name), contents);
        Path out = folder.resolve("model.json");
        Path page = folder.resolve("page.html");
        String[] words = ("fit\u0000" + data + "\u0000" + options.replace(' ', '\u0000') + "\u0000--out\u0000" + out
                        + "\u0000--report\u0000" + page + "\u0000--json")
                .split("\u0000");
        assertRefused(unmask((Object[]) words), wanted);
        assertThat(folder.toFile().list()).containsExactly(name);
    }

    @Test
    void aFileThatIsNotThere() {
        assertRefused(unmask("fit", folder.resolve("nowhere.txt"), "-k", "2"), "there is no such file");
        assertRefused(unmask("score", folder.resolve("nowhere.json"), "x"), "there is no such file");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"format\":\"unmask-model\",\"version\":1,\"family\":\"cate; model.json",
                "{\"format\":\"unmask-model\",\"version\":2,\"family\":\"categorical\",\"states\":1}; version",
                "{\"format\":\"unmask-model\",\"version\":1,\"family\":\"poisson\",\"states\":1}; poisson",
                "{\"format\":\"unmask-model\",\"version\":1,\"family\":\"categorical\",\"states\":1,\"symbols\":[\"a\",\"b\"],"
                        + "\"transition\":[[1]],\"emission\":[[0.4,0.5]]}; sums to 0.9",
                "{\"format\":\"unmask-model\",\"version\":1,\"family\":\"categorical\",\"states\":2,\"symbols\":[\"a\",\"b\"],"
                        + "\"transition\":[[1]],\"emission\":[[0.5,0.5]]}; transition",
                "[]; model.json",
                "nonsense; model.json"
            })
    void aModelFileThatIsNone(String contents, String wanted) throws IOException {
        Path model = Files.writeString(folder.resolve("model.json"), contents);
        Path data = Files.writeString(folder.resolve("data.txt"), "abab");
        Path out = folder.resolve("out.csv");
        for (Command answer : new Command[] {
            unmask("score", model, data, "--json"),
            unmask("decode", model, data, "--out", out),
            unmask("simulate", model, "--out", out),
            unmask("compare", model, model),
            unmask("predict", "--model", model, "--task", "x2|x1", "--context", data)
        }) {
            assertRefused(answer, wanted);
        }
        assertThat(Files.exists(out)).isFalse();
    }

    @Test
    void aPlaceThatCannotBeWrittenTo() throws IOException {
        Path data = Files.writeString(folder.resolve("data.txt"), "abaabbabaababbabbaababab");
        for (Object place : new Object[] {folder, folder.resolve("no/where.json"), "/proc/model.json"}) {
            assertRefused(unmask("fit", data, "-k", "1", "--out", place), "cannot be written");
            assertRefused(unmask("fit", data, "-k", "1", "--report", place), "cannot be written");
        }
        assertThat(folder.toFile().list()).containsExactly("data.txt");
    }

    @Test
    void onePlaceForTwoOutputsAndThePlaceOfAnInput() throws IOException {
        String text = "abbabaabbababbbaababab";
        Path data = Files.writeString(folder.resolve("data.txt"), text);
        Path out = folder.resolve("out.json");
        Path again = folder.resolve(".").resolve("out.json");
        assertRefused(unmask("fit", data, "-k", 2, "--out", out, "--report", again), "two outputs");
        assertRefused(unmask("fit", data, "-k", 2, "--out", folder.resolve("./data.txt")), "it is read");
        assertThat(unmask("fit", data, "-k", 2, "--out", out, "--quiet").code()).isZero();
        String model = Files.readString(out);
        assertRefused(unmask("decode", out, data, "--out", data), "it is read");
        assertRefused(unmask("decode", out, data, "--out", out), "it is read");
        assertRefused(unmask("simulate", out, "--out", out), "it is read");
        assertRefused(unmask("twin", "--model", out, "--task", "x2|x1", "--out", out), "it is read");
        assertRefused(unmask("convert", data, "--to", "csv", "--out", data), "it is read");
        assertRefused(unmask("simulate", out, "--out", folder.resolve("no/where")), "there is no folder");
        assertThat(data).hasContent(text);
        assertThat(out).hasContent(model);
    }

    /** A long word of a file is neither repeated in a message nor printed whole. */
    @Test
    void longWordsAreCut() throws IOException {
        String word = "x".repeat(10_000);
        Path data = Files.writeString(folder.resolve("long.txt"), (word + " y ").repeat(20));
        Command noModel = unmask("decode", data, data);
        assertThat(noModel.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(noModel.err()).hasSizeLessThan(400).contains("no JSON");
        Command fit = unmask("fit", data, "--words", "-k", 2, "--quiet");
        assertThat(fit.code()).isZero();
        assertThat(fit.out()).hasSizeLessThan(3_000).contains("x…");
    }

    @Test
    void whatCannotBeWrittenLeavesWhatWasThere() throws IOException {
        Path data = Files.writeString(folder.resolve("data.txt"), "aaaaaaaaaa");
        Path out = Files.writeString(folder.resolve("model.json"), "old");
        assertRefused(unmask("fit", data, "-k", "2", "--out", out), "one distinct symbol");
        assertThat(out).hasContent("old");
    }

    @Test
    void symbolsThatTheModelDoesNotHave() throws IOException {
        Path model = Models.categorical(folder);
        Path data = Files.writeString(folder.resolve("data.txt"), "abzab\nba\n");
        assertRefused(unmask("score", model, data, "--json"), "\"z\"");
        Command missing = unmask("score", model, data, "--json", "--unseen", "missing");
        assertThat(missing.out()).contains("\"tokens\":6,\"sequences\":2");
        Command smoothed = unmask("score", model, data, "--json", "--unseen", "smooth");
        assertThat(smoothed.out()).contains("\"tokens\":7,\"sequences\":2");
        assertThat(unmask("score", model, data, "--unseen", "guess").code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void contextsThatDoNotFitTheTask() throws IOException {
        Path model = Models.categorical(folder);
        Path contexts = folder.resolve("contexts.json");
        for (String text : new String[] {"[[\"z\"]]", "[[\"a\",\"b\"]]", "[\"a\"]", "[[1.5]]", "{}", "[[\"a\""}) {
            Files.write(contexts, text.getBytes(StandardCharsets.UTF_8));
            assertRefused(
                    unmask("predict", "--model", model, "--task", "x2|x1", "--context", contexts), "contexts.json");
        }
    }

    @Test
    void oneStateIsFine() throws IOException {
        Path data = Files.writeString(folder.resolve("data.txt"), "abaabbabaababbabbaababab");
        Command fit = unmask("fit", data, "-k", "1", "--json");
        assertThat(fit.err()).isEmpty();
        assertThat(fit.code()).isZero();
        assertThat(fit.out()).contains("\"states\":1", "\"transition\":[[1");
        Path points = Files.writeString(folder.resolve("points.csv"), POINTS);
        assertThat(unmask("fit", points, "-k", "1", "--json").code()).isZero();
    }

    private static void assertRefused(Command answer, String wanted) {
        assertThat(answer.err()).startsWith("unmask: ").contains(wanted);
        assertThat(answer.err().lines()).as(answer.err()).hasSize(1);
        assertThat(answer.err()).doesNotContain("Exception", "\tat ");
        assertThat(answer.out()).isEmpty();
        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.BAD_INPUT);
    }
}
