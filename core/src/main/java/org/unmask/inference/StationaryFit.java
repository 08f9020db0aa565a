// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.Arrays;
import java.util.Optional;
import org.unmask.matrix.LinearSystem;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Probabilities;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.StationaryLaw;

/**
 * The M step of a chain started in its stationary law: maximise {@code sum xi_ij log T_ij + sum g_i log pi_i(T)}.
 *
 * <p>With {@code Z = (I - T + 1 pi')^-1} a change {@code dT} moves the law by {@code pi dT Z}, so the gradient of the
 * second sum at {@code T_ij} is {@code pi_i v_j} with {@code v = Z (g / pi)}, up to a number for each row. At the
 * maximum therefore {@code T_ij} is proportional to {@code xi_ij + T_ij pi_i (v_j - min v)} in each row: that equation is
 * iterated, each step halved until the objective does not fall. The result is at least as good as the current matrix.
 */
final class StationaryFit {

    private static final int STEPS = 30;

    private StationaryFit() {}

    /** The rows of greatest {@code sum xi_ij log T_ij} among those allowed; the second argument is within them. */
    interface Rows {
        StochasticMatrix of(double[] xi, StochasticMatrix current);
    }

    static StochasticMatrix of(double[] xi, double[] starts, StochasticMatrix current) {
        return of(xi, starts, current, MaximizationStep::rows);
    }

    static StochasticMatrix of(double[] xi, double[] starts, StochasticMatrix current, Rows allowed) {
        StochasticMatrix rows = allowed.of(xi, current);
        StochasticMatrix best = current;
        double value = objective(xi, starts, current);
        double other = objective(xi, starts, rows);
        if (other >= value) {
            best = rows;
            value = other;
        }
        for (int step = 0; step < STEPS; step++) {
            StochasticMatrix target = target(xi, starts, best, allowed);
            double gain = 0;
            for (double share = 1; share > 1e-3; share /= 2) {
                StochasticMatrix trial = between(best, target, share, allowed);
                double reached = objective(xi, starts, trial);
                if (reached > value) {
                    gain = reached - value;
                    best = trial;
                    value = reached;
                    break;
                }
            }
            if (gain <= 1e-14 * Math.abs(value)) {
                break;
            }
        }
        return best;
    }

    private static double objective(double[] xi, double[] starts, StochasticMatrix transition) {
        if (StationaryLaw.closedClasses(transition).size() != 1) {
            return Double.NEGATIVE_INFINITY;
        }
        Probabilities law = StationaryLaw.of(transition);
        double sum = MaximizationStep.weighted(xi, transition);
        for (int i = 0; i < starts.length; i++) {
            if (starts[i] > MaximizationStep.NOTHING) {
                sum += starts[i] * Math.log(law.get(i));
            }
        }
        return sum;
    }

    /** The vector {@code v}, up to a constant; empty when the stationary law is not unique or has zeros that matter. */
    static Optional<double[]> potential(double[] starts, StochasticMatrix at) {
        int k = at.rows();
        if (StationaryLaw.closedClasses(at).size() != 1) {
            return Optional.empty();
        }
        Probabilities law = StationaryLaw.of(at);
        Matrix system = Matrix.generate(k, k, (i, j) -> (i == j ? 1 : 0) - at.get(i, j) + law.get(j));
        Matrix right = Matrix.generate(k, 1, (i, c) -> starts[i] > 0 ? starts[i] / law.get(i) : 0);
        return LinearSystem.solve(system, right).map(Matrix::toArray).filter(EmissionCounts::finite);
    }

    private static StochasticMatrix target(double[] xi, double[] starts, StochasticMatrix at, Rows allowed) {
        int k = at.rows();
        Optional<double[]> potential = potential(starts, at);
        if (potential.isEmpty()) {
            return at;
        }
        double[] v = potential.get();
        Probabilities law = StationaryLaw.of(at);
        double lowest = Arrays.stream(v).min().orElse(0);
        double[] counts = new double[k * k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                counts[i * k + j] = xi[i * k + j] + at.get(i, j) * law.get(i) * (v[j] - lowest);
            }
        }
        return EmissionCounts.finite(counts) ? allowed.of(counts, at) : at;
    }

    /** A mixture is allowed but for rounding, which the rows nearest to it take away. */
    private static StochasticMatrix between(StochasticMatrix from, StochasticMatrix to, double share, Rows allowed) {
        if (share == 1) {
            return to;
        }
        StochasticMatrix mixture = StochasticMatrix.normalized(
                "transition matrix",
                from.matrix().scale(1 - share).plus(to.matrix().scale(share)));
        return allowed.of(mixture.matrix().toArray(), from);
    }
}
