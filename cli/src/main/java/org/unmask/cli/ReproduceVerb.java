// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.unmask.atlas.Experiment;
import org.unmask.atlas.Reproduction;
import org.unmask.atlas.Statement;
import org.unmask.atlas.Statements;
import org.unmask.cli.answer.ReproductionDocument;
import org.unmask.cli.option.AtomicTargets;
import org.unmask.cli.option.UsageException;
import org.unmask.cli.terminal.Console;
import org.unmask.io.AtomicFile;
import org.unmask.io.Counted;
import org.unmask.io.json.JsonText;
import org.unmask.report.ReproductionReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The statements of the paper as experiments. */
@Command(
        name = "reproduce",
        description =
                "Puts each statement on what masked prediction identifies to the test: the verdict with its twin, training on"
                        + " the population from many random starts, and training on samples of growing size.",
        footer = {"  unmask reproduce --quick", "  unmask reproduce --report reproduction.html --out reproduction.json"
        })
@SuppressWarnings("NullAway.Init")
final class ReproduceVerb extends Verb {

    @Option(names = "--quick", order = 10, description = "fewer starts and smaller samples: under a minute")
    private boolean quick;

    @Option(
            names = "--only",
            order = 11,
            paramLabel = "ID",
            description = "one statement, such as theorem-2; repeatable")
    private List<String> only = List.of();

    @Option(names = "--report", order = 30, paramLabel = "HTML", description = "one offline page")
    private @Nullable Path report;

    @Option(names = "--out", order = 31, paramLabel = "JSON", description = "the document as a file")
    private @Nullable Path out;

    @Override
    protected int run(Console console) {
        List<Statement> statements = Statements.all().stream()
                .filter(statement -> only.isEmpty() || only.contains(statement.id()))
                .toList();
        for (String id : only) {
            if (statements.stream().noneMatch(statement -> statement.id().equals(id))) {
                throw new UsageException("--only is \"" + id + "\", expected one of "
                        + String.join(
                                ", ",
                                Statements.all().stream().map(Statement::id).toList()));
            }
        }
        AtomicTargets.check(out, report);
        Experiment experiment = quick ? Experiment.quick(seed()) : Experiment.full(seed());
        List<Reproduction> results = experiment.run(statements, threads(), console.progress());
        Map<String, Object> provenance = provenance().document();
        Map<String, Object> document = new LinkedHashMap<>(ReproductionDocument.of(results));
        document.put("provenance", provenance);
        if (out != null) {
            AtomicFile.write(out, JsonText.page(document));
        }
        if (report != null) {
            AtomicFile.write(
                    report,
                    ReproductionReport.of(results, provenance, provenance().commandLine())
                            .html());
        }
        for (Reproduction result : results) {
            console.print(String.format(
                    "%-20s %-14s %s",
                    result.statement().id(), result.reproduced() ? "reproduced" : "NOT REPRODUCED", summary(result)));
        }
        console.document(document);
        return results.stream().allMatch(Reproduction::reproduced) ? ExitCode.ANSWERED : ExitCode.NO_ANSWER;
    }

    private static String summary(Reproduction result) {
        int reached = result.optimal().size();
        return result.verdict().word() + "; " + reached + " of "
                + Counted.of(result.landings().size(), "start") + " reached optimal predictors, on "
                + Counted.of(result.distinctModels(), "model")
                + String.format(Locale.ROOT, "; error falls as the sample to the power %.2f", result.sampleSlope())
                + (result.samplesAreHeldToTheory() ? "" : " (samples too small to tell)");
    }
}
