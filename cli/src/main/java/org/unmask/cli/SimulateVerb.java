// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.unmask.cli.option.AtomicTargets;
import org.unmask.cli.option.ModelArgument;
import org.unmask.cli.option.ModelNote;
import org.unmask.cli.option.UsageException;
import org.unmask.cli.terminal.Console;
import org.unmask.data.PointSequences;
import org.unmask.data.Sequences;
import org.unmask.data.Simulation;
import org.unmask.data.Simulator;
import org.unmask.data.SymbolSequences;
import org.unmask.io.AtomicFile;
import org.unmask.io.json.JsonText;
import org.unmask.io.table.CsvWriter;
import org.unmask.model.Alphabet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Draws sequences from a model. */
@Command(
        name = "simulate",
        description =
                "Draws sequences from a model. Symbols of one character are written as text, a line for each sequence; all else"
                        + " as CSV. score and decode read it back with the same model.",
        footer = "  unmask simulate model.json --tokens 1000 --seed 7 > data.txt")
@SuppressWarnings("NullAway.Init")
final class SimulateVerb extends Verb {

    @Parameters(paramLabel = "MODEL", description = "model file")
    private String model;

    @Option(
            names = "--tokens",
            order = 1,
            paramLabel = "N",
            defaultValue = "1000",
            description = "tokens of each sequence (default ${DEFAULT-VALUE})")
    private int tokens;

    @Option(
            names = "--sequences",
            order = 2,
            paramLabel = "S",
            defaultValue = "1",
            description = "number of sequences (default ${DEFAULT-VALUE})")
    private int count;

    @Option(names = "--with-states", order = 3, description = "write CSV with the hidden states too")
    private boolean withStates;

    @Option(names = "--out", order = 4, paramLabel = "FILE", description = "write there, not to standard output")
    private @Nullable Path out;

    @Override
    protected int run(Console console) throws IOException {
        if (tokens < 1 || count < 1) {
            throw new UsageException("--tokens is " + tokens + " and --sequences " + count + ", expected at least 1");
        }
        AtomicTargets.check(out);
        AtomicTargets.keep(model, out);
        ModelArgument argument = ModelArgument.read(model);
        Simulation simulation = Simulator.draw(argument.model(), count, tokens, seed().split("simulate"), threads());
        if (out == null) {
            write(console, console.data(), simulation, argument);
        } else {
            AtomicFile.write(out, stream -> {
                Writer writer = new OutputStreamWriter(stream, StandardCharsets.UTF_8);
                write(console, writer, simulation, argument);
                writer.flush();
            });
        }
        return ExitCode.ANSWERED;
    }

    private void write(Console console, Writer writer, Simulation simulation, ModelArgument argument)
            throws IOException {
        Sequences drawn = simulation.sequences();
        if (console.json()) {
            writer.write(JsonText.line(document(simulation, argument)));
            writer.write('\n');
        } else if (drawn instanceof SymbolSequences symbols && !withStates && isText(symbols.alphabet())) {
            text(writer, symbols);
        } else {
            csv(writer, simulation, argument.note());
        }
    }

    private Map<String, Object> document(Simulation simulation, ModelArgument argument) {
        Sequences drawn = simulation.sequences();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("sequences", nested(drawn, t -> token(drawn, t)));
        if (withStates) {
            document.put("states", nested(drawn, t -> simulation.states()[t]));
        }
        document.put("provenance", argument.in(provenance()).document());
        return document;
    }

    private static List<Object> nested(Sequences drawn, java.util.function.IntFunction<Object> token) {
        List<Object> all = new ArrayList<>();
        for (int s = 0; s < drawn.count(); s++) {
            all.add(IntStream.range(drawn.start(s), drawn.end(s))
                    .mapToObj(token)
                    .toList());
        }
        return all;
    }

    private static Object token(Sequences drawn, int t) {
        if (drawn instanceof SymbolSequences symbols) {
            return symbols.alphabet().symbol(symbols.code(t));
        }
        PointSequences points = (PointSequences) drawn;
        return IntStream.range(0, points.dimension())
                .mapToObj(c -> (Object) points.value(t, c))
                .toList();
    }

    /** Whether symbols stand for themselves in a text: one character each, none of them a line break. */
    private static boolean isText(Alphabet alphabet) {
        return alphabet.symbols().stream()
                .allMatch(symbol ->
                        symbol.codePointCount(0, symbol.length()) == 1 && !symbol.equals("\n") && !symbol.equals("\r"));
    }

    private static void text(Writer writer, SymbolSequences symbols) throws IOException {
        for (int s = 0; s < symbols.count(); s++) {
            for (int t = symbols.start(s); t < symbols.end(s); t++) {
                writer.write(symbols.alphabet().symbol(symbols.code(t)));
            }
            writer.write('\n');
        }
    }

    private void csv(Writer writer, Simulation simulation, ModelNote note) throws IOException {
        Sequences drawn = simulation.sequences();
        List<Object> heading = new ArrayList<>();
        if (count > 1) {
            heading.add("sequence");
        }
        if (drawn instanceof PointSequences points) {
            heading.addAll(note.columnsOf(points.dimension()));
        } else {
            heading.add("symbol");
        }
        if (withStates) {
            heading.add("state");
        }
        writer.write(CsvWriter.row(heading));
        for (int s = 0; s < drawn.count(); s++) {
            for (int t = drawn.start(s); t < drawn.end(s); t++) {
                List<Object> row = new ArrayList<>();
                if (count > 1) {
                    row.add(s + 1);
                }
                if (token(drawn, t) instanceof List<?> coordinates) {
                    row.addAll(coordinates);
                } else {
                    row.add(token(drawn, t));
                }
                if (withStates) {
                    row.add(simulation.states()[t] + 1);
                }
                writer.write(CsvWriter.row(row));
            }
        }
    }
}
