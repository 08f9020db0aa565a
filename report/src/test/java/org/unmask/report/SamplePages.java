// SPDX-License-Identifier: Apache-2.0
package org.unmask.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.unmask.matrix.Matrix;
import org.unmask.report.Section.Bars;
import org.unmask.report.Section.DecodedSeries;
import org.unmask.report.Section.DecodedText;
import org.unmask.report.Section.Guess;
import org.unmask.report.Section.Head;
import org.unmask.report.Section.HeatMap;
import org.unmask.report.Section.KeyFigure;
import org.unmask.report.Section.KeyFigures;
import org.unmask.report.Section.Line;
import org.unmask.report.Section.Lines;
import org.unmask.report.Section.MaskedText;
import org.unmask.report.Section.Prose;
import org.unmask.report.Section.StateCard;
import org.unmask.report.Section.StateGraph;
import org.unmask.report.Section.StateTrack;
import org.unmask.report.Section.Table;
import org.unmask.report.Section.Verdict;
import org.unmask.report.Section.Window;

/** A page with every kind of section, and symbols that would do harm if they were markup. */
final class SamplePages {

    static final String HOSTILE = "</script><img src=x onerror=\"document.title='broken'\">";

    private static final String TEXT =
            "call me ishmael some years ago never mind how long precisely having little or no"
                    + " money in my purse and nothing particular to interest me on shore";

    private SamplePages() {}

    /** Writes the page, for a look at it. */
    public static void main(String[] args) throws IOException {
        Files.writeString(Path.of(args[0]), every(Integer.parseInt(args[1])).html());
    }

    static ReportDocument every(int states) {
        SplittableRandom random = new SplittableRandom(7);
        List<String> symbols = new ArrayList<>(List.of(HOSTILE, "__proto__", "constructor", "=1+1"));
        for (char c = 'a'; c <= 'z'; c++) {
            symbols.add(String.valueOf(c));
        }
        List<String> names =
                IntStream.rangeClosed(1, states).mapToObj(s -> "state " + s).toList();
        Matrix transition = stochastic(states, states, random);
        Matrix emission = stochastic(states, symbols.size(), random);
        List<String> tokens = new ArrayList<>(List.of(HOSTILE));
        TEXT.chars().forEach(c -> tokens.add(String.valueOf((char) c)));
        int[] path =
                IntStream.range(0, tokens.size()).map(t -> (t / 3) % states).toArray();
        double[] sure = IntStream.range(0, path.length)
                .mapToDouble(t -> 0.5 + 0.5 * random.nextDouble())
                .toArray();
        double[] places = IntStream.range(0, 200).mapToDouble(i -> 1 + 10 * i).toArray();
        return new ReportDocument(
                "Hidden states of sample " + HOSTILE,
                "Two tokens predicted from one: the hidden states can be read off, and there are " + states + ".",
                List.of(
                        new KeyFigures(List.of(
                                new KeyFigure("Prediction", "3.81 bits a token", "4.07 for independent tokens"),
                                new KeyFigure("States", Integer.toString(states), "categorical, stationary chain"),
                                new KeyFigure("Data", "1,200,000 tokens", "29 symbols, 1 sequence"),
                                new KeyFigure("Time", "1.2 s", "masked+em, converged"))),
                        new Verdict(
                                "identifiable",
                                "The task x2,x3|x1 fixes every parameter of this model, up to the order of the states.",
                                List.of("Because emissions and transitions have full rank, two targets and one context"
                                        + " token form a tensor that has one decomposition only."),
                                List.of("every state has positive probability", HOSTILE),
                                Optional.of(new Exact(Map.of("kind", "theorem", "symbol", HOSTILE)))),
                        new StateGraph(head("The model"), cards(names, symbols, emission, random), transition),
                        new HeatMap(
                                head("Transition"),
                                names,
                                names,
                                transition,
                                Optional.of(errors(names.size(), names.size())),
                                false),
                        new HeatMap(
                                head("Emission"),
                                names,
                                symbols,
                                emission,
                                Optional.of(errors(names.size(), symbols.size())),
                                false),
                        new MaskedText(
                                head("Hide a token"), "x2,x3|x1", false, tokens, windows(tokens, symbols, random)),
                        new DecodedText(head("Decoded text"), false, tokens, Lists.of(path), Lists.of(sure), states),
                        new StateTrack(
                                head("Along the data"),
                                Lists.of(places),
                                IntStream.range(0, states)
                                        .mapToObj(s -> IntStream.range(0, 200)
                                                .mapToObj(i -> (i / 50) % states == s ? 0.9 : 0.1 / (states - 1))
                                                .toList())
                                        .toList()),
                        new DecodedSeries(
                                head("Decoded series"),
                                1,
                                List.of("DAX", HOSTILE),
                                List.of(walk(path.length, random), walk(path.length, random)),
                                Lists.of(path),
                                states),
                        new Lines(
                                head("Learning"),
                                "iteration",
                                "bits a token",
                                List.of(
                                        new Line("read-off", Lists.of(places), walk(200, random), true),
                                        new Line("__proto__", Lists.of(places), walk(200, random), false),
                                        new Line("random 2", Lists.of(places), walk(200, random), false)),
                                false),
                        new Lines(
                                head("There from the start"),
                                "step",
                                "nats below the best",
                                List.of(new Line("read-off", List.of(0.0, 1.0, 2.0), List.of(1e-3, 1e-3, 1e-3), true)),
                                true),
                        new Lines(
                                head("Many climbs"),
                                "step",
                                "nats below the best",
                                IntStream.range(0, 8)
                                        .mapToObj(n -> new Line(
                                                "a start of a long name " + n,
                                                List.of(0.0, 1.0, 2.0),
                                                List.of(10.0 + n, 1.0, 1e-3),
                                                n == 0))
                                        .toList(),
                                true),
                        new Bars(
                                head("Singular values"),
                                List.of("1", "2", "__proto__", "4", "5", "6"),
                                List.of(1.0, 0.2, 0.01, 0.0006, 0.0005, 0.0004),
                                Optional.of(0.0009),
                                "noise",
                                3,
                                true),
                        new Table(
                                head("Starts"),
                                List.of("start", "#loss", "stopped"),
                                List.of(
                                        List.of("read-off", "3.8101", "converged"),
                                        List.of(HOSTILE, "3.9", "stalled"))),
                        new Prose(head("In words"), List.of("Text & <b>text</b>."))),
                Map.of("version", "0.1.0", "inputs", Map.of(HOSTILE, "sha256:00")),
                "unmask fit sample.txt --letters --states " + states);
    }

