// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.constraint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.unmask.constraint.Pattern;
import org.unmask.constraint.Restrictions;
import org.unmask.io.BadInputException;
import org.unmask.io.json.JsonValue;
import org.unmask.model.Alphabet;

class ConstraintFilesTest {

    private static final Optional<Alphabet> AB = Optional.of(Alphabet.of("a", "b"));

    private static Restrictions read(String fields) {
        String text = "{\"format\":\"unmask-constraints\",\"version\":1," + fields + "}";
        return ConstraintFiles.read(JsonValue.parse("c.json", text), 2, 2, AB);
    }

    @Test
    void nullIsLearntANumberFixedAWordTied() {
        Pattern chain =
                read("\"transition\":[[null,0],[\"x\",\"x\"]]").transition().orElseThrow();
        assertThat(chain.isFixed(0, 0)).isFalse();
        assertThat(chain.isTied(0, 0)).isFalse();
        assertThat(chain.isFixed(0, 1)).isTrue();
        assertThat(chain.isTied(1, 0) && chain.isTied(1, 1)).isTrue();
        assertThat(read("\"initial\":[\"1/3\",null]").initial().orElseThrow().value(0, 0))
                .isEqualTo(1.0 / 3);
    }

    @Test
    void emissionsMayBeNamedOrInTheOrderOfTheSymbols() {
        Pattern named = read("\"emission\":{\"b\":[0,null]}").emission().orElseThrow();
        Pattern ordered = read("\"symbols\":[\"b\",\"a\"],\"emission\":[[0,null],null]")
                .emission()
                .orElseThrow();
        assertThat(named.isFixed(0, 1)).isTrue();
        assertThat(ordered.isFixed(0, 1)).isTrue();
        assertThat(ordered.isFixed(0, 0)).isFalse();
    }

    @Test
    void whatSaysNothingIsNoRestriction() {
        assertThat(read("\"transition\":[[null,null],[null,null]]").isNone()).isTrue();
    }

    @Test
    void pointsHaveMeansAndCovariances() {
        String text = "{\"format\":\"unmask-model\",\"version\":1,\"states\":2,\"means\":[[0,null],[null,\"m\"]],"
                + "\"covariance\":{\"values\":[null,[[1,0],[0,2]]]}}";
        Restrictions known = ConstraintFiles.read(JsonValue.parse("c.json", text), 2, 2, Optional.empty());
        assertThat(known.means().orElseThrow().isFixed(0, 0)).isTrue();
        assertThat(known.covariances().get(0)).isEmpty();
        assertThat(known.covariances().get(1)).isPresent();
    }

    private static void assertRefused(String fields, String... words) {
        assertThatThrownBy(() -> read(fields))
                .isInstanceOf(BadInputException.class)
                .hasMessageContainingAll(words);
    }

    @Test
    void refusesWithThePlaceNamed() {
        assertRefused("\"transition\":[[null,0,0],[1,0]]", "c.json", "transition[0]");
        assertRefused("\"transition\":[[0.5,0.7],[null,null]]", "transition", "row 1", "1.2");
        assertRefused("\"transition\":[[null,true],[null,null]]", "transition[0][1]", "a number (fixed)");
        assertRefused("\"emission\":{\"z\":[0,null]}", "emission.z", "not in the data");
        assertRefused("\"states\":3", "states", "found 3, expected 2");
        assertRefused("\"means\":[[0,0],[0,0]]", "means", "the data are symbols");
        assertThatThrownBy(() ->
                        ConstraintFiles.read(JsonValue.parse("c.json", "{\"format\":\"x\",\"version\":1}"), 2, 2, AB))
                .hasMessageContaining("expected \"unmask-constraints\" or \"unmask-model\"");
    }
}
