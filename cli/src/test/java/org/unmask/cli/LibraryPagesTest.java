// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Java that the pages show compiles and runs. */
@Tag("slow")
class LibraryPagesTest {

    private static final Pattern JAVA = Pattern.compile("(?ms)^```java\\R(.*?)^```");

    @TempDir
    private Path folder;

    static List<String> examples() throws IOException {
        return DocumentedPages.forUsers().stream()
                .flatMap(page -> JAVA.matcher(read(page)).results().map(block -> block.group(1)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void examplesRun(String example) {
        run(example.replace("\"data/", "\"" + DocumentedPages.ROOT + "/data/")
                .replace("Path.of(\"", "Path.of(\"" + folder + "/"));
    }

    @Test
    void theScriptForJShellRuns() {
        run(read(DocumentedPages.ROOT.resolve("docs/unmask.jsh"))
                + "Hmm.stationary(StochasticMatrix.ofRows(new double[] {1}),"
                + " Categorical.ofRows(new double[] {0.5, 0.5})).states();");
    }

    private static void run(String code) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        try (JShell shell = JShell.builder()
                .executionEngine("local")
                .out(nowhere)
                .err(nowhere)
                .build()) {
            shell.addToClasspath(System.getProperty("java.class.path"));
            PrintStream before = System.out;
            System.setOut(nowhere);
            try {
                String rest = code;
                while (!rest.isBlank()) {
                    SourceCodeAnalysis.CompletionInfo next =
                            shell.sourceCodeAnalysis().analyzeCompletion(rest);
                    for (SnippetEvent event : shell.eval(next.source())) {
                        assertThat(event.status())
                                .as(next.source()
                                        + shell.diagnostics(event.snippet())
                                                .map(problem -> "\n" + problem.getMessage(null))
                                                .toList())
                                .isEqualTo(Snippet.Status.VALID);
                        assertThat(event.exception()).as(next.source()).isNull();
                    }
                    rest = next.remaining();
                }
            } finally {
                System.setOut(before);
            }
        }
    }

    private static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }
}
