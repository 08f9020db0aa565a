// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.unmask.estimate.Fit;
import org.unmask.estimate.FitOptions;
import org.unmask.estimate.Method;
import org.unmask.estimate.RestrictedFit;
import org.unmask.inference.InitialLaw;
import org.unmask.inference.StopReason;
import org.unmask.io.AtomicFile;
import org.unmask.io.data.DataSet;
import org.unmask.io.data.TokenKind;
import org.unmask.io.engine.FitEngine;
import org.unmask.io.model.ModelFiles;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.report.FitReport;
import org.unmask.task.Loss;
import org.unmask.task.TaskSet;
import org.unmask.training.AdamOptions;
import org.unmask.verdict.Question;
import org.unmask.verdict.Verdict;
import org.unmask.verdict.engine.VerdictEngine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Fits a model to data through masked prediction. */
@Command(
        name = "fit",
        description = {
            "Fits a hidden Markov model to sequences: trains masked predictors, reads the model off them, climbs the",
            "likelihood from there, and says whether the masked task fixes the parameters."
        },
        footer = {
            "  unmask fit book.txt --letters --states 2 --optimizer adam --json",
            "  unmask fit book.txt --letters --states 2 --out model.json --report report.html",
            "  unmask fit stocks.csv --columns DAX,SMI --log-return --percent --states 3 --initial free",
            "  unmask fit hdfs:///crawl/*.txt --letters --states 8 --engine spark --master yarn"
        })
@SuppressWarnings("NullAway.Init")
final class FitVerb extends Verb {

    /** A fit answers in seconds, so its verdict may not take longer than a few. */
    private static final Duration VERDICT_LIMIT = Duration.ofSeconds(5);

    /** Of models with more symbols the exact rank at the model takes too long: the family is judged in their stead. */
    private static final int EXACT_SYMBOLS = 1000;

    private static final String DEFAULT_TASK = "x2,x3|x1";

    @Mixin
    private DataArguments data;

    @Mixin
    private TaskOptions tasks;

    @Mixin
    private MinibatchOptions minibatches;

    @Option(
            names = {"--states", "-k"},
            order = 1,
            required = true,
            paramLabel = "K",
            description = "number of hidden states")
    private String states;

    @Option(names = "--out", order = 2, paramLabel = "FILE", description = "write the model there, as JSON")
    private @Nullable Path out;

    @Option(
            names = "--report",
            order = 3,
            paramLabel = "FILE",
            description = "write a page about the fit there, as HTML")
    private @Nullable Path report;

    @Option(
            names = "--family",
            order = 20,
            paramLabel = "FAMILY",
            description = "categorical or gaussian; by default texts are categorical, columns of numbers gaussian")
    private @Nullable String family;

    @Option(
            names = "--transition",
            order = 21,
            paramLabel = "KIND",
            description = "doubly-stochastic or stationary (default: any matrix)")
    private @Nullable String transition;

    @Option(
            names = "--covariance",
            order = 22,
            paramLabel = "SHAPE",
            description = {
                "of Gaussian emissions: full-per-state (default), full-shared, diagonal-per-state, diagonal-shared,",
                "spherical-per-state, spherical-shared or identity"
            })
    private @Nullable String covariance;

    @Option(
            names = "--initial",
            order = 23,
            paramLabel = "LAW",
            defaultValue = "stationary",
            description = "law of the first state: stationary (default) or free")
    private String initial;

    @Option(names = "--estimator", order = 24, paramLabel = "HOW", description = "masked, masked+em (default) or em")
    private @Nullable String estimator;

    @Option(
            names = "--time-limit",
            order = 25,
            paramLabel = "SECONDS",
            description = "return the best found by then; the answer may then depend on the machine")
    private @Nullable Double seconds;

    @Option(
            names = "--engine",
            order = 40,
            paramLabel = "ENGINE",
            defaultValue = "local",
            description = "who works: local (default), or spark for data beyond one machine")
    private String engine;

