// SPDX-License-Identifier: Apache-2.0
package org.unmask.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.unmask.data.PointSequences;
import org.unmask.data.Sequences;
import org.unmask.data.Simulator;
import org.unmask.data.SymbolSequences;
import org.unmask.inference.BaumWelch;
import org.unmask.inference.EmFit;
import org.unmask.inference.EmOptions;
import org.unmask.inference.InitialLaw;
import org.unmask.io.model.ModelFiles;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;
import org.unmask.recovery.Alignment;

/**
 * Draws problems for {@link Recovery}: true models of four kinds, data from them, and what the best of several random starts
 * of plain EM reaches. Problems of one seed are the same everywhere; only CPU seconds differ.
 *
 * <pre>
 *   java -cp bench/target/bench.jar org.unmask.bench.RecoveryProblems DIRECTORY [--seed N] [--models N]
 *        [--kinds base,five,sticky,alias] [--families categorical,gaussian] [--tokens 1000,10000]
 *        [--starts N] [--iterations N] [--acceleration none|squarem|quasi-newton]
 * </pre>
 *
 * <p>A chain is half the identity and half uniform rows (sticky: 0.95 of the identity). Categorical emissions are uniform
 * on the simplex of six symbols; means of points are normal with deviation 2 in four dimensions, covariances the identity.
 * {@code base} has three states and {@code five} has five; in {@code alias} the last of three states is nearly another one.
 * A start has uniform first law, chain rows from Dirichlet(1/k), and uniform numbers made to laws; or means at points of the
 * data and the data's variances. A run ends at 500 iterations, or when less than 1e-3 nats are left to gain.
 */
public final class RecoveryProblems {

    private static final int DIMENSION = RecoveryModels.DIMENSION;

    private static final double TOLERANCE = 1e-3;

    private final Path directory;
    private final int starts;
    private final EmOptions em;
    private final List<String> lines = new ArrayList<>();

    private RecoveryProblems(Path directory, int starts, EmOptions em) {
        this.directory = directory;
        this.starts = starts;
        this.em = em;
        lines.add("family,model,tokens,best_log_likelihood,median_log_likelihood,starts_within_half_a_nat,"
                + "cpu_seconds_of_ten,transition_error_of_best,emission_error_of_best");
    }

    /**
     * Writes a directory.
     *
     * @param args see the class
     * @throws IOException when a file cannot be written
     */
    public static void main(String[] args) throws IOException {
        if (args.length == 0 || args[0].startsWith("--")) {
            System.err.println("a directory is expected to write problems to");
            System.exit(1);
        }
        Arguments given = new Arguments(args);
        EmOptions em = EmOptions.DEFAULT
                .withInitial(InitialLaw.FREE)
                .withTolerance(TOLERANCE)
                .withMaxIterations(given.number("--iterations", 500))
                .withAcceleration(EmOptions.Acceleration.valueOf(given.word("--acceleration", "none")
                        .toUpperCase(Locale.ROOT)
                        .replace('-', '_')));
        Path directory = Path.of(args[0]);
        Files.createDirectories(directory);
        RecoveryProblems problems = new RecoveryProblems(directory, given.number("--starts", 10), em);
        Seed seed = new Seed(given.number("--seed", 1));
        for (String kind : given.words("--kinds", "base,five,sticky,alias")) {
            for (int n = 0; n < given.number("--models", 5); n++) {
                for (String family : given.words("--families", "categorical,gaussian")) {
                    for (String tokens : given.words("--tokens", "1000,10000")) {
                        problems.write(
                                RecoveryModels.valueOf(kind.toUpperCase(Locale.ROOT)),
                                kind + "-" + n,
                                family,
                                Integer.parseInt(tokens),
                                seed.split(kind, n));
                    }
                }
            }
        }
        Files.write(directory.resolve("reference.csv"), problems.lines);
    }

    private void write(RecoveryModels kind, String name, String family, int tokens, Seed seed) throws IOException {
        boolean points = family.equals("gaussian");
        Hmm truth = points ? kind.gaussian(seed) : kind.categorical(seed);
        ModelFiles.write(directory.resolve(name + "-" + family + ".json"), truth, Map.of());
        Sequences data = Simulator.draw(truth, 1, tokens, seed.split(family + " data", tokens), Threads.ONE)
                .sequences();
        Path file = directory.resolve(name + "-" + family + "-" + tokens + (points ? ".csv" : ".txt"));
        Files.writeString(file, points ? table((PointSequences) data) : text((SymbolSequences) data));
        List<EmFit> fits = new ArrayList<>();
        Stopwatch watch = new Stopwatch();
        for (int n = 0; n < starts; n++) {
            RandomGenerator random = seed.split(family + " start " + tokens, n).generator();
            fits.add(BaumWelch.fit(RecoveryModels.start(truth, data, random), data, em));
        }
        double seconds = watch.cpuSeconds();
        fits.sort(Comparator.comparingDouble(EmFit::logLikelihood).reversed());
        double best = fits.get(0).logLikelihood();
        Alignment alignment = Alignment.of(truth, fits.get(0).model());
        String line = String.format(
                Locale.ROOT,
                "%s,%s,%d,%.4f,%.4f,%d,%.3f,%.4f,%.4f",
                family,
                name,
                tokens,
                best,
                fits.get(starts / 2).logLikelihood(),
                fits.stream().filter(fit -> fit.logLikelihood() >= best - 0.5).count(),
                seconds,
                alignment.transition().max(),
                alignment.emission().max());
        lines.add(line);
        System.out.println(line);
    }

    private static String text(SymbolSequences data) {
        StringBuilder out = new StringBuilder(data.tokens());
        for (int code : data.codes()) {
            out.append(data.alphabet().symbol(code));
        }
        return out.append('\n').toString();
    }

    private static String table(PointSequences data) {
        StringBuilder out = new StringBuilder("x1,x2,x3,x4\n");
        double[] values = data.values();
        for (int at = 0; at < values.length; at++) {
            out.append(values[at]).append(at % DIMENSION == DIMENSION - 1 ? '\n' : ',');
        }
        return out.toString();
    }
}
