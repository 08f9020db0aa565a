// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

/** Scores of a range of tokens that are asked for several times, made once. */
final class RememberedScores extends EmissionScores {

    private final EmissionScores scores;
    private final int first;
    private final double[] likelihoods;
    private final double[] shifts;
    private final boolean exact;

    /**
     * Makes them.
     *
     * @param from first token that will be asked for
     * @param to after the last
     */
    RememberedScores(EmissionScores scores, int from, int to) {
        super(scores.states());
        this.scores = scores;
        this.first = from;
        this.likelihoods = new double[(to - from) * states()];
        this.shifts = new double[to - from];
        this.exact = scores.likelihoods(from, to, likelihoods, shifts);
    }

    @Override
    EmissionScores ofTokens() {
        return scores.ofTokens();
    }

    @Override
    void logDensities(int from, int to, double[] out) {
        scores.logDensities(from, to, out);
    }

    @Override
    boolean likelihoods(int from, int to, double[] out, double[] outShifts) {
        System.arraycopy(likelihoods, (from - first) * states(), out, 0, (to - from) * states());
        System.arraycopy(shifts, from - first, outShifts, 0, to - from);
        return exact;
    }
}
