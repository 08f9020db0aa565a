// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.unmask.diagnosis.Cause;
import org.unmask.estimate.Method;
import org.unmask.io.model.ModelFiles;
import org.unmask.model.Hmm;
import org.unmask.parallel.Workers;
import org.unmask.study.Corpus;
import org.unmask.study.CoverageStudy;
import org.unmask.study.DiagnosisStudy;
import org.unmask.study.PlanStudy;
import org.unmask.study.StatesStudy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Studies by simulation of what the other verbs promise. */
@Command(
        name = "study",
        description =
                "Puts promises to the test on data drawn from known models: coverage of the intervals, the number of states, the"
                        + " cause of a poor fit, the tokens that a plan asks for. Models are files, or drawn at random when none is given.",
        footer = {
            "  unmask study coverage model.json --tokens 10000 --replicates 20",
            "  unmask study states --tokens 100000",
            "  unmask study diagnosis --replicates 4"
        })
@SuppressWarnings("NullAway.Init")
final class StudyVerb extends Verb {

    private static final int SYMBOLS = 6;
    private static final int MODELS = 10;

    @Parameters(index = "0", paramLabel = "STUDY", description = "coverage, states, diagnosis or plan")
    private String study;

    @Parameters(index = "1..*", paramLabel = "MODEL", description = "model files of the truths")
    private List<String> files = List.of();

    @Option(
            names = "--tokens",
            order = 1,
            paramLabel = "N",
            defaultValue = "100000",
            description = "tokens of each data set (default ${DEFAULT-VALUE})")
    private int tokens;

    @Option(
            names = "--replicates",
            order = 2,
            paramLabel = "R",
            defaultValue = "5",
            description = "data sets of each model, or problems of each kind (default ${DEFAULT-VALUE})")
    private int replicates;

    @Option(
            names = "--error",
            order = 3,
            paramLabel = "E",
            defaultValue = "0.05",
            description = "target of the plans (default ${DEFAULT-VALUE})")
    private double error;

    @Option(
            names = "--estimator",
            order = 4,
            paramLabel = "HOW",
            defaultValue = "masked+em",
            description = "masked, masked+em (default) or em")
    private String estimator;

    @Mixin
    private EngineOptions engine;

    @Override
    protected int run(Console console) throws IOException, InterruptedException {
        if (tokens < 100 || replicates < 1) {
            throw new UsageException("--tokens is " + tokens + " and --replicates " + replicates
                    + ", expected at least 100 and at least 1");
        }
        Method method = Options.usage(() -> Method.ofWord(estimator));
        return switch (study) {
            case "coverage" -> trials(StudyTrials.Kind.COVERAGE, method, models(3, 3), console, this::coverage);
            case "states" -> trials(StudyTrials.Kind.STATES, method, models(2, 4), console, this::states);
            case "diagnosis" -> trials(StudyTrials.Kind.DIAGNOSIS, method, List.of(), console, this::diagnosis);
            case "plan" -> trials(StudyTrials.Kind.PLAN, method, models(3, 3), console, this::plan);
            default ->
                throw new UsageException(
                        "the study is \"" + study + "\", expected coverage, states, diagnosis or plan");
        };
    }

    /** Prints a study whose trials the workers do. */
    private interface Printer {
        int print(Console console, StudyTrials trials, Workers workers);
    }

    private int trials(StudyTrials.Kind kind, Method method, List<Hmm> models, Console console, Printer printer)
            throws IOException, InterruptedException {
        StudyTrials trials = StudyTrials.of(kind, tokens, replicates, error, method, seed(), models);
        return engine.work(
                "unmask study " + study, threads(), arguments(), workers -> printer.print(console, trials, workers));
    }

    /** Those in files, or ten drawn at random with numbers of states from a range. */
    private List<Hmm> models(int least, int most) {
        if (!files.isEmpty()) {
            return files.stream().map(ModelFiles::read).toList();
        }
        return IntStream.range(0, MODELS)
                .mapToObj(n -> Corpus.categorical(least + n % (most - least + 1), SYMBOLS, seed().split("model", n)))
                .toList();
    }

    private String name(int n) {
        return n < files.size() ? files.get(n) : "random " + (n + 1);
    }

