// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.unmask.cli.terminal.Console;
import org.unmask.cli.terminal.Labels;
import org.unmask.cli.terminal.Numbers;
import org.unmask.cli.terminal.TextTable;
import org.unmask.errors.StandardErrors;
import org.unmask.estimate.Fit;
import org.unmask.estimate.Method;
import org.unmask.estimate.StartReport;
import org.unmask.estimate.TaskScore;
import org.unmask.io.Counted;
import org.unmask.model.Categorical;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;

/** A fit in words for a terminal. */
public final class FitText {

    private static final int SYMBOLS_SHOWN = 10;
    private static final int COORDINATES_SHOWN = 8;
    private static final int CURVE_SHOWN = 8;

    private FitText() {}

    /** Prints everything a person should know about a fit. */
    public static void print(Console console, Fit fit, List<String> columns) {
        Hmm model = fit.model();
        console.print(Counted.of(model.states(), "state") + " from "
                + Counted.of(fit.tokens(), "token") + " in "
                + Counted.of(fit.sequences(), "sequence") + ", "
                + (model.emission() instanceof Categorical symbols
                        ? Counted.of(symbols.dimension(), "symbol")
                        : Counted.of(model.emission().dimension(), "coordinate"))
                + ", task "
                + fit.options().tasksFor(model.emission() instanceof Gaussian).text());
        console.print("");
        model(console, model, columns, fit.errors());
        fit.errors().ifPresent(errors -> ErrorText.notes(console, errors));
        console.print("");
        if (!fit.tasks().isEmpty()) {
            fit.tasks().forEach(score -> loss(console, score));
            console.print("");
        }
        fit.verdict().ifPresent(verdict -> {
            VerdictText.lines(verdict).forEach(console::print);
            Slides.of(verdict, FitDocument.SEARCH).lines().forEach(console::paragraph);
            console.print("");
        });
        console.print(String.format(
                Locale.ROOT,
                "log-likelihood %.4f nats, %s, BIC %.2f",
                fit.logLikelihood(),
                Counted.of(fit.parameters(), "parameter"),
                fit.bic()));
        if (fit.parameters() > fit.tokens()) {
            console.print(
                    "more parameters than tokens: such a model follows the tokens that it saw and little else; hold"
                            + " some back and score them");
        }
        console.print("estimator " + fit.options().method().word() + ": " + stop(fit) + "; the start \""
                + fit.winner().name() + "\" won after "
                + Counted.of(fit.winner().iterations(), "step") + others(fit));
        learning(console, fit);
        if (fit.isSampled()) {
            console.print(String.format(
                    Locale.ROOT,
                    "the data are large: starts and %s saw %,d tokens in stretches spread over them; %s of all tokens",
                    fit.stepsOnAll() > 0 ? "the first climb" : "climb",
                    fit.climbed(),
                    fit.tasks().stream().allMatch(score -> score.windows() <= fit.climbed())
                            ? "the log-likelihood is"
                            : "losses and log-likelihood are"));
            if (fit.stepsOnAll() > 0) {
                console.print(Counted.of(fit.stepsOnAll(), "E step") + " on all tokens ended the climb");
            }
        }
        console.print(String.format(Locale.ROOT, "%.2f s", fit.seconds()));
    }

    /** Some points of the learning curve of training on minibatches. */
    private static void learning(Console console, Fit fit) {
        List<Double> heldOut = fit.winner().heldOut();
        fit.options().adam().filter(adam -> !heldOut.isEmpty()).ifPresent(adam -> {
            console.print("loss while learning: of the batches, of the data held out");
            int last = heldOut.size() - 1;
            for (int n = 0; n <= CURVE_SHOWN; n++) {
                int look = Math.round((float) n * last / CURVE_SHOWN);
                if (n == 0 || look > Math.round((float) (n - 1) * last / CURVE_SHOWN)) {
                    console.print(String.format(
                            Locale.ROOT,
                            "  step %5d   %.4f   %.4f",
                            Math.min(look * adam.look(), fit.winner().iterations()),
                            fit.curve().get(look),
                            heldOut.get(look)));
                }
            }
        });
    }

    /** Prints states and moves of a model. */
    public static void model(Console console, Hmm model, List<String> columns) {
        model(console, model, columns, Optional.empty());
    }

    private static void model(Console console, Hmm model, List<String> columns, Optional<StandardErrors> errors) {
        states(console, model, columns, errors);
        console.print("");
        transition(console, model, errors);
    }

    private static void states(Console console, Hmm model, List<String> columns, Optional<StandardErrors> errors) {
        double[] law = model.stationaryLaw().toArray();
        for (int i = 0; i < model.states(); i++) {
            double stay = model.transition().get(i, i);
            console.print(String.format(
                    Locale.ROOT,
                    "  state %d   %5.1f %% of the tokens, stays %s",
                    i + 1,
                    100 * law[i],
                    stay >= 1 ? "for ever" : tokens(Numbers.short4(1 / (1 - stay)))));
            if (model.emission() instanceof Categorical symbols) {
                console.print("            " + likeliest(symbols, i, errors));
            } else if (model.emission() instanceof Gaussian points) {
                coordinates(points, i, columns, errors).forEach(line -> console.print("            " + line));
            }
        }
    }

