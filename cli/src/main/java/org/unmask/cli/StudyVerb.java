// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.unmask.cli.answer.PlanAnswers;
import org.unmask.cli.answer.StudyAnswer;
import org.unmask.cli.option.Options;
import org.unmask.cli.option.UsageException;
import org.unmask.cli.terminal.Console;
import org.unmask.cli.terminal.Numbers;
import org.unmask.cli.terminal.TextTable;
import org.unmask.diagnosis.Cause;
import org.unmask.estimate.FitOptions;
import org.unmask.estimate.Method;
import org.unmask.io.model.ModelFiles;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.parallel.Workers;
import org.unmask.study.Corpus;
import org.unmask.study.CoverageStudy;
import org.unmask.study.DiagnosisStudy;
import org.unmask.study.PlanStudy;
import org.unmask.study.PlannedSize;
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
                        + " cause of a poor fit, the tokens that a plan asks for, the tokens that a ranking of tasks foretells. Models are files, or"
                        + " drawn at random when none is given.",
        footer = {
            "  unmask study coverage model.json --tokens 10000 --replicates 20",
            "  unmask study states --tokens 100000",
            "  unmask study diagnosis --replicates 4",
            "  unmask study plan --estimator masked",
            "  unmask study tasks model.json --window 4 --picks 6"
        })
@SuppressWarnings("NullAway.Init")
final class StudyVerb extends Verb {

    private static final int SYMBOLS = 6;
    private static final int MODELS = 10;
    private static final int TOKENS = 100_000;
    private static final int REPEATS = 5;
    private static final int MOST_PLANNED = 5_000_000;
    private static final int REPEATS_PLANNED = 25;

    @Parameters(index = "0", paramLabel = "STUDY", description = "coverage, states, diagnosis, plan or tasks")
    private String study;

    @Parameters(index = "1..*", paramLabel = "MODEL", description = "model files of the truths")
    private List<String> files = List.of();

    @Option(
            names = "--tokens",
            order = 1,
            paramLabel = "N",
            description =
                    "tokens of each data set (default 100000); of plans and tasks the most, where more are planned (default"
                            + " 5000000)")
    private @Nullable Integer tokens;

