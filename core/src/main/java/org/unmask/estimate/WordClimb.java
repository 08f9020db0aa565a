// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import org.unmask.inference.WordExpectation;
import org.unmask.model.Alphabet;
import org.unmask.parallel.Threads;

/**
 * EM of a categorical model in which most symbols are rare: each state is given, besides its expected counts, a number of
 * tokens spread over the symbols by how often they occur. That is the best model under a Dirichlet law around the
 * frequencies; what is climbed is the log-likelihood plus the logarithm of its density, up to a constant.
 */
final class WordClimb extends SymbolClimb {

    private final WordExpectation expectation;
    private final Threads threads;
    private final double backing;
    private final double[] frequencies;

    /**
     * A climb.
     *
     * @param expectation the E step on these tokens
     * @param threads how many may work on it
     * @param backing tokens added to each state, at least 0
     * @param frequencies of the symbols, in the order of the tokens' codes; sum one
     */
    WordClimb(
            SymbolTokens tokens,
            WordExpectation expectation,
            Threads threads,
            Alphabet alphabet,
            int states,
            boolean freeInitial,
            double backing,
            double[] frequencies) {
        super(tokens, alphabet, states, freeInitial);
        this.expectation = expectation;
        this.threads = threads;
        this.backing = backing;
        this.frequencies = frequencies;
    }

    /** The prior adds to the counts after they are summed. */
    @Override
    boolean laws() {
        return false;
    }

    /** Side by side, or in order where that is not safe. */
    @Override
    double expect(double[] starts, double[] transitions, double[] emissions) {
        return expectation
                .add(theta, starts, transitions, emissions, threads)
                .orElseGet(() -> super.expect(starts, transitions, emissions));
    }

    @Override
    double penalty() {
        if (backing == 0) {
            return 0;
        }
        int symbols = frequencies.length;
        double sum = 0;
        for (int i = 0; i < states; i++) {
            int row = emissionOffset() + i * symbols;
            for (int x = 0; x < symbols; x++) {
                sum += frequencies[x] * Math.log(theta[row + x]);
            }
        }
        return backing * sum;
    }

    @Override
    void maximizeEmissions(double[] emissions) {
        int symbols = frequencies.length;
        for (int i = 0; i < states; i++) {
            for (int x = 0; x < symbols; x++) {
                emissions[i * symbols + x] += backing * frequencies[x];
            }
        }
        super.maximizeEmissions(emissions);
    }
}
