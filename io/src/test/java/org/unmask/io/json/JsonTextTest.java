// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.unmask.model.CovarianceShape;
import org.unmask.random.Seed;

class JsonTextTest {

    /** A result as one would write it. */
    public record Result(
            String name, List<Double> values, Optional<String> note, OptionalInt rank, CovarianceShape shape) {}

    @Test
    void recordsKeepTheOrderOfTheirComponents() {
        Result result = new Result(
                "a\n\"b\"", List.of(1.0, 0.1, 2e-5), Optional.empty(), OptionalInt.of(3), CovarianceShape.FULL_SHARED);

        assertThat(JsonText.line(result))
                .isEqualTo(
                        "{\"name\":\"a\\n\\\"b\\\"\",\"values\":[1.0,0.1,2.0E-5],\"rank\":3,\"shape\":\"full-shared\"}");
    }

    @Test
    void treesOfAllKindsAreWritten() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("z", List.of(1, 2L, true, new int[] {3}, List.of()));
        tree.put("a", Arrays.asList("x", null));
        tree.put("e", Map.of());

        assertThat(JsonText.line(tree)).isEqualTo("{\"z\":[1,2,true,[3],[]],\"a\":[\"x\",null],\"e\":{}}");
        assertThat(JsonValue.parse("x", JsonText.page(tree)).toString()).isEqualTo(JsonText.line(tree));
    }

    @Test
    void numbersThatAreNotFiniteAreABug() {
        assertThatThrownBy(() -> JsonText.line(List.of(Double.NaN)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a document holds the number NaN");
    }

    @Test
    void doublesReadBackBitForBitWithFewestDigits() {
        RandomGenerator random = new Seed(3).split("bits").generator();
        for (int trial = 0; trial < 10_000; trial++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                assertThat(JsonValue.parse("x", JsonText.line(value)).number()).isEqualTo(value);
            }
        }
        assertThat(JsonText.number(2.0E-3)).isEqualTo("0.002");
        assertThat(JsonText.number(2.2E-322)).isEqualTo("2.2E-322");
    }

    @Test
    void valuesSayWhereTheyStandAndWhatTheyAre() {
        JsonValue root = JsonValue.parse("f.json", "{\"a\":[{\"b\":\"t\"},true,null,2]}");
        JsonValue list = root.field("a");

        assertThat(list.elements().get(0).field("b").path()).isEqualTo("a[0].b");
        assertThat(root.source()).isEqualTo("f.json");
        assertThat(root.fieldNames()).containsExactly("a");
        assertThat(root.isObject()).isTrue();
        assertThat(list.isList()).isTrue();
        assertThat(list.elements().get(0).field("b").isText()).isTrue();
        assertThat(list.elements().get(1).truth()).isTrue();
        assertThat(list.elements().get(2).isNull()).isTrue();
        assertThat(list.elements().get(3).isNumber()).isTrue();
        assertThat(list.elements().get(3).symbol()).isEqualTo("2");
        assertThatThrownBy(() -> list.elements().get(3).text())
                .hasMessage("f.json: a[3]: found 2, expected a text in quotes");
        assertThatThrownBy(() -> list.elements().get(3).truth())
                .hasMessage("f.json: a[3]: found 2, expected true or false");
        assertThatThrownBy(() -> list.elements().get(2).symbol())
                .hasMessage("f.json: a[2]: found null, expected a symbol");
        assertThatThrownBy(list::fieldNames).hasMessage("f.json: a: found a list, expected an object");
        assertThatThrownBy(() -> list.elements(3, "")).hasMessage("f.json: a: found 4 entries, expected 3");
        assertThatThrownBy(() -> root.field("c")).hasMessage("f.json: \"c\" is missing");
    }
}
