// SPDX-License-Identifier: Apache-2.0
package org.unmask.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.unmask.data.PointSequences;
import org.unmask.data.Sequences;
import org.unmask.data.SymbolSequences;
import org.unmask.estimate.Fit;
import org.unmask.inference.ForwardBackward;
import org.unmask.inference.Posteriors;
import org.unmask.inference.Viterbi;
import org.unmask.io.Counted;
import org.unmask.matrix.Matrix;
import org.unmask.model.Categorical;
import org.unmask.model.Hmm;
import org.unmask.predictor.Context;
import org.unmask.predictor.OptimalPredictor;
import org.unmask.report.Section.DecodedSeries;
import org.unmask.report.Section.DecodedText;
import org.unmask.report.Section.Guess;
import org.unmask.report.Section.Head;
import org.unmask.report.Section.Line;
import org.unmask.report.Section.Lines;
import org.unmask.report.Section.MaskedText;
import org.unmask.report.Section.StateTrack;
import org.unmask.report.Section.Window;
import org.unmask.task.Loss;
import org.unmask.task.MaskedTask;

/** The model at work on the data: masked tokens predicted, states decoded, a stretch in full and the whole in outline. */
final class Stretch {

    /** A page shows the beginning of data that is longer than this, so that it is made in seconds. */
    private static final int MOST_DECODED = 1_500_000;

    private static final int TEXT_SHOWN = 720;
    private static final int SERIES_SHOWN = 500;
    private static final int MASKED_SHOWN = 160;
    private static final int TRACK_POINTS = 400;
    private static final int GUESSES = 8;

    private final Hmm model;
    private final MaskedTask task;
    private final Sequences data;
    private final boolean cut;

    private Stretch(Fit fit, Sequences data) {
        this.model = fit.model();
        this.task = FitReport.trained(fit).tasks().get(0).shifted();
        this.data = data;
        this.cut = data.tokens() < fit.tokens();
    }

    static List<Section> sections(Fit fit, Sequences data, List<String> columns) {
        Stretch stretch = new Stretch(fit, beginning(data));
        if (stretch.data.tokens() == 0) {
            return List.of();
        }
        List<Section> sections = new ArrayList<>();
        int[] path = Viterbi.decode(stretch.model, stretch.data).states();
        Posteriors posteriors = ForwardBackward.smoothed(stretch.model, stretch.data);
        int from = stretch.start(path);
        if (stretch.data instanceof SymbolSequences symbols) {
            stretch.masked(symbols).ifPresent(sections::add);
            sections.add(stretch.text(symbols, path, posteriors, from));
        } else if (stretch.data instanceof PointSequences points) {
            stretch.predicted(points, columns).ifPresent(sections::add);
            sections.add(stretch.series(points, columns, path, from));
        }
        if (stretch.model.states() > 1 && stretch.data.tokens() > TEXT_SHOWN) {
            sections.add(stretch.track(posteriors));
        }
        return sections;
    }

    /** As many whole sequences as are decoded, or the beginning of the first. */
    private static Sequences beginning(Sequences data) {
        if (data.tokens() <= MOST_DECODED) {
            return data;
        }
        int whole = 0;
        while (whole < data.count() && data.end(whole) <= MOST_DECODED) {
            whole++;
        }
        if (whole > 0) {
            return data.slice(0, whole);
        }
        if (data instanceof SymbolSequences symbols) {
            return SymbolSequences.single(symbols.alphabet(), Arrays.copyOf(symbols.codes(), MOST_DECODED));
        }
        PointSequences points = (PointSequences) data;
        return PointSequences.of(
                points.dimension(), Arrays.copyOf(points.values(), MOST_DECODED * points.dimension()), MOST_DECODED);
    }

    /** Where to look: the beginning, or where the state first changes if the beginning knows one state only. */
    private int start(int[] path) {
        int end = data.end(0);
        for (int t = 1; t < end; t++) {
            if (path[t] != path[t - 1]) {
                return t < TEXT_SHOWN / 2 ? 0 : t - TEXT_SHOWN / 2;
            }
        }
        return 0;
    }

