// SPDX-License-Identifier: Apache-2.0
package org.unmask.predictor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Probabilities;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Alphabet;
import org.unmask.model.Categorical;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Covariances;
import org.unmask.model.Emission;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.task.MaskedTask;

/** Predictions computed elsewhere, by brute force over all state paths. */
class FixturePredictionsTest {

    @Test
    void allPredictionsAgree() throws IOException {
        int cases = 0;
        try (InputStream in = FixturePredictionsTest.class.getResourceAsStream("/predictions.json")) {
            for (JsonNode group : new ObjectMapper().readTree(in).get("cases")) {
                Hmm model = model(group.get("model"));
                for (JsonNode node : group.get("predictions")) {
                    OptimalPredictor predictor = OptimalPredictor.of(
                            model, MaskedTask.parse(node.get("task").asText()));
                    double[] expected = flat(node.get("prediction"));
                    assertThat(predictor
                                    .predict(context(model, node.get("context")))
                                    .toArray())
                            .as("%s", node)
                            .containsExactly(expected, within(1e-12));
                    cases++;
                }
            }
        }
        assertThat(cases).isEqualTo(150);
    }

    private static Hmm model(JsonNode node) {
        return new Hmm(
                Probabilities.of(row(node.get("initial"))),
                StochasticMatrix.of("transition matrix", matrix(node.get("transition"))),
                emission(node));
    }

    private static Emission emission(JsonNode node) {
        if (node.get("family").asText().equals("categorical")) {
            List<String> symbols = new ArrayList<>();
            node.get("symbols").forEach(symbol -> symbols.add(symbol.asText()));
            return new Categorical(
                    Alphabet.of(symbols), StochasticMatrix.of("emission matrix", matrix(node.get("emission"))));
        }
        List<Matrix> covariances = new ArrayList<>();
        node.get("covariance").get("values").forEach(value -> covariances.add(matrix(value)));
        CovarianceShape shape =
                CovarianceShape.ofWord(node.get("covariance").get("shape").asText());
        return new Gaussian(matrix(node.get("means")), new Covariances(shape, covariances));
    }

    private static Context context(Hmm model, JsonNode values) {
        if (model.emission() instanceof Categorical categorical) {
            int[] codes = new int[values.size()];
            for (int c = 0; c < codes.length; c++) {
                codes[c] = categorical.alphabet().code(values.get(c).asText()).orElseThrow();
            }
            return Context.ofSymbols(codes);
        }
        double[][] points = new double[values.size()][];
        for (int c = 0; c < points.length; c++) {
            points[c] = row(values.get(c));
        }
        return Context.ofPoints(points);
    }

    private static Matrix matrix(JsonNode node) {
        double[][] rows = new double[node.size()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = row(node.get(i));
        }
        return Matrix.ofRows(rows);
    }

    /** The numbers of nested lists, the innermost fastest. */
    private static double[] flat(JsonNode node) {
        return node.isNumber()
                ? new double[] {node.asDouble()}
                : StreamSupport.stream(node.spliterator(), false)
                        .flatMapToDouble(part -> Arrays.stream(flat(part)))
                        .toArray();
    }

    private static double[] row(JsonNode node) {
        double[] out = new double[node.size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = node.get(i).asDouble();
        }
        return out;
    }
}
