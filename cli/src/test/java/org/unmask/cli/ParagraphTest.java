// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.unmask.cli.terminal.Paragraph;

class ParagraphTest {

    @Test
    void wordsStayInOrderAndLinesShort() {
        SplittableRandom random = new SplittableRandom(3);
        for (int n = 0; n < 50; n++) {
            String text = IntStream.range(0, random.nextInt(1, 80))
                    .mapToObj(word -> "w".repeat(random.nextInt(1, 30)))
                    .collect(Collectors.joining(" "));
            List<String> lines = Paragraph.lines("  " + text);
            assertThat(lines)
                    .allSatisfy(line ->
                            assertThat(line).hasSizeLessThanOrEqualTo(100).startsWith("  w"));
            assertThat(lines.stream().map(String::strip).collect(Collectors.joining(" ")))
                    .isEqualTo(text);
        }
    }

    @Test
    void aLineIsFilledBeforeTheNextBegins() {
        String full = "a".repeat(49) + " " + "b".repeat(50);
        assertThat(Paragraph.lines(full + " c")).containsExactly(full, "c");
    }

    @Test
    void aWordLongerThanALineStandsAlone() {
        String word = "x".repeat(130);
        assertThat(Paragraph.lines("a " + word + " b")).containsExactly("a", word, "b");
    }

    @Test
    void nothingIsOneEmptyLine() {
        assertThat(Paragraph.lines("")).containsExactly("");
    }
}
