// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.List;
import org.unmask.data.Sequences;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;

/** The E step on given sequences: what does not depend on the model is prepared once. */
final class ExpectationStep {

    private final Sequences sequences;
    private final List<Shares> shares;

    ExpectationStep(Sequences sequences, int from, int to) {
        this.sequences = sequences;
        this.shares = Shares.of(sequences, from, to);
    }

    /** Expected counts under a model. */
    ExpectedCounts at(Hmm model, Threads threads) {
        ChainTables chain = new ChainTables(model);
        EmissionScores scores = EmissionScores.of(model.emission(), sequences);
        return ExpectedCounts.sum(model, threads.map(shares.size(), n -> share(model, chain, scores, shares.get(n))));
    }

    private ExpectedCounts share(Hmm model, ChainTables chain, EmissionScores scores, Shares share) {
        int k = model.states();
        SequencePasses passes = new SequencePasses(chain, scores, sequences);
        double[] initial = new double[k];
        double[] transitions = new double[k * k];
        EmissionCounts emission = EmissionCounts.zero(model.emission());
        double logLikelihood = 0;
        double[] gamma = {};
        for (int s = share.from(); s < share.to(); s++) {
            int from = sequences.start(s);
            int to = sequences.end(s);
            if (to > from) {
                Pass pass = passes.both(s);
                if (gamma.length < (to - from) * k) {
                    gamma = new double[(to - from) * k];
                }
                pass.smoothed(gamma, 0);
                for (int i = 0; i < k; i++) {
                    initial[i] += gamma[i];
                }
                pass.addTransitions(transitions);
                emission.add(scores, sequences, from, to, gamma);
                logLikelihood += pass.logLikelihood();
            }
        }
        return new ExpectedCounts(initial, transitions, emission, logLikelihood);
    }
}
