// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.unmask.data.Sequences;
import org.unmask.inference.Decoding;
import org.unmask.inference.ForwardBackward;
import org.unmask.inference.Posteriors;
import org.unmask.inference.Viterbi;
import org.unmask.io.AtomicFile;
import org.unmask.io.json.JsonText;
import org.unmask.io.table.CsvWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finds the hidden states of data. */
@Command(
        name = "decode",
        description = {
            "The hidden states of data: the likeliest path (Viterbi), or with --posterior the probability of each state at",
            "each token. Prints CSV, one row for each token. States are numbered from 0, as the rows of the model file."
        },
        footer = "  unmask decode model.json data.txt --letters --out states.csv")
@SuppressWarnings("NullAway.Init")
final class DecodeVerb extends Verb {

    @Mixin
    private ModelData input;

    @Option(names = "--posterior", order = 1, description = "probabilities of the states, given all tokens")
    private boolean posterior;

    @Option(names = "--out", order = 2, paramLabel = "FILE", description = "write there, not to standard output")
    private @Nullable Path out;

    @Override
    protected int run(Console console) {
        ModelData.Read read = input.read(provenance());
        Sequences data = read.data().sequences();
        Map<String, Object> document = new LinkedHashMap<>();
        Row row;
        if (posterior) {
            Posteriors posteriors = ForwardBackward.smoothed(read.model(), data, threads());
            row = t -> IntStream.range(0, posteriors.states())
                    .mapToObj(s -> (Object) posteriors.get(t, s))
                    .toList();
            if (console.json()) {
                document.put("posteriors", sequences(data, t -> row.cells(t)));
            }
            document.put("logLikelihood", posteriors.logLikelihood());
        } else {
            Decoding decoding = Viterbi.decode(read.model(), data, threads());
            row = t -> List.of((Object) decoding.states()[t]);
            if (console.json()) {
                document.put("states", sequences(data, t -> decoding.states()[t]));
            }
            document.put("logProbability", decoding.logProbability());
        }
        if (console.json()) {
            document.put("tokens", data.tokens());
            document.put("sequences", data.count());
            document.put("provenance", read.provenance().document());
        }
        write(console, read.model().states(), data, row, document);
        return ExitCode.ANSWERED;
    }

    private void write(Console console, int states, Sequences data, Row row, Map<String, Object> document) {
        if (console.json()) {
            if (out == null) {
                console.document(document);
            } else {
                AtomicFile.write(out, JsonText.line(document) + "\n");
            }
            return;
        }
        if (out == null) {
            csv(states, data, row, line -> console.data().print(line));
        } else {
            AtomicFile.write(out, stream -> {
                List<String> waiting = new ArrayList<>();
                csv(states, data, row, waiting::add);
                for (String line : waiting) {
                    stream.write(line.getBytes(StandardCharsets.UTF_8));
                }
            });
        }
    }

    private void csv(int states, Sequences data, Row row, java.util.function.Consumer<String> lines) {
        List<Object> heading = new ArrayList<>(List.of("sequence", "token"));
        if (posterior) {
            IntStream.range(0, states).forEach(s -> heading.add("state" + s));
        } else {
            heading.add("state");
        }
        lines.accept(CsvWriter.row(heading));
        for (int s = 0; s < data.count(); s++) {
            for (int t = data.start(s); t < data.end(s); t++) {
                List<Object> cells = new ArrayList<>(Arrays.asList((Object) s, t - data.start(s)));
                cells.addAll(row.cells(t));
                lines.accept(CsvWriter.row(cells));
            }
        }
    }

    private static List<Object> sequences(Sequences data, java.util.function.IntFunction<Object> token) {
        List<Object> all = new ArrayList<>();
        for (int s = 0; s < data.count(); s++) {
            all.add(IntStream.range(data.start(s), data.end(s)).mapToObj(token).toList());
        }
        return all;
    }

    /** What is told of a token. */
    private interface Row {
        List<Object> cells(int token);
    }
}
