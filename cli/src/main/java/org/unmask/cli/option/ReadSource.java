// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli.option;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.unmask.data.PointSequences;
import org.unmask.io.BadInputException;
import org.unmask.io.Counted;
import org.unmask.io.InputBytes;
import org.unmask.io.data.DataOptions;
import org.unmask.io.data.DataReader;
import org.unmask.io.data.TokenKind;
import org.unmask.io.json.JsonValue;
import org.unmask.io.predictor.NamedTable;
import org.unmask.io.predictor.OnnxOptions;
import org.unmask.io.predictor.OnnxPredictor;
import org.unmask.io.predictor.OutputKind;
import org.unmask.io.predictor.PointAnswers;
import org.unmask.io.predictor.PredictorTables;
import org.unmask.model.Alphabet;
import org.unmask.predictor.Context;
import org.unmask.predictor.Predictor;
import org.unmask.task.MaskedTask;
import picocli.CommandLine.Option;

/** Options of {@code read} that say what its predictor is, and the predictor they lead to. */
public final class ReadSource {

    /** Points of a data file at which a network is asked; more tell little more and cost time. */
    private static final int MOST_CONTEXTS = 500;

    @Option(
            names = "--family",
            order = 20,
            paramLabel = "FAMILY",
            description =
                    "of an ONNX file that takes vectors: categorical (one-hot) or gaussian (points); by default found out")
    private @Nullable String family;

    @Option(
            names = "--output",
            order = 21,
            paramLabel = "KIND",
            description = "what an ONNX file puts out: probabilities or logits; by default found out")
    private @Nullable String output;

    @Option(
            names = "--output-name",
            order = 22,
            paramLabel = "NAME",
            description = "which output of an ONNX file to read, when it has several")
    private @Nullable String outputName;

    @Option(
            names = "--dimension",
            order = 23,
            paramLabel = "D",
            description = "number of symbols or coordinates, when an ONNX file leaves it open")
    private @Nullable Integer dimension;

    @Option(
            names = "--symbols",
            order = 24,
            paramLabel = "NAME,…",
            hideParamSyntax = true,
            split = ",",
            description = "names of the symbols of an ONNX file, in the order of their codes (default 0,1,…)")
    private @Nullable List<String> symbols;

    @Option(
            names = "--contexts",
            order = 25,
            paramLabel = "DATA",
            description = "points at which to ask a network about points: best some of those it was trained on,"
                    + " as it may say anything elsewhere. By default points around the origin")
    private @Nullable String contexts;

    public ReadSource() {}

    /** A predictor to read: a table of symbols, or one of points. */
    public sealed interface Source extends AutoCloseable permits Symbols, Points {
        @Override
        void close();
    }

    /** A table, and what its numbers were where that was found out. */
    public record Symbols(NamedTable table, Optional<OutputKind> output) implements Source {
        @Override
        public void close() {
            // All is in memory.
        }
    }

    /** A predictor of points and the contexts to ask it at; none when they may be chosen. */
    public record Points(Predictor predictor, int dimension, List<Context> contexts) implements Source {
        @Override
        public void close() {
            if (predictor instanceof OnnxPredictor network) {
                network.close();
            }
        }
    }

    /** Opens what a file holds. */
    public Source open(InputBytes bytes, MaskedTask task) {
        if (OnnxPredictor.isIn(bytes)) {
            return network(bytes, task);
        }
        String head = new String(bytes.head(64), StandardCharsets.UTF_8).stripLeading();
        if (!head.startsWith("{")) {
            return new Symbols(PredictorTables.readCsv(bytes, task, Optional.empty()), Optional.empty());
        }
        JsonValue document = JsonValue.read(bytes);
        if (PointAnswers.areIn(document)) {
            PointAnswers answers = PointAnswers.read(document, task);
            return new Points(answers.predictor(), answers.dimension(), answers.contexts());
        }
        return new Symbols(PredictorTables.readJson(document, task, Optional.empty()), Optional.empty());
    }

    private Source network(InputBytes bytes, MaskedTask task) {
        OnnxPredictor network = OnnxPredictor.open(bytes, task, options());
        if (!network.ofSymbols()) {
            return new Points(network, network.dimension(), chosen(network.dimension()));
        }
        try (network) {
            int d = network.dimension();
            if (symbols != null && symbols.size() != d) {
                throw new UsageException(
                        "--symbols names " + Counted.of(symbols.size(), "symbol") + ", the network has " + d);
            }
            Alphabet alphabet = Optional.ofNullable(symbols)
                    .map(names -> Options.usage(() -> Alphabet.of(names)))
                    .orElseGet(() -> Alphabet.numbered(d));
            return new Symbols(new NamedTable(alphabet, network.table()), Optional.of(network.output()));
        }
    }

    private OnnxOptions options() {
        OnnxOptions options = OnnxOptions.unsaid();
        if (family != null) {
            options = options.withTokens(
                    switch (family) {
                        case "categorical" -> TokenKind.SYMBOLS;
                        case "gaussian" -> TokenKind.POINTS;
                        default ->
                            throw new UsageException(
                                    "--family is \"" + family + "\", expected categorical or gaussian");
                    });
        }
        Optional<OutputKind> kind =
                Optional.ofNullable(output).map(word -> Options.usage(() -> OutputKind.ofWord(word)));
        if (kind.isPresent()) {
            options = options.withOutput(kind.get());
        }
        if (dimension != null) {
            if (dimension < 1) {
                throw new UsageException("--dimension is " + dimension + ", expected at least 1");
            }
            options = options.withDimension(dimension);
        }
        return outputName == null ? options : options.withOutputName(outputName);
    }

    /** Points of the data, evenly spread over it. */
    private List<Context> chosen(int d) {
        if (contexts == null) {
            return List.of();
        }
        PointSequences points =
                (PointSequences) DataReader.read(contexts, DataOptions.DEFAULT.withKind(TokenKind.POINTS))
                        .sequences();
        if (points.dimension() != d) {
            throw BadInputException.in(
                    contexts,
                    "found points of " + Counted.of(points.dimension(), "coordinate") + ", the network takes " + d);
        }
        int count = Math.min(points.tokens(), MOST_CONTEXTS);
        List<Context> all = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            int token = (int) ((long) n * points.tokens() / count);
            double[] point = new double[d];
            for (int c = 0; c < d; c++) {
                point[c] = points.value(token, c);
            }
            if (java.util.Arrays.stream(point).noneMatch(Double::isNaN)) {
                all.add(Context.ofPoints(point));
            }
        }
        return all;
    }
}
