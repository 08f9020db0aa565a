// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.predictor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.unmask.io.BadInputException;
import org.unmask.io.InputBytes;
import org.unmask.io.data.TokenKind;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Categorical;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.predictor.Context;
import org.unmask.predictor.OptimalPredictor;
import org.unmask.task.MaskedTask;

/** The networks are made by {@code make.py} beside them: the optimal predictors of these two models. */
class OnnxPredictorTest {

    private static final MaskedTask TASK = MaskedTask.parse("x2,x3|x1");

    /** What single precision leaves of a probability. */
    private static final double SINGLE = 1e-6;

    private static final StochasticMatrix CHAIN = StochasticMatrix.ofRows(new double[][] {{0.7, 0.3}, {0.4, 0.6}});

    private static final Hmm SYMBOLS =
            Hmm.stationary(CHAIN, Categorical.ofRows(new double[] {0.6, 0.3, 0.1}, new double[] {0.1, 0.2, 0.7}));

    private static final Hmm POINTS = Hmm.stationary(
            CHAIN, Gaussian.unit(Matrix.ofRows(new double[] {1.5, -0.5, 0.25}, new double[] {-1.0, 1.0, 0.5})));

    private static InputBytes file(String name) {
        try (InputStream in = Objects.requireNonNull(OnnxPredictorTest.class.getResourceAsStream("/onnx/" + name))) {
            return InputBytes.ofBytes(name, in.readAllBytes());
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static OnnxPredictor open(String name) {
        return OnnxPredictor.open(file(name), TASK, OnnxOptions.unsaid());
    }

    @ParameterizedTest
    @CsvSource({
        "codes.onnx, PROBABILITIES",
        "code-alone.onnx, PROBABILITIES",
        "codes-int32-double.onnx, PROBABILITIES",
        "one-hot.onnx, PROBABILITIES",
        "one-hot-of-four.onnx, PROBABILITIES",
        "one-hot-alone.onnx, PROBABILITIES",
        "logits.onnx, LOGITS",
        "one-hot-logits.onnx, LOGITS"
    })
    void everyLayoutGivesTheSameTable(String name, OutputKind kind) {
        try (OnnxPredictor network = open(name)) {
            assertThat(network.ofSymbols()).isTrue();
            assertThat(network.dimension()).isEqualTo(3);
            assertThat(network.output()).isEqualTo(kind);
            Matrix best = OptimalPredictor.of(SYMBOLS, TASK).table().conditional();
            assertThat(network.table().conditional().minus(best).maxAbs()).isLessThan(SINGLE);
            for (int code = 0; code < 3; code++) {
                assertThat(network.predict(Context.ofSymbols(code)).toArray())
                        .containsExactly(best.row(code), within(SINGLE));
            }
        }
    }

    @Test
    void theDoubleTableIsExact() {
        try (OnnxPredictor network = open("codes-int32-double.onnx")) {
            Matrix best = OptimalPredictor.of(SYMBOLS, TASK).table().conditional();
            assertThat(network.table().conditional().minus(best).maxAbs()).isLessThan(1e-15);
        }
    }

    @Test
    void vectorsWhoseAnswersAreNoLawsArePoints() {
        try (OnnxPredictor network = open("points.onnx")) {
            assertThat(network.ofSymbols()).isFalse();
            assertThat(network.output()).isEqualTo(OutputKind.PRODUCT);
            OptimalPredictor best = OptimalPredictor.of(POINTS, TASK);
            Context context = Context.ofPoints(new double[] {0.3, -1, 2});
            assertThat(network.predict(context).toArray())
                    .containsExactly(best.predict(context).toArray(), within(1e-14));
            assertThatThrownBy(network::table).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> network.predict(Context.ofSymbols(1)))
                    .hasMessage("the context is one of symbols, expected points");
        }
    }

    @Test
    void whatIsToldIsNotFoundOut() {
        OnnxOptions logits = OnnxOptions.unsaid().withOutput(OutputKind.LOGITS);
        try (OnnxPredictor told = OnnxPredictor.open(file("one-hot-unnamed-logits.onnx"), TASK, logits);
                OnnxPredictor untold = open("one-hot-unnamed-logits.onnx")) {
            Matrix best = OptimalPredictor.of(SYMBOLS, TASK).table().conditional();
            assertThat(told.table().conditional().minus(best).maxAbs()).isLessThan(SINGLE);
            assertThat(untold.ofSymbols()).isFalse();
        }
        try (OnnxPredictor points = OnnxPredictor.open(
                file("one-hot.onnx"), TASK, OnnxOptions.unsaid().withTokens(TokenKind.POINTS))) {
            assertThat(points.ofSymbols()).isFalse();
        }
        try (OnnxPredictor named = OnnxPredictor.open(
                file("two-outputs.onnx"), TASK, OnnxOptions.unsaid().withOutputName("prediction"))) {
            assertThat(named.ofSymbols()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "nan.onnx; x2,x3|x1; output prediction for the context [1] is NaN at place 3, expected a finite number",
                "six-numbers.onnx; x2,x3|x1; output prediction has 6 numbers for a context, expected d*d as x2,x3|x1 has"
                        + " 2 targets",
                "one-hot.onnx; x2|x1; input context takes vectors of length 3, output prediction tells of 9 symbols or"
                        + " coordinates, expected the same number for x2|x1",
                "codes.onnx; x2|x1,x3; input context has the shape [any], expected [any, 2] for codes or [any, 2, d]",
                "two-outputs.onnx; x2,x3|x1; found the outputs [prediction, total], expected one"
            })
    void aWrongNetworkIsToldInOneLine(String name, String task, String message) {
        assertThatThrownBy(() -> {
                    try (OnnxPredictor network =
                            OnnxPredictor.open(file(name), MaskedTask.parse(task), OnnxOptions.unsaid())) {
                        network.table();
                    }
                })
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith(name + ": " + message)
                .hasMessageNotContaining("\n");
    }

    @Test
    void whatIsNoNetworkIsToldInOneLine() {
        InputBytes text = InputBytes.ofBytes("p.onnx", "x1,x2\n".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> OnnxPredictor.open(text, TASK, OnnxOptions.unsaid()))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("p.onnx: this is no ONNX file that can be run: ")
                .hasMessageNotContaining("\n");
        assertThat(OnnxPredictor.isIn(text)).isTrue();
        assertThat(OnnxPredictor.isIn(InputBytes.ofBytes("p", file("codes.onnx").readAll())))
                .isTrue();
        assertThat(OnnxPredictor.isIn(InputBytes.ofBytes("p.csv", text.readAll())))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"probabilities", "logits", "product"})
    void kindsHaveWords(String word) {
        assertThat(OutputKind.ofWord(word).word()).isEqualTo(word);
    }
}
