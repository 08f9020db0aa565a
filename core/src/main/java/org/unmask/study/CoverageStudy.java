// SPDX-License-Identifier: Apache-2.0
package org.unmask.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.unmask.data.PointSequences;
import org.unmask.data.Sequences;
import org.unmask.data.Simulator;
import org.unmask.errors.EntryError;
import org.unmask.errors.ErrorMethod;
import org.unmask.errors.ErrorTable;
import org.unmask.errors.FixedMask;
import org.unmask.errors.LikelihoodErrors;
import org.unmask.errors.MaskedErrors;
import org.unmask.errors.StandardErrors;
import org.unmask.estimate.Estimator;
import org.unmask.estimate.Fit;
import org.unmask.estimate.FitErrors;
import org.unmask.estimate.FitOptions;
import org.unmask.estimate.Method;
import org.unmask.matrix.Matrix;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;
import org.unmask.recovery.Alignment;

/**
 * How often intervals cover the truth: data are drawn from known models, fitted, and each entry's interval is looked at.
 *
 * @param options how to fit; the number of states and the covariances are those of each model
 * @param tokens of each data set
 * @param replicates data sets drawn from each model
 * @param method of the errors; empty for the usual one; masked prediction has one only
 * @param seed of the draws
 * @param models the truths
 */
