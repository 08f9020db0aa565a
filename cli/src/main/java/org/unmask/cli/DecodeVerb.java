// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.unmask.cli.option.AtomicTargets;
import org.unmask.cli.option.ModelData;
import org.unmask.cli.option.UsageException;
import org.unmask.cli.terminal.Console;
import org.unmask.data.Sequences;
import org.unmask.inference.Decoding;
import org.unmask.inference.ForwardBackward;
import org.unmask.inference.PathSampler;
import org.unmask.inference.Posteriors;
import org.unmask.inference.Viterbi;
import org.unmask.io.AtomicFile;
import org.unmask.io.json.JsonText;
import org.unmask.io.table.CsvWriter;
import org.unmask.model.Hmm;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finds the hidden states of data. */
@Command(
        name = "decode",
        description =
                "The hidden states of data: the likeliest path (Viterbi), with --posterior the probability of each state at"
                        + " each token, with --draw a path drawn from the law of all paths. Prints CSV, one row for each token; sequences,"
                        + " tokens and states count from 1. In the document of --json states count from 0, as places in the model's arrays.",
        footer = {
            "  unmask decode model.json data.txt --letters --out states.csv",
            "  unmask decode model.json data.csv --columns price --log-return --posterior"
        })
@SuppressWarnings("NullAway.Init")
final class DecodeVerb extends Verb {

    @Mixin
    private ModelData input;

    @Option(names = "--posterior", order = 1, description = "probabilities of the states, given all tokens")
    private boolean posterior;

    @Option(
            names = "--draw",
            order = 2,
            description = "a path drawn from the law of the paths, given all tokens; --seed gives another one")
    private boolean draw;

    @Option(names = "--out", order = 3, paramLabel = "FILE", description = "write there, not to standard output")
    private @Nullable Path out;

    @Override
    protected int run(Console console) throws IOException {
        if (posterior && draw) {
            throw new UsageException("--posterior and --draw exclude each other");
        }
        AtomicTargets.check(out);
        input.keep(out);
        ModelData.Read read = input.read(provenance());
        read.doubt().ifPresent(console::say);
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
            int[] states = path(read.model(), data, document);
            row = t -> List.of((Object) (states[t] + 1));
            if (console.json()) {
                document.put("states", sequences(data, t -> states[t]));
            }
        }
        if (console.json()) {
            document.put("tokens", data.tokens());
            document.put("sequences", data.count());
            document.put("provenance", read.provenance().document());
        }
        if (out == null) {
            write(console, console.data(), read.model().states(), data, row, document);
        } else {
            AtomicFile.write(out, stream -> {
                Writer writer = new OutputStreamWriter(stream, StandardCharsets.UTF_8);
                write(console, writer, read.model().states(), data, row, document);
                writer.flush();
            });
        }
        return ExitCode.ANSWERED;
    }

    private int[] path(Hmm model, Sequences data, Map<String, Object> document) {
        if (draw) {
            return PathSampler.draw(model, data, seed().split("decode"), threads());
        }
        Decoding decoding = Viterbi.decode(model, data, threads());
        document.put("logProbability", decoding.logProbability());
        return decoding.states();
    }

    private void write(Console console, Writer to, int states, Sequences data, Row row, Map<String, Object> document)
            throws IOException {
        if (console.json()) {
            to.write(JsonText.line(document));
            to.write('\n');
            return;
        }
        List<Object> heading = new ArrayList<>(List.of("sequence", "token"));
        if (posterior) {
            IntStream.rangeClosed(1, states).forEach(s -> heading.add("state" + s));
        } else {
            heading.add("state");
        }
        to.write(CsvWriter.row(heading));
        for (int s = 0; s < data.count(); s++) {
            for (int t = data.start(s); t < data.end(s); t++) {
                List<Object> cells = new ArrayList<>(Arrays.asList((Object) (s + 1), t - data.start(s) + 1));
                cells.addAll(row.cells(t));
                to.write(CsvWriter.row(cells));
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
