// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.unmask.io.BadInputException;
import org.unmask.io.InputBytes;
import org.unmask.io.json.JsonValue;
import org.unmask.io.model.ModelFiles;
import org.unmask.io.predictor.NamedTable;
import org.unmask.io.predictor.PointAnswers;
import org.unmask.io.predictor.PredictorTables;
import org.unmask.model.Chain;
import org.unmask.model.ModelFamily;
import org.unmask.recovery.ReadOff;
import org.unmask.recovery.Recovery;
import org.unmask.task.MaskedTask;
import org.unmask.task.TaskSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads a model off a predictor. */
@Command(
        name = "read",
        description = {
            "Reads a hidden Markov model off the values of a masked predictor, whoever trained it: a table as CSV (columns",
            "x1, x2, x3 and probability) or as JSON that predict prints. Tells how far the predictor is from that model."
        },
        footer = "  unmask read table.csv --task 'x2,x3|x1' --states 3 --out model.json")
@SuppressWarnings("NullAway.Init")
final class ReadVerb extends Verb {

    /** A predictor this near to a model of some size is taken for one of that size. */
    private static final double EXACT = 1e-6;

    @Parameters(paramLabel = "PREDICTOR", description = "table, CSV or JSON")
    private String predictor;

    @Mixin
    private TaskOptions tasks;

    @Option(
            names = {"--states", "-k"},
            order = 1,
            paramLabel = "K",
            description = "number of hidden states; by default the smallest that explains the table, else the best")
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
        InputBytes bytes = InputBytes.of(predictor);
        NamedTable table = table(bytes, asked.tasks().get(0));
        Recovery recovery = read(table, chain);
        Provenance provenance = provenance().with(predictor, "sha256:" + bytes.sha256());
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        int code;
        if (recovery instanceof Recovery.Recovered recovered) {
            code = ExitCode.ANSWERED;
            describe(console, document, recovered);
            if (out != null) {
                ModelFiles.write(out, recovered.model(), Map.of("provenance", provenance.document()));
                console.say("model written to " + out);
            }
        } else {
            Recovery.Failed failed = (Recovery.Failed) recovery;
            code = ExitCode.NO_ANSWER;
            document.put("model", null);
            document.put("reason", failed.reason().word());
            document.put("message", failed.message());
            document.put("evidence", finite(failed.evidence().toArray()));
            document.put(
                    "candidates",
                    failed.candidates().stream().map(ModelFiles::document).toList());
            console.print("no model: " + failed.message());
        }
        document.put("provenance", provenance.document());
        console.document(document);
        return code;
    }

    private static NamedTable table(InputBytes bytes, MaskedTask task) {
        String head = new String(bytes.head(64), StandardCharsets.UTF_8).stripLeading();
        if (!head.startsWith("{")) {
            return PredictorTables.readCsv(bytes, task, Optional.empty());
        }
        JsonValue document = JsonValue.read(bytes);
        if (PointAnswers.areIn(document)) {
            throw BadInputException.in(
                    bytes.name(),
                    "found answers about points, expected a table about symbols: points need a predictor"
                            + " that can be asked at contexts of our choice");
        }
        return PredictorTables.readJson(document, task, Optional.empty());
    }

    private Recovery read(NamedTable table, Chain chain) {
        if (states != null) {
            return read(table, chain, states);
        }
        List<Recovery> all = new ArrayList<>();
        Optional<Recovery.Recovered> best = Optional.empty();
        for (int k = 1; k <= table.alphabet().size(); k++) {
            Recovery recovery = read(table, chain, k);
            all.add(recovery);
            if (recovery instanceof Recovery.Recovered recovered) {
                if (best.isEmpty()
                        || recovered.misfit().typical() < best.get().misfit().typical()) {
                    best = Optional.of(recovered);
                }
                if (recovered.misfit().worst() < EXACT) {
                    return recovered;
                }
            }
        }
        return best.isPresent() ? best.get() : all.get(0);
    }

    private Recovery read(NamedTable table, Chain chain, int k) {
        return ReadOff.into(new ModelFamily.Categorical(k, table.alphabet().size(), chain))
                .withAlphabet(table.alphabet())
                .withSeed(seed())
                .read(table.predictor());
    }

    private static void describe(
            Console console, Map<String, @Nullable Object> document, Recovery.Recovered recovered) {
        document.put("model", ModelFiles.document(recovered.model()));
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
        console.print("");
        console.print(String.format(
                Locale.ROOT,
                "the predictor differs from the best of this model by %.3g at most, %.3g typically; condition number %.3g",
                recovered.misfit().worst(),
                recovered.misfit().typical(),
                recovered.conditioning().worst()));
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