public record CoverageStudy(
        FitOptions options, int tokens, int replicates, Optional<ErrorMethod> method, Seed seed, List<Hmm> models)
        implements Study<List<List<CoverageStudy.Coverage>>> {

    private static final String EMISSION = "emission";
    private static final String MEANS = "means";
    private static final String COVARIANCE = "covariance";

    /** Kinds of entries, in the order of a trial's numbers. */
    private static final List<String> KINDS = List.of("transition", "stationary", EMISSION, MEANS, COVARIANCE);

    /** Copies the models. */
    public CoverageStudy {
        models = List.copyOf(models);
    }

    /**
     * Intervals of one kind of entry.
     *
     * @param quantity such as {@code transition}
     * @param entries how many intervals were looked at
     * @param covered how many covered the truth
     * @param boundary how many were one-sided, at the edge of the family; counted above too
     * @param without entries that had no interval
     * @param meanError mean of the standard errors
     * @param spread root mean square of the estimates' errors where there is a standard error
     */
    public record Coverage(
            String quantity, long entries, long covered, long boundary, long without, double meanError, double spread) {
        /**
         * Share of intervals that covered the truth.
         *
         * @return between 0 and 1; NaN without intervals
         */
        public double share() {
            return (double) covered / entries;
        }
    }

    /** Sums for one kind of entry. */
    private static final class Tally {
        private long entries;
        private long covered;
        private long boundary;
        private long without;
        private long numbers;
        private double errors;
        private double squares;

        void add(EntryError entry, double estimate, double truth) {
            if (Double.isNaN(entry.lower()) || Double.isNaN(entry.upper())) {
                without += entry.standing() == EntryError.Standing.GIVEN ? 0 : 1;
                return;
            }
            entries++;
            covered += entry.covers(truth) ? 1 : 0;
            boundary += entry.standing() == EntryError.Standing.BOUNDARY ? 1 : 0;
            if (entry.standardError().isPresent()) {
                numbers++;
                errors += entry.standardError().getAsDouble();
                squares += (estimate - truth) * (estimate - truth);
            }
        }

        void add(Tally other) {
            entries += other.entries;
            covered += other.covered;
            boundary += other.boundary;
            without += other.without;
            numbers += other.numbers;
            errors += other.errors;
            squares += other.squares;
        }

        private static final int NUMBERS = 7;

        double[] numbers() {
            return new double[] {entries, covered, boundary, without, numbers, errors, squares};
        }

        static Tally of(double[] from, int at) {
            Tally tally = new Tally();
            tally.entries = (long) from[at];
            tally.covered = (long) from[at + 1];
            tally.boundary = (long) from[at + 2];
            tally.without = (long) from[at + 3];
            tally.numbers = (long) from[at + 4];
            tally.errors = from[at + 5];
            tally.squares = from[at + 6];
            return tally;
        }

        Coverage coverage(String quantity) {
            return new Coverage(
                    quantity, entries, covered, boundary, without, errors / numbers, Math.sqrt(squares / numbers));
        }
    }

    @Override
    public int trials() {
        return models.size() * replicates;
    }

    @Override
    public double[] trial(int number) {
        int model = number / replicates;
        Map<String, Tally> tallies =
                one(models.get(model), seed.split("model", model).split("data", number % replicates));
        double[] out = new double[KINDS.size() * (1 + Tally.NUMBERS)];
        for (int n = 0, at = 0; n < KINDS.size(); n++, at += 1 + Tally.NUMBERS) {
            Tally tally = tallies.get(KINDS.get(n));
            if (tally != null) {
                out[at] = 1;
                System.arraycopy(tally.numbers(), 0, out, at + 1, Tally.NUMBERS);
            }
        }
        return out;
    }

    private static Map<String, Tally> tallies(double[] trial) {
        Map<String, Tally> out = new LinkedHashMap<>();
        for (int n = 0, at = 0; n < KINDS.size(); n++, at += 1 + Tally.NUMBERS) {
            if (trial[at] == 1) {
                out.put(KINDS.get(n), Tally.of(trial, at + 1));
            }
        }
        return out;
    }

    /**
     * How often the truth was covered.
     *
     * @param trials their results
     * @return for each model, and in the last place for all of them, one line for each kind of entry; the last line is of all
     *     entries
     */
    @Override
    public List<List<Coverage>> result(List<double[]> trials) {
        List<List<Coverage>> out = new ArrayList<>();
        Map<String, Tally> total = new LinkedHashMap<>();
        for (int m = 0; m < models.size(); m++) {
            Map<String, Tally> mine = new LinkedHashMap<>();
            for (int r = 0; r < replicates; r++) {
                merge(mine, tallies(trials.get(m * replicates + r)));
            }
            merge(total, mine);
            out.add(lines(mine));
        }
        out.add(lines(total));
        return out;
    }

    private static void merge(Map<String, Tally> into, Map<String, Tally> more) {
        more.forEach(
                (name, tally) -> into.computeIfAbsent(name, any -> new Tally()).add(tally));
    }

    private static List<Coverage> lines(Map<String, Tally> tallies) {
        List<Coverage> out = new ArrayList<>();
        Tally all = new Tally();
        tallies.forEach((name, tally) -> {
            out.add(tally.coverage(name));
            all.add(tally);
        });
        out.add(all.coverage("all"));
        return out;
    }

    private Map<String, Tally> one(Hmm truth, Seed draw) {
        Sequences data = Simulator.draw(truth, 1, tokens, draw, Threads.ONE).sequences();
        FitOptions how = options.withStates(truth.states()).withThreads(Threads.ONE);
        if (truth.emission() instanceof Gaussian gaussian) {
            how = how.withCovariance(gaussian.covariances().shape());
        }
        Fit fit = new Estimator(how).fit(data);
        boolean points = data instanceof PointSequences;
        StandardErrors errors = (how.method() == Method.MASKED
                        ? new MaskedErrors(how.chain(), how.tasksFor(points), FixedMask.ALL, FitErrors.LEVEL)
                                .of(fit.model(), data)
                        : new LikelihoodErrors(how.chain(), how.initial(), FixedMask.ALL, FitErrors.LEVEL, Threads.ONE)
                                .of(fit.model(), data, method))
                .orElseThrow();
        Hmm matched = truth.permuted(Alignment.of(fit.model(), truth).permutation());
        Map<String, Tally> out = new LinkedHashMap<>();
        add(
                out,
                "transition",
                errors.transition(),
                fit.model().transition().matrix(),
                matched.transition().matrix());
        add(out, "stationary", errors.stationary(), row(fit.model()), row(matched));
        add(
                out,
                truth.emission() instanceof Gaussian ? MEANS : EMISSION,
                errors.emission(),
                fit.model().emission().means(),
                matched.emission().means());
        if (fit.model().emission() instanceof Gaussian found && matched.emission() instanceof Gaussian true_) {
            for (int i = 0; i < errors.covariances().size(); i++) {
                add(
                        out,
                        COVARIANCE,
                        errors.covariances().get(i),
                        found.covariances().matrices().get(i),
                        true_.covariances().matrices().get(i));
            }
        }
        return out;
    }

    private static Matrix row(Hmm model) {
        return Matrix.ofRows(model.stationaryLaw().toArray());
    }

    private static void add(Map<String, Tally> out, String name, ErrorTable table, Matrix estimate, Matrix truth) {
        Tally tally = out.computeIfAbsent(name, any -> new Tally());
        for (int i = 0; i < table.rows(); i++) {
            for (int j = 0; j < table.columns(); j++) {
                tally.add(table.get(i, j), estimate.get(i, j), truth.get(i, j));
            }
        }
    }
}
