// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.hipparchus.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.unmask.io.BadInputException;
import org.unmask.io.json.JsonText;
import org.unmask.io.json.JsonValue;
import org.unmask.model.Categorical;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Hmm;
import org.unmask.model.StationaryLaw;
import org.unmask.random.Seed;
import org.unmask.testkit.RandomModels;

class ModelFilesTest {

    private static final String SMALL = """
            {"format":"unmask-model","version":1,"family":"categorical","states":2,"symbols":["a","b","c"],
             "initial":[0.5,0.5],
             "transition":[[0.9,0.1],[0.1,0.9]],
             "emission":[[0.5,0.25,0.25],[0.1,0.2,0.7]]}
            """;

    @TempDir
    private Path folder;

    private static RandomGenerator random(String label) {
        return new Seed(7).split(label).generator();
    }

    @Test
    void categoricalModelsReadBackBitForBit() {
        RandomGenerator random = random("categorical");
        for (int trial = 0; trial < 50; trial++) {
            Hmm model = RandomModels.startedModel(random, 1 + random.nextInt(5), 1 + random.nextInt(7));
            Path file = folder.resolve("model.json");

            ModelFiles.write(file, model, Map.of());

            assertThat(ModelFiles.read(file)).as("trial %d", trial).isEqualTo(model);
        }
    }

    @ParameterizedTest
    @EnumSource(CovarianceShape.class)
    void gaussianModelsReadBackBitForBit(CovarianceShape shape) {
        RandomGenerator random = random(shape.word());
        for (int trial = 0; trial < 10; trial++) {
            Hmm model = RandomModels.gaussianModel(random, 1 + random.nextInt(4), 1 + random.nextInt(4), shape);

            assertThat(read(JsonText.page(ModelFiles.document(model)))).isEqualTo(model);
            assertThat(read(JsonText.line(ModelFiles.document(model)))).isEqualTo(model);
        }
    }

    @Test
    void theSameModelGivesTheSameBytes() throws IOException {
        Hmm model = read(SMALL);
        ModelFiles.write(folder.resolve("a.json"), model, Map.of("provenance", Map.of("seed", 1)));
        ModelFiles.write(folder.resolve("b.json"), ModelFiles.read(folder.resolve("a.json")), Map.of());

        assertThat(Files.readString(folder.resolve("b.json"))).isEqualTo("""
                        {
                          "format": "unmask-model",
                          "version": 1,
                          "family": "categorical",
                          "states": 2,
                          "symbols": ["a","b","c"],
                          "initial": [0.5,0.5],
                          "transition": [
                            [0.9,0.1],
                            [0.1,0.9]
                          ],
                          "emission": [
                            [0.5,0.25,0.25],
                            [0.1,0.2,0.7]
                          ]
                        }
                        """);
    }

    @Test
    void unknownFieldsAreTolerated() {
        assertThat(read(SMALL.replace("\"states\"", "\"note\":{\"x\":[1]},\"states\"")))
                .isEqualTo(read(SMALL));
    }

    @Test
    void withoutInitialLawTheModelIsStationary() {
        Hmm model = read(SMALL.replace("\"initial\":[0.5,0.5],", "").replace("[0.9,0.1]", "[0.6,0.4]"));

        assertThat(model.initial()).isEqualTo(StationaryLaw.of(model.transition()));
        assertThat(model.initial().get(0)).isLessThan(0.3);
    }

    @Test
    void withoutSymbolsTheyAreNumbered() {
        Hmm model = read(SMALL.replace("\"symbols\":[\"a\",\"b\",\"c\"],", ""));

        assertThat(((Categorical) model.emission()).alphabet().symbols()).containsExactly("0", "1", "2");
    }

