// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

import java.util.Optional;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Probabilities;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Alphabet;
import org.unmask.model.Categorical;
import org.unmask.model.Chain;
import org.unmask.model.Hmm;

/**
 * A categorical model at given coordinates: {@code k * k} logits of the chain by rows, then {@code d * k} logits of the
 * emissions, symbol by symbol. A raw gradient of a window is by the stationary law ({@code k}), by the transition over each
 * gap ({@code k * k} each), and by the emissions ({@code d * k}, symbol by symbol); {@link #pullBack} takes it to the
 * coordinates.
 */
final class ModelPoint {

    final ChainPoint chain;
    final int k;
    final int d;
    /** {@code emission[x * k + h]} is the probability of symbol {@code x} in state {@code h}. */
    final double[] emission;

    private ModelPoint(ChainPoint chain, int k, int d, double[] emission) {
        this.chain = chain;
        this.k = k;
        this.d = d;
        this.emission = emission;
    }

    static Optional<ModelPoint> of(double[] theta, int k, int d, Chain kind) {
        Optional<ChainPoint> chain = ChainPoint.of(theta, k, kind);
        if (chain.isEmpty()) {
            return Optional.empty();
        }
        double[] emission = java.util.Arrays.copyOfRange(theta, k * k, k * k + d * k);
        for (int h = 0; h < k; h++) {
            Softmax.apply(emission, h, k, d);
        }
        return Optional.of(new ModelPoint(chain.get(), k, d, emission));
    }

    /** The transition over each of some gaps. */
    double[][] powers(int[] gaps) {
        double[][] out = new double[gaps.length][];
        for (int i = 0; i < gaps.length; i++) {
            out[i] = chain.power(gaps[i]).power();
        }
        return out;
    }

    /** Coordinates of a model, its probabilities lifted to a floor; with a floor of 0 some may be minus infinity. */
    static double[] coordinates(Hmm model, double floor) {
        int k = model.states();
        Matrix emission = model.emission().means();
        int d = emission.columns();
        double[] theta = new double[k * k + d * k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                theta[i * k + j] = Math.log(Math.max(floor, model.transition().get(i, j)));
            }
            for (int x = 0; x < d; x++) {
                theta[k * k + x * k + i] = Math.log(Math.max(floor, emission.get(i, x)));
            }
        }
        return theta;
    }

    /** Adds the gradient by the coordinates, given a raw one; the raw one is not modified. */
    void pullBack(int[] gaps, double[] raw, double[] out) {
        double[] byTransition = new double[k * k];
        for (int i = 0; i < gaps.length; i++) {
            chain.power(gaps[i]).pullBack(raw, k + i * k * k, byTransition);
        }
        chain.pullBack(raw, 0, byTransition, out);
        int from = k + gaps.length * k * k;
        for (int h = 0; h < k; h++) {
            Softmax.pullBack(emission, h, raw, from + h, out, k * k + h, k, d);
        }
    }

    Hmm model(Alphabet alphabet) {
        StochasticMatrix transition =
                StochasticMatrix.normalized("transition matrix", Matrix.of(k, k, chain.transition));
        Matrix rows = Matrix.generate(k, d, (h, x) -> emission[x * k + h]);
        return new Hmm(
                Probabilities.normalized("stationary law", chain.stationary),
                transition,
                new Categorical(alphabet, StochasticMatrix.normalized("emission matrix", rows)));
    }
}
