// SPDX-License-Identifier: Apache-2.0
package org.unmask.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.unmask.atlas.Reproduction;
import org.unmask.atlas.SampleError;
import org.unmask.atlas.Statement;

/** The page of a reproduction: each statement with its verdict, where training lands, and how the error falls. */
public final class ReproductionReport {

    private ReproductionReport() {}

    /**
     * The page.
     *
     * @param results what came of each statement
     * @param provenance what made it
     * @param command the command that makes it again
     * @return the document
     */
    public static ReportDocument of(List<Reproduction> results, Map<String, Object> provenance, String command) {
        List<Section> sections = new ArrayList<>();
        long good = results.stream().filter(Reproduction::reproduced).count();
        sections.add(new Section.Table(
                new Section.Head(
                        "All statements",
                        "A statement is reproduced when verdict, population training and samples all say what it says."),
                List.of(
                        "statement",
                        "source",
                        "tasks",
                        "verdict",
                        "#optimal starts",
                        "#models",
                        "#slope",
                        "reproduced"),
                results.stream().map(ReproductionReport::row).toList()));
        results.forEach(result -> sections.addAll(sections(result)));
        return new ReportDocument(
                "What masked prediction identifies",
                good + " of " + results.size()
                        + " statements reproduced: exactly, on the population, and from samples.",
                sections,
                provenance,
                command);
    }

    private static List<String> row(Reproduction result) {
        return List.of(
                result.statement().id(),
                result.statement().source(),
                result.statement().tasks().text(),
                result.verdict().word(),
                result.optimal().size() + " of " + result.landings().size(),
                Integer.toString(result.distinctModels()),
                String.format(Locale.ROOT, "%.2f", result.sampleSlope()),
                result.reproduced() ? "yes" : "no");
    }

    private static List<Section> sections(Reproduction result) {
        Statement statement = result.statement();
        return List.of(
                new Section.Prose(
                        new Section.Head(
                                statement.claim(),
                                statement.source() + "; tasks "
                                        + statement.tasks().text()),
                        List.of(landed(result))),
                new Section.Verdict(
                        result.verdict().word(),
                        result.verdict().word().replace('-', ' '),
                        List.of(result.verdict().reason()),
                        List.of(),
                        Optional.empty()),
                new Section.Lines(
                        new Section.Head(
                                "Where training on the population lands",
                                "Distance from the truth, up to the order of the states, of the random starts that"
                                        + " reached optimal predictors, nearest first. Below "
                                        + Reproduction.NEAR + " it is the truth."),
                        "start",
                        "distance from the truth",
                        List.of(landings(result)),
                        true),
                new Section.Lines(
                        new Section.Head(
                                "How the error falls with the sample",
                                "Largest error of a parameter; both axes are logarithms."),
                        "log10 of the tokens",
                        "largest error",
                        List.of(new Section.Line(
                                statement.tasks().text(),
                                result.samples().stream()
                                        .mapToDouble(sample -> Math.log10(sample.tokens()))
                                        .boxed()
                                        .toList(),
                                result.samples().stream()
                                        .mapToDouble(SampleError::distance)
                                        .boxed()
                                        .toList(),
                                true)),
                        true));
    }

    private static Section.Line landings(Reproduction result) {
        List<Double> distances = result.optimal().stream()
                .map(landing -> Math.max(landing.distance(), 1e-9))
                .sorted()
                .toList();
        List<Double> places = IntStream.rangeClosed(1, distances.size())
                .mapToObj(i -> (double) i)
                .toList();
        return new Section.Line("optimal starts", places, distances, true);
    }

    private static String landed(Reproduction result) {
        String where = switch (result.statement().expected()) {
            case ONE_MODEL -> "An identifying task brings all of them to one model, the truth.";
            case SEVERAL_MODELS -> "A task that leaves finitely many models brings them to those.";
            case CONTINUUM -> "A task that leaves a continuum leaves them scattered along it.";
        };
        return result.optimal().size() + " of " + result.landings().size()
                + " random starts reached optimal predictors; up to the order of the states they are "
                + result.distinctModels() + (result.distinctModels() == 1 ? " model. " : " different models. ")
                + where;
    }
}
