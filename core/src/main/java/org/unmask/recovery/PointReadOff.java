// SPDX-License-Identifier: Apache-2.0
package org.unmask.recovery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Tensor3;
import org.unmask.model.Hmm;
import org.unmask.model.ModelFamily;
import org.unmask.predictor.Context;
import org.unmask.predictor.Predictor;
import org.unmask.random.Seed;
import org.unmask.recovery.Recovery.Reason;

/**
 * Formula (3.4): a Gaussian model with unit covariance from a predictor's values at chosen contexts. Where
 * {@link PointCandidates} leave several models, the one whose own predictor is nearest is taken.
 */
final class PointReadOff {

    /** Candidates that are polished, and at how many contexts. */
    private static final int MOST_POLISHED = 4;

    private static final int POLISHED_CONTEXTS = 30;
    private static final int MOST_NOISY = 1000;

    /** Candidates this much farther than the nearest are not polished, unless they are near by themselves. */
    private static final double POLISH_WITHIN = 10;

    private static final double POLISH_BELOW = 1e-6;
    private static final double ROUNDING = 1e-15;

    /** Misfits within this factor of the least, or of rounding, cannot be told apart. */
    private static final double TWIN_MISFIT = 3;

    private static final double EXACT = 1e-11;

    /** Models farther apart than this are different ones. */
    private static final double DISTINCT = 1e-3;

    private static final Comparator<Recovery.Recovered> BY_MISFIT =
            Comparator.comparingDouble(read -> read.misfit().typical());

    private final ReadOffPlan plan;
    private final ModelFamily.Gaussian family;
    private final Seed seed;

    PointReadOff(ReadOffPlan plan, ModelFamily.Gaussian family, Seed seed) {
        this.plan = plan;
        this.family = family;
        this.seed = seed;
    }

    /** Probes, reads, probes again around the means found, reads again and polishes. */
    Recovery read(Predictor predictor) {
        RandomGenerator random = seed.split("contexts").generator();
        Recovery first = read(predictor, PointContexts.wide(family.states(), family.dimension(), random), false);
        if (!(first instanceof Recovery.Recovered found)) {
            return first;
        }
        Recovery second = read(predictor, PointContexts.around(found.model(), random), true);
        if (!(second instanceof Recovery.Recovered again)) {
            return second instanceof Recovery.Failed failed && failed.reason() == Reason.SEVERAL_MODELS
                    ? second
                    : first;
        }
        return again.misfit().worst() <= found.misfit().worst() ? again : found;
    }

    /** Reads from the values at contexts that are not exact, so that all of them count, up to a number. */
    Recovery readAt(Predictor predictor, double[][] contexts) {
        return read(predictor, contexts, true, MOST_NOISY);
    }

    private Recovery read(Predictor predictor, double[][] contexts, boolean polish) {
        return read(predictor, contexts, polish, POLISHED_CONTEXTS);
    }

    /** Reads from the values at given contexts; polishes, if at all, at the first of them. */
    private Recovery read(Predictor predictor, double[][] contexts, boolean polish, int polishedAt) {
        Matrix[] values = new Matrix[contexts.length];
        Arrays.setAll(
                values, c -> predictor.predict(Context.ofPoints(contexts[c])).matrix());
        int d = family.dimension();
        Tensor3 tensor = Tensor3.generate(
                d, d, contexts.length, (a, b, c) -> plan.swapped() ? values[c].get(b, a) : values[c].get(a, b));
        Decomposition decomposition = CpDecomposition.of(tensor, family.states(), seed);
        if (!(decomposition instanceof Decomposition.Factors factors)) {
            return Failures.of(decomposition);
        }
        List<PointCandidates.Candidate> candidates = new PointCandidates(plan, family, seed).of(factors, contexts);
        PointPolish all = new PointPolish(family, predictor.task(), contexts, values);
        List<Recovery.Recovered> read = candidates.stream()
                .map(candidate -> new Recovery.Recovered(
                        candidate.model(),
                        all.misfit(candidate.model(), factors.residual(), candidate.moved()),
                        factors.conditioning()))
                .sorted(BY_MISFIT)
                .toList();
        double near = read.isEmpty() ? 0 : POLISH_WITHIN * read.get(0).misfit().typical();
        if (!polish && !read.isEmpty()) {
            return read.get(0);
        }
        int few = Math.min(contexts.length, polishedAt);
        PointPolish nearest =
                new PointPolish(family, predictor.task(), Arrays.copyOf(contexts, few), Arrays.copyOf(values, few));
        return chosen(read.stream()
                .filter(one -> one.misfit().typical() <= Math.max(near, POLISH_BELOW))
                .collect(ArrayList::new, PointReadOff::keepDistinct, ArrayList<Recovery.Recovered>::addAll)
                .stream()
                .limit(MOST_POLISHED)
                .map(one -> polished(one, nearest, all))
                .sorted(BY_MISFIT)
                .toList());
    }

    private static void keepDistinct(List<Recovery.Recovered> kept, Recovery.Recovered next) {
        if (kept.stream()
                .allMatch(one -> Alignment.of(one.model(), next.model()).worst() > DISTINCT)) {
            kept.add(next);
        }
    }

    private static Recovery.Recovered polished(Recovery.Recovered read, PointPolish polish, PointPolish all) {
        Recovery.Misfit before = read.misfit();
        if (before.typical() < ROUNDING) {
            return read;
        }
        Hmm model = polish.descend(read.model());
        Recovery.Misfit after = all.misfit(model, before.tensor(), before.projection());
        return after.typical() < before.typical() ? new Recovery.Recovered(model, after, read.conditioning()) : read;
    }

    /** The nearest model, unless another one explains the values as well. */
    private static Recovery chosen(List<Recovery.Recovered> sorted) {
        if (sorted.isEmpty()) {
            return Recovery.failed(
                    Reason.NOT_A_MODEL, "no choice of scales turns the terms of the predictor into a model");
        }
        Recovery.Recovered best = sorted.get(0);
        double enough = TWIN_MISFIT * Math.max(best.misfit().typical(), EXACT);
        List<Hmm> models = new ArrayList<>(List.of(best.model()));
        for (Recovery.Recovered other : sorted) {
            if (best.misfit().typical()
                            <= Math.max(EXACT, TWIN_MISFIT * best.misfit().tensor())
                    && other.misfit().typical() <= enough
                    && models.stream()
                            .allMatch(
                                    model -> Alignment.of(model, other.model()).worst() > DISTINCT)) {
                models.add(other.model());
            }
        }
        return models.size() == 1
                ? best
                : Recovery.several(
                        Reason.SEVERAL_MODELS,
                        models.size() + " models explain the predictor equally well, to a root mean square of "
                                + best.misfit().typical(),
                        models,
                        models.size(),
                        best.misfit().typical());
    }
}
