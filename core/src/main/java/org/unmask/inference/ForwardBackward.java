// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.List;
import org.unmask.data.Sequences;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;

/**
 * The law of the state at each token. Memory is that of the answer, {@code tokens * states} numbers, and one sequence's
 * tables for each thread; cost {@code tokens states^2}.
 */
public final class ForwardBackward {

    private ForwardBackward() {}

    /**
     * Given all tokens of the sequence.
     *
     * @param model any model
     * @param sequences independent sequences of the model's kind
     * @param threads how many may work; the answer does not depend on it
     * @return smoothed posteriors
     * @throws IllegalArgumentException when the sequences are not of the model's kind or one is impossible
     */
    public static Posteriors smoothed(Hmm model, Sequences sequences, Threads threads) {
        return posteriors(model, sequences, threads, true);
    }

    /**
     * Given all tokens of the sequence, on one thread.
     *
     * @param model any model
     * @param sequences independent sequences of the model's kind
     * @return smoothed posteriors
     * @throws IllegalArgumentException when the sequences are not of the model's kind or one is impossible
     */
    public static Posteriors smoothed(Hmm model, Sequences sequences) {
        return smoothed(model, sequences, Threads.ONE);
    }

    /**
     * Given the tokens so far, this one included.
     *
     * @param model any model
     * @param sequences independent sequences of the model's kind
     * @param threads how many may work; the answer does not depend on it
     * @return filtered posteriors
     * @throws IllegalArgumentException when the sequences are not of the model's kind or one is impossible
     */
    public static Posteriors filtered(Hmm model, Sequences sequences, Threads threads) {
        return posteriors(model, sequences, threads, false);
    }

    private static Posteriors posteriors(Hmm model, Sequences sequences, Threads threads, boolean smoothed) {
        int k = model.states();
        ChainTables chain = new ChainTables(model);
        EmissionScores scores = EmissionScores.of(model.emission(), sequences);
        List<Shares> shares = Shares.of(sequences, 0, sequences.count());
        double[] out = new double[Math.multiplyExact(sequences.tokens(), k)];
        double[] logLikelihoods = new double[sequences.count()];
        threads.map(shares.size(), n -> {
            SequencePasses passes = new SequencePasses(chain, scores, sequences);
            for (int s = shares.get(n).from(); s < shares.get(n).to(); s++) {
                Pass pass = smoothed ? passes.both(s) : passes.forward(s);
                logLikelihoods[s] = pass.logLikelihood();
                if (logLikelihoods[s] == Double.NEGATIVE_INFINITY) {
                    throw SequencePasses.impossible(s);
                }
                if (smoothed) {
                    pass.smoothed(out, sequences.start(s) * k);
                } else {
                    pass.filtered(out, sequences.start(s) * k);
                }
            }
            return n;
        });
        return new Posteriors(k, out, Likelihood.sum(logLikelihoods));
    }
}
