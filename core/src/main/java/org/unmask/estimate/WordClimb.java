// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import org.unmask.model.Alphabet;

/**
 * EM of a categorical model in which most symbols are rare: each state is given, besides its expected counts, a number of
 * tokens spread over the symbols by how often they occur. That is the best model under a Dirichlet law around the
 * frequencies; what is climbed is the log-likelihood plus the logarithm of its density, up to a constant.
 */
final class WordClimb extends SymbolClimb {

    private final double backing;
    private final double[] frequencies;

    /**
     * A climb.
     *
     * @param backing tokens added to each state, at least 0
     * @param frequencies of the symbols, in the order of the tokens' codes; sum one
     */
    WordClimb(
            SymbolTokens tokens,
            Alphabet alphabet,
            int states,
            boolean freeInitial,
            double backing,
            double[] frequencies) {
        super(tokens, alphabet, states, freeInitial);
        this.backing = backing;
        this.frequencies = frequencies;
    }

    /** The prior adds to the counts after they are summed. */
    @Override
    boolean laws() {
        return false;
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
