// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

/** Scores of tokens with the likelihood of what comes after the last one woven into it. */
final class WovenScores extends EmissionScores {

    private final EmissionScores scores;
    private final int last;
    private final double[] logAfter;

    /**
     * Weaves.
     *
     * @param last the token
     * @param after likelihood of what comes after it by its state, up to a factor; not all zero
     */
    WovenScores(EmissionScores scores, int last, double[] after) {
        super(scores.states());
        this.scores = scores;
        this.last = last;
        this.logAfter = new double[after.length];
        for (int i = 0; i < after.length; i++) {
            logAfter[i] = Math.log(after[i]);
        }
    }

    @Override
    EmissionScores ofTokens() {
        return scores;
    }

    @Override
    void logDensities(int from, int to, double[] out) {
        scores.logDensities(from, to, out);
        for (int i = 0; i < logAfter.length && from <= last && last < to; i++) {
            out[(last - from) * states() + i] += logAfter[i];
        }
    }
}