    @Option(
            names = "--master",
            order = 41,
            paramLabel = "URL",
            description = "where Spark works: local[4], spark://host:7077, yarn … (default: as it was started)")
    private @Nullable String master;

    @Option(
            names = "--watch",
            order = 4,
            description = {
                "also train masked prediction from 16 random starts and keep their ways: do they end in one model?",
                "Shown in the report, and in the document of --json"
            })
    private boolean watch;

    @Mixin
    private ErrorOptions errors;

    @Mixin
    private ConstraintOptions constraints;

    @Override
    protected int run(Console console) throws IOException, InterruptedException {
        FitOptions options = options(console);
        errors.check();
        AtomicTargets.check(out, report);
        FitEngine.Answer answer;
        Optional<RestrictedFit> restricted = Optional.empty();
        if (constraints.given()) {
            if (onSpark()) {
                throw new UsageException("constraints do not go with --engine spark, expected the local engine");
            }
            RestrictedInput.Answer known =
                    new RestrictedInput(options, data.bytes(), data.options(kind()), constraints).fit();
            restricted = Optional.of(known.fit());
            answer = known.free();
        } else if (onSpark()) {
            SparkRun run = new SparkRun(Optional.ofNullable(master), arguments());
            Optional<FitEngine> spark = run.engine();
            if (spark.isEmpty()) {
                return run.elsewhere();
            }
            answer = spark.get()
                    .fit(new FitEngine.Job(
                            data.name(),
                            data.options(kind()),
                            options,
                            Optional.ofNullable(master),
                            FitInput.sample()));
        } else {
            answer = new FitInput(options, data.bytes(), data.options(kind())).fit();
        }
        DataSet read = answer.shown();
        Fit judged = answer.fit().tasks().isEmpty() ? answer.fit() : withVerdict(answer.fit());
        // Within constraints the errors of a free fit would be wrong.
        Fit fit = restricted.isPresent() ? judged : errors.added(judged, read.sequences());
        Optional<Watch> watched =
                watch ? Optional.of(Watch.of(fit, read.sequences(), seed(), threads())) : Optional.empty();
        console.endProgress();
        Provenance provenance =
                provenance().with(data.name(), "sha256:" + read.provenance().sha256());
        List<String> columns = read.provenance().columns();
        Map<String, Object> verdict = fit.verdict().map(VerdictDocument::of).orElseGet(LinkedHashMap::new);
        write(fit, read, verdict, provenance, watched);
        if (console.json()) {
            Map<String, Object> document = new LinkedHashMap<>(FitDocument.of(fit, verdict, provenance));
            watched.ifPresent(ways -> document.put("watch", ways.document()));
            restricted.ifPresent(known -> document.put("constraints", ConstraintOptions.document(known)));
            console.document(document);
        } else {
            FitText.print(console, fit, columns);
            watched.ifPresent(ways -> console.print(ways.sentence()));
            restricted.ifPresent(known -> ConstraintOptions.lines(known).forEach(console::print));
        }
        if (out != null) {
            console.say("model written to " + out);
        }
        if (report != null) {
            console.say("report written to " + report);
        }
        return fit.stop() == StopReason.CONVERGED || fit.stop() == StopReason.STALLED
                ? ExitCode.ANSWERED
                : ExitCode.NO_ANSWER;
    }

    private boolean onSpark() {
        if (!engine.equals("local") && !engine.equals("spark")) {
            throw new UsageException("--engine is \"" + engine + "\", expected local or spark");
        }
        if (master != null && engine.equals("local")) {
            throw new UsageException("--master goes with --engine spark, found --engine local");
        }
        return engine.equals("spark");
    }

