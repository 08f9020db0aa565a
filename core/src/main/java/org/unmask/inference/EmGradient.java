// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.Optional;
import org.unmask.matrix.LinearSystem;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Probabilities;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Categorical;
import org.unmask.model.Chain;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.model.StationaryLaw;

/**
 * The exact gradient of the log-likelihood in the coordinates of {@link EmCoordinates}. By Fisher's identity it is that of
 * the expected log-likelihood of states and tokens together, so an E step gives it for free.
 */
final class EmGradient {

    private EmGradient() {}

    /** The gradient at the model that the counts were made with, laid out as the point is. */
    static double[] of(Hmm model, ExpectedCounts counts, Chain chain, InitialLaw initial) {
        double[] moves = counts.transitions().clone();
        if (chain == Chain.DOUBLY_STOCHASTIC) {
            moves = balanced(moves, model.transition());
        } else {
            centre(moves, model.transition());
            if (initial == InitialLaw.STATIONARY) {
                addStationary(moves, counts.initial(), model.transition());
            }
        }
        double[] out = byRoot(moves, model.transition().matrix().toArray());
        if (initial == InitialLaw.FREE) {
            double[] starts = counts.initial().clone();
            centre(
                    starts,
                    StochasticMatrix.of(
                            "initial law", Matrix.ofRows(model.initial().toArray())));
            out = EmCoordinates.join(out, byRoot(starts, model.initial().toArray()));
        }
        if (model.emission() instanceof Categorical categorical) {
            double[] symbols = ((SymbolCounts) counts.emission()).gradient(categorical.probabilities());
            return EmCoordinates.join(
                    out, byRoot(symbols, categorical.probabilities().matrix().toArray()));
        }
        return EmCoordinates.join(out, ((PointMoments) counts.emission()).gradient((Gaussian) model.emission()));
    }

    /** From the gradient by logarithms of probabilities to that by their square roots. */
    private static double[] byRoot(double[] byLogarithm, double[] probabilities) {
        double[] out = new double[byLogarithm.length];
        for (int n = 0; n < out.length; n++) {
            out[n] = probabilities[n] > 0 ? 2 * byLogarithm[n] / Math.sqrt(probabilities[n]) : 0;
        }
        return out;
    }

    /** Takes from each row of counts its total times the probabilities. */
    static void centre(double[] counts, StochasticMatrix rows) {
        int columns = rows.columns();
        for (int i = 0; i < rows.rows(); i++) {
            double total = 0;
            for (int j = 0; j < columns; j++) {
                total += counts[i * columns + j];
            }
            for (int j = 0; j < columns; j++) {
                counts[i * columns + j] -= total * rows.get(i, j);
            }
        }
    }

    /** What the law of the first state adds: {@code T_ij pi_i (v_j - sum_m T_im v_m)}, see {@link StationaryFit}. */
    private static void addStationary(double[] gradient, double[] starts, StochasticMatrix transition) {
        int k = starts.length;
        Optional<double[]> potential = StationaryFit.potential(starts, transition);
        if (potential.isEmpty()) {
            return;
        }
        double[] v = potential.get();
        Probabilities law = StationaryLaw.of(transition);
        double[] mean = transition.matrix().times(v);
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                gradient[i * k + j] += transition.get(i, j) * law.get(i) * (v[j] - mean[i]);
            }
        }
    }

    /**
     * Moves along which row and column sums stay one: {@code xi_ij - T_ij (a_i + b_j)} with {@code a, b} such that rows
     * and columns sum to zero.
     */
    private static double[] balanced(double[] xi, StochasticMatrix transition) {
        int k = transition.rows();
        double[] right = new double[2 * k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                right[i] += xi[i * k + j];
                right[k + j] += xi[i * k + j];
            }
        }
        // Adding a number to all a and taking it from all b changes nothing; the constant 1/k fixes it.
        Matrix system = Matrix.generate(2 * k, 2 * k, (r, c) -> {
            boolean sameSide = (r < k) == (c < k);
            double gauge = (sameSide ? 1.0 : -1.0) / k;
            if (sameSide) {
                return (r == c ? 1 : 0) + gauge;
            }
            return (r < k ? transition.get(r, c - k) : transition.get(c, r - k)) + gauge;
        });
        double[] ab = LinearSystem.solve(system, Matrix.of(2 * k, 1, right))
                .map(Matrix::toArray)
                .orElseGet(() -> new double[2 * k]);
        double[] out = new double[k * k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                out[i * k + j] = xi[i * k + j] - transition.get(i, j) * (ab[i] + ab[k + j]);
            }
        }
        return out;
    }
}
