// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.List;
import java.util.random.RandomGenerator;
import org.unmask.data.Sequences;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;

/** Paths of states drawn from their law given the tokens: forward filtering, backward sampling. */
public final class PathSampler {

    private PathSampler() {}

    /**
     * Draws one path for each sequence.
     *
     * @param model any model
     * @param sequences independent sequences of the model's kind
     * @param seed where the draws come from; each sequence has a stream of its own
     * @param threads how many may work; the answer does not depend on it
     * @return one state for each token over all sequences
     * @throws IllegalArgumentException when the sequences are not of the model's kind or one is impossible
     */
    public static int[] draw(Hmm model, Sequences sequences, Seed seed, Threads threads) {
        int k = model.states();
        ChainTables chain = new ChainTables(model);
        EmissionScores scores = EmissionScores.of(model.emission(), sequences);
        List<Shares> shares = Shares.of(sequences, 0, sequences.count());
        int[] out = new int[sequences.tokens()];
        threads.map(shares.size(), n -> {
            SequencePasses passes = new SequencePasses(chain, scores, sequences);
            double[] filtered = {};
            for (int s = shares.get(n).from(); s < shares.get(n).to(); s++) {
                int from = sequences.start(s);
                int length = sequences.end(s) - from;
                Pass pass = passes.forward(s);
                if (pass.logLikelihood() == Double.NEGATIVE_INFINITY) {
                    throw SequencePasses.impossible(s);
                }
                if (filtered.length < length * k) {
                    filtered = new double[length * k];
                }
                pass.filtered(filtered, 0);
                backward(chain, filtered, length, seed.split("path", s).generator(), out, from);
            }
            return n;
        });
        return out;
    }

    private static void backward(
            ChainTables chain, double[] filtered, int length, RandomGenerator random, int[] out, int from) {
        int k = chain.states;
        double[] weights = new double[k];
        for (int t = length - 1; t >= 0; t--) {
            double sum = 0;
            for (int i = 0; i < k; i++) {
                double step = t == length - 1 ? 1 : chain.transposed[out[from + t + 1] * k + i];
                weights[i] = filtered[t * k + i] * step;
                sum += weights[i];
            }
            out[from + t] = pick(weights, sum * random.nextDouble());
        }
    }

    private static int pick(double[] weights, double at) {
        int last = 0;
        double left = at;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0) {
                last = i;
                left -= weights[i];
                if (left < 0) {
                    return i;
                }
            }
        }
        return last;
    }
}
