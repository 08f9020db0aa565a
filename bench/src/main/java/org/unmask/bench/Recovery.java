// SPDX-License-Identifier: Apache-2.0
package org.unmask.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.unmask.data.PointSequences;
import org.unmask.data.Sequences;
import org.unmask.data.SymbolSequences;
import org.unmask.estimate.Estimator;
import org.unmask.estimate.Fit;
import org.unmask.estimate.FitOptions;
import org.unmask.estimate.Method;
import org.unmask.estimate.StartReport;
import org.unmask.inference.InitialLaw;
import org.unmask.io.model.ModelFiles;
import org.unmask.model.Alphabet;
import org.unmask.model.Categorical;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.recovery.Alignment;

/**
 * One call of the estimator, defaults plus a free initial law (and diagonal covariances), against the best of ten random
 * starts of EM in a peer library: log-likelihood reached, CPU seconds of all threads in a warm virtual machine, and errors
 * against the true model. Steps are those of EM from all starts, on a sample or on all the data. {@link RecoveryProblems} writes
 * such directories.
 *
 * <pre>
 *   java -cp bench/target/bench.jar org.unmask.bench.Recovery DIRECTORY [--only categorical|gaussian] [--tokens N]
 *        [--threads N] [--estimator em|masked|masked+em]
 * </pre>
 *
 * The directory holds {@code reference.csv}, true models {@code M-family.json} and data {@code M-family-N.txt|csv}.
 */
public final class Recovery {

    private static final double NANOS = 1e9;

    /** CPU seconds of a measurement, so that its resolution of 10 ms does not matter. */
    private static final double MEASURED = 0.4;

    private final Path directory;
    private final PrintStream out;
    private final FitOptions base;

    private Recovery(Path directory, PrintStream out, FitOptions base) {
        this.directory = directory;
        this.out = out;
        this.base = base;
    }

    /** One line of {@code reference.csv}. */
    private record Problem(String family, String model, int tokens, double best, double cpuSeconds) {

        static Problem of(String line) {
            String[] cells = line.split(",", -1);
            return new Problem(
                    cells[0],
                    cells[1],
                    Integer.parseInt(cells[2]),
                    Double.parseDouble(cells[3]),
                    Double.parseDouble(cells[6]));
        }

        boolean points() {
            return family.equals("gaussian");
        }
    }

    /** What came of one problem. */
    private record Row(Problem problem, double difference, double ratio, double cpuSeconds) {}

    /**
     * Runs the benchmark.
     *
     * @param args see the class
     * @throws IOException when the directory cannot be read
     */
    public static void main(String[] args) throws IOException {
        Arguments options = new Arguments(args);
        if (args.length == 0) {
            System.err.println("a directory is expected that holds reference.csv");
            System.exit(1);
        }
        FitOptions base = FitOptions.of(1)
                .withInitial(InitialLaw.FREE)
                .withThreads(new Threads(options.number("--threads", 2)))
                .withMethod(Method.ofWord(options.word("--estimator", "masked+em")));
        new Recovery(Path.of(args[0]), System.out, base).run(options.word("--only", ""), options.number("--tokens", 0));
    }

    private void run(String family, int tokens) throws IOException {
        List<Problem> problems = Files.readAllLines(directory.resolve("reference.csv")).stream()
                .skip(1)
                .map(Problem::of)
                .filter(problem -> problem.family().startsWith(family))
                .filter(problem -> tokens == 0 || problem.tokens() == tokens)
                .sorted(java.util.Comparator.comparing(Problem::family).thenComparingInt(Problem::tokens))
                .toList();
        warm(problems);
        out.printf(
                "%-12s %8s %7s %14s %14s %9s %9s %7s %9s %9s %7s  %s%n",
                "family",
                "model",
                "tokens",
                "best of ten",
                "ours",
                "more",
                "cpu s",
                "ratio",
                "T error",
                "E error",
                "steps",
                "start that won");
        List<Row> rows = new ArrayList<>();
        for (Problem problem : problems) {
            rows.add(row(problem));
        }
        summary("all", rows);
        for (String group : rows.stream().map(Recovery::group).distinct().toList()) {
            summary(group, rows.stream().filter(row -> group(row).equals(group)).toList());
        }
    }

    private static String group(Row row) {
        String model = row.problem().model();
        String kind = model.contains("-") ? model.substring(0, model.indexOf('-')) + " " : "";
        return row.problem().family() + " " + kind + row.problem().tokens();
    }