    @Test
    void fractionsAreReadExactlyAndRoundedOnce() {
        String text = SMALL.replace("[0.9,0.1]", "[\"2/3\",\"1/3\"]");
        JsonValue document = JsonValue.parse("m.json", text);

        assertThat(read(text).transition().get(0, 1)).isEqualTo(1.0 / 3);
        assertThat(ExactModel.isExact(document)).isTrue();
        assertThat(ExactModel.isExact(JsonValue.parse("m.json", SMALL))).isFalse();
        ExactModel exact = ExactModel.read(document);
        assertThat(exact.transition().get(0)).containsExactly(new BigFraction(2, 3), new BigFraction(1, 3));
        assertThat(exact.transition().get(1).get(0)).isEqualTo(new BigFraction(0.1));
        assertThat(ExactModel.text(exact.transition().get(0).get(0))).isEqualTo("2/3");
        assertThat(exact.initial().orElseThrow()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            "version":1          ~ "version":2         ~ m.json: version: found 2, expected 1; it may come from a newer release
            "unmask-model"       ~ "other"             ~ m.json: format: found "other", expected "unmask-model"
            "format":"unmask-model", ~ ``              ~ m.json: "format" is missing
            "categorical"        ~ "poisson"           ~ m.json: family: found "poisson", expected "categorical" or "gaussian"
            [0.9,0.1]            ~ [0.9,0.07]          ~ m.json: transition: row 1 of the transition matrix sums to 0.97, expected 1 within 1e-9
            [0.9,0.1]            ~ [0.9,0.1,0]         ~ m.json: transition[0]: found 3 entries, expected 2, one for each of the 2 states
            ,[0.1,0.9]]          ~ ]                   ~ m.json: transition: found 1 entry, expected 2, one for each of the 2 states
            [0.9,0.1]            ~ [1.1,-0.1]          ~ m.json: transition: entry 1 of row 1 of the transition matrix is 1.1, expected a probability between 0 and 1
            [0.1,0.9]            ~ [0.1,"x"]           ~ m.json: transition[1][1]: found "x", expected a number, or a fraction such as "3/7"
            [0.1,0.9]            ~ [0.1,"9/0"]         ~ m.json: transition[1][1]: found "9/0", expected a number, or a fraction such as "3/7"
            [0.1,0.9]            ~ [0.1,null]          ~ m.json: transition[1][1]: found null, expected a finite number
            [0.1,0.9]            ~ [0.1,1e999]         ~ m.json: transition[1][1]: found a number beyond the range of doubles, expected a finite one
            [0.1,0.9]            ~ 3                   ~ m.json: transition[1]: found 3, expected a list
            [0.5,0.5]            ~ [0.5,0.4]           ~ m.json: initial: the initial law sums to 0.9, expected 1 within 1e-9
            [0.5,0.5]            ~ [1]                 ~ m.json: initial: found 1 entry, expected 2, one for each of the 2 states
            "states":2           ~ "states":2.5        ~ m.json: states: found 2.5, expected a whole number
            "states":2           ~ "states":0          ~ m.json: states: found 0, expected a whole number of at least 1
            "states":2           ~ "states":3          ~ m.json: transition: found 2 entries, expected 3, one for each of the 3 states
            ["a","b","c"]        ~ ["a","b","a"]       ~ m.json: symbols: symbol "a" stands at places 1 and 3 of the alphabet, expected distinct symbols
            ["a","b","c"]        ~ ["a","b"]           ~ m.json: emission[0]: found 3 entries, expected 2, one for each of the 2 symbols
            """)
    void saysWhatIsWrongWithCategoricalModels(String from, String to, String message) {
        assertThat(SMALL).contains(from);
        assertThatThrownBy(() -> read(SMALL.replace(from, to)))
                .isInstanceOf(BadInputException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            full-per-state       ~ round               ~ m.json: covariance.shape: "round" is no covariance shape, expected one of identity, spherical-shared, spherical-per-state, diagonal-shared, diagonal-per-state, full-shared, full-per-state
            [[1,0],[0,1]]        ~ [[1,2],[2,1]]       ~ m.json: covariance.values: the covariance matrix of state 1 is not positive definite
            [[1,0],[0,1]]        ~ [[1,0]]             ~ m.json: covariance.values[0]: found 1 entry, expected 2, one for each of the 2 coordinates
            ,[[2,0],[0,2]]]      ~ ]                   ~ m.json: covariance.values: found 1 entry, expected 2, one for each of the 2 states
            "means":[[0,1],[2,3]] ~ "means":[[0,1],[2]] ~ m.json: means[1]: found 1 entry, expected 2, one for each of the 2 coordinates
            "means":[[0,1],[2,3]], ~ ``                ~ m.json: "means" is missing
            """)
    void saysWhatIsWrongWithGaussianModels(String from, String to, String message) {
        String text = """
                {"format":"unmask-model","version":1,"family":"gaussian","states":2,"dimension":2,
                 "transition":[[0.9,0.1],[0.1,0.9]],"means":[[0,1],[2,3]],
                 "covariance":{"shape":"full-per-state","values":[[[1,0],[0,1]],[[2,0],[0,2]]]}}
                """;
        assertThat(read(text).states()).isEqualTo(2);
        assertThat(text).contains(from);
        assertThatThrownBy(() -> read(text.replace(from, to)))
                .isInstanceOf(BadInputException.class)
                .hasMessage(message);
    }

    @Test
    void aFileCutAnywhereIsRefusedWithItsPlace() {
        String text = SMALL.strip();
        for (int length = 1; length < text.length(); length++) {
            String cut = text.substring(0, length);
            assertThatThrownBy(() -> read(cut))
                    .as("cut at %d", length)
                    .isInstanceOf(BadInputException.class)
                    .hasMessageStartingWith("m.json")
                    .hasMessageNotContaining("\n");
        }
        assertThatThrownBy(() -> read(text.substring(0, text.length() / 2)))
                .hasMessageContaining("the file ends in the middle of the document, expected whole JSON")
                .hasMessageContaining("line 2");
    }

    @Test
    void otherThanJsonIsRefused() {
        assertThatThrownBy(() -> read("")).hasMessage("m.json: the file is empty, expected a JSON document");
        assertThatThrownBy(() -> read("NaN"))
                .hasMessageContaining("m.json, line 1")
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> read("[]")).hasMessage("m.json: found a list, expected an object");
        assertThatThrownBy(() -> read(SMALL + "{}")).isInstanceOf(BadInputException.class);
        assertThatThrownBy(() -> read(SMALL.replace("\"states\":2", "\"states\":2,\"states\":2")))
                .hasMessageContaining("Duplicate field 'states'");
        assertThatThrownBy(() -> ModelFiles.read(folder.resolve("none.json")))
                .hasMessage(folder.resolve("none.json") + ": there is no such file");
    }

    @Test
    void reducibleChainsNeedAnInitialLaw() {
        String text = SMALL.replace("\"initial\":[0.5,0.5],", "").replace("[[0.9,0.1],[0.1,0.9]]", "[[1,0],[0,1]]");

        assertThatThrownBy(() -> read(text))
                .hasMessage("m.json: transition: the chain has 2 closed classes of states, expected one for a unique "
                        + "stationary law");
    }

    private static Hmm read(String text) {
        return ModelFiles.read(JsonValue.parse("m.json", text));
    }
}
