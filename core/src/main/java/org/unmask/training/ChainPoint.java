// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.unmask.matrix.LinearSystem;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Chain;
import org.unmask.model.StationaryLaw;

/**
 * A chain at given logits: its transition matrix, stationary law and powers, and the derivatives through all of them back
 * to the logits. Rows are softmaxes of the logits; doubly stochastic chains are scaled on both sides.
 */
final class ChainPoint {

    final int k;
    final Chain chain;
    /** Row-major, {@code [from][to]}. */
    final double[] transition;

    final double[] stationary;
    /** Inverse of {@code I - T + 1 pi}: the derivative of the stationary law is {@code pi dT Z}. */
    private final Matrix fundamental;

    private final LaplacianSolver scaling;
    private final Map<Integer, TransitionPower> powers = new HashMap<>();

    private ChainPoint(
            int k, Chain chain, double[] transition, double[] stationary, Matrix fundamental, LaplacianSolver scaling) {
        this.k = k;
        this.chain = chain;
        this.transition = transition;
        this.stationary = stationary;
        this.fundamental = fundamental;
        this.scaling = scaling;
    }

    /** The chain at {@code k * k} logits; empty where they are too extreme for a chain in doubles. */
    static Optional<ChainPoint> of(double[] logits, int k, Chain chain) {
        Matrix none = Matrix.zero(0, 0);
        if (chain == Chain.DOUBLY_STOCHASTIC) {
            Optional<double[]> scaled = DoublyStochasticScaling.of(logits, 0, k);
            if (scaled.isEmpty()) {
                return Optional.empty();
            }
            double[] uniform = new double[k];
            java.util.Arrays.fill(uniform, 1.0 / k);
            return Optional.of(
                    new ChainPoint(k, chain, scaled.get(), uniform, none, new LaplacianSolver(scaled.get(), k)));
        }
        double[] t = java.util.Arrays.copyOf(logits, k * k);
        for (int i = 0; i < k; i++) {
            Softmax.apply(t, i * k, 1, k);
        }
        for (double entry : t) {
            if (!(entry >= 0)) {
                return Optional.empty();
            }
        }
        StochasticMatrix matrix = StochasticMatrix.of("transition matrix", Matrix.of(k, k, t));
        if (StationaryLaw.closedClasses(matrix).size() != 1) {
            return Optional.empty();
        }
        double[] law = StationaryLaw.of(matrix).toArray();
        Matrix system = Matrix.generate(k, k, (i, j) -> (i == j ? 1 : 0) - t[i * k + j] + law[j]);
        return LinearSystem.inverse(system)
                .map(inverse -> new ChainPoint(k, chain, t, law, inverse, new LaplacianSolver(t, k)));
    }

    /** {@code T^gap}. */
    TransitionPower power(int gap) {
        return powers.computeIfAbsent(gap, g -> new TransitionPower(transition, k, g));
    }

    /**
     * Adds the gradient by the logits, given those by the stationary law and by the transition matrix.
     *
     * @param byLaw not modified
     * @param byTransition changed on the way
     * @param out receives {@code k * k} sums from its start on
     */
    void pullBack(double[] byLaw, int lawFrom, double[] byTransition, double[] out) {
        if (chain == Chain.DOUBLY_STOCHASTIC) {
            DoublyStochasticScaling.pullBack(transition, scaling, k, byTransition, out, 0);
            return;
        }
        for (int j = 0; j < k; j++) {
            double through = 0;
            for (int h = 0; h < k; h++) {
                through += fundamental.get(j, h) * byLaw[lawFrom + h];
            }
            for (int i = 0; i < k; i++) {
                byTransition[i * k + j] += stationary[i] * through;
            }
        }
        for (int i = 0; i < k; i++) {
            Softmax.pullBack(transition, i * k, byTransition, i * k, out, i * k, 1, k);
        }
    }
}
