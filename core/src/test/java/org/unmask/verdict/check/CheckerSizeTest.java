// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A checker is worth what a reader can read of it in an hour: its mathematics, exact arithmetic included, stays below 1,000 lines of code. */
class CheckerSizeTest {

    private static final int MOST_LINES = 999;

    @Test
    void theCheckerDoesNotGrow() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/java/org/unmask/verdict/check"))) {
            long lines = files.flatMap(CheckerSizeTest::lines)
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.matches("(//|/\\*|\\*|import |package ).*"))
                    .count();
            assertThat(lines).isBetween(1L, (long) MOST_LINES);
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
