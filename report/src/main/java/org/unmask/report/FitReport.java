// SPDX-License-Identifier: Apache-2.0
package org.unmask.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.unmask.data.PointSequences;
import org.unmask.data.Sequences;
import org.unmask.data.SymbolSequences;
import org.unmask.errors.ErrorTable;
import org.unmask.errors.StandardErrors;
import org.unmask.estimate.Fit;
import org.unmask.estimate.StartReport;
import org.unmask.estimate.TaskScore;
import org.unmask.io.Counted;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Probabilities;
import org.unmask.model.Categorical;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.report.Section.Coordinate;
import org.unmask.report.Section.Guess;
import org.unmask.report.Section.Head;
import org.unmask.report.Section.HeatMap;
import org.unmask.report.Section.KeyFigure;
import org.unmask.report.Section.KeyFigures;
import org.unmask.report.Section.Line;
import org.unmask.report.Section.Lines;
import org.unmask.report.Section.StateCard;
import org.unmask.report.Section.StateGraph;
import org.unmask.report.Section.Table;
import org.unmask.task.TaskSet;
import org.unmask.verdict.ExactRank;
import org.unmask.verdict.Verdict;

/** The page about a fit: verdict, model, masked prediction and decoding on the data itself, and how it was found. */
public final class FitReport {

    private static final int SYMBOLS_ON_CARD = 8;
    private static final int SYMBOLS_IN_MAP = 40;
    private static final int STARTS_SHOWN = 12;

    private static final String LIKELIHOOD_SEES_MORE =
            "The verdict is about this masked task. Where the estimator climbs the"
                    + " likelihood of the whole data, as it does unless masked prediction alone was asked for, the data may fix"
                    + " what the task leaves open.";

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
        fit.verdict().ifPresent(verdict -> sections.add(verdict(verdict, around.certificate())));
        sections.add(graph(model, around.columns()));
        sections.add(transition(fit));
        sections.add(emission(fit, around));
        if (data instanceof SymbolSequences symbols && symbols.tokens() > 0) {
            PairSpectrum.of(symbols, model.states()).ifPresent(sections::add);
        }
        sections.addAll(Stretch.sections(fit, data, around.columns()));
        sections.addAll(around.more());
        sections.addAll(curves(fit));
        sections.add(starts(fit));
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

    private static Section.Verdict verdict(Verdict verdict, Optional<Map<String, Object>> certificate) {
        String task = verdict.question().tasks().text();
        String sentence = verdict.fold(
                yes -> "Predicting " + task + " fixes every parameter of this model, up to the order of the states.",
                locally -> "Predicting " + task + " fixes the parameters locally: no other model near this one predicts"
                        + " the same. Whether one far away does is open.",
                no -> "Predicting " + task + " does not fix the parameters: a family of other models, of dimension "
                        + no.exactRank().nullity() + ", predicts exactly the same.",
                open -> "Whether predicting " + task + " fixes the parameters is not known.");
        List<String> paragraphs = new ArrayList<>();
        List<String> checks = new ArrayList<>();
        if (verdict instanceof Verdict.Identifiable yes) {
            paragraphs.add(yes.theorem().statement() + " Statement "
                    + yes.theorem().formula() + "; " + yes.theorem().source() + ".");
            yes.evidence().forEach(evidence -> checks.add(evidence.statement()));
        } else {
            paragraphs.add(verdict.reason());
            paragraphs.add(LIKELIHOOD_SEES_MORE);
        }
        verdict.rank().ifPresent(rank -> checks.add(count(verdict, rank)));
        return new Section.Verdict(verdict.word(), sentence, paragraphs, checks, certificate.map(Exact::new));
    }

    private static String count(Verdict verdict, ExactRank rank) {
        boolean bound = verdict instanceof Verdict.Undetermined open && open.isBound();
        return "of " + Counted.of(rank.parameters(), "free parameter") + (bound ? " at least " : " ")
                + Counted.of(rank.rank(), "direction") + (rank.rank() == 1 ? " changes" : " change")
                + " the predictions"
                + (rank.errorProbability() > 0 && !bound
                        ? ", exact but for a chance of " + rank.errorProbability()
                        : "");
    }

    private static StateGraph graph(Hmm model, List<String> columns) {
        Probabilities law = model.stationaryLaw();
        List<StateCard> cards = IntStream.range(0, model.states())
                .mapToObj(state -> new StateCard(
                        "state " + (state + 1),
                        law.get(state),
                        1 / (1 - model.transition().get(state, state)),
                        model.emission() instanceof Categorical symbols ? likeliest(symbols, state) : List.of(),
                        model.emission() instanceof Gaussian points ? coordinates(points, state, columns) : List.of()))
                .toList();
        return new StateGraph(
                new Head(
                        "The model",
                        "A disc is a state, its area the state's share of the tokens; an arrow is a move, its width the"
                                + " probability. A stay lasts as long as expected before the next move."),
                cards,
                model.transition().matrix());
    }

