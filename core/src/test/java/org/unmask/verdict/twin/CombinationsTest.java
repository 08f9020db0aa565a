// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.twin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CombinationsTest {

    /** A word is its own number, written in the base with leading zeros. */
    @Test
    void wordsAreNumbersInOrder() {
        for (int base = 1; base <= 4; base++) {
            for (int length = 0; length <= 4; length++) {
                List<int[]> words = Combinations.of(base, length);
                assertThat(words).hasSize((int) Math.pow(base, length));
                for (int number = 0; number < words.size(); number++) {
                    int radix = base;
                    assertThat(words.get(number)).hasSize(length);
                    assertThat(IntStream.of(words.get(number))).allMatch(digit -> digit >= 0 && digit < radix);
                    assertThat(IntStream.of(words.get(number)).reduce(0, (sum, digit) -> radix * sum + digit))
                            .isEqualTo(number);
                }
            }
        }
    }
}