    private static List<List<String>> errors(int rows, int columns) {
        return Collections.nCopies(rows, Collections.nCopies(columns, "± 0.03"));
    }

    private static Head head(String title) {
        return new Head(title, "What to look at, in a sentence.");
    }

    private static List<StateCard> cards(
            List<String> names, List<String> symbols, Matrix emission, SplittableRandom random) {
        double[] shares = stochastic(1, names.size(), random).row(0);
        return IntStream.range(0, names.size())
                .mapToObj(s -> new StateCard(
                        names.get(s),
                        shares[s],
                        1 + 50 * random.nextDouble(),
                        IntStream.range(0, 6)
                                .mapToObj(x -> new Guess(symbols.get(x), emission.get(s, x)))
                                .toList(),
                        List.of()))
                .toList();
    }

    private static List<Window> windows(List<String> tokens, List<String> symbols, SplittableRandom random) {
        List<Window> windows = new ArrayList<>();
        for (int t = 0; t + 2 < tokens.size(); t++) {
            List<Guess> guesses = IntStream.range(0, 6)
                    .mapToObj(x -> new Guess(symbols.get(x), 0.3 - 0.04 * x))
                    .toList();
            windows.add(new Window(
                    List.of(t),
                    List.of(t + 1, t + 2),
                    List.of(guesses, guesses),
                    List.of(0.02, 0.01),
                    0.002 * random.nextDouble(),
                    0.0003));
        }
        return windows;
    }

    private static List<Double> walk(int length, SplittableRandom random) {
        double[] values = new double[length];
        for (int i = 1; i < length; i++) {
            values[i] = values[i - 1] + random.nextDouble() - 0.55;
        }
        return Lists.of(values);
    }

    private static Matrix stochastic(int rows, int columns, SplittableRandom random) {
        Matrix weights = Matrix.generate(rows, columns, (i, j) -> Math.pow(random.nextDouble(), 3));
        return Matrix.generate(rows, columns, (i, j) -> {
            double sum = 0;
            for (double w : weights.row(i)) {
                sum += w;
            }
            return weights.get(i, j) / sum;
        });
    }
}
