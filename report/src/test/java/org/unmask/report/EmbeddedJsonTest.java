// SPDX-License-Identifier: Apache-2.0
package org.unmask.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.unmask.matrix.Matrix;

class EmbeddedJsonTest {

    @Test
    void noTextEndsTheElementItStandsIn() throws Exception {
        String text = "</script><!-- & ]]> \u2028\u2029 ' \" \\ \u0007";
        String json = EmbeddedJson.text(Map.of(text, List.of(text)));
        assertThat(json).doesNotContain("<", ">", "&", "\u2028", "\u2029", "'");
        assertThat(new ObjectMapper().readTree(json).get(text).get(0).asText()).isEqualTo(text);
    }

    @Test
    void valuesOfTheDomainBecomeLists() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("matrix", Matrix.ofRows(new double[] {1, 0.5}, new double[] {0, -2e-9}));
        tree.put("nothing", Optional.empty());
        tree.put("something", Optional.of(3));
        tree.put("numbers", new double[] {Double.NaN, 1.0 / 3, 1e300});
        tree.put("codes", new int[] {1, 2});
        tree.put("truth", true);
        assertThat(EmbeddedJson.text(tree))
                .isEqualTo("{\"matrix\":[[1,0.5],[0,-2.0E-9]],\"nothing\":null,\"something\":3,"
                        + "\"numbers\":[null,0.333333333,1.0E300],\"codes\":[1,2],\"truth\":true}");
    }

    @Test
    void whatIsExactKeepsItsDigits() {
        Map<String, Object> document = Map.of("x", List.of(1.0 / 3, -1e-300, 2.0));
        assertThat(EmbeddedJson.text(List.of(1.0 / 3, new Exact(document), 2.0 / 3)))
                .isEqualTo("[0.333333333,{\"x\":[0.3333333333333333,-1.0E-300,2]},0.666666667]");
    }
}