    @Option(
            names = "--replicates",
            order = 2,
            paramLabel = "R",
            description =
                    "data sets of each model, or problems of each kind (default 5); of each plan or task (default 25)")
    private @Nullable Integer replicates;

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
            description = "masked, masked+em (default) or em; tasks are always trained by masked alone")
    private String estimator;

    @Option(
            names = "--covariance",
            order = 5,
            paramLabel = "SHAPE",
            description =
                    "coverage: of the fits to points, such as full-per-state; the models' are cases of it (default: theirs)")
    private @Nullable String covariance;

    @Option(
            names = "--window",
            order = 6,
            paramLabel = "W",
            defaultValue = "3",
            description = "tasks: longest window, from 2 to 5 positions (default ${DEFAULT-VALUE})")
    private int window;

    @Option(
            names = "--picks",
            order = 7,
            paramLabel = "P",
            defaultValue = "6",
            description = "tasks: how many of each ranking, the first, the last and between (default ${DEFAULT-VALUE})")
    private int picks;

    @Mixin
    private EngineOptions engine;

    @Override
    protected int run(Console console) throws IOException, InterruptedException {
        if (size() < 100 || repeats() < 1) {
            throw new UsageException("--tokens is " + size() + " and --replicates " + repeats()
                    + ", expected at least 100 and at least 1");
        }
        Method method = Options.usage(() -> Method.ofWord(estimator));
        return switch (study) {
            case "coverage" -> trials(StudyTrials.Kind.COVERAGE, method, models(3, 3), console, this::coverage);
            case "states" -> trials(StudyTrials.Kind.STATES, method, models(2, 4), console, this::states);
            case "diagnosis" -> trials(StudyTrials.Kind.DIAGNOSIS, method, List.of(), console, this::diagnosis);
            case "plan" -> plan(method, console);
            case "tasks" -> tasks(console);
            default ->
                throw new UsageException(
                        "the study is \"" + study + "\", expected coverage, states, diagnosis, plan or tasks");
        };
    }

    private boolean planned() {
        return study.equals("plan") || study.equals("tasks");
    }

    /** Tokens of a data set; long ones cost little where a plan is to be tested at its own size. */
    private int size() {
        int usual = planned() ? MOST_PLANNED : TOKENS;
        return tokens == null ? usual : tokens;
    }

    /** Data sets of each model; the median of few says little about a plan. */
    private int repeats() {
        int usual = planned() ? REPEATS_PLANNED : REPEATS;
        return replicates == null ? usual : replicates;
    }

    /** Prints a study whose trials the workers do. */
    private interface Printer {
        int print(Console console, StudyTrials trials, Workers workers);
    }

    private int trials(StudyTrials.Kind kind, Method method, List<Hmm> models, Console console, Printer printer)
            throws IOException, InterruptedException {
        StudyTrials trials = StudyTrials.of(kind, size(), repeats(), method, seed(), models);
        return work(workers -> printer.print(console, trials, workers));
    }

    private int work(ToIntFunction<Workers> job) throws IOException, InterruptedException {
        return engine.work("unmask study " + study, threads(), arguments(), job);
    }

    private int plan(Method method, Console console) throws IOException, InterruptedException {
        Options.requirePositive("--error", error);
        List<Hmm> models = models(3, 3);
        FitOptions how = FitOptions.of(1).withMethod(method);
        return work(workers -> {
            List<PlannedSize> plans = PlannedSize.each(models, how, error, seed(), workers.here());
            List<PlanStudy.Row> rows = PlanTrials.of(method, error, repeats(), size(), seed(), plans)
                    .rows(workers, console.progress());
            return finish(console, PlanAnswers.ofPlans(names(models.size()), plans, rows));
        });
    }

    private int tasks(Console console) throws IOException, InterruptedException {
        Options.requirePositive("--error", error);
        if (window < 2 || window > TasksVerb.WIDEST || picks < 2) {
            throw new UsageException("--window is " + window + " and --picks " + picks + ", expected 2 to "
                    + TasksVerb.WIDEST + " positions and at least 2");
        }
        List<Hmm> models = models(3, 3);
        FitOptions how = FitOptions.of(1).withMethod(Method.MASKED);
        return work(workers -> {
            List<List<PlannedSize>> rankings =
                    PlannedSize.ranked(models, how, window, picks, error, seed(), workers.here());
            List<PlannedSize> plans = rankings.stream().flatMap(List::stream).toList();
            List<PlanStudy.Row> rows = PlanTrials.of(Method.MASKED, error, repeats(), size(), seed(), plans)
                    .rows(workers, console.progress());
            return finish(console, PlanAnswers.ofRankings(names(models.size()), rankings, rows));
        });
    }

    /** Those in files, or ten drawn at random with numbers of states from a range. */
    private List<Hmm> models(int least, int most) {
        if (!files.isEmpty()) {
            return files.stream().map(ModelFiles::read).map(this::shaped).toList();
        }
        return IntStream.range(0, MODELS)
                .mapToObj(n -> Corpus.categorical(least + n % (most - least + 1), SYMBOLS, seed().split("model", n)))
                .toList();
    }

    /** The same model, as a case of the covariances asked for. */
    private Hmm shaped(Hmm model) {
        String word = covariance;
        return word != null && model.emission() instanceof Gaussian gaussian
                ? Options.usage(() ->
                        new Hmm(model.initial(), model.transition(), gaussian.withShape(CovarianceShape.ofWord(word))))
                : model;
    }

    private List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(this::name).toList();
    }

    private String name(int n) {
        return n < files.size() ? files.get(n) : "random " + (n + 1);
    }

    private int coverage(Console console, StudyTrials trials, Workers workers) {
        List<List<CoverageStudy.Coverage>> all = trials.result(trials.coverage(), workers, console.progress());
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
        TextTable table = new TextTable("model", "#states", "#chosen", "#BIC", "#AIC", "#held out", "#pairs");
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int n = 0; n < all.size(); n++) {
            StatesStudy.Row row = all.get(n);
            String model = name(n / repeats());
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

    private int finish(Console console, TextTable table, List<Map<String, Object>> rows, Map<String, Double> shares) {
        List<String> remarks = new ArrayList<>();
        shares.forEach((name, share) -> remarks.add(String.format(Locale.ROOT, "%s: %.1f %%", name, 100 * share)));
        return finish(console, new StudyAnswer(table, rows, new LinkedHashMap<>(shares), remarks));
    }

    private int finish(Console console, StudyAnswer answer) {
        console.endProgress();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("study", study);
        document.putAll(answer.totals());
        document.put("rows", answer.rows());
        document.put("provenance", provenance().document());
        if (console.json()) {
            console.document(document);
        } else {
            answer.table().print(console);
            answer.remarks().forEach(console::print);
        }
        return ExitCode.ANSWERED;
    }
}
