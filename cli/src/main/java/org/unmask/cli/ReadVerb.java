// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.unmask.cli.answer.FitText;
import org.unmask.cli.answer.Provenance;
import org.unmask.cli.option.AtomicTargets;
import org.unmask.cli.option.Options;
import org.unmask.cli.option.ReadSource;
import org.unmask.cli.option.ReadSource.Points;
import org.unmask.cli.option.ReadSource.Symbols;
import org.unmask.cli.option.TaskOptions;
import org.unmask.cli.option.UsageException;
import org.unmask.cli.terminal.Console;
import org.unmask.io.Counted;
import org.unmask.io.InputBytes;
import org.unmask.io.model.ModelFiles;
import org.unmask.io.predictor.NamedTable;
import org.unmask.io.predictor.OutputKind;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Hmm;
import org.unmask.model.ModelFamily;
import org.unmask.predictor.Context;
import org.unmask.recovery.PredictorDistance;
import org.unmask.recovery.PredictorFit;
import org.unmask.recovery.ReadOff;
import org.unmask.recovery.Recovery;
import org.unmask.recovery.Spectrum;
import org.unmask.task.TaskSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads a model off a predictor. */
@Command(
        name = "read",
        description =
                "Reads a hidden Markov model off the values of a masked predictor, whoever trained it: a table as CSV (columns"
                        + " x1, x2, x3 and probability) or as JSON that predict prints, or a network as ONNX, whose input is the context"
                        + " (codes, one-hot vectors or points) and whose output is the joint table of the targets (probabilities or"
                        + " logits), for points the mean of their outer product. Tells how far the predictor is from any such model.",
        footer = {
            "  unmask read table.csv --task 'x2,x3|x1' --states 3 --out model.json",
            "  unmask read network.onnx --task 'x2,x3|x1'"
        })
@SuppressWarnings("NullAway.Init")
final class ReadVerb extends Verb {

    @Parameters(paramLabel = "PREDICTOR", description = "table (CSV or JSON) or network (ONNX)")
    private String predictor;

    @Mixin
    private TaskOptions tasks;

    @Mixin
    private ReadSource sources;

    @Option(
            names = {"--states", "-k"},
            order = 1,
            paramLabel = "K",
            description = "number of hidden states; by default where the predictor's singular values fall most")
    private @Nullable Integer states;

    @Option(
            names = "--transition",
            order = 2,
            paramLabel = "KIND",
            defaultValue = "stationary",
            description = "doubly-stochastic or stationary (default)")
    private String transition;

    @Option(names = "--out", order = 3, paramLabel = "FILE", description = "write the model there")
    private @Nullable Path out;

    /** What was read, and the predictor's singular values before that. */
    private record Reading(Recovery recovery, int states, Spectrum spectrum, Distance distance) {}

    /** The distance between the predictor and a model. */
    private interface Distance {
        PredictorDistance to(Hmm model);
    }

    @Override
    protected int run(Console console) {
        TaskSet asked = tasks.required();
        if (asked.tasks().size() != 1) {
            throw new UsageException(
                    "read takes one task, found " + asked.tasks().size());
        }
        if (states != null && states < 1) {
            throw new UsageException("--states is " + states + ", expected at least 1");
        }
        Chain chain = Options.usage(() -> Chain.ofWord(transition));
        AtomicTargets.check(out);
        AtomicTargets.keep(predictor, out);
        InputBytes bytes = InputBytes.of(predictor);
        try (ReadSource.Source source = sources.open(bytes, asked.tasks().get(0))) {
            Provenance provenance = provenance().with(predictor, "sha256:" + bytes.sha256());
            return answer(console, reading(console, source, chain), provenance);
        }
    }

    private Reading reading(Console console, ReadSource.Source source, Chain chain) {
        if (source instanceof Symbols symbols) {
            if (symbols.output().filter(OutputKind.LOGITS::equals).isPresent()) {
                console.say("the network's output is taken for logits");
            }
            return symbols(symbols, chain);
        }
        Points points = (Points) source;
        console.say("the tokens are points, the predictor's values means of their outer product");
        return points(points, chain);
    }

    private Reading symbols(Symbols symbols, Chain chain) {
        int d = symbols.table().alphabet().size();
        Spectrum spectrum = Spectrum.of(symbols.table().predictor());
        return read(
                spectrum,
                Math.min(d, spectrum.states()),
                k -> symbols(symbols.table(), new ModelFamily.Categorical(k, d, chain)),
                model -> PredictorDistance.of(symbols.table().predictor(), model));
    }

    /** By a formula where there is one, else by a fit to the predictor's values. */
    private Recovery symbols(NamedTable table, ModelFamily.Categorical family) {
        Recovery read = ReadOff.into(family)
                .withAlphabet(table.alphabet())
                .withSeed(seed())
                .read(table.predictor());
        return read instanceof Recovery.Failed failed && failed.reason() == Recovery.Reason.UNSUPPORTED_TASK
                ? PredictorFit.of(table.predictor(), family, table.alphabet(), seed())
                : read;
    }

