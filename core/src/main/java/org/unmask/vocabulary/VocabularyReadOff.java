// SPDX-License-Identifier: Apache-2.0
package org.unmask.vocabulary;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.unmask.data.SymbolStream;
import org.unmask.data.WindowCounter;
import org.unmask.data.WindowCounts;
import org.unmask.matrix.LinearSystem;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Probabilities;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Categorical;
import org.unmask.model.Hmm;
import org.unmask.model.StationaryLaw;
import org.unmask.random.Seed;
import org.unmask.recovery.CpDecomposition;
import org.unmask.recovery.Decomposition;
import org.unmask.recovery.Simplex;

/**
 * Reads a categorical model with many symbols off windows of three tokens (Hsu, Kakade, Zhang 2012; Anandkumar, Hsu, Kakade
 * 2012): in the leading directions the mean product of the vectors before, in the middle and after is
 * {@code sum_h pi_h A_h (x) B_h (x) C_h} with {@code A_h, C_h} the mean vectors around state {@code h}. The rank-one terms
 * give {@code A, C}; each symbol's own contexts then say how often it is emitted by which state, and the states' mean
 * future vectors say where the chain goes.
 *
 * @param states number of states, at least 2
 * @param raise added to each symbol's count when pairs are scaled
 * @param seed of the random block and contractions
 */
public record VocabularyReadOff(int states, double raise, Seed seed) {

    /** Counts that a symbol's own contexts must outweigh before they are believed. */
    private static final double DOUBT = 4;

    /** Share of the stationary law in each row that was read: no transition is ruled out by noise. */
    private static final double LEVELLED = 0.1;

    private static final int SWEEPS = 50;

    /** The raise that went well with words. */
    public static final double RAISE = 10;

    /**
     * What was read.
     *
     * @param model the model; empty when the terms do not make one
     * @param values singular values of the scaled pairs, largest first
     * @param contexts of each symbol: the mean vectors before and after it, {@code symbols x 2 states}
     * @param counts how often each symbol occurs
     */
    public record Read(Optional<Hmm> model, List<Double> values, Matrix contexts, List<Long> counts) {}

    /**
     * Validates.
     *
     * @throws IllegalArgumentException when there are fewer than two states or the raise is negative
     */
    public VocabularyReadOff {
        if (states < 2) {
            throw new IllegalArgumentException("number of states is " + states + ", expected at least 2");
        }
        if (!(raise >= 0)) {
            throw new IllegalArgumentException("raise is " + raise + ", expected at least 0");
        }
    }

    /**
     * Reads, in two passes.
     *
     * @param stream symbols, at least as many distinct ones as states
     * @return what was read
     */
    public Read of(SymbolStream stream) {
        int size = stream.alphabet().size();
        WindowCounter counter = new WindowCounter(size, 1, 2);
        stream.replay(counter);
        WindowCounts pairs = counter.counts();
        long[] counts = new long[size];
        pairs.forEach((key, count) -> counts[pairs.symbolAt(key, 1)] += count);
        Directions directions = Directions.of(
                pairs, counts, states, raise, seed.split("directions").generator());
        Contexts contexts = new Contexts(directions, size);
        stream.replay(contexts);
        double[] means = contexts.means();
        Optional<Hmm> model = CpDecomposition.of(contexts.tensor(), states, seed.split("terms"))
                        instanceof Decomposition.Factors factors
                ? model(stream, directions, means, counts, factors)
                : Optional.empty();
        return new Read(
                model,
                Arrays.stream(directions.values()).boxed().toList(),
                Matrix.generate(
                        size,
                        2 * states,
                        (x, a) -> counts[x] > 0 ? means[x * 2 * states + a] * pairs.total() / counts[x] : 0),
                Arrays.stream(counts).boxed().toList());
    }

    private Optional<Hmm> model(
            SymbolStream stream, Directions directions, double[] means, long[] counts, Decomposition.Factors factors) {
        Matrix around = around(directions, counts, factors);
        if (!Double.isFinite(around.frobeniusNorm())) {
            return Optional.empty();
        }
        double[] joint = joint(around, means, counts);
        double[] law = new double[states];
        for (int n = 0; n < joint.length; n++) {
            law[n % states] += joint[n];
        }
        for (double share : law) {
            if (!(share > 0)) {
                return Optional.empty();
            }
        }
        Matrix emission = Matrix.generate(states, counts.length, (h, x) -> joint[x * states + h] / law[h]);
        return transition(directions, emission, around, law)
                .map(chain -> new Hmm(
                        StationaryLaw.longRun(Probabilities.normalized("law", law), chain),
                        chain,
                        new Categorical(stream.alphabet(), StochasticMatrix.normalized("emission matrix", emission))));
    }

