// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.unmask.cli.answer.Provenance;
import org.unmask.cli.answer.VerdictDocument;
import org.unmask.cli.option.AtomicTargets;
import org.unmask.cli.option.Options;
import org.unmask.cli.option.QuestionOptions;
import org.unmask.cli.terminal.Console;
import org.unmask.explore.Course;
import org.unmask.explore.Exploration;
import org.unmask.explore.Explorer;
import org.unmask.io.AtomicFile;
import org.unmask.report.ExplorerReport;
import org.unmask.verdict.Verdict;
import org.unmask.verdict.certificate.Certificate;
import org.unmask.verdict.certificate.Certificates;
import org.unmask.verdict.engine.Explanation;
import org.unmask.verdict.engine.VerdictEngine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A page with a slider that walks through models. */
@Command(
        name = "explore",
        description =
                "Walks from a model along the models that no predictor of the task tells apart, and across them, where the loss"
                        + " rises: one offline page with a slider. Without --model it starts from a model of the family.",
        footer = {
            "  unmask explore --model model.json --task 'x2|x1' --out explorer.html",
            "  unmask explore --family categorical --states 3 --dimension 4 --task 'x2,x3|x1' --out explorer.html"
        })
@SuppressWarnings("NullAway.Init")
final class ExploreVerb extends Verb {

    @Mixin
    private QuestionOptions options;

    @Option(
            names = {"--out", "--report"},
            order = 31,
            paramLabel = "HTML",
            description = "where the page goes")
    private @Nullable Path out;

    @Override
    protected int run(Console console) {
        AtomicTargets.check(out);
        options.keep(out);
        VerdictEngine engine = VerdictEngine.STANDARD;
        Exploration exploration = Options.usage(() -> Explorer.explore(options.question(), engine, seed()));
        Provenance provenance = options.with(provenance());
        Map<String, Object> document = document(exploration);
        document.put("provenance", provenance.document());
        if (out != null) {
            AtomicFile.write(
                    out,
                    ExplorerReport.of(
                                    exploration,
                                    explanation(exploration, engine),
                                    VerdictDocument.of(exploration.verdict(), certificate(exploration)),
                                    provenance.document(),
                                    provenance.commandLine())
                            .html());
        }
        console.print("verdict: " + exploration.verdict().word().replace('-', ' '));
        if (exploration.moved() > 0) {
            console.print(String.format(
                    Locale.ROOT,
                    "the model is at the edge of its family; walks start beside it, with %.0f %% of an even law in each row",
                    100 * exploration.moved()));
        }
        exploration.courses().forEach(course -> console.print(line(course)));
        console.document(document);
        if (out != null) {
            console.say("page written to " + out);
        }
        return exploration.verdict() instanceof Verdict.Undetermined ? ExitCode.NO_ANSWER : ExitCode.ANSWERED;
    }

    /** At a model of a size where advice costs a moment; the search for advice has a clock, which large models would meet. */
    private static String explanation(Exploration exploration, VerdictEngine engine) {
        return exploration.question().family().parameters() <= 30 ? Explanation.of(exploration.verdict(), engine) : "";
    }

    private static Optional<Certificate> certificate(Exploration exploration) {
        return exploration
                .twin()
                .<Certificate>map(Certificate.OfTwin::new)
                .or(() -> Certificates.of(exploration.verdict()));
    }

    private static String line(Course course) {
        String way = switch (course.kind()) {
            case FIBRE -> "along models that predict the same";
            case BETWEEN -> "to another model that predicts the same";
            case ACROSS -> String.format(Locale.ROOT, "across, curvature %.3g", course.curvature());
        };
        return String.format(
                Locale.ROOT,
                "%-42s parameters move by up to %.3f, predictions by up to %.1e",
                way,
                course.reach(),
                course.largestChange());
    }

    private static Map<String, Object> document(Exploration exploration) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("format", "unmask-exploration");
        out.put("version", 1);
        out.put("verdict", exploration.verdict().word());
        exploration.verdict().rank().ifPresent(rank -> out.put("nullity", rank.nullity()));
        out.put("at", exploration.verdict().question().atWord());
        out.put("tasks", exploration.question().tasks().text());
        exploration.word().ifPresent(word -> out.put("witness", word.text(exploration.model())));
        List<Object> courses = new ArrayList<>();
        for (Course course : exploration.courses()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("kind", course.kind().name().toLowerCase(Locale.ROOT));
            if (course.kind() == Course.Kind.ACROSS) {
                entry.put("curvature", course.curvature());
            }
            entry.put("stops", course.stops().size());
            entry.put("largestPredictionChange", course.largestChange());
            entry.put("largestParameterChange", course.reach());
            courses.add(entry);
        }
        if (exploration.moved() > 0) {
            out.put("movedInside", exploration.moved());
        }
        out.put("courses", courses);
        out.put("curvatures", exploration.curvatures());
        return out;
    }
}