    private FitOptions options(Console console) {
        FitOptions options = FitOptions.of(count())
                .withInitial(Options.usage(() -> InitialLaw.ofWord(initial)))
                .withSeed(seed())
                .withThreads(threads())
                .withProgress(console.progress());
        if (estimator != null) {
            String word = estimator;
            options = options.withMethod(Options.usage(() -> Method.ofWord(word)));
        }
        Optional<AdamOptions> adam = minibatches.adam();
        if (adam.isPresent()) {
            if (estimator != null && options.method() != Method.MASKED) {
                throw new UsageException("--optimizer adam is masked training alone, but --estimator is " + estimator);
            }
            options = options.withAdam(adam.get());
        }
        Optional<TaskSet> asked =
                tasks.loss().isPresent() ? Optional.of(tasks.tasksOr(DEFAULT_TASK, Loss.LOG)) : tasks.tasks(Loss.LOG);
        if (asked.isPresent()) {
            options = options.withTasks(asked.get());
        }
        if (transition != null) {
            String word = transition;
            options = options.withChain(Options.usage(() -> Chain.ofWord(word)));
        }
        if (covariance != null) {
            String word = covariance;
            options = options.withCovariance(Options.usage(() -> CovarianceShape.ofWord(word)));
        }
        if (seconds != null) {
            if (!(seconds > 0 && seconds < 1e9)) {
                throw new UsageException("--time-limit is " + seconds + ", expected a positive number of seconds");
            }
            options = options.withTimeLimit(Duration.ofMillis((long) Math.ceil(1000 * seconds)));
        }
        return options;
    }

    private int count() {
        try {
            int k = Integer.parseInt(states);
            if (k >= 1) {
                return k;
            }
        } catch (NumberFormatException noNumber) {
            // Told below.
        }
        throw new UsageException("--states is \"" + states + "\", expected a whole number of at least 1");
    }

    private TokenKind kind() {
        TokenKind kind = TokenKind.ANY;
        if (family != null) {
            kind = switch (family) {
                case "categorical" -> TokenKind.SYMBOLS;
                case "gaussian" -> TokenKind.POINTS;
                default -> throw new UsageException("--family is \"" + family + "\", expected categorical or gaussian");
            };
        } else if (covariance != null) {
            kind = TokenKind.POINTS;
        }
        return kind;
    }

    /** The verdict of the tasks at the fitted model. */
    private static Fit withVerdict(Fit fit) {
        if (fit.verdict().isPresent()) {
            return fit;
        }
        TaskSet tasks = fit.options().tasksFor(fit.model().emission() instanceof org.unmask.model.Gaussian);
        Question question;
        try {
            question = fit.family().dimension() > EXACT_SYMBOLS
                    ? Question.generic(fit.family(), tasks)
                    : Question.at(fit.model(), fit.family().chain(), tasks);
        } catch (IllegalArgumentException outside) {
            // A doubly stochastic fit is so up to rounding only.
            question = Question.generic(fit.family(), tasks);
        }
        Verdict verdict = VerdictEngine.STANDARD.withLimit(VERDICT_LIMIT).answer(question);
        return fit.withVerdict(verdict);
    }

    private void write(
            Fit fit, DataSet read, Map<String, Object> verdict, Provenance provenance, Optional<Watch> watched) {
        if (out != null) {
            Map<String, Object> more = new LinkedHashMap<>();
            more.put("data", read.provenance().document());
            more.put("provenance", provenance.document());
            ModelFiles.write(out, fit.model(), more);
        }
        if (report != null) {
            Map<String, Object> page = new LinkedHashMap<>(provenance.document());
            page.put("data", read.provenance().document());
            Path file = Path.of(read.provenance().source()).getFileName();
            AtomicFile.write(
                    report,
                    FitReport.of(
                                    fit,
                                    read.sequences(),
                                    new FitReport.Surroundings(
                                            file == null ? "the data" : file.toString(),
                                            read.provenance().columns(),
                                            certificate(verdict),
                                            Optional.empty(),
                                            watched.map(Watch::section).stream().toList(),
                                            page,
                                            provenance.commandLine()))
                            .html());
        }
    }

    private static Optional<Map<String, Object>> certificate(Map<String, Object> verdict) {
        return verdict.isEmpty() ? Optional.empty() : Optional.of(verdict);
    }
}
