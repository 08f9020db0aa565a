// SPDX-License-Identifier: Apache-2.0
package org.unmask.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.unmask.data.Simulator;
import org.unmask.data.SymbolSequences;
import org.unmask.data.WindowCounter;
import org.unmask.data.WindowCounts;
import org.unmask.inference.BaumWelch;
import org.unmask.inference.EmOptions;
import org.unmask.inference.InitialLaw;
import org.unmask.inference.Likelihood;
import org.unmask.inference.Viterbi;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Probabilities;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Alphabet;
import org.unmask.model.Categorical;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;

/**
 * How costs grow with tokens, symbols, states and window: a Markdown table, and a figure. One thread. Theory is that of the
 * number of operations; where a table outgrows the caches or its dense form, the measured exponent is larger.
 */
public final class Curves {

    /** Tokens of a sequence. */
    private static final int LENGTH = 1000;

    /** Least seconds that a point is measured for, after as many without a measurement. */
    private static final double SPELL = 0.5;

    private static final double[] TOKENS = {1e4, 1e5, 1e6, 1e7, 1e8};
    private static final double[] STREAMED = {1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
    private static final int STATES = 5;
    private static final int SYMBOLS = 27;

    private final List<Curve> curves = new ArrayList<>();

    /** Factor of the number of tokens, and of the time spent on a point. */
    private final double scale;

    private Curves(double scale) {
        this.scale = scale;
    }

    /**
     * Measures, prints the table and draws the figure.
     *
     * @param arguments where the figure goes, nowhere when empty; then perhaps {@code --scale 0.01} for a hundredth of the
     *     tokens
     * @throws IOException when the figure cannot be written
     */
    @SuppressWarnings("SystemOut") // A report is what this program is for.
    public static void main(String[] arguments) throws IOException {
        Arguments given = new Arguments(arguments);
        Curves all = new Curves(given.measure("--scale", 1));
        all.byTokens();
        all.byStates();
        all.bySymbols();
        all.byWindow();
        System.out.println(
                "| job | what grows | CPU time at each size | exponent | theory | MiB asked for at each size | exponent |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- |");
        all.curves.forEach(curve -> System.out.println(curve.row()));
        System.out.printf(Locale.ROOT, "%nPeak memory of the process: %.0f MiB.%n", Timing.peak());
        for (String figure : given.plain()) {
            Files.writeString(
                    Path.of(figure),
                    CurveFigure.of(all.curves.stream()
                            .filter(curve -> curve.name().endsWith("tokens"))
                            .toList()));
        }
    }

    /** The model with all rows alike but for random weights, and data of it. */
    private record Case(Hmm model, SymbolSequences data) {

        static Case of(int states, int symbols, int tokens) {
            RandomGenerator random = new Seed(7).generator();
            Function<Integer, Matrix> rows =
                    columns -> Matrix.generate(states, columns, (i, j) -> -Math.log(1 - random.nextDouble()));
            Hmm model = new Hmm(
                    Probabilities.of(even(states)),
                    StochasticMatrix.normalized("transition", rows.apply(states)),
                    new Categorical(
                            Alphabet.numbered(symbols), StochasticMatrix.normalized("emission", rows.apply(symbols))));
            return new Case(model, (SymbolSequences)
                    Simulator.draw(model, Math.max(1, tokens / LENGTH), LENGTH, new Seed(8), Threads.ONE)
                            .sequences());
        }

        private static double[] even(int states) {
            double[] out = new double[states];
            Arrays.fill(out, 1.0 / states);
            return out;
        }
    }

    private void byTokens() {
        double[] tokens = Arrays.stream(TOKENS).map(this::scaled).toArray();
        grow("one EM step", "tokens", 1, tokens, n -> em(Case.of(STATES, SYMBOLS, (int) n)));
        grow("log-likelihood", "tokens", 1, tokens, n -> likelihood(Case.of(STATES, SYMBOLS, (int) n)));
        grow("Viterbi", "tokens", 1, tokens, n -> viterbi(Case.of(STATES, SYMBOLS, (int) n)));
        double[] streamed = Arrays.stream(STREAMED).map(this::scaled).toArray();
        SymbolSequences block = Case.of(STATES, SYMBOLS, scaled(1_000_000)).data();
        grow("windows of 3, streamed", "tokens", 1, streamed, n -> stream(block, (long) n));
    }

    private void byStates() {
        double[] states = {2, 4, 8, 16, 32, 64};
        grow("one EM step", "states", 2, states, k -> em(Case.of((int) k, SYMBOLS, scaled(200_000))));
        grow("log-likelihood", "states", 2, states, k -> likelihood(Case.of((int) k, SYMBOLS, scaled(200_000))));
        grow("Viterbi", "states", 2, states, k -> viterbi(Case.of((int) k, SYMBOLS, scaled(200_000))));
    }

    private void bySymbols() {
        double[] symbols = {10, 30, 100, 300, 1000};
        grow("one EM step", "symbols", 0, symbols, d -> em(Case.of(STATES, (int) d, scaled(200_000))));
        grow("windows of 3", "symbols", 0, symbols, d -> count(Case.of(STATES, (int) d, scaled(1_000_000)), 3));
    }

    private void byWindow() {
        double[] windows = {2, 3, 4, 5, 6};
        Case text = Case.of(STATES, SYMBOLS, scaled(1_000_000));
        grow("windows, 27 symbols", "window", 1, windows, m -> count(text, (int) m));
    }

    private int scaled(double tokens) {
        return (int) (scale * tokens);
    }

    private void grow(String job, String size, double theory, double[] sizes, DoubleFunction<Timing> measure) {
        curves.add(new Curve(job, size, theory).at(sizes, measure));
    }

    private Timing em(Case on) {
        int passes = 3;
        EmOptions exactly = EmOptions.DEFAULT
                .withMaxIterations(passes)
                .withTolerance(0)
                .withAcceleration(EmOptions.Acceleration.NONE)
                .withInitial(InitialLaw.FREE);
        Timing timing = Timing.of(scale * SPELL, () -> BaumWelch.fit(on.model(), on.data(), exactly));
        return new Timing(timing.seconds() / passes, timing.megabytes());
    }

    private Timing likelihood(Case on) {
        return Timing.of(scale * SPELL, () -> Likelihood.of(on.model(), on.data()));
    }

    private Timing viterbi(Case on) {
        return Timing.of(scale * SPELL, () -> Viterbi.decode(on.model(), on.data()));
    }

    private Timing count(Case on, int window) {
        int[] positions = new int[window];
        Arrays.setAll(positions, p -> p + 1);
        return Timing.of(scale * SPELL, () -> WindowCounts.of(on.data(), Threads.ONE, positions));
    }

    /** Goes by the same block again and again, as a stream would. */
    private Timing stream(SymbolSequences block, long tokens) {
        return Timing.of(scale * SPELL, () -> {
            WindowCounter counter = new WindowCounter(SYMBOLS, 1, 2, 3);
            for (long left = tokens; left > 0; left -= block.tokens()) {
                counter.accept(block.codes(), 0, (int) Math.min(left, block.tokens()));
                counter.endSequence();
            }
            counter.counts();
        });
    }
}
