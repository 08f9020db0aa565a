// SPDX-License-Identifier: Apache-2.0
package org.unmask.bench;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.unmask.data.Simulator;
import org.unmask.data.SymbolSequences;
import org.unmask.data.SymbolStream;
import org.unmask.data.WindowCounter;
import org.unmask.data.WindowCounts;
import org.unmask.estimate.Estimator;
import org.unmask.estimate.FitOptions;
import org.unmask.estimate.Method;
import org.unmask.inference.BaumWelch;
import org.unmask.inference.EmOptions;
import org.unmask.inference.InitialLaw;
import org.unmask.inference.Likelihood;
import org.unmask.io.InputBytes;
import org.unmask.io.text.SequenceBreak;
import org.unmask.io.text.TextSource;
import org.unmask.io.text.TextUnit;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Tensor3;
import org.unmask.model.Alphabet;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;
import org.unmask.recovery.CpDecomposition;
import org.unmask.recovery.Decomposition;

/** What does not fit {@link Compare}: counting, the masked fit, decompositions, two threads and memory. One line each. */
public final class Rates {

    private static final double MILLION = 1e6;

    /** From so many times the tokens of workload A on, a masked fit takes the same steps however many there are. */
    private static final int FURTHER = 8;

    private static final List<String> ALL = List.of("memory", "count", "text", "billion", "fit", "cp", "threads");

    /** Factor of the number of tokens. */
    private final double scale;

    private Rates(double scale) {
        this.scale = scale;
    }

    /**
     * Measures and prints.
     *
     * @param arguments what to measure, all of {@code memory count text billion fit cp threads} when empty, then perhaps
     *     {@code --scale 0.01} for a hundredth of the tokens
     */
    public static void main(String[] arguments) {
        Arguments given = new Arguments(arguments);
        Rates rates = new Rates(given.measure("--scale", 1));
        for (String wanted : given.plain().isEmpty() ? ALL : given.plain()) {
            rates.measure(wanted);
        }
    }

    private void measure(String wanted) {
        switch (wanted) {
            case "memory" -> memory();
            case "count" -> count();
            case "text" -> text();
            case "billion" -> billion();
            case "fit" -> fit();
            case "cp" -> decompose();
            case "threads" -> threads();
            default -> throw new IllegalArgumentException("\"" + wanted + "\" is none of " + ALL);
        }
    }

    private int scaled(int tokens) {
        return (int) Math.max(1, scale * tokens);
    }

    private Workload workload(String name) {
        Workload whole = Workload.made(name);
        return whole.first(scaled(whole.sequences().count()));
    }

    @SuppressWarnings("SystemOut") // A report is what this program is for.
    private static void say(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
        System.out.flush();
    }

    /** Letters drawn from a skewed law, as a text has. */
    private static SymbolSequences letters(int tokens) {
        RandomGenerator random = new Seed(1).generator();
        int[] codes = new int[tokens];
        Arrays.setAll(codes, t -> (int) (27 * random.nextDouble() * random.nextDouble()));
        return SymbolSequences.single(Alphabet.numbered(27), codes);
    }

    private void count() {
        SymbolSequences data = letters(scaled(20_000_000));
        Timing timing = Timing.of(3, () -> WindowCounts.of(data, Threads.ONE, 1, 2, 3));
        say(
                "count: 27 symbols, window 3, from memory: %.0f million tokens a CPU second",
                data.tokens() / timing.seconds() / MILLION);
    }

    private void text() {
        String sentence =
                "It was the Whiteness of the whale that above all things appalled me. \u00c9tude, na\u00efve:\n";
        byte[] bytes = sentence.repeat(scaled(400_000)).getBytes(StandardCharsets.UTF_8);
        TextSource source =
                TextSource.of(InputBytes.ofBytes("text", bytes), TextUnit.LETTERS, SequenceBreak.FILE, Set.of());
        SymbolStream stream = source.stream();
        Timing timing = Timing.of(3, () -> {
            WindowCounter counter = new WindowCounter(27, 1, 2, 3);
            stream.replay(counter);
            counter.counts();
        });
        say("text: decoded, folded and counted: %.0f MB a CPU second", bytes.length / timing.seconds() / MILLION);
    }

    private void billion() {
        SymbolSequences block = letters(1_000_000);
        Timing timing = Timing.once(() -> {
            WindowCounter counter = new WindowCounter(27, 1, 2, 3);
            for (int n = 0; n < scaled(1000); n++) {
                counter.accept(block.codes(), 0, block.tokens());
            }
            say("billion: counted %,d windows in one stream", counter.counts().total());
        });
        say("billion: %.2f CPU seconds, peak memory of the process %.0f MiB", timing.seconds(), Timing.peak());
    }

    private void fit() {
        Workload a = workload("A");
        EmOptions twenty = EmOptions.DEFAULT
                .withMaxIterations(Contender.UPDATES + 1)
                .withTolerance(0)
                .withAcceleration(EmOptions.Acceleration.NONE)
                .withInitial(InitialLaw.FREE);
        Timing em = Timing.of(2, () -> BaumWelch.fit(a.start(), a.sequences(), twenty));
        SmileContender smile = new SmileContender();
        smile.run(a.first(100), Job.EM);
        double peer = smile.run(a, Job.EM).orElseThrow().cpuSeconds();
        say("fit: EM on A with 20 updates here %.3f CPU s, Smile's %.2f", em.seconds(), peer);
        for (Method method : new Method[] {Method.MASKED, Method.MASKED_EM}) {
            Estimator estimator =
                    new Estimator(FitOptions.of(5).withMethod(method).withThreads(Threads.ONE));
            Timing half = Timing.of(
                    1,
                    () -> estimator.fit(a.first((a.sequences().count() + 1) / 2).sequences()));
            Timing all = Timing.of(1, () -> estimator.fit(a.sequences()));
            say(
                    "fit: %s on A %.3f CPU s, %.2f %% of Smile's EM; on half of A %.3f",
                    method.word(), all.seconds(), 100 * all.seconds() / peer, half.seconds());
        }
        further(a);
    }

