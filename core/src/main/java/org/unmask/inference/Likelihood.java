// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.List;
import org.unmask.data.Sequences;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;

/** How probable sequences are: log-likelihoods in nats, missing tokens summed out. Cost {@code tokens states^2}. */
public final class Likelihood {

    private Likelihood() {}

    /**
     * Log-likelihood of all sequences together, on one thread.
     *
     * @param model any model
     * @param sequences independent sequences of the model's kind
     * @return natural logarithm of the probability or density; negative infinity when a sequence is impossible
     * @throws IllegalArgumentException when the sequences are not of the model's kind
     */
    public static double of(Hmm model, Sequences sequences) {
        return of(model, sequences, Threads.ONE);
    }

    /**
     * Log-likelihood of all sequences together.
     *
     * @param model any model
     * @param sequences independent sequences of the model's kind
     * @param threads how many may work; the answer does not depend on it
     * @return natural logarithm of the probability or density; negative infinity when a sequence is impossible
     * @throws IllegalArgumentException when the sequences are not of the model's kind
     */
    public static double of(Hmm model, Sequences sequences, Threads threads) {
        return sum(perSequence(model, sequences, threads));
    }

    /**
     * Log-likelihood of each sequence.
     *
     * @param model any model
     * @param sequences independent sequences of the model's kind
     * @param threads how many may work
     * @return one number for each sequence; 0 for an empty one
     * @throws IllegalArgumentException when the sequences are not of the model's kind
     */
    public static double[] perSequence(Hmm model, Sequences sequences, Threads threads) {
        ChainTables chain = new ChainTables(model);
        EmissionScores scores = EmissionScores.of(model.emission(), sequences);
        List<Shares> shares = Shares.of(sequences, 0, sequences.count());
        double[] out = new double[sequences.count()];
        threads.map(shares.size(), n -> {
            SequencePasses passes = new SequencePasses(chain, scores, sequences);
            for (int s = shares.get(n).from(); s < shares.get(n).to(); s++) {
                out[s] = passes.forward(s).logLikelihood();
            }
            return n;
        });
        return out;
    }

    /** Sum with compensation, so that a million sequences cost no digits. */
    static double sum(double[] values) {
        double sum = 0;
        double lost = 0;
        for (double value : values) {
            double next = sum + value;
            if (Double.isFinite(next)) {
                lost += Math.abs(sum) >= Math.abs(value) ? (sum - next) + value : (value - next) + sum;
            }
            sum = next;
        }
        return sum + lost;
    }
}