    /** Mean vectors before and after each state, {@code 2 k x k}: the terms, scaled such that the constant has mean one. */
    private Matrix around(Directions directions, long[] counts, Decomposition.Factors factors) {
        double[] before = one(directions.past(), counts);
        double[] after = one(directions.future(), counts);
        double[] left = factors.first().leftTimes(before);
        double[] right = factors.third().leftTimes(after);
        return Matrix.generate(
                2 * states,
                states,
                (a, h) -> a < states
                        ? factors.first().get(a, h) / left[h]
                        : factors.third().get(a - states, h) / right[h]);
    }

    /** The weights under which a symbol's vector is nearest to one, tokens weighted alike. */
    private double[] one(double[] vectors, long[] counts) {
        double[] weighted = vectors.clone();
        double[] mean = new double[states];
        for (int n = 0; n < vectors.length; n++) {
            weighted[n] *= Math.sqrt((double) counts[n / states]);
            mean[n % states] += vectors[n] * counts[n / states];
        }
        return LinearSystem.leastSquares(RandomizedSvd.gram(weighted, states), Matrix.of(states, 1, mean))
                .map(Matrix::toArray)
                .orElseGet(() -> new double[states]);
    }

    /** {@code symbol * states + state}: probability of both, from the symbol's contexts by nonnegative least squares. */
    private double[] joint(Matrix around, double[] means, long[] counts) {
        int size = counts.length;
        double total = 0;
        for (long count : counts) {
            total += (double) count;
        }
        Matrix square = around.transpose().times(around);
        double[] gram = square.toArray();
        double[] joint = new double[size * states];
        double[] law = new double[states];
        double[] right = new double[states];
        double[] weights = new double[states];
        for (int x = 0; x < size; x++) {
            Arrays.fill(right, 0);
            for (int a = 0; a < 2 * states; a++) {
                double mean = means[x * 2 * states + a];
                for (int h = 0; h < states; h++) {
                    right[h] += around.get(a, h) * mean;
                }
            }
            nonnegative(gram, right, weights);
            double sum = Arrays.stream(weights).sum();
            double share = (double) counts[x] / total;
            for (int h = 0; h < states; h++) {
                joint[x * states + h] = sum > 0 ? share * weights[h] / sum : 0;
                law[h] += joint[x * states + h];
            }
        }
        double all = Arrays.stream(law).sum();
        for (int n = 0; n < joint.length; n++) {
            double count = (double) counts[n / states];
            double share = count / total;
            joint[n] = (count * joint[n] + DOUBT * share * law[n % states] / all) / (count + DOUBT);
        }
        return joint;
    }

    /** Minimises {@code w' G w / 2 - r' w} over {@code w >= 0}, one coordinate after the other. */
    private void nonnegative(double[] gram, double[] right, double[] w) {
        Arrays.fill(w, 0);
        double[] slope = right.clone();
        double scale = 0;
        for (double entry : right) {
            scale = Math.max(scale, Math.abs(entry));
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            double moved = 0;
            for (int h = 0; h < states; h++) {
                double curve = gram[h * states + h];
                double next = Math.max(0, w[h] + slope[h] / curve);
                double step = next - w[h];
                if (step != 0) {
                    w[h] = next;
                    moved = Math.max(moved, Math.abs(step) * curve);
                    for (int j = 0; j < states; j++) {
                        slope[j] -= gram[h * states + j] * step;
                    }
                }
            }
            if (moved <= 1e-6 * scale) {
                return;
            }
        }
    }

    /** The mean vector after state {@code h} is {@code sum_j T_hj R_j}, {@code R_j} the mean vector of what {@code j} emits. */
    private Optional<StochasticMatrix> transition(Directions directions, Matrix emission, Matrix around, double[] law) {
        double[] own = new double[states * states];
        for (int h = 0; h < states; h++) {
            for (int x = 0; x < emission.columns(); x++) {
                double weight = emission.get(h, x);
                for (int a = 0; a < states; a++) {
                    own[a * states + h] += weight * directions.future()[x * states + a];
                }
            }
        }
        Matrix after = Matrix.generate(states, states, (a, h) -> around.get(states + a, h));
        double all = Arrays.stream(law).sum();
        return LinearSystem.solve(Matrix.of(states, states, own), after)
                .filter(raw -> Double.isFinite(raw.frobeniusNorm()))
                .map(raw -> {
                    StochasticMatrix nearest = Simplex.rows("transition matrix", raw.transpose());
                    return StochasticMatrix.normalized(
                            "transition matrix",
                            Matrix.generate(
                                    states,
                                    states,
                                    (i, j) -> (1 - LEVELLED) * nearest.get(i, j) + LEVELLED * law[j] / all));
                });
    }
}
