// SPDX-License-Identifier: Apache-2.0
package org.unmask.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.unmask.estimate.Fit;
import org.unmask.estimate.StartReport;
import org.unmask.report.Section.Head;
import org.unmask.report.Section.Line;
import org.unmask.report.Section.Lines;
import org.unmask.report.Section.Table;

/** How a fit was found, as sections: the climbs of its starts and how each ended. */
final class SearchSeen {

    private static final int STARTS_SHOWN = 12;

    private SearchSeen() {}

    /** The sections: curves of the climbs, and what became of each start. */
    static List<Section> sections(Fit fit) {
        List<Section> sections = new ArrayList<>(curves(fit));
        sections.add(starts(fit));
        return sections;
    }

    /** Likelihoods of a first look are those of a part of the data, so the two kinds of climbs have a chart each. */
    private static List<Section> curves(Fit fit) {
        List<Section> charts = new ArrayList<>();
        List<StartReport> whole = fit.starts().stream()
                .filter(start -> start.stage() != StartReport.Stage.SCREENED)
                .toList();
        List<StartReport> looks = fit.starts().stream()
                .filter(start -> start.stage() == StartReport.Stage.SCREENED)
                .toList();
        climb(
                        new Head(
                                "How the best starts climbed",
                                "Distance to the best end, on a logarithmic scale; a line that stays up met a worse"
                                        + " optimum."),
                        whole,
                        fit)
                .ifPresent(charts::add);
        climb(
                        new Head(
                                "The first look at all starts",
                                "Each start climbs a little, on a part of the data when they are many; the best go on."),
                        looks,
                        fit)
                .ifPresent(charts::add);
        return charts;
    }

    private static Optional<Lines> climb(Head head, List<StartReport> starts, Fit fit) {
        boolean loss = fit.options().method() == org.unmask.estimate.Method.MASKED;
        double sign = loss ? -1 : 1;
        double best = starts.stream()
                .flatMap(start -> start.curve().stream())
                .mapToDouble(value -> sign * value)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
        double floor = loss ? 1e-9 : 1e-3;
        List<Line> lines = new ArrayList<>();
        for (StartReport start : starts) {
            double[] curve = start.curve().stream()
                    .mapToDouble(value -> Math.max(floor, best - sign * value))
                    .toArray();
            if (curve.length > 1) {
                lines.add(new Line(
                        start.name(),
                        IntStream.range(0, curve.length)
                                .mapToObj(i -> (double) i)
                                .toList(),
                        Lists.of(curve),
                        start.stage() == StartReport.Stage.WINNER));
            }
        }
        String vertical = loss ? "loss above the best" : "nats below the best";
        return lines.isEmpty() ? Optional.empty() : Optional.of(new Lines(head, "step", vertical, lines, true));
    }

    private static Table starts(Fit fit) {
        int shown = Math.min(fit.starts().size(), STARTS_SHOWN);
        return new Table(
                new Head(
                        "Starts",
                        "Where the search began, how far each start was followed, and how it ended"
                                + (shown < fit.starts().size()
                                        ? "; the first " + shown + " of "
                                                + fit.starts().size() + "."
                                        : ".")
                                + " Likelihoods of screened starts are those of the part of the data they were tried on."),
                List.of("start", "followed", "#masked loss", "#log-likelihood", "#steps", "stopped"),
                fit.starts().stream().limit(shown).map(SearchSeen::row).toList());
    }

    private static List<String> row(StartReport start) {
        return List.of(
                start.name(),
                FitReport.words(start.stage().name()),
                start.maskedLoss().isPresent()
                        ? String.format(Locale.ROOT, "%.6f", start.maskedLoss().getAsDouble())
                        : "–",
                Double.isNaN(start.logLikelihood()) ? "–" : String.format(Locale.ROOT, "%,.3f", start.logLikelihood()),
                Integer.toString(start.iterations()),
                FitReport.words(start.stop().name()));
    }
}
