// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.unmask.cli.answer.FitDocument;
import org.unmask.cli.answer.FitText;
import org.unmask.cli.answer.Provenance;
import org.unmask.cli.answer.VerdictDocument;
import org.unmask.cli.answer.Watch;
import org.unmask.cli.option.AtomicTargets;
import org.unmask.cli.option.ConstraintOptions;
import org.unmask.cli.option.DataArguments;
import org.unmask.cli.option.ErrorOptions;
import org.unmask.cli.option.FitInput;
import org.unmask.cli.option.FittedOptions;
import org.unmask.cli.option.IntRange;
import org.unmask.cli.option.RestrictedInput;
import org.unmask.cli.option.UsageException;
import org.unmask.cli.terminal.Console;
import org.unmask.estimate.Fit;
import org.unmask.estimate.FitOptions;
import org.unmask.inference.StopReason;
import org.unmask.io.AtomicFile;
import org.unmask.io.data.DataSet;
import org.unmask.io.engine.FitEngine;
import org.unmask.io.model.ModelFiles;
import org.unmask.report.FitReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Fits a model to data through masked prediction. */
@Command(
        name = "fit",
        description =
                "Fits a hidden Markov model to sequences: trains masked predictors of symbols, reads the model off them, and climbs"
                        + " the likelihood from there; for points it climbs from clusters. Says whether the masked task fixes the"
                        + " parameters. --estimator masked is masked prediction alone.",
        footer = {
            "  unmask fit book.txt --letters --states 2 --out model.json --report report.html",
            "  unmask fit stocks.csv --columns DAX,SMI --log-return --percent --states 3 --initial free",
            "  unmask fit book.txt --letters --states 2 --optimizer adam --json",
            "  unmask fit hdfs:///crawl/*.txt --letters --states 8 --engine spark --master yarn"
        })
@SuppressWarnings("NullAway.Init")
final class FitVerb extends Verb {

    private static final String AUTO = "auto";
    private static final int MOST_BY_ITSELF = 8;

    @Mixin
    private DataArguments data;

    @Mixin
    private FittedOptions fitted;

    @Option(
            names = {"--states", "-k"},
            order = 1,
            required = true,
            paramLabel = "K",
            description =
                    "number of hidden states, a range such as 1..8 to choose from, or auto: as many as gain more than chance, up to 8")
    private String states;

    @Option(names = "--out", order = 2, paramLabel = "FILE", description = "write the model there, as JSON")
    private @Nullable Path out;

    @Option(
            names = "--report",
            order = 3,
            paramLabel = "FILE",
            description = "write a page about the fit there, as HTML")
    private @Nullable Path report;

    @Mixin
    private EngineOptions engine;

