// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.ArrayList;
import java.util.List;
import org.unmask.data.Sequences;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Probabilities;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Emission;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;

/**
 * What comes after a sequence: the next token is drawn from the emission law of a state drawn from this law.
 *
 * @param state law of the next state
 * @param emission emission laws of the states
 */
public record Forecast(Probabilities state, Emission emission) {

    /**
     * One step after the end of each sequence.
     *
     * @param model any model
     * @param sequences independent sequences of the model's kind; after an empty one comes the initial law
     * @param threads how many may work; the answer does not depend on it
     * @return one forecast for each sequence
     * @throws IllegalArgumentException when the sequences are not of the model's kind or one is impossible
     */
    public static List<Forecast> after(Hmm model, Sequences sequences, Threads threads) {
        int k = model.states();
        Posteriors filtered = ForwardBackward.filtered(model, sequences, threads);
        List<Forecast> out = new ArrayList<>(sequences.count());
        for (int s = 0; s < sequences.count(); s++) {
            if (sequences.end(s) == sequences.start(s)) {
                out.add(new Forecast(model.initial(), model.emission()));
                continue;
            }
            double[] now = new double[k];
            System.arraycopy(filtered.values(), (sequences.end(s) - 1) * k, now, 0, k);
            double[] next = model.transition().matrix().leftTimes(now);
            out.add(new Forecast(Probabilities.normalized("law of the next state", next), model.emission()));
        }
        return out;
    }

    /**
     * One step later, when nothing is seen in between.
     *
     * @param transition of the same model
     * @return the law of the state after the next one
     */
    public Forecast later(StochasticMatrix transition) {
        return new Forecast(
                Probabilities.normalized(
                        "law of a later state", transition.matrix().leftTimes(state.toArray())),
                emission);
    }

    /**
     * Expected next token: the law of the next symbol for categorical models, the mean for others.
     *
     * @return one number for each symbol or coordinate
     */
    public double[] token() {
        return emission.means().leftTimes(state.toArray());
    }

    /**
     * Covariance of the next token of a Gaussian model: within states and between their means.
     *
     * @return {@code d x d}
     * @throws IllegalArgumentException when the model is not Gaussian
     */
    public Matrix covariance() {
        if (!(emission instanceof Gaussian gaussian)) {
            throw new IllegalArgumentException("the model is not Gaussian, expected one for a covariance");
        }
        double[] mean = token();
        return Matrix.generate(mean.length, mean.length, (r, c) -> {
            double sum = 0;
            for (int i = 0; i < state.size(); i++) {
                double between = (gaussian.means().get(i, r) - mean[r])
                        * (gaussian.means().get(i, c) - mean[c]);
                sum += state.get(i) * (gaussian.covariances().matrices().get(i).get(r, c) + between);
            }
            return sum;
        });
    }
}
