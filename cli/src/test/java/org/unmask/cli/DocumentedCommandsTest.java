// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The commands that pages show answer what the pages say. With {@code -Dpages.rewrite=true} the pages are brought up to
 * date instead.
 */
@Tag("slow")
class DocumentedCommandsTest {

    @TempDir
    private Path folder;

    /** A link that leads out of the folder goes first. */
    @AfterEach
    void unlink() throws IOException {
        DocumentedPages.unlink(folder);
    }

    static List<Path> pages() throws IOException {
        return DocumentedPages.forUsers().stream()
                .filter(page -> !read(page).exchanges().isEmpty())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void thePageShowsWhatItsCommandsAnswer(Path page) throws Exception {
        DocumentedPages.furnish(folder, "unmask");
        if (Boolean.getBoolean("pages.rewrite")) {
            Files.writeString(
                    page,
                    read(page).rewritten(command -> run(command).out().lines().toList()));
        }
        for (ConsolePage.Exchange exchange : read(page).exchanges()) {
            if (Boolean.getBoolean("pages.rewrite")) {
                continue;
            }
            Command answer = run(exchange.command());
            List<String> lines = answer.out().lines().toList();
            assertThat(answer.code())
                    .as("%s: %s%n%s", page.getFileName(), exchange.command(), answer.err())
                    .isZero();
            assertThat(exchange.answer().isEmpty() || exchange.shows(lines))
                    .as("%s: %s%nanswers%n%s", page.getFileName(), exchange.command(), answer.out())
                    .isTrue();
        }
    }

    @Test
    void aWrongAnswerOnAPageIsSeen() {
        ConsolePage page = new ConsolePage("```console\n$ one \\\n  more\na 1.50 s\n…\nb\n$ two\n```\n");
        ConsolePage.Exchange first = page.exchanges().get(0);
        assertThat(first.command()).isEqualTo("one \\\n  more");
        assertThat(first.shows(List.of("a 2.75 s", "x", "y", "b"))).isTrue();
        assertThat(first.shows(List.of("a 2.75 s", "x", "y", "c"))).isFalse();
        assertThat(first.shows(List.of("c 2.75 s", "b"))).isFalse();
        assertThat(page.exchanges().get(1)).isEqualTo(new ConsolePage.Exchange("two", List.of()));
    }

    @Test
    void whatIsShownInFullIsBroughtUpToDate() {
        ConsolePage page = new ConsolePage("x\n```console\n$ one\nold\n$ two\nhead\n…\n```\ny\n");
        assertThat(page.rewritten(command -> List.of("new")))
                .isEqualTo("x\n```console\n$ one\nnew\n$ two\nhead\n…\n```\ny\n");
    }

    private Command run(String command) {
        try {
            return Launcher.run(folder, List.of("bash", "-c", command));
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }

    private static ConsolePage read(Path page) {
        try {
            return new ConsolePage(Files.readString(page, StandardCharsets.UTF_8));
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }
}