    private static boolean ofWords(SymbolSequences symbols) {
        return symbols.alphabet().symbols().stream()
                        .mapToInt(String::length)
                        .average()
                        .orElse(1)
                > 1.5;
    }

    private static String token(SymbolSequences symbols, int t) {
        return symbols.code(t) == SymbolSequences.MISSING
                ? "?"
                : symbols.alphabet().symbol(symbols.code(t));
    }

    private DecodedText text(SymbolSequences symbols, int[] path, Posteriors posteriors, int from) {
        int to = Math.min(data.end(0), from + TEXT_SHOWN);
        return new DecodedText(
                new Head(
                        "The data, decoded",
                        "Tokens " + (from + 1) + " to " + to + " with the likeliest path of states; the paler, the less"
                                + " certain."),
                ofWords(symbols),
                IntStream.range(from, to).mapToObj(t -> token(symbols, t)).toList(),
                Lists.of(Arrays.copyOfRange(path, from, to)),
                IntStream.range(from, to)
                        .mapToObj(t -> posteriors.get(t, path[t]))
                        .toList(),
                model.states());
    }

    private DecodedSeries series(PointSequences points, List<String> columns, int[] path, int from) {
        int to = Math.min(data.end(0), from + SERIES_SHOWN);
        int shown = Math.min(points.dimension(), 6);
        return new DecodedSeries(
                new Head(
                        "The data, decoded", "Tokens " + (from + 1) + " to " + to + "; bands show the likeliest path."),
                from + 1L,
                IntStream.range(0, shown)
                        .mapToObj(c -> ModelSeen.column(columns, c))
                        .toList(),
                IntStream.range(0, shown)
                        .mapToObj(c -> IntStream.range(from, to)
                                .mapToObj(t -> points.value(t, c))
                                .toList())
                        .toList(),
                Lists.of(Arrays.copyOfRange(path, from, to)),
                model.states());
    }

    private StateTrack track(Posteriors posteriors) {
        int tokens = posteriors.tokens();
        int bins = Math.min(TRACK_POINTS, tokens);
        double[] positions = new double[bins];
        Matrix shares = Matrix.generate(model.states(), bins, (s, b) -> {
            int from = (int) ((long) b * tokens / bins);
            int to = (int) ((b + 1L) * tokens / bins);
            double sum = 0;
            for (int t = from; t < to; t++) {
                sum += posteriors.get(t, s);
            }
            return sum / (to - from);
        });
        for (int b = 0; b < bins; b++) {
            positions[b] = 1 + (long) b * tokens / bins;
        }
        return new StateTrack(
                new Head(
                        "States along the data",
                        "Mean posterior probability of each state, over " + (cut ? "the first " : "all ")
                                + Counted.of(tokens, "token") + " in " + Counted.of(bins, "step") + "."),
                Lists.of(positions),
                IntStream.range(0, model.states())
                        .mapToObj(s -> Lists.of(shares.row(s)))
                        .toList());
    }

    private List<OptimalPredictor> marginals() {
        return task.targets().stream()
                .map(target -> OptimalPredictor.of(model, new MaskedTask(List.of(target), task.context(), Loss.LOG)))
                .toList();
    }