    private static String tokens(String number) {
        return number + (number.equals("1") ? " token" : " tokens");
    }

    private static String likeliest(Categorical symbols, int state, Optional<StandardErrors> errors) {
        return IntStream.range(0, symbols.dimension())
                .boxed()
                .sorted((x, y) -> Double.compare(
                        symbols.probabilities().get(state, y),
                        symbols.probabilities().get(state, x)))
                .limit(SYMBOLS_SHOWN)
                .filter(x -> symbols.probabilities().get(state, x) >= 0.0005)
                .map(x -> Labels.visible(symbols.alphabet().symbol(x))
                        + " "
                        + ErrorText.percent(
                                symbols.probabilities().get(state, x), ErrorText.emission(errors, state, x)))
                .collect(Collectors.joining("  "));
    }

    private static List<String> coordinates(
            Gaussian points, int state, List<String> columns, Optional<StandardErrors> errors) {
        List<String> lines = new ArrayList<>();
        int shown = Math.min(points.dimension(), COORDINATES_SHOWN);
        int width = IntStream.range(0, shown)
                .map(c -> column(columns, c).length())
                .max()
                .orElse(0);
        for (int c = 0; c < shown; c++) {
            String name = column(columns, c);
            double deviation =
                    Math.sqrt(points.covariances().matrices().get(state).get(c, c));
            lines.add(name + " ".repeat(width - name.length()) + "  mean "
                    + ErrorText.real(points.means().get(state, c), ErrorText.emission(errors, state, c))
                    + ", standard deviation "
                    + ErrorText.real(deviation, ErrorText.deviation(errors, state, c, deviation)));
        }
        if (shown < points.dimension()) {
            lines.add("and " + Counted.of(points.dimension() - shown, "more coordinate"));
        }
        return lines;
    }

    private static String column(List<String> columns, int coordinate) {
        return coordinate < columns.size() ? Labels.visible(columns.get(coordinate)) : "x" + (coordinate + 1);
    }

    private static void transition(Console console, Hmm model, Optional<StandardErrors> errors) {
        String[] headings = new String[model.states() + 1];
        headings[0] = "transition";
        for (int j = 0; j < model.states(); j++) {
            headings[j + 1] = "#to " + (j + 1);
        }
        TextTable table = new TextTable(headings);
        for (int i = 0; i < model.states(); i++) {
            String[] row = new String[model.states() + 1];
            row[0] = "from " + (i + 1);
            for (int j = 0; j < model.states(); j++) {
                row[j + 1] = ErrorText.probability(model.transition().get(i, j), ErrorText.transition(errors, i, j));
            }
            table.add(row);
        }
        table.print(console);
    }

    private static void loss(Console console, TaskScore score) {
        String task = score.task().text();
        if (score.inNats()) {
            console.print(String.format(
                    Locale.ROOT,
                    "  %s: %.4f bits a token; tokens without memory %.4f%s",
                    task,
                    score.bitsPerToken(score.model()),
                    score.bitsPerToken(score.independent()),
                    score.table().isPresent()
                            ? String.format(
                                    Locale.ROOT,
                                    ", raw table of windows %.4f",
                                    score.bitsPerToken(score.table().getAsDouble()))
                            : ""));
        } else {
            console.print("  " + task + ": squared error " + Numbers.short4(score.model()) + "; tokens without memory "
                    + Numbers.short4(score.independent()));
        }
    }

    private static String stop(Fit fit) {
        return switch (fit.stop()) {
            case CONVERGED -> "converged";
            case ITERATION_LIMIT -> "NOT converged, the limit of steps was reached";
            case TIME_LIMIT -> "NOT converged, the limit of time was reached";
            case STALLED -> "as near to the optimum as rounding allows";
            case BELOW_GOAL -> "given up, as it would not have come near what it was compared with";
            case DEGENERATE_STATE -> "stopped, as a state lost its tokens or its spread; try fewer states";
            case NON_FINITE -> "stopped, as a number overflowed";
        };
    }

    private static String others(Fit fit) {
        Map<StartReport.Stage, Integer> counts = new LinkedHashMap<>();
        fit.starts().stream().skip(1).forEach(start -> counts.merge(start.stage(), 1, Integer::sum));
        double best = fit.winner().logLikelihood();
        double worst = fit.starts().stream()
                .filter(start -> start.stage() == StartReport.Stage.CLIMBED)
                .mapToDouble(StartReport::logLikelihood)
                .filter(Double::isFinite)
                .min()
                .orElse(best);
        List<String> words = new ArrayList<>();
        counts.forEach((stage, n) -> words.add(
                switch (stage) {
                    case SCREENED -> n + " dropped after a first look";
                    case DUPLICATE -> n + " reached the same optimum";
                    case CLIMBED ->
                        n
                                + (Double.isNaN(best) || fit.options().method() == Method.MASKED
                                        ? " ended with a greater loss"
                                        : " ended lower")
                                + (best - worst > 5e-4
                                        ? String.format(Locale.ROOT, " (by up to %.3f nats)", best - worst)
                                        : "");
                    case WINNER -> n + " as good";
                }));
        return words.isEmpty() ? "" : "; of the others " + String.join(", ", words);
    }
}
