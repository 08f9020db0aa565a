// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.twin;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hipparchus.fraction.BigFraction;
import org.unmask.model.CovarianceShape;
import org.unmask.model.FieldModel;
import org.unmask.model.ModelFamily;
import org.unmask.task.MaskedTask;
import org.unmask.task.TaskSet;

/**
 * Twins of Gaussian models that are rational in a parameter.
 *
 * <ul>
 *   <li>Covariances that no mean sees: when v is orthogonal to all differences of means, the precisions may all move by
 *       {@code t v v'}; the densities' quotients stand still, whatever the tasks.
 *   <li>Equidistant means (2.9): when all means are equally far from the expected token in the metric of the shared
 *       covariance, means and covariance shrink by s, and {@code T^g - 1 pi'} grows by 1/s.
 * </ul>
 */
final class GaussianSlides {

    private final ExactModel base;
    private final FieldModel<BigFraction> all;
    private final CovarianceShape shape;
    private final int k;
    private final int d;

    private GaussianSlides(ExactModel base) {
        this.base = base;
        this.all = base.expand();
        this.shape = ((ModelFamily.Gaussian) base.family()).covariance();
        this.k = base.family().states();
        this.d = base.family().dimension();
    }

    static List<Slide> of(ExactModel base, TaskSet tasks) {
        GaussianSlides slides = new GaussianSlides(base);
        List<Slide> out = new ArrayList<>();
        for (BigFraction[] unseen : slides.unseen()) {
            out.add(t -> slides.precisionMoved(unseen, t));
        }
        Optional<Integer> gap = oneGap(tasks);
        if (gap.isPresent() && slides.equidistant()) {
            out.add(t -> slides.shrunk(t, gap.get()));
        }
        return out;
    }

    /** The directions in which the precisions may move within the shape, with no effect on the densities' quotients. */
    private List<BigFraction[]> unseen() {
        List<BigFraction[]> candidates = switch (shape.form()) {
            case IDENTITY, SPHERICAL ->
                d == 1 && !shape.form().equals(CovarianceShape.Form.IDENTITY)
                        ? List.<BigFraction[]>of(new BigFraction[] {BigFraction.ONE})
                        : List.<BigFraction[]>of();
            case DIAGONAL -> List.of(Fractions.identity(d));
            case FULL -> kernel();
        };
        return candidates.stream().filter(this::isUnseen).toList();
    }

    private boolean isUnseen(BigFraction[] v) {
        for (int h = 1; h < k; h++) {
            BigFraction mean = BigFraction.ZERO;
            for (int i = 0; i < d; i++) {
                mean = mean.add(v[i].multiply(all.means()[h][i].subtract(all.means()[0][i])));
            }
            if (!mean.isZero() || !spread(v, h).equals(spread(v, 0))) {
                return false;
            }
        }
        return true;
    }

    private BigFraction spread(BigFraction[] v, int h) {
        BigFraction[][] row = {v};
        return Fractions.product(Fractions.product(row, all.spreads()[h]), Fractions.transposed(row))[0][0];
    }

    /** A basis of the directions orthogonal to all differences of means. */
    private List<BigFraction[]> kernel() {
        BigFraction[][] rows = new BigFraction[Math.max(1, k - 1)][d];
        for (int h = 0; h < rows.length; h++) {
            for (int i = 0; i < d; i++) {
                rows[h][i] = all.means()[Math.min(h + 1, k - 1)][i].subtract(all.means()[0][i]);
            }
        }
        return Fractions.kernel(rows);
    }

    private Optional<ExactModel> precisionMoved(BigFraction[] v, BigFraction t) {
        BigFraction[][] column = Fractions.transposed(new BigFraction[][] {v});
        BigFraction[][] square = Fractions.product(column, new BigFraction[][] {v});
        BigFraction[][][] covariances = new BigFraction[k][][];
        for (int h = 0; h < k; h++) {
            try {
                covariances[h] = Fractions.inverse(
                        Fractions.combined(BigFraction.ONE, Fractions.inverse(all.spreads()[h]), t, square));
            } catch (ArithmeticException singular) {
                return Optional.empty();
            }
        }
        return inside(all.transition(), all.means(), covariances);
    }

    /** The gap, when each task has one context, at most one target on either side of it, and all at this gap. */
    private static Optional<Integer> oneGap(TaskSet tasks) {
        Set<Integer> gaps = new HashSet<>();
        for (MaskedTask task : tasks.tasks()) {
            int context = task.context().get(0);
            Set<Integer> sides = new HashSet<>();
            for (int target : task.targets()) {
                gaps.add(Math.abs(target - context));
                if (task.context().size() > 1 || !sides.add(Integer.signum(target - context))) {
                    return Optional.empty();
                }
            }
        }
        return gaps.size() == 1 ? Optional.of(gaps.iterator().next()) : Optional.empty();
    }

    private boolean equidistant() {
        if (!shape.shared() || shape == CovarianceShape.IDENTITY || k < 2) {
            return false;
        }
        BigFraction[][] precision = Fractions.inverse(all.spreads()[0]);
        BigFraction[] centre = centre();
        BigFraction[] radii = new BigFraction[k];
        for (int h = 0; h < k; h++) {
            BigFraction[][] off = new BigFraction[1][d];
            for (int i = 0; i < d; i++) {
                off[0][i] = all.means()[h][i].subtract(centre[i]);
            }
            radii[h] = Fractions.product(Fractions.product(off, precision), Fractions.transposed(off))[0][0];
        }
        return Set.of(radii[0]).containsAll(List.of(radii));
    }

    private BigFraction[] centre() {
        return Fractions.product(new BigFraction[][] {all.initial()}, all.means())[0];
    }

    private Optional<ExactModel> shrunk(BigFraction t, int gap) {
        BigFraction root = BigFraction.ONE.add(t);
        if (root.signum() <= 0) {
            return Optional.empty();
        }
        BigFraction s = root.pow(gap);
        BigFraction grown = root.reciprocal();
        BigFraction[][] rest = Fractions.repeated(all.initial(), k);
        BigFraction[][][] covariances = new BigFraction[k][][];
        for (int h = 0; h < k; h++) {
            covariances[h] = Fractions.combined(s, all.spreads()[h], BigFraction.ZERO, all.spreads()[h]);
        }
        return inside(
                Fractions.combined(grown, all.transition(), BigFraction.ONE.subtract(grown), rest),
                Fractions.combined(s, all.means(), BigFraction.ONE.subtract(s), Fractions.repeated(centre(), k)),
                covariances);
    }

    private Optional<ExactModel> inside(
            BigFraction[][] transition, BigFraction[][] means, BigFraction[][][] covariances) {
        ExactModel twin = base.with(transition, means, covariances);
        return twin.isInside() ? Optional.of(twin) : Optional.empty();
    }
}