    /** What a further million tokens costs a masked fit, and what it costs to count them. */
    private void further(Workload a) {
        SymbolSequences few = drawn(a, FURTHER);
        SymbolSequences many = drawn(a, 2 * FURTHER);
        double millions = (many.tokens() - few.tokens()) / MILLION;
        FitOptions options = FitOptions.of(5).withMethod(Method.MASKED).withThreads(Threads.ONE);
        Estimator masked = new Estimator(options);
        String task = options.tasksFor(false).text();
        Map<String, Consumer<SymbolSequences>> parts = new LinkedHashMap<>();
        parts.put("masked fit with its likelihood", masked::fit);
        parts.put("masked fit, the model alone", masked::model);
        parts.put("counting its windows", data -> WindowCounts.of(data, Threads.ONE, 1, 2, 3));
        parts.put("likelihood", data -> Likelihood.of(a.truth(), data));
        parts.forEach((name, part) -> {
            // In turn, so that what is compiled while one runs does not count against the other alone.
            double less = Double.POSITIVE_INFINITY;
            double more = Double.POSITIVE_INFINITY;
            for (int round = 0; round < 2; round++) {
                less = Math.min(less, Timing.of(1, () -> part.accept(few)).seconds());
                more = Math.min(more, Timing.of(1, () -> part.accept(many)).seconds());
            }
            say(
                    "fit: %s, %s: %.4f CPU s for %.1f million tokens, %.4f for %.1f, %.1f ms for a further million",
                    name,
                    task,
                    less,
                    few.tokens() / MILLION,
                    more,
                    many.tokens() / MILLION,
                    1000 * (more - less) / millions);
        });
    }

    private static SymbolSequences drawn(Workload like, int times) {
        int count = like.sequences().count();
        int length = like.sequences().tokens() / count;
        return (SymbolSequences) Simulator.draw(like.truth(), times * count, length, new Seed(4), Threads.ONE)
                .sequences();
    }

    private static void decompose() {
        int n = 50;
        int rank = 10;
        RandomGenerator random = new Seed(2).generator();
        Matrix[] factors = new Matrix[3];
        Arrays.setAll(factors, f -> Matrix.generate(n, rank, (i, r) -> random.nextGaussian()));
        Tensor3 tensor = Tensor3.generate(n, n, n, (i, j, k) -> {
            double sum = 0;
            for (int r = 0; r < rank; r++) {
                sum += factors[0].get(i, r) * factors[1].get(j, r) * factors[2].get(k, r);
            }
            return sum;
        });
        Timing timing = Timing.of(2, () -> CpDecomposition.of(tensor, rank, new Seed(3)));
        Decomposition.Factors found = (Decomposition.Factors) CpDecomposition.of(tensor, rank, new Seed(3));
        say(
                "cp: exact rank 10, 50x50x50: %.2f ms of CPU, residual %.1e, worst column error %.1e",
                1000 * timing.seconds(), found.residual(), worst(found.first(), factors[0]));
    }

    /** The largest distance of a true column, of unit length, to the nearest found one, either way round. */
    private static double worst(Matrix found, Matrix truth) {
        double worst = 0;
        for (int r = 0; r < truth.columns(); r++) {
            double nearest = Double.POSITIVE_INFINITY;
            for (int s = 0; s < found.columns(); s++) {
                nearest =
                        Math.min(nearest, Math.min(distance(found, s, truth, r, 1), distance(found, s, truth, r, -1)));
            }
            worst = Math.max(worst, nearest);
        }
        return worst;
    }

    private static double distance(Matrix found, int s, Matrix truth, int r, int sign) {
        double length = 0;
        for (int i = 0; i < truth.rows(); i++) {
            length += truth.get(i, r) * truth.get(i, r);
        }
        double sum = 0;
        for (int i = 0; i < truth.rows(); i++) {
            double off = found.get(i, s) - sign * truth.get(i, r) / Math.sqrt(length);
            sum += off * off;
        }
        return Math.sqrt(sum);
    }

    /** One thread and two in turn, by the clock: means nothing on a machine with other work to do. */
    private void threads() {
        for (String name : new String[] {"A", "B", "C"}) {
            Workload workload = workload(name);
            double one = Double.POSITIVE_INFINITY;
            double two = Double.POSITIVE_INFINITY;
            for (int run = 0; run < 15; run++) {
                one = Math.min(one, seconds(workload, Threads.ONE));
                two = Math.min(two, seconds(workload, new Threads(2)));
            }
            say(
                    "threads: EM on %s: %.3f s by the clock with one thread, %.3f with two: %.2f times",
                    name, one, two, one / two);
        }
        say(
                "threads: load of the machine %.1f",
                java.lang.management.ManagementFactory.getOperatingSystemMXBean()
                        .getSystemLoadAverage());
    }

    private static double seconds(Workload workload, Threads threads) {
        return new UnmaskContender(threads).run(workload, Job.EM).orElseThrow().seconds();
    }

    /** EM on A in a process that has done nothing else. */
    private void memory() {
        Workload a = workload("A");
        double data = (double) a.sequences().tokens() * Integer.BYTES / (1 << 20);
        double before = Timing.peak();
        new UnmaskContender(Threads.ONE).run(a, Job.EM);
        say(
                "memory: peak %.0f MiB before EM on A, %.0f MiB after; the data are %.0f MiB of codes",
                before, Timing.peak(), data);
    }
}
