// SPDX-License-Identifier: Apache-2.0
package org.unmask.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unmask.cli.Main;

/** The commands of docs/spark.md that need no cluster, on a shorter text: they answer what they answer without Spark. */
@Tag("slow")
class SparkPageTest {

    private static final Path PAGE = Path.of("..", "docs", "spark.md");
    private static final String SHOWN = "    ./unmask ";

    @TempDir
    private Path folder;

    @Test
    void theCommandsOfThePageAnswerAsHere() throws IOException {
        Path text = folder.resolve("short.txt");
        Files.writeString(text, SparkTextTest.text(31) + SparkTextTest.text(32));
        List<String> commands;
        try (Stream<String> lines = Files.lines(PAGE)) {
            commands = lines.filter(line -> line.startsWith(SHOWN))
                    .map(line -> line.substring(SHOWN.length()).replace("data/moby-dick.txt", text.toString()))
                    .toList();
        }
        assertThat(commands).hasSizeGreaterThan(3);
        for (String command : commands) {
            List<String> words = Stream.of(command.split(" +"))
                    .map(word -> word.replace("'", ""))
                    .toList();
            assertThat(words).as(command).contains("--engine", "--master");
            List<String> local = new ArrayList<>(words);
            for (String option : List.of("--engine", "--master")) {
                int at = local.indexOf(option);
                local.subList(at, at + 2).clear();
            }
            assertThat(answer(words)).as(command).isNotEmpty().isEqualTo(answer(local));
        }
    }

    /** What is printed, without how long it took. */
    private static List<String> answer(List<String> words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(new PrintWriter(out), new PrintWriter(err), words.toArray(String[]::new));
        assertThat(code).as(words + "\n" + err).isZero();
        return out.toString().lines().filter(line -> !line.matches("[0-9.]+ s")).toList();
    }
}
