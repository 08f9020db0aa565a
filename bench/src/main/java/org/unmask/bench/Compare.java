// SPDX-License-Identifier: Apache-2.0
package org.unmask.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.unmask.parallel.Threads;

/**
 * Whole workloads, one after another for each library in turn, several times over, so that a slow spell of the machine
 * meets all of them. Prints times as medians and the ratio to this library with one thread, pair by pair: of CPU time
 * where one thread works, of wall time where several do.
 */
public final class Compare {

    private static final double AGREEMENT = 1e-8;

    /** Seconds after which it is timed whatever it has had. */
    private static final double PATIENCE = 20;

    private final PrintStream out;
    private final int repetitions;

    /** CPU seconds before a job is timed: on a busy machine the clock runs ahead of the work. */
    private final double warmUp;

    private final List<Contender> contenders;

    private Compare(PrintStream out, int repetitions, double warmUp, List<Contender> contenders) {
        this.out = out;
        this.repetitions = repetitions;
        this.warmUp = warmUp;
        this.contenders = contenders;
    }

    /**
     * Runs the comparison.
     *
     * @param args {@code --data DIR} with the workload files (made in memory without it), {@code --script FILE} and
     *     {@code --python COMMAND} for hmmlearn, {@code --repeat N}, {@code --only A,C}, {@code --jobs EM,LOGLIK},
     *     {@code --sequences N} for the first sequences alone, {@code --warm 1} CPU seconds before a job is timed
     * @throws IOException when a workload cannot be read
     */
    public static void main(String[] args) throws IOException {
        Arguments options = new Arguments(args);
        List<String> jobs = new ArrayList<>();
        List<String> workloads = new ArrayList<>();
        try {
            jobs.addAll(options.among(
                    "--jobs", Arrays.stream(Job.values()).map(Job::name).toList()));
            workloads.addAll(options.among("--only", Workload.NAMES));
        } catch (IllegalArgumentException unknown) {
            System.err.println("bench/compare: " + unknown.getMessage());
            System.exit(2);
        }
        List<Contender> contenders = new ArrayList<>();
        contenders.add(new UnmaskContender(Threads.ONE));
        contenders.add(new UnmaskContender(new Threads(2)));
        contenders.add(new SmileContender());
        Optional<Path> data = options.find("--data").map(Path::of);
        if (data.isPresent() && options.find("--script").isPresent()) {
            HmmlearnContender hmmlearn = new HmmlearnContender(
                    options.word("--python", "python3"), Path.of(options.word("--script", "")), data.get());
            if (hmmlearn.available()) {
                contenders.add(hmmlearn);
            } else {
                System.err.println("hmmlearn is not installed here: left out");
            }
        }
        Compare compare =
                new Compare(System.out, options.number("--repeat", 5), options.measure("--warm", 1), contenders);
        compare.head();
        for (String name : workloads) {
            Workload workload = (data.isPresent() ? Workload.read(data.get(), name) : Workload.made(name))
                    .first(options.number("--sequences", 1_000_000));
            for (String job : jobs) {
                compare.row(workload, Job.valueOf(job));
            }
        }
    }

    private void head() {
        out.println("| workload | job | library | wall s | CPU s: median (min, max) |"
                + " ratio to unmask, one thread: median (min, max) | ns a token, least | log-likelihood |");
        out.println("| --- | --- | --- | --- | --- | --- | --- | --- |");
    }

    private void row(Workload workload, Job job) {
        Map<Contender, List<Contender.Outcome>> runs = new LinkedHashMap<>();
        for (Contender contender : contenders) {
            if (!(contender instanceof HmmlearnContender)) {
                warm(contender, workload, job);
            }
        }
        for (int repetition = 0; repetition < repetitions; repetition++) {
            for (Contender contender : contenders) {
                contender
                        .run(workload, job)
                        .ifPresent(found -> runs.computeIfAbsent(contender, c -> new ArrayList<>())
                                .add(found));
            }
        }
        List<Contender.Outcome> ours = runs.getOrDefault(contenders.get(0), List.of());
        runs.forEach((contender, outcomes) -> out.println(line(workload, job, contender, outcomes, ours)));
        out.flush();
    }

    /** Lets the compiler see the work before it is timed. */
    private void warm(Contender contender, Workload workload, Job job) {
        Stopwatch watch = new Stopwatch();
        boolean able = true;
        while (able && watch.cpuSeconds() < warmUp && watch.seconds() < PATIENCE) {
            able = contender.run(workload, job).isPresent();
        }
    }

    private static String line(
            Workload workload,
            Job job,
            Contender contender,
            List<Contender.Outcome> outcomes,
            List<Contender.Outcome> ours) {
        boolean single = outcomes.stream().noneMatch(outcome -> Double.isNaN(outcome.cpuSeconds()));
        double[] wall =
                outcomes.stream().mapToDouble(Contender.Outcome::seconds).toArray();
        double[] cpu =
                outcomes.stream().mapToDouble(Contender.Outcome::cpuSeconds).toArray();
        double[] ratios = new double[outcomes.size()];
        for (int r = 0; r < ratios.length; r++) {
            ratios[r] = single
                    ? cpu[r] / ours.get(r).cpuSeconds()
                    : wall[r] / ours.get(r).seconds();
        }
        double work = (double) workload.sequences().tokens() * (job == Job.EM ? Contender.UPDATES : 1);
        double least = Arrays.stream(single ? cpu : wall).min().orElse(Double.NaN);
        double value = outcomes.get(0).value();
        double reference = ours.get(0).value();
        String agreement = Double.isNaN(value)
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%.6f%s",
                        value,
                        Math.abs(value - reference) <= AGREEMENT * Math.abs(reference) ? "" : " DIFFERS");
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %.4f | %s | %s | %.2f | %s |",
                workload.name(),
                job.name().toLowerCase(Locale.ROOT),
                contender.name(),
                median(wall),
                single ? spread("%.4f", cpu) : "",
                spread("%.2f", ratios),
                least / work * 1e9,
                agreement);
    }

    private static String spread(String format, double[] values) {
        return String.format(
                Locale.ROOT,
                format + " (" + format + ", " + format + ")",
                median(values),
                Arrays.stream(values).min().orElse(Double.NaN),
                Arrays.stream(values).max().orElse(Double.NaN));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
