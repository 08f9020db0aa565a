// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Probabilities;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Chain;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;

/** The M step of EM: the model that maximises the expected log-likelihood of states and tokens together. */
final class MaximizationStep {

    /** Expected counts below this are zero: a probability like that could only underflow later. */
    static final double NOTHING = 1e-40;

    private final Optional<Restricted> restricted;
    private final Chain chain;
    private final InitialLaw initial;
    private final VarianceFloor floor;

    MaximizationStep(Chain chain, InitialLaw initial, VarianceFloor floor, Optional<Restricted> restricted) {
        this.restricted = restricted;
        this.chain = chain;
        this.initial = initial;
        this.floor = floor;
    }

    /** The maximiser; at least a model not worse than the current one, where there is no closed form. */
    Hmm at(Hmm current, ExpectedCounts counts) {
        StochasticMatrix transition = transition(current, counts);
        return new Hmm(
                initialLaw(current, counts, transition),
                transition,
                restricted.isPresent()
                        ? restricted.get().emission(counts.emission(), current.emission(), floor)
                        : counts.emission().maximized(current.emission(), floor));
    }

    private StochasticMatrix transition(Hmm current, ExpectedCounts counts) {
        if (chain == Chain.DOUBLY_STOCHASTIC) {
            return DoublyStochasticFit.of(counts.transitions(), current.transition());
        }
        if (restricted.isPresent()) {
            return initial == InitialLaw.STATIONARY
                    ? restricted.get().stationaryTransition(counts, current.transition())
                    : restricted.get().transition(counts.transitions(), current.transition());
        }
        if (initial == InitialLaw.STATIONARY) {
            return StationaryFit.of(counts.transitions(), counts.initial(), current.transition());
        }
        return rows(counts.transitions(), current.transition());
    }

    /** Rows scaled to sum one; a row without counts stays as it was. */
    static StochasticMatrix rows(double[] counts, StochasticMatrix current) {
        int k = current.rows();
        double[] out = new double[k * k];
        for (int i = 0; i < k; i++) {
            double total = 0;
            for (int j = 0; j < k; j++) {
                out[i * k + j] = counts[i * k + j] > NOTHING ? counts[i * k + j] : 0;
                total += out[i * k + j];
            }
            if (total == 0) {
                System.arraycopy(current.row(i), 0, out, i * k, k);
            }
        }
        return StochasticMatrix.normalized("transition matrix", Matrix.of(k, k, out));
    }

    private Probabilities initialLaw(Hmm current, ExpectedCounts counts, StochasticMatrix transition) {
        if (initial == InitialLaw.FREE && restricted.isPresent()) {
            return restricted.get().initial(counts.initial(), current.initial());
        }
        if (initial == InitialLaw.FREE) {
            double total = 0;
            double[] starts = counts.initial().clone();
            for (int i = 0; i < starts.length; i++) {
                starts[i] = starts[i] > NOTHING ? starts[i] : 0;
                total += starts[i];
            }
            return total > 0 ? Probabilities.normalized("initial law", starts) : current.initial();
        }
        return stationary(current.initial(), transition);
    }

    /** The stationary law, and with several closed classes the one nearest to the law so far. */
    static Probabilities stationary(Probabilities before, StochasticMatrix transition) {
        return org.unmask.model.StationaryLaw.longRun(before, transition);
    }

    /** Expected log-likelihood of states and tokens together, up to a constant of the counts. */
    double objective(Hmm model, ExpectedCounts counts) {
        return chainObjective(counts, model.initial(), model.transition())
                + counts.emission().expectedLogDensity(model.emission());
    }

    private static double chainObjective(ExpectedCounts counts, Probabilities law, StochasticMatrix transition) {
        int k = law.size();
        double sum = weighted(counts.transitions(), transition);
        for (int i = 0; i < k; i++) {
            if (counts.initial()[i] > NOTHING) {
                sum += counts.initial()[i] * Math.log(law.get(i));
            }
        }
        return sum;
    }

    static double weighted(double[] counts, StochasticMatrix transition) {
        int k = transition.rows();
        double sum = 0;
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                if (counts[i * k + j] > NOTHING) {
                    sum += counts[i * k + j] * Math.log(transition.get(i, j));
                }
            }
        }
        return sum;
    }

    /** States without tokens, or whose covariance touches the floor. */
    List<Integer> degenerate(Hmm model, ExpectedCounts counts) {
        double[] weights = counts.emission().weights();
        List<Integer> out = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            boolean floored = model.emission() instanceof Gaussian gaussian
                    && gaussian.covariances().shape() != org.unmask.model.CovarianceShape.IDENTITY
                    && floor.touchedBy(gaussian.covariances().matrices().get(i));
            if (weights[i] < 1e-6 || floored) {
                out.add(i);
            }
        }
        return out;
    }
}
