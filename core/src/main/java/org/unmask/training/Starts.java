// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.unmask.data.PointSequences;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Probabilities;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Alphabet;
import org.unmask.model.Categorical;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Emission;
import org.unmask.model.Hmm;
import org.unmask.random.Seed;

/** Makes models to start training from, deterministic by seed. */
public final class Starts {

    private Starts() {}

    /**
     * Categorical models with all laws drawn uniformly from their simplices.
     *
     * @param alphabet the symbols
     * @param states number of states
     * @param chain kind of chain
     * @param count how many
     * @param seed start {@code i} depends on it and on {@code i} only
     * @return starts {@code random 1}, {@code random 2}, ..
     */
    public static List<Start> random(Alphabet alphabet, int states, Chain chain, int count, Seed seed) {
        List<Start> starts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            RandomGenerator random = seed.split("random start", i).generator();
            StochasticMatrix transition = transition(random, states, chain, 0);
            Matrix weights = Matrix.generate(states, alphabet.size(), (h, x) -> exponential(random));
            Emission emission = new Categorical(alphabet, StochasticMatrix.normalized("emission matrix", weights));
            starts.add(new Start("random " + (i + 1), stationary(transition, emission, chain)));
        }
        return starts;
    }

    /**
     * Categorical models near complete ignorance: every state emits the given law, perturbed, and stays or moves with
     * nearly equal chance.
     *
     * @param alphabet the symbols
     * @param law frequencies of the symbols
     * @param states number of states
     * @param chain kind of chain
     * @param spread relative size of the perturbation, such as 0.3
     * @param count how many
     * @param seed start {@code i} depends on it and on {@code i} only
     * @return starts {@code perturbed 1}, {@code perturbed 2}, ..
     */
    public static List<Start> perturbed(
            Alphabet alphabet, Probabilities law, int states, Chain chain, double spread, int count, Seed seed) {
        List<Start> starts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            RandomGenerator random = seed.split("perturbed start", i).generator();
            StochasticMatrix transition = transition(random, states, chain, 1 / Math.max(1e-6, spread));
            Matrix weights = Matrix.generate(
                    states, alphabet.size(), (h, x) -> (law.get(x) + 1e-6) * Math.exp(spread * random.nextGaussian()));
            Emission emission = new Categorical(alphabet, StochasticMatrix.normalized("emission matrix", weights));
            starts.add(new Start("perturbed " + (i + 1), stationary(transition, emission, chain)));
        }
        return starts;
    }

    /**
     * Gaussian models from clusters of the points: k-means++ and Lloyd's iteration on coordinates of unit variance,
     * covariances within clusters, transitions between the clusters of neighbouring tokens.
     *
     * @param data the points; tokens with a missing coordinate are passed over
     * @param states number of states
     * @param shape which covariances are free
     * @param chain kind of chain
     * @param count how many
     * @param seed start {@code i} depends on it and on {@code i} only
     * @return starts {@code k-means 1}, {@code k-means 2}, ..
     * @throws IllegalArgumentException when there are fewer whole tokens than states, or a coordinate is constant
     */
    public static List<Start> clusters(
            PointSequences data, int states, CovarianceShape shape, Chain chain, int count, Seed seed) {
        List<Start> starts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            KMeans means = KMeans.of(data, states, seed.split("k-means start", i));
            starts.add(new Start("k-means " + (i + 1), means.model(shape, chain)));
        }
        return starts;
    }

    /** A transition matrix of exponential weights on top of a common one. */
    static StochasticMatrix transition(RandomGenerator random, int states, Chain chain, double common) {
        Matrix weights = Matrix.generate(states, states, (i, j) -> common + exponential(random));
        if (chain == Chain.STATIONARY) {
            return StochasticMatrix.normalized("transition matrix", weights);
        }
        double[] logits = weights.map(Math::log).toArray();
        double[] scaled = DoublyStochasticScaling.of(logits, 0, states)
                .orElseThrow(() -> new IllegalStateException("scaling a positive matrix did not converge"));
        return StochasticMatrix.normalized("transition matrix", Matrix.of(states, states, scaled));
    }

    static Hmm stationary(StochasticMatrix transition, Emission emission, Chain chain) {
        return chain == Chain.DOUBLY_STOCHASTIC
                ? new Hmm(Probabilities.uniform(transition.rows()), transition, emission)
                : Hmm.stationary(transition, emission);
    }

    private static double exponential(RandomGenerator random) {
        return 1e-3 - Math.log(1 - random.nextDouble());
    }
}