    private Reading points(Points points, Chain chain) {
        int d = points.dimension();
        boolean chosen = points.contexts().isEmpty();
        List<Context> first = chosen ? readOff(d, d, chain).contexts() : points.contexts();
        Spectrum spectrum = Spectrum.of(points.predictor(), first);
        return read(
                spectrum,
                Math.min(d, spectrum.states()),
                k -> chosen
                        ? readOff(k, d, chain).read(points.predictor())
                        : readOff(k, d, chain).readAt(points.predictor(), points.contexts()),
                model -> PredictorDistance.of(
                        points.predictor(),
                        chosen ? readOff(model.states(), d, chain).contexts(model) : points.contexts(),
                        model));
    }

    private ReadOff readOff(int k, int d, Chain chain) {
        return ReadOff.into(new ModelFamily.Gaussian(k, d, CovarianceShape.IDENTITY, chain))
                .withSeed(seed());
    }

    /** A read-off with a number of states. */
    private interface WithStates {
        Recovery read(int states);
    }

    /** With the states asked for; else with the suggested number, or the next lower one that can be read. */
    private Reading read(Spectrum spectrum, int suggested, WithStates readOff, Distance distance) {
        int first = states == null ? suggested : states;
        Recovery recovery = readOff.read(first);
        for (int k = first - 1; states == null && k >= 1 && recovery instanceof Recovery.Failed; k--) {
            Recovery smaller = readOff.read(k);
            if (smaller instanceof Recovery.Recovered) {
                return new Reading(smaller, k, spectrum, distance);
            }
        }
        return new Reading(recovery, first, spectrum, distance);
    }

    private int answer(Console console, Reading reading, Provenance provenance) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        int code;
        if (reading.recovery() instanceof Recovery.Recovered recovered) {
            code = ExitCode.ANSWERED;
            describe(console, document, reading, recovered);
            if (out != null) {
                ModelFiles.write(out, recovered.model(), Map.of("provenance", provenance.document()));
                console.say("model written to " + out);
            }
        } else {
            Recovery.Failed failed = (Recovery.Failed) reading.recovery();
            code = ExitCode.NO_ANSWER;
            document.put("model", null);
            document.put("states", reading.states());
            document.put("reason", failed.reason().word());
            document.put("message", failed.message());
            document.put("evidence", finite(failed.evidence().toArray()));
            document.put("singularValues", singularValues(reading.spectrum()));
            document.put(
                    "candidates",
                    failed.candidates().stream().map(ModelFiles::document).toList());
            console.print("no model: " + failed.message());
        }
        document.put("provenance", provenance.document());
        console.document(document);
        return code;
    }

    private static List<double[]> singularValues(Spectrum spectrum) {
        return spectrum.singularValues().stream().map(values -> values.row(0)).toList();
    }

    private void describe(
            Console console, Map<String, @Nullable Object> document, Reading reading, Recovery.Recovered recovered) {
        PredictorDistance distance = reading.distance().to(recovered.model());
        document.put("model", ModelFiles.document(recovered.model()));
        document.put("states", reading.states());
        document.put("statesFrom", states == null ? "singular values" : "option");
        document.put("singularValues", singularValues(reading.spectrum()));
        Map<String, Object> far = new LinkedHashMap<>();
        far.put("atLeast", distance.atLeast());
        far.put("atMost", distance.atMost());
        far.put("worst", distance.worst());
        document.put("distance", far);
        Map<String, Object> misfit = new LinkedHashMap<>();
        misfit.put("tensor", recovered.misfit().tensor());
        misfit.put("projection", recovered.misfit().projection());
        misfit.put("worst", recovered.misfit().worst());
        misfit.put("typical", recovered.misfit().typical());
        document.put("misfit", misfit);
        Map<String, @Nullable Object> conditioning = new LinkedHashMap<>();
        conditioning.put("worst", finite(recovered.conditioning().worst()).get(0));
        conditioning.put("kRanks", recovered.conditioning().kRanks());
        conditioning.put(
                "eigenvalueGap",
                finite(recovered.conditioning().eigenvalueGap()).get(0));
        document.put("conditioning", conditioning);
        FitText.model(console, recovered.model(), List.of());
        print(console, reading, recovered, distance);
    }

    private void print(Console console, Reading reading, Recovery.Recovered recovered, PredictorDistance distance) {
        console.print("");
        console.print("singular values of the predictor, " + Counted.of(reading.states(), "state") + " "
                + (states == null ? "chosen by them:" : "asked for:"));
        for (double[] values : singularValues(reading.spectrum())) {
            List<String> words = new ArrayList<>();
            for (int j = 0; j < Math.min(values.length, reading.states() + 3); j++) {
                words.add((j == reading.states() ? "| " : "") + String.format(Locale.ROOT, "%.3g", values[j]));
            }
            console.print("  " + String.join("  ", words));
        }
        console.print(String.format(
                Locale.ROOT,
                "distance to any model of %s (root mean square over its values): at least %.3g; to this one %.3g,"
                        + " %.3g at worst",
                Counted.of(reading.states(), "state"),
                distance.atLeast(),
                distance.atMost(),
                distance.worst()));
        console.print(String.format(
                Locale.ROOT, "condition number %.3g", recovered.conditioning().worst()));
    }

    /** JSON has no number for what is not finite. */
    private static List<@Nullable Double> finite(double... values) {
        List<@Nullable Double> all = new ArrayList<>();
        for (double value : values) {
            all.add(Double.isFinite(value) ? value : null);
        }
        return all;
    }
}
