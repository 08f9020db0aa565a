// SPDX-License-Identifier: Apache-2.0
package org.unmask.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.unmask.matrix.LinearSystem;
import org.unmask.matrix.Matrix;
import org.unmask.model.Categorical;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;

/**
 * Draws sequences from a model. Every sequence has a stream of its own, so the same seed gives the same tokens at any
 * number of threads, and the first sequences are the same however many follow. Cost: two draws of constant time for
 * each token; coordinates cost {@code d} for spherical and diagonal covariances, {@code d^2} for full ones.
 */
public final class Simulator {

    private static final int SHARE = 1 << 16;

    private final AliasTable initial;
    private final AliasTable transition;

    private Simulator(Hmm model) {
        this.initial = new AliasTable(Matrix.ofRows(model.initial().toArray()));
        this.transition = new AliasTable(model.transition().matrix());
    }

    /**
     * Draws sequences of equal length.
     *
     * @param model categorical or Gaussian
     * @param sequences number of sequences, at least 0
     * @param length tokens of each, at least 0
     * @param seed where the draws come from
     * @param threads how many may work; the answer does not depend on it
     * @return the sequences and their states
     * @throws IllegalArgumentException when a number is negative, the tokens are more than an array holds, or the
     *     emission law is a plugged-in one
     */
    public static Simulation draw(Hmm model, int sequences, int length, Seed seed, Threads threads) {
        if (sequences < 0) {
            throw new IllegalArgumentException("number of sequences is " + sequences + ", expected at least 0");
        }
        int[] lengths = new int[sequences];
        Arrays.fill(lengths, length);
        return draw(model, lengths, seed, threads);
    }

    /**
     * Draws sequences of given lengths.
     *
     * @param model categorical or Gaussian
     * @param lengths tokens of each sequence, at least 0
     * @param seed where the draws come from
     * @param threads how many may work; the answer does not depend on it
     * @return the sequences and their states
     * @throws IllegalArgumentException when a length is negative, the tokens are more than an array holds, or the
     *     emission law is a plugged-in one
     */
    public static Simulation draw(Hmm model, int[] lengths, Seed seed, Threads threads) {
        int[] ends = ends(lengths);
        int tokens = ends.length == 0 ? 0 : ends[ends.length - 1];
        Simulator simulator = new Simulator(model);
        int[] states = new int[tokens];
        if (model.emission() instanceof Categorical categorical) {
            int[] codes = new int[tokens];
            AliasTable emission = new AliasTable(categorical.probabilities().matrix());
            simulator.forEach(
                    ends,
                    seed,
                    threads,
                    (from, to, random) -> simulator.symbols(emission, from, to, random, states, codes));
            return new Simulation(SymbolSequences.of(categorical.alphabet(), codes, ends), states);
        }
        if (model.emission() instanceof Gaussian gaussian) {
            double[] values = new double[Math.multiplyExact(tokens, gaussian.dimension())];
            List<double[]> roots = roots(gaussian);
            simulator.forEach(
                    ends,
                    seed,
                    threads,
                    (from, to, random) -> simulator.points(gaussian, roots, from, to, random, states, values));
            return new Simulation(PointSequences.of(gaussian.dimension(), values, ends), states);
        }
        throw new IllegalArgumentException("only categorical and Gaussian models can be simulated, found "
                + model.emission().getClass().getSimpleName());
    }

    private static int[] ends(int[] lengths) {
        int[] ends = new int[lengths.length];
        long tokens = 0;
        for (int s = 0; s < lengths.length; s++) {
            if (lengths[s] < 0) {
                throw new IllegalArgumentException(
                        "length of sequence " + (s + 1) + " is " + lengths[s] + ", expected at least 0");
            }
            tokens += lengths[s];
            if (tokens > Integer.MAX_VALUE - 8) {
                throw new IllegalArgumentException(
                        "the sequences have more than " + (Integer.MAX_VALUE - 8) + " tokens, expected fewer");
            }
            ends[s] = (int) tokens;
        }
        return ends;
    }

    private static List<double[]> roots(Gaussian gaussian) {
        List<double[]> roots = new ArrayList<>();
        for (Matrix covariance : gaussian.covariances().matrices()) {
            roots.add(LinearSystem.cholesky(covariance)
                    .orElseThrow(() -> new IllegalArgumentException("a covariance matrix is not positive definite"))
                    .toArray());
        }
        return roots;
    }

    /** Draws one sequence. */
    private interface Draw {
        void of(int from, int to, RandomGenerator random);
    }

    private void forEach(int[] ends, Seed seed, Threads threads, Draw draw) {
        List<Integer> cuts = new ArrayList<>(List.of(0));
        for (int s = 0, from = 0; s < ends.length; s++) {
            if (ends[s] - from >= SHARE || s == ends.length - 1) {
                cuts.add(s + 1);
                from = ends[s];
            }
        }
        threads.map(cuts.size() - 1, n -> {
            for (int s = cuts.get(n); s < cuts.get(n + 1); s++) {
                draw.of(
                        s == 0 ? 0 : ends[s - 1],
                        ends[s],
                        seed.split("sequence", s).generator());
            }
            return n;
        });
    }

    private void symbols(AliasTable emission, int from, int to, RandomGenerator random, int[] states, int[] codes) {
        int state = 0;
        for (int t = from; t < to; t++) {
            state = t == from ? initial.draw(0, random) : transition.draw(state, random);
            states[t] = state;
            codes[t] = emission.draw(state, random);
        }
    }

    private void points(
            Gaussian gaussian,
            List<double[]> roots,
            int from,
            int to,
            RandomGenerator random,
            int[] states,
            double[] values) {
        int d = gaussian.dimension();
        boolean full = gaussian.covariances().shape().form() == org.unmask.model.CovarianceShape.Form.FULL;
        double[] means = gaussian.means().toArray();
        double[] noise = new double[d];
        int state = 0;
        for (int t = from; t < to; t++) {
            state = t == from ? initial.draw(0, random) : transition.draw(state, random);
            states[t] = state;
            double[] root = roots.get(state);
            for (int r = 0; r < d; r++) {
                noise[r] = random.nextGaussian();
                double value = means[state * d + r];
                for (int c = full ? 0 : r; c <= r; c++) {
                    value += root[r * d + c] * noise[c];
                }
                values[t * d + r] = value;
            }
        }
    }
}