    @Option(
            names = "--watch",
            order = 4,
            description =
                    "also train masked prediction from 16 random starts and keep their ways: do they end in one model?"
                            + " Shown in the report, and in the document of --json")
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
        AtomicTargets.keep(data.name(), out, report);
        Optional<FitEngine> elsewhere = engine.elsewhere();
        if (engine.onSpark() && elsewhere.isEmpty()) {
            return engine.submitted(arguments());
        }
        Answered answered = answer(options, elsewhere);
        DataSet read = answered.shown();
        Fit fit = answered.fit();
        List<Finding> findings = new ArrayList<>(answered.findings());
        if (!answered.restricted()) {
            fit = errors.added(FitVerdict.added(fit), read.sequences());
            errors.diagnosed(fit, read.sequences()).map(Finding::of).ifPresent(findings::add);
        } else if (!fit.tasks().isEmpty()) {
            fit = FitVerdict.added(fit);
        }
        if (watch) {
            findings.add(Finding.of(Watch.of(fit, read.sequences(), seed(), threads())));
        }
        console.endProgress();
        Provenance provenance =
                provenance().with(data.name(), "sha256:" + read.provenance().sha256());
        Map<String, Object> verdict = fit.verdict().map(VerdictDocument::of).orElseGet(LinkedHashMap::new);
        write(fit, read, verdict, provenance, findings);
        if (console.json()) {
            Map<String, Object> document = new LinkedHashMap<>(FitDocument.of(fit, verdict, provenance));
            document.put("training", FitDocument.training(fit));
            document.put("data", read.provenance().document());
            findings.forEach(finding -> document.put(finding.key(), finding.document()));
            console.document(document);
        } else {
            FitText.print(console, fit, read.provenance().columns());
            findings.forEach(finding -> {
                console.print("");
                finding.talk().accept(console);
            });
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

    /**
     * A fit before it is judged.
     *
     * @param fit the fit
     * @param shown data to show beside it
     * @param restricted whether constraints bound it, so that neither errors nor tests of a free fit apply
     * @param findings what was found on the way
     */
    private record Answered(Fit fit, DataSet shown, boolean restricted, List<Finding> findings) {

        static Answered free(FitEngine.Answer answer) {
            return new Answered(answer.fit(), answer.shown(), false, List.of());
        }
    }

    private Answered answer(FitOptions options, Optional<FitEngine> elsewhere) {
        if (constraints.given()) {
            engine.requireLocal("constraints do not go");
            RestrictedInput.Answer known =
                    new RestrictedInput(options, data.bytes(), data.options(fitted.kind()), constraints).fit();
            return new Answered(known.fit().fit(), known.shown(), true, List.of(Finding.of(known.fit())));
        }
        if (elsewhere.isPresent()) {
            return Answered.free(elsewhere
                    .get()
                    .fit(new FitEngine.Job(
                            data.name(), data.options(fitted.kind()), options, engine.master(), FitInput.sample())));
        }
        FitInput input = new FitInput(options, data.bytes(), data.options(fitted.kind()));
        if (isOne()) {
            return Answered.free(input.fit());
        }
        IntRange range = range();
        FitInput.Choice chosen = input.choose(range.from(), range.to(), !states.equals(AUTO));
        return new Answered(chosen.choice().fit(), chosen.shown(), false, List.of(Finding.of(chosen.choice())));
    }

    private FitOptions options(Console console) {
        if (!isOne()) {
            engine.requireLocal("--states " + states + " does not go");
            if (constraints.given()) {
                throw new UsageException("--states is " + states + ", expected one number beside constraints");
            }
        }
        return fitted.options(range().from())
                .withSeed(seed())
                .withThreads(threads())
                .withProgress(console.progress());
    }

    private boolean isOne() {
        return !states.equals(AUTO) && range().from() == range().to();
    }

    private IntRange range() {
        if (states.equals(AUTO)) {
            return new IntRange(1, MOST_BY_ITSELF);
        }
        try {
            return IntRange.parse("--states", states);
        } catch (UsageException none) {
            throw new UsageException("--states is \"" + states
                    + "\", expected a whole number of at least 1, a range such as 1..8, or auto");
        }
    }

    private void write(
            Fit fit, DataSet read, Map<String, Object> verdict, Provenance provenance, List<Finding> findings) {
        if (out != null) {
            Map<String, Object> more = new LinkedHashMap<>();
            more.put("data", read.provenance().document());
            more.put("training", FitDocument.training(fit));
            more.put("provenance", provenance.document());
            ModelFiles.write(out, fit.model(), more);
        }
        if (report != null) {
            Map<String, Object> page = new LinkedHashMap<>(provenance.document());
            page.put("data", read.provenance().document());
            Path file = Path.of(read.provenance().source()).getFileName();
            FitReport.Surroundings around = new FitReport.Surroundings(
                    file == null ? "the data" : file.toString(),
                    read.provenance().columns(),
                    verdict.isEmpty() ? Optional.empty() : Optional.of(verdict),
                    findings.stream()
                            .flatMap(finding -> finding.section().stream())
                            .toList(),
                    page,
                    provenance.commandLine());
            AtomicFile.write(report, FitReport.of(fit, read.sequences(), around).html());
        }
    }
}
