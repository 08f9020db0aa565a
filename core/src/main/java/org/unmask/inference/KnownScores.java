// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import org.unmask.constraint.KnownStates;

/** Scores of tokens some of whose states are known: other states do not explain such a token at all. */
final class KnownScores extends EmissionScores {

    private final EmissionScores scores;
    private final KnownStates known;

    KnownScores(EmissionScores scores, KnownStates known) {
        super(scores.states());
        this.scores = scores;
        this.known = known;
    }

    @Override
    EmissionScores ofTokens() {
        return scores;
    }

    @Override
    void logDensities(int from, int to, double[] out) {
        scores.logDensities(from, to, out);
        ruleOut(from, to, out, Double.NEGATIVE_INFINITY);
    }

    @Override
    boolean likelihoods(int from, int to, double[] out, double[] shifts) {
        boolean exact = scores.likelihoods(from, to, out, shifts);
        ruleOut(from, to, out, 0);
        return exact;
    }

    private void ruleOut(int from, int to, double[] out, double nothing) {
        int k = states();
        for (int t = from, at = 0; t < to; t++, at += k) {
            int state = known.at(t);
            for (int i = 0; i < k; i++) {
                if (state != KnownStates.UNKNOWN && i != state) {
                    out[at + i] = nothing;
                }
            }
        }
    }
}