    private Optional<Section> masked(SymbolSequences symbols) {
        int window = task.window();
        int shown = Math.min(data.end(0), Math.max(MASKED_SHOWN, window + 1));
        if (window > 400 || !(model.emission() instanceof Categorical categorical)) {
            return Optional.empty();
        }
        double[] alone = categorical
                .probabilities()
                .matrix()
                .leftTimes(model.stationaryLaw().toArray());
        OptimalPredictor joint = OptimalPredictor.of(model, task.withLoss(Loss.LOG));
        List<OptimalPredictor> marginals = marginals();
        Map<List<Integer>, Optional<List<double[]>>> known = new HashMap<>();
        List<Window> windows = new ArrayList<>();
        for (int t = 0; t + window <= shown; t++) {
            int[] context = codes(symbols, t, task.context());
            int[] targets = codes(symbols, t, task.targets());
            if (IntStream.concat(Arrays.stream(context), Arrays.stream(targets)).anyMatch(c -> c < 0)) {
                continue;
            }
            Optional<List<double[]>> answer = known.computeIfAbsent(
                    Arrays.stream(context).boxed().toList(), unseen -> laws(marginals, Context.ofSymbols(context)));
            if (answer.isEmpty()) {
                continue;
            }
            List<double[]> laws = answer.get();
            double independent = 1;
            for (int target : targets) {
                independent *= alone[target];
            }
            windows.add(new Window(
                    places(t, task.context()),
                    places(t, task.targets()),
                    laws.stream().map(law -> guesses(symbols, law)).toList(),
                    IntStream.range(0, targets.length)
                            .mapToObj(i -> laws.get(i)[targets[i]])
                            .toList(),
                    Math.exp(joint.logDensity(Context.ofSymbols(context), Context.ofSymbols(targets))),
                    independent));
        }
        return windows.isEmpty()
                ? Optional.empty()
                : Optional.of(new MaskedText(
                        new Head(
                                "Hide a token",
                                "The model sees the underlined token and tells what it expects under the covered ones."
                                        + " Move the window, then look at what was there."),
                        task.text(),
                        ofWords(symbols),
                        IntStream.range(0, shown)
                                .mapToObj(t -> token(symbols, t))
                                .toList(),
                        windows));
    }

    /** Empty for a context that the model holds impossible. */
    private static Optional<List<double[]>> laws(List<OptimalPredictor> marginals, Context context) {
        try {
            return Optional.of(marginals.stream()
                    .map(one -> one.predict(context).toArray())
                    .toList());
        } catch (IllegalArgumentException impossible) {
            return Optional.empty();
        }
    }

    private static int[] codes(SymbolSequences symbols, int start, List<Integer> positions) {
        return positions.stream().mapToInt(p -> symbols.code(start + p - 1)).toArray();
    }

    private static List<Integer> places(int start, List<Integer> positions) {
        return positions.stream().map(p -> start + p - 1).toList();
    }

    private static List<Guess> guesses(SymbolSequences symbols, double[] law) {
        return IntStream.range(0, law.length)
                .boxed()
                .sorted((x, y) -> Double.compare(law[y], law[x]))
                .limit(GUESSES)
                .map(x -> new Guess(symbols.alphabet().symbol(x), law[x]))
                .toList();
    }

    /** For points: the first target's prediction beside what came. */
    private Optional<Section> predicted(PointSequences points, List<String> columns) {
        int window = task.window();
        int shown = Math.min(data.end(0), SERIES_SHOWN / 2 + window) - window + 1;
        if (shown < 2) {
            return Optional.empty();
        }
        OptimalPredictor predictor = marginals().get(0);
        int target = task.targets().get(0) - 1;
        double[] places = new double[shown];
        double[] truth = new double[shown];
        double[] expected = new double[shown];
        for (int t = 0; t < shown; t++) {
            int start = t;
            double[][] context = task.context().stream()
                    .map(p -> point(points, start + p - 1))
                    .toArray(double[][]::new);
            places[t] = t + target + 1;
            truth[t] = points.value(t + target, 0);
            expected[t] = predictor.predict(Context.ofPoints(context)).get(0);
        }
        return Optional.of(new Lines(
                new Head(
                        "Hide a token",
                        "What the model expects of x" + (target + 1) + " from the context of " + task.text()
                                + ", beside what was there: " + ModelSeen.column(columns, 0) + "."),
                "token",
                ModelSeen.column(columns, 0),
                List.of(
                        new Line("what was there", Lists.of(places), Lists.of(truth), false),
                        new Line("expected", Lists.of(places), Lists.of(expected), true)),
                false));
    }

    private static double[] point(PointSequences points, int token) {
        return Arrays.copyOfRange(points.values(), token * points.dimension(), (token + 1) * points.dimension());
    }
}
