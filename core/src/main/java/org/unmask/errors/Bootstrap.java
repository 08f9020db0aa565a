// SPDX-License-Identifier: Apache-2.0
package org.unmask.errors;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.unmask.data.Sequences;
import org.unmask.data.Simulator;
import org.unmask.data.Stretches;
import org.unmask.data.Stretches.Stretch;
import org.unmask.errors.EntryError.Standing;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.parallel.Progress;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;
import org.unmask.recovery.Alignment;

/**
 * Standard errors from fits to data like those at hand: drawn from the fitted model, or put together from stretches of the
 * data, whole sequences where there are many (Kunsch 1989). Each fit climbs from the model at hand, and its states are matched
 * with those of it. Intervals reach from quantile to quantile, reflected about the estimate.
 *
 * @param block whether data are put together from stretches; else they are drawn from the model
 * @param replicates number of fits, at least 20
 * @param mask what the verdict calls fixed
 * @param level of the intervals
 * @param seed of the draws
 * @param threads how many may work; the answer does not depend on it
 * @param progress hears of fits
 */
public record Bootstrap(
        boolean block, int replicates, FixedMask mask, double level, Seed seed, Threads threads, Progress progress) {

    private static final int FEWEST = 20;

    /** So many sequences are drawn whole. */
    private static final int MANY = 50;

    /**
     * Validates the number of fits.
     *
     * @throws IllegalArgumentException when it is below 20
     */
    public Bootstrap {
        if (replicates < FEWEST) {
            throw new IllegalArgumentException(
                    "number of bootstrap fits is " + replicates + ", expected at least " + FEWEST);
        }
    }

    /**
     * The errors.
     *
     * @param model the fit
     * @param data what was fitted
     * @param free whether the law of the first state has parameters of its own
     * @param refit the estimator: from a start and data to a fit; empty when it ran away
     * @return the errors
     */
    public StandardErrors of(Hmm model, Sequences data, boolean free, BiFunction<Hmm, Sequences, Optional<Hmm>> refit) {
        AtomicInteger done = new AtomicInteger();
        List<Hmm> fits = threads
                .map(replicates, r -> {
                    Sequences again = again(model, data, seed.split("bootstrap", r));
                    Optional<Hmm> fit = refit.apply(model, again)
                            .map(other ->
                                    other.permuted(Alignment.of(model, other).permutation()));
                    progress.at("bootstrap", done.incrementAndGet(), replicates);
                    return fit;
                })
                .stream()
                .flatMap(Optional::stream)
                .toList();
        int k = model.states();
        int d = model.emission().dimension();
        boolean gaussian = model.emission() instanceof Gaussian;
        ErrorTable transition = table(
                true,
                k,
                k,
                fits,
                model,
                mask::transition,
                place -> m -> m.transition().get(place / k, place % k));
        ErrorTable stationary = table(
                true,
                1,
                k,
                fits,
                model,
                mask::stationary,
                place -> m -> m.stationaryLaw().get(place));
        ErrorTable emission = table(
                !gaussian,
                k,
                d,
                fits,
                model,
                mask::emission,
                place -> m -> m.emission().means().get(place / d, place % d));
        List<ErrorTable> covariances = new ArrayList<>();
        for (int i = 0; i < k && model.emission() instanceof Gaussian; i++) {
            int state = i;
            covariances.add(table(
                    false,
                    d,
                    d,
                    fits,
                    model,
                    place -> mask.covariance(state, place),
                    place -> m -> ((Gaussian) m.emission())
                            .covariances()
                            .matrices()
                            .get(state)
                            .get(place / d, place % d)));
        }
        List<String> remarks = new ArrayList<>(
                List.of(String.format(Locale.ROOT, "%,d bootstrap fits from the model at hand", fits.size())));
        if (fits.size() < replicates) {
            remarks.add((replicates - fits.size()) + " more fits ran away and are left out");
        }
        return new StandardErrors(
                block ? ErrorMethod.BLOCK_BOOTSTRAP : ErrorMethod.PARAMETRIC_BOOTSTRAP,
                level,
                transition,
                stationary,
                free
                        ? Optional.of(table(
                                true,
                                1,
                                k,
                                fits,
                                model,
                                place -> true,
                                place -> m -> m.initial().get(place)))
                        : Optional.empty(),
                emission,
                covariances,
                data.tokens(),
                Double.NaN,
                remarks);
    }

    private Sequences again(Hmm model, Sequences data, Seed draw) {
        int[] lengths = IntStream.range(0, data.count())
                .map(s -> data.end(s) - data.start(s))
                .toArray();
        if (!block) {
            return Simulator.draw(model, lengths, draw, Threads.ONE).sequences();
        }
        RandomGenerator random = draw.generator();
        List<Stretch> cuts = new ArrayList<>();
        List<Integer> ends = new ArrayList<>();
        int total = 0;
        if (data.count() >= MANY) {
            for (int n = 0; n < data.count(); n++) {
                int s = random.nextInt(data.count());
                cuts.add(new Stretch(data.start(s), data.end(s)));
                total += lengths[s];
                ends.add(total);
            }
        } else {
            int length = Math.max(2, 4 * LongRun.stretch(model, data.tokens()));
            while (total < data.tokens()) {
                int from = random.nextInt(data.tokens());
                int to = Math.min(from + length, sequenceEnd(data, from));
                cuts.add(new Stretch(from, to));
                total += to - from;
                ends.add(total);
            }
        }
        return Stretches.pick(
                data, cuts, ends.stream().mapToInt(Integer::intValue).toArray());
    }

    private static int sequenceEnd(Sequences data, int token) {
        int s = 0;
        while (data.end(s) <= token) {
            s++;
        }
        return data.end(s);
    }

    /** Gives the value of an entry of a model by its place. */
    private interface Reading {
        ToDoubleFunction<Hmm> at(int place);
    }

    private ErrorTable table(
            boolean law, int rows, int columns, List<Hmm> fits, Hmm model, IntPredicate fixed, Reading reading) {
        return ErrorTable.generate(rows, columns, (i, j) -> {
            int place = i * columns + j;
            if (!fixed.test(place)) {
                return EntryError.none(Standing.NOT_FIXED);
            }
            ToDoubleFunction<Hmm> value = reading.at(place);
            double estimate = value.applyAsDouble(model);
            double[] values = fits.stream().mapToDouble(value).toArray();
            double mean = java.util.Arrays.stream(values).average().orElse(Double.NaN);
            double square = java.util.Arrays.stream(values)
                    .map(v -> (v - mean) * (v - mean))
                    .sum();
            double error = Math.sqrt(square / (values.length - 1));
            if (!(error > 1e-12 * Math.max(1, Math.abs(estimate)))) {
                return EntryError.none(estimate == 0 || estimate == 1 ? Standing.BOUNDARY : Standing.GIVEN);
            }
            double tail = (1 - level) / 2;
            double lower = 2 * estimate - Quantiles.of(values, 1 - tail);
            double upper = 2 * estimate - Quantiles.of(values, tail);
            return new EntryError(
                    Standing.ESTIMATED,
                    OptionalDouble.of(error),
                    law ? Math.max(0, lower) : lower,
                    law ? Math.min(1, upper) : upper);
        });
    }
}
