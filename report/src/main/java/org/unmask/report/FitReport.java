// SPDX-License-Identifier: Apache-2.0
package org.unmask.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.unmask.data.PointSequences;
import org.unmask.data.Sequences;
import org.unmask.data.SymbolSequences;
import org.unmask.estimate.Fit;
import org.unmask.estimate.TaskScore;
import org.unmask.io.Counted;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.report.Section.KeyFigure;
import org.unmask.report.Section.KeyFigures;
import org.unmask.task.TaskSet;

/** The page about a fit: verdict, model, masked prediction and decoding on the data itself, and how it was found. */
public final class FitReport {

    private FitReport() {}

    /**
     * What stands beside a fit on its page.
     *
     * @param source what the data is called
     * @param columns names of the coordinates; empty for symbols
     * @param certificate the verdict's certificate, if there is one
     * @param more further sections, such as the choice of the number of states
     * @param provenance what made the fit
     * @param command the command that makes it again
     */
    public record Surroundings(
            String source,
            List<String> columns,
            Optional<Map<String, Object>> certificate,
            List<Section> more,
            Map<String, Object> provenance,
            String command) {}

    /**
     * The page.
     *
     * @param fit the fit
     * @param data the sequences it was fitted to
     * @param around what else the page tells
     * @return the page's document
     */
    public static ReportDocument of(Fit fit, Sequences data, Surroundings around) {
        Hmm model = fit.model();
        List<Section> sections = new ArrayList<>();
        sections.add(figures(fit, data));
        fit.verdict().ifPresent(verdict -> sections.add(VerdictSeen.of(verdict, around.certificate())));
        sections.addAll(ModelSeen.sections(fit, around.columns()));
        if (data instanceof SymbolSequences symbols && symbols.tokens() > 0) {
            PairSpectrum.of(symbols, model.states()).ifPresent(sections::add);
        }
        sections.addAll(Stretch.sections(fit, data, around.columns()));
        sections.addAll(around.more());
        sections.addAll(SearchSeen.sections(fit));
        return new ReportDocument(
                Counted.of(model.states(), "hidden state") + " in " + around.source(),
                lead(fit),
                sections,
                around.provenance(),
                around.command());
    }

    private static String lead(Fit fit) {
        String model = "A hidden Markov model read off masked prediction " + tasks(fit) + ". " + sampled(fit);
        if (fit.tasks().isEmpty()) {
            return model;
        }
        TaskScore score = fit.tasks().get(0);
        String gain = score.inNats()
                ? String.format(
                        Locale.ROOT,
                        "Knowing the context saves %.1f %% of the bits that tokens without memory cost.",
                        100 * (1 - score.model() / score.independent()))
                : String.format(
                        Locale.ROOT,
                        "Knowing the context takes away %.1f %% of the squared error.",
                        100 * (1 - score.model() / score.independent()));
        return model + gain;
    }

    private static String sampled(Fit fit) {
        return fit.isSampled()
                ? String.format(
                        Locale.ROOT,
                        "The data are large: starts, %s of the likelihood, its curve, and what is shown of the data are of"
                                + " %,d tokens in stretches spread over them; %s of all tokens. %s",
                        fit.stepsOnAll() > 0 ? "the first climb" : "the climb",
                        fit.climbed(),
                        fit.tasks().stream().allMatch(score -> score.windows() <= fit.climbed())
                                ? "the log-likelihood is"
                                : "losses and log-likelihood are",
                        fit.stepsOnAll() > 0
                                ? Counted.of(fit.stepsOnAll(), "step") + " of EM on all tokens ended the climb. "
                                : "")
                : "";
    }

    /** The tasks that were trained. */
    static TaskSet trained(Fit fit) {
        return fit.options().tasksFor(fit.model().emission() instanceof Gaussian);
    }

    private static String tasks(Fit fit) {
        return trained(fit).text();
    }

    private static KeyFigures figures(Fit fit, Sequences data) {
        List<KeyFigure> figures = new ArrayList<>();
        fit.tasks().stream().limit(1).map(FitReport::prediction).forEach(figures::add);
        figures.addAll(List.of(
                new KeyFigure(
                        "Log-likelihood",
                        String.format(Locale.ROOT, "%,.2f", fit.logLikelihood()),
                        "nats; " + Counted.of(fit.parameters(), "parameter")),
                new KeyFigure(
                        "Data",
                        String.format(Locale.ROOT, "%,d", fit.tokens()),
                        (fit.tokens() == 1 ? "token in " : "tokens in ") + Counted.of(fit.sequences(), "sequence")
                                + ", "
                                + Counted.of(
                                        data.dimension(), data instanceof PointSequences ? "coordinate" : "symbol")),
                new KeyFigure(
                        "Time",
                        String.format(Locale.ROOT, "%.1f s", fit.seconds()),
                        fit.options().method().word() + ", " + words(fit.stop().name()))));
        return new KeyFigures(figures);
    }

    private static KeyFigure prediction(TaskScore score) {
        return score.inNats()
                ? new KeyFigure(
                        "Masked prediction",
                        number(score.bitsPerToken(score.model())) + " bits",
                        "a token; " + number(score.bitsPerToken(score.independent())) + " without memory"
                                + (score.table().isPresent()
                                        ? ", "
                                                + number(score.bitsPerToken(
                                                        score.table().getAsDouble())) + " for the raw table"
                                        : ""))
                : new KeyFigure(
                        "Masked prediction",
                        number(score.model()),
                        "squared error; " + number(score.independent()) + " without memory");
    }

    /** The name of a constant in words. */
    static String words(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) >= 1000 ? "%,.0f" : "%.4g", value);
    }
}
