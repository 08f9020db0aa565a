// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.predictor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContextLayoutTest {

    private static Optional<ContextLayout> layout(String shape, boolean whole, int tokens, int known) {
        long[] axes = shape.isBlank()
                ? new long[0]
                : Arrays.stream(shape.split(" ")).mapToLong(Long::parseLong).toArray();
        return ContextLayout.of(axes, whole, tokens, false, known == 0 ? OptionalInt.empty() : OptionalInt.of(known));
    }

    /** Shape, integers, context tokens, known dimension; then codes or vectors, dimension, batch and what goes in. */
    @ParameterizedTest
    @CsvSource({
        "'', true, 1, 0, true, 0, -1, []",
        "-1, true, 1, 0, true, 0, 0, [5]",
        "1, true, 1, 0, true, 0, 1, [5]",
        "-1 1, false, 1, 0, true, 0, 0, '[5, 1]'",
        "-1 -1, true, 2, 4, true, 0, 0, '[5, 2]'",
        "-1 4, false, 1, 0, false, 4, 0, '[5, 4]'",
        "4, false, 1, 0, false, 4, -1, [4]",
        "-1 -1, false, 1, 4, false, 4, 0, '[5, 4]'",
        "-1 8, false, 2, 0, false, 4, 0, '[5, 8]'",
        "-1 -1 4, false, 2, 0, false, 4, 0, '[5, 2, 4]'",
        "-1 2 -1, false, 2, 4, false, 4, 0, '[5, 2, 4]'",
        "3 1 4, false, 1, 0, false, 4, 3, '[5, 1, 4]'"
    })
    void aShapeHasOneMeaning(
            String shape, boolean whole, int tokens, int known, boolean ids, int dimension, int batch, String filled) {
        ContextLayout layout = layout(shape, whole, tokens, known).orElseThrow();
        assertThat(layout.ids()).isEqualTo(ids);
        assertThat(layout.dimension()).isEqualTo(dimension);
        assertThat(layout.batch()).isEqualTo(batch);
        assertThat(ContextLayout.text(layout.shape(5))).isEqualTo(filled);
    }

    @ParameterizedTest
    @CsvSource({"'', true, 2, 0", "-1, true, 2, 0", "-1 3, false, 2, 0", "-1 -1, false, 1, 0", "-1 -1 -1, false, 1, 4"})
    void otherShapesHaveNone(String shape, boolean whole, int tokens, int known) {
        assertThat(layout(shape, whole, tokens, known)).isEmpty();
    }
}
