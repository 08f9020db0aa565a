// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.Arrays;
import java.util.Optional;
import org.unmask.constraint.ConstrainedRows;
import org.unmask.constraint.Pattern;
import org.unmask.constraint.Priors;
import org.unmask.constraint.Restrictions;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Probabilities;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Categorical;
import org.unmask.model.Chain;
import org.unmask.model.Emission;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;

/**
 * The M step of EM within restrictions: each part of the model maximises its share of the expected log-likelihood plus the
 * logarithm of its prior density, within its pattern (Dempster, Laird, Rubin 1977, for the prior). The initial law, or the
 * stationary law in its stead, transition and emission do not disturb each other.
 */
final class Restricted {

    private final Restrictions restrictions;
    private final InitialLaw initialLaw;
    private final ConstrainedRows initial;
    private final ConstrainedRows transition;
    private final Optional<ConstrainedRows> emission;
    private final Optional<RestrictedPoints> points;

    private Restricted(
            Restrictions restrictions,
            InitialLaw initialLaw,
            ConstrainedRows initial,
            ConstrainedRows transition,
            Optional<ConstrainedRows> emission,
            Optional<RestrictedPoints> points) {
        this.restrictions = restrictions;
        this.initialLaw = initialLaw;
        this.initial = initial;
        this.transition = transition;
        this.emission = emission;
        this.points = points;
    }

    /**
     * Restrictions on models like a start.
     *
     * @throws IllegalArgumentException naming what cannot be met
     */
    static Restricted of(Restrictions restrictions, Hmm start, EmOptions options, DataMoments data) {
        int k = start.states();
        int d = start.emission().dimension();
        restrictions.check(k, d, start.emission() instanceof Gaussian);
        Priors priors = restrictions.priors();
        boolean stationary = options.initial() == InitialLaw.STATIONARY;
        if (stationary && (restrictions.initial().isPresent() || priors.initial() > 1)) {
            throw new IllegalArgumentException(
                    "the initial law is restricted, but it is the stationary law of the chain; expected a free initial law");
        }
        if (options.chain() == Chain.DOUBLY_STOCHASTIC
                && (restrictions.transition().isPresent() || priors.transition() > 1)) {
            throw new IllegalArgumentException(
                    "the transition matrix is restricted and doubly stochastic at once, expected one of the two");
        }
        return new Restricted(
                restrictions,
                options.initial(),
                ConstrainedRows.of("initial law", restrictions.initial().orElseGet(() -> Pattern.free(1, k))),
                ConstrainedRows.of(
                        "transition matrix", restrictions.transition().orElseGet(() -> Pattern.free(k, k))),
                start.emission() instanceof Categorical
                        ? Optional.of(ConstrainedRows.of(
                                "emission matrix", restrictions.emission().orElseGet(() -> Pattern.free(k, d))))
                        : Optional.empty(),
                start.emission() instanceof Gaussian gaussian
                        ? Optional.of(RestrictedPoints.of(restrictions, gaussian, data))
                        : Optional.empty());
    }

    /** The M step of the chain started anywhere. */
    StochasticMatrix transition(double[] counts, StochasticMatrix current) {
        return transition.maximized(
                transition.raised(counts, restrictions.priors().transition() - 1), current);
    }

    /** The M step of a chain started in its stationary law. */
    StochasticMatrix stationaryTransition(ExpectedCounts counts, StochasticMatrix current) {
        double[] raised =
                transition.raised(counts.transitions(), restrictions.priors().transition() - 1);
        return StationaryFit.of(raised, counts.initial(), current, transition::maximized);
    }

    Probabilities initial(double[] counts, Probabilities current) {
        return Probabilities.of(
                "initial law",
                initial.maximized(initial.raised(counts, restrictions.priors().initial() - 1), row(current))
                        .row(0));
    }

    private static StochasticMatrix row(Probabilities law) {
        return StochasticMatrix.of("initial law", Matrix.ofRows(law.toArray()));
    }

    Emission emission(EmissionCounts counts, Emission current, VarianceFloor floor) {
        if (points.isPresent()) {
            return points.get().maximized((PointMoments) counts, (Gaussian) current, floor);
        }
        Categorical categorical = (Categorical) current;
        double[] seen = ((SymbolCounts) counts).byState();
        ConstrainedRows rows = emission.orElseThrow();
        return new Categorical(
                categorical.alphabet(),
                rows.maximized(rows.raised(seen, restrictions.priors().emission() - 1), categorical.probabilities()));
    }

    /** The logarithm of the prior densities, up to a constant. */
    double logPrior(Hmm model) {
        Priors priors = restrictions.priors();
        if (priors.isNone()) {
            return 0;
        }
        double sum = transition.logPrior(model.transition(), priors.transition() - 1);
        if (initialLaw == InitialLaw.FREE) {
            sum += initial.logPrior(row(model.initial()), priors.initial() - 1);
        }
        if (model.emission() instanceof Categorical categorical) {
            return sum + emission.orElseThrow().logPrior(categorical.probabilities(), priors.emission() - 1);
        }
        return sum + points.orElseThrow().logPrior((Gaussian) model.emission());
    }

    /** The model within the restrictions that is near to one that may lie outside. */
    Hmm nearest(Hmm model) {
        StochasticMatrix chain = transition.nearest(raised(
                model.transition().matrix().toArray(), restrictions.priors().transition()));
        Probabilities law = initialLaw == InitialLaw.STATIONARY
                ? MaximizationStep.stationary(model.initial(), chain)
                : Probabilities.of(
                        "initial law",
                        initial.nearest(raised(
                                        model.initial().toArray(),
                                        restrictions.priors().initial()))
                                .row(0));
        if (model.emission() instanceof Categorical categorical) {
            double[] entries = categorical.probabilities().matrix().toArray();
            StochasticMatrix rows = emission.orElseThrow()
                    .nearest(raised(entries, restrictions.priors().emission()));
            return new Hmm(law, chain, new Categorical(categorical.alphabet(), rows));
        }
        return new Hmm(law, chain, points.orElseThrow().nearest((Gaussian) model.emission()));
    }

    /** Under a prior law no probability that is to be learnt may be zero. */
    private static double[] raised(double[] entries, double parameter) {
        return parameter > 1
                ? Arrays.stream(entries).map(p -> Math.max(p, 1e-12)).toArray()
                : entries;
    }
}