    /** Small problems until the compiler has seen enough. */
    private void warm(List<Problem> problems) throws IOException {
        for (boolean points : new boolean[] {false, true}) {
            List<Problem> small = problems.stream()
                    .filter(problem -> problem.points() == points)
                    .limit(10)
                    .toList();
            long until = System.nanoTime() + (long) (5 * NANOS);
            while (!small.isEmpty() && System.nanoTime() < until) {
                for (Problem problem : small) {
                    fit(problem, truth(problem).states(), data(problem));
                }
            }
        }
    }

    private Row row(Problem problem) throws IOException {
        Sequences data = data(problem);
        Hmm truth = truth(problem);
        double before = cpuSeconds();
        int repetitions = 0;
        Fit fit;
        do {
            fit = fit(problem, truth.states(), data);
            repetitions++;
        } while (cpuSeconds() - before < MEASURED);
        double seconds = (cpuSeconds() - before) / repetitions;
        double difference = fit.logLikelihood() - problem.best();
        double ratio = seconds / problem.cpuSeconds();
        Alignment alignment = Alignment.of(truth, fit.model());
        out.printf(
                Locale.ROOT,
                "%-12s %8s %7d %14.4f %14.4f %+9.4f %9.4f %7.3f %9.4f %9.4f %7d  %s%n",
                problem.family(),
                problem.model(),
                problem.tokens(),
                problem.best(),
                fit.logLikelihood(),
                difference,
                seconds,
                ratio,
                alignment.transition().max(),
                alignment.emission().max(),
                fit.starts().stream().mapToInt(StartReport::iterations).sum(),
                fit.winner().name());
        return new Row(problem, difference, ratio, seconds);
    }

    private void summary(String name, List<Row> rows) {
        if (rows.isEmpty()) {
            return;
        }
        long reached = rows.stream().filter(row -> row.difference() >= -0.5).count();
        double worst = rows.stream().mapToDouble(Row::difference).min().orElse(0);
        long cheap = rows.stream().filter(row -> row.ratio() <= 0.1).count();
        double[] ratios = rows.stream().mapToDouble(Row::ratio).sorted().toArray();
        double ours = rows.stream().mapToDouble(Row::cpuSeconds).sum();
        double theirs =
                rows.stream().mapToDouble(row -> row.problem().cpuSeconds()).sum();
        out.printf(
                Locale.ROOT,
                "%s: %d of %d within 0.5 nats (%.0f %%), worst %+.4f; CPU %.2f s against %.2f s (ratio %.4f, median %.3f,"
                        + " largest %.3f, at most a tenth in %d)%n",
                name,
                reached,
                rows.size(),
                100.0 * reached / rows.size(),
                worst,
                ours,
                theirs,
                ours / theirs,
                ratios[ratios.length / 2],
                ratios[ratios.length - 1],
                cheap);
    }

    private Fit fit(Problem problem, int states, Sequences data) {
        FitOptions options = new FitOptions(
                states,
                base.tasks(),
                base.chain(),
                base.covariance(),
                base.initial(),
                base.method(),
                base.seed(),
                base.threads(),
                base.progress(),
                base.timeLimit());
        return new Estimator(problem.points() ? options.withCovariance(CovarianceShape.DIAGONAL_PER_STATE) : options)
                .fit(data);
    }

    private Hmm truth(Problem problem) {
        return ModelFiles.read(directory.resolve(problem.model() + "-" + problem.family() + ".json"));
    }

    private Sequences data(Problem problem) throws IOException {
        String name = problem.model() + "-" + problem.family() + "-" + problem.tokens();
        if (problem.points()) {
            List<double[]> rows = Files.readAllLines(directory.resolve(name + ".csv")).stream()
                    .skip(1)
                    .map(line -> Arrays.stream(line.split(",", -1))
                            .mapToDouble(Double::parseDouble)
                            .toArray())
                    .toList();
            double[] values = rows.stream().flatMapToDouble(Arrays::stream).toArray();
            return PointSequences.of(rows.get(0).length, values, rows.size());
        }
        Alphabet alphabet = ((Categorical) truth(problem).emission()).alphabet();
        String text = Files.readString(directory.resolve(name + ".txt")).strip();
        String symbols =
                IntStream.range(0, alphabet.size()).mapToObj(alphabet::symbol).collect(Collectors.joining());
        return SymbolSequences.single(
                alphabet, text.chars().map(symbols::indexOf).toArray());
    }

    /** CPU seconds of this process, all threads, those of the compiler included. */
    private static double cpuSeconds() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime() / NANOS;
    }
}