    private static List<Guess> likeliest(Categorical symbols, int state) {
        return IntStream.range(0, symbols.dimension())
                .boxed()
                .sorted((x, y) -> Double.compare(
                        symbols.probabilities().get(state, y),
                        symbols.probabilities().get(state, x)))
                .limit(SYMBOLS_ON_CARD)
                .map(x -> new Guess(
                        symbols.alphabet().symbol(x), symbols.probabilities().get(state, x)))
                .toList();
    }

    private static List<Coordinate> coordinates(Gaussian points, int state, List<String> columns) {
        return IntStream.range(0, points.dimension())
                .mapToObj(c -> new Coordinate(
                        column(columns, c),
                        points.means().get(state, c),
                        Math.sqrt(points.covariances().matrices().get(state).get(c, c))))
                .toList();
    }

    static String column(List<String> columns, int coordinate) {
        return coordinate < columns.size() ? columns.get(coordinate) : "x" + (coordinate + 1);
    }

    private static List<String> states(Hmm model) {
        return IntStream.rangeClosed(1, model.states())
                .mapToObj(state -> "state " + state)
                .toList();
    }

    private static HeatMap transition(Fit fit) {
        Hmm model = fit.model();
        Optional<ErrorTable> errors = fit.errors().map(StandardErrors::transition);
        return new HeatMap(
                new Head("Transition", "Row: state now; column: state next." + plusMinus(errors)),
                states(model),
                states(model),
                model.transition().matrix(),
                errors.map(table -> ErrorCells.of(table, identity(model.states()))),
                false);
    }

    private static String plusMinus(Optional<ErrorTable> errors) {
        return errors.isPresent() ? " After ± the standard error, where the task and the data fix the entry." : "";
    }

    private static int[] identity(int size) {
        return IntStream.range(0, size).toArray();
    }

    private static HeatMap emission(Fit fit, Surroundings around) {
        Hmm model = fit.model();
        Optional<ErrorTable> errors = fit.errors().map(StandardErrors::emission);
        if (model.emission() instanceof Categorical symbols) {
            int[] shown = commonest(model, symbols);
            String note = shown.length < symbols.dimension()
                    ? "Probability of a symbol in each state; the " + shown.length + " commonest of "
                            + symbols.dimension() + "."
                    : "Probability of each symbol in each state.";
            return new HeatMap(
                    new Head("Emission", note + plusMinus(errors)),
                    states(model),
                    IntStream.of(shown).mapToObj(symbols.alphabet()::symbol).toList(),
                    symbols.probabilities().matrix().selectColumns(shown),
                    errors.map(table -> ErrorCells.of(table, shown)),
                    false);
        }
        Matrix means = model.emission().means();
        return new HeatMap(
                new Head("Means", "Expected point in each state." + plusMinus(errors)),
                states(model),
                IntStream.range(0, means.columns())
                        .mapToObj(c -> column(around.columns(), c))
                        .toList(),
                means,
                errors.map(table -> ErrorCells.of(table, identity(means.columns()))),
                true);
    }

    /** The commonest symbols, in the order of the alphabet. */
    private static int[] commonest(Hmm model, Categorical symbols) {
        double[] shares =
                symbols.probabilities().matrix().leftTimes(model.stationaryLaw().toArray());
        return IntStream.range(0, shares.length)
                .boxed()
                .sorted((x, y) -> Double.compare(shares[y], shares[x]))
                .limit(SYMBOLS_IN_MAP)
                .sorted()
                .mapToInt(Integer::intValue)
                .toArray();
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
                fit.starts().stream().limit(shown).map(FitReport::row).toList());
    }

    private static List<String> row(StartReport start) {
        return List.of(
                start.name(),
                words(start.stage().name()),
                start.maskedLoss().isPresent()
                        ? String.format(Locale.ROOT, "%.6f", start.maskedLoss().getAsDouble())
                        : "–",
                Double.isNaN(start.logLikelihood()) ? "–" : String.format(Locale.ROOT, "%,.3f", start.logLikelihood()),
                Integer.toString(start.iterations()),
                words(start.stop().name()));
    }

    private static String words(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) >= 1000 ? "%,.0f" : "%.4g", value);
    }
}