    private int coverage(Console console, StudyTrials trials, Workers workers) {
        List<List<CoverageStudy.Coverage>> all = trials.result(trials.coverage(), workers, console.progress());
        console.endProgress();
        TextTable table = new TextTable(
                "model", "entries", "#intervals", "#coverage", "#one-sided", "#without", "#mean error", "#spread");
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int n = 0; n < all.size(); n++) {
            String model = n < all.size() - 1 ? name(n) : "all";
            for (CoverageStudy.Coverage line : all.get(n)) {
                table.add(
                        model,
                        line.quantity(),
                        Long.toString(line.entries()),
                        String.format(Locale.ROOT, "%.3f", line.share()),
                        Long.toString(line.boundary()),
                        Long.toString(line.without()),
                        Numbers.short4(line.meanError()),
                        Numbers.short4(line.spread()));
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("model", model);
                row.put("entries", line.quantity());
                row.put("intervals", line.entries());
                row.put("covered", line.covered());
                row.put("oneSided", line.boundary());
                row.put("without", line.without());
                rows.add(row);
            }
        }
        return finish(console, table, rows, Map.of());
    }

    private int states(Console console, StudyTrials trials, Workers workers) {
        List<StatesStudy.Row> all = trials.result(trials.states(), workers, console.progress());
        console.endProgress();
        TextTable table = new TextTable("model", "#states", "#chosen", "#BIC", "#AIC", "#held out", "#pairs");
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int n = 0; n < all.size(); n++) {
            StatesStudy.Row row = all.get(n);
            String model = name(n / replicates);
            table.add(
                    model,
                    Integer.toString(row.truth()),
                    Integer.toString(row.chosen()),
                    Integer.toString(row.bic()),
                    Integer.toString(row.aic()),
                    Integer.toString(row.heldOut()),
                    Integer.toString(row.pairs()));
            rows.add(Map.of(
                    "model", model,
                    "states", row.truth(),
                    "chosen", row.chosen(),
                    "bic", row.bic(),
                    "aic", row.aic(),
                    "heldOut", row.heldOut(),
                    "pairs", row.pairs()));
        }
        double right = all.stream().filter(row -> row.chosen() == row.truth()).count() / (double) all.size();
        return finish(console, table, rows, Map.of("right", right));
    }

    private int diagnosis(Console console, StudyTrials trials, Workers workers) {
        List<DiagnosisStudy.Row> all = trials.result(trials.diagnosis(), workers, console.progress());
        console.endProgress();
        TextTable table = new TextTable("data", "spoilt", "named");
        List<Map<String, Object>> rows = new ArrayList<>();
        for (DiagnosisStudy.Row row : all) {
            String truth = row.truth().map(Cause::word).orElse("nothing");
            String named = row.named().map(Cause::word).orElse("nothing");
            String data = row.points() ? "points" : "symbols";
            table.add(data, truth, named);
            rows.add(Map.of("data", data, "spoilt", truth, "named", named));
        }
        double right = all.stream().filter(DiagnosisStudy.Row::right).count() / (double) all.size();
        return finish(console, table, rows, Map.of("right", right));
    }

    private int plan(Console console, StudyTrials trials, Workers workers) {
        List<PlanStudy.Row> all = trials.result(trials.plan(), workers, console.progress());
        console.endProgress();
        TextTable table = new TextTable("model", "#planned tokens", "#median of the largest error", "#factor");
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int n = 0; n < all.size(); n++) {
            PlanStudy.Row row = all.get(n);
            table.add(
                    name(n),
                    Numbers.short4(row.planned()),
                    Numbers.short4(row.median()),
                    String.format(Locale.ROOT, "%.2f", row.factor()));
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("model", name(n));
            if (Double.isFinite(row.planned())) {
                fields.put("plannedTokens", row.planned());
            }
            if (Double.isFinite(row.factor())) {
                fields.put("medianLargestError", row.median());
                fields.put("factor", row.factor());
            }
            rows.add(fields);
        }
        double right = PlanStudy.right(all, 2);
        return finish(console, table, rows, Double.isFinite(right) ? Map.of("right", right) : Map.of());
    }

    private int finish(Console console, TextTable table, List<Map<String, Object>> rows, Map<String, Double> shares) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("study", study);
        document.putAll(shares);
        document.put("rows", rows);
        document.put("provenance", provenance().document());
        if (console.json()) {
            console.document(document);
        } else {
            table.print(console);
            shares.forEach(
                    (name, share) -> console.print(String.format(Locale.ROOT, "%s: %.1f %%", name, 100 * share)));
        }
        return ExitCode.ANSWERED;
    }
}
