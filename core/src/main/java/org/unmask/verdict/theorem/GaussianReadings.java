// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.theorem;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.unmask.model.CovarianceShape;
import org.unmask.model.ModelFamily;
import org.unmask.task.Loss;
import org.unmask.task.MaskedTask;
import org.unmask.verdict.Evidence;
import org.unmask.verdict.Theorem;

/** What a Gaussian task lets one read off: from a conditional mean under squared loss, from a density under log loss. */
final class GaussianReadings {

    private GaussianReadings() {}

    /**
     * The readings of one task.
     *
     * @param task first position at 1
     * @param premises what holds at the point
     */
    static List<PowerReading> of(MaskedTask task, Premises premises) {
        if (task.loss() == Loss.LOG) {
            return densities(premises, task).map(List::of).orElse(List.of());
        }
        if (task.context().size() != 1 || task.targets().size() > 2) {
            return List.of();
        }
        int context = task.context().get(0);
        List<Integer> targets = task.targets().stream().sorted().toList();
        int a = targets.get(0) - context;
        int b = targets.get(targets.size() - 1) - context;
        Optional<PowerReading> reading;
        if (targets.size() == 1) {
            reading = pair(premises, Math.abs(a));
        } else if (a < 0 && b > 0) {
            reading = contextBetween(premises, -a, b);
        } else {
            reading = contextFirst(premises, Math.min(Math.abs(a), Math.abs(b)), b - a);
        }
        return reading.map(List::of).orElse(List.of());
    }

    /** (2.13): each distance from a context to a target. */
    private static Optional<PowerReading> densities(Premises premises, MaskedTask task) {
        int[] gaps = task.targets().stream()
                .flatMapToInt(target -> task.context().stream().mapToInt(seen -> Math.abs(target - seen)))
                .toArray();
        return AllOf.premises(premises.distinctEmissions(), premises.invertibleChain(), premises.positiveLaw())
                .map(evidence -> PowerReading.of(Theorem.GAUSSIAN_DENSITIES, evidence, gaps));
    }

    private static boolean unit(Premises premises) {
        return premises.family() instanceof ModelFamily.Gaussian gaussian
                && gaussian.covariance() == CovarianceShape.IDENTITY;
    }

    /** (2.5), (2.6): the image of the predictor is a simplex whose vertices are the means after the gap. */
    private static Optional<PowerReading> pair(Premises premises, int gap) {
        if (!unit(premises)) {
            return Optional.empty();
        }
        Theorem theorem = gap == 1 ? Theorem.GAUSSIAN_PAIR : Theorem.GAUSSIAN_PAIRS;
        return AllOf.premises(premises.affinelyIndependentMeans(), premises.invertibleChain(), premises.positiveLaw())
                .map(evidence -> PowerReading.of(theorem, evidence, gap));
    }

    /**
     * Factors M and T^h M up to scales alpha and beta, posteriors as the third (3.4). As the posteriors sum to one, alpha
     * beta = 1; as T^h is stochastic, {@code T^h v = 1/v} for {@code v = 1/alpha}, which for a primitive chain has no
     * solution but 1 and -1: the largest and the smallest entry of v are inverse to each other, and states of one lead to
     * states of the other only. The posteriors' log-ratios tell the sign and, where it is unknown, the variance.
     */
    private static Optional<PowerReading> contextFirst(Premises premises, int g, int h) {
        Theorem theorem = g == 1 && h == 1 ? Theorem.ADJACENT_TRIPLE : Theorem.GAPPED_TRIPLE;
        Optional<List<Evidence>> common = AllOf.premises(
                premises.independentEmissions(),
                premises.invertibleChain(),
                premises.positiveLaw(),
                premises.primitiveChain());
        if (common.isEmpty()) {
            return Optional.empty();
        }
        List<Evidence> evidence = new ArrayList<>(common.get());
        if (!unit(premises)) {
            Optional<Evidence> variances = premises.variancesFixedByPosteriors();
            if (variances.isEmpty() || h != 1) {
                return Optional.empty();
            }
            evidence.add(variances.get());
            return Optional.of(PowerReading.of(theorem, evidence, 1));
        }
        if (h == 1) {
            return Optional.of(PowerReading.of(theorem, evidence, 1));
        }
        // The posteriors after g steps fill a simplex whose vertices are the rows of T^g, in an order of their own;
        // means that are linearly independent leave one order, but for a mirror image of two states.
        Optional<Evidence> mirror = premises.noMirror();
        if (mirror.isEmpty()) {
            return Optional.empty();
        }
        evidence.add(mirror.get());
        return Optional.of(PowerReading.of(theorem, evidence, g, h));
    }

    /**
     * Factors T_rev^g M, T^h M and the posteriors themselves, so the means up to one shift v and one common sign of the
     * other two. With the sign kept, the argument of (2.5) gives v = 0. With the sign changed, {@code v = -(pi2 + pi2 T^h)
     * M} for some law pi2, which the last premise excludes. It does not hold for two states, stationary, equal gaps: there
     * a second model exists on an open set of parameters.
     */
    private static Optional<PowerReading> contextBetween(Premises premises, int g, int h) {
        if (!unit(premises)) {
            return Optional.empty();
        }
        Theorem theorem = g == 1 && h == 1 ? Theorem.ADJACENT_TRIPLE : Theorem.GAPPED_TRIPLE;
        return AllOf.premises(
                        premises.independentEmissions(),
                        premises.invertibleChain(),
                        premises.positiveLaw(),
                        premises.obliqueCentroid(g, h))
                .map(evidence -> PowerReading.of(theorem, evidence, g, h));
    }
}
