// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict;

/**
 * Rank of the Jacobian of (free parameters -> all predictor values), found without a tolerance (4.1), (4.2).
 *
 * @param parameters number of free parameters
 * @param rank never above the true rank
 * @param errorProbability bound on the chance that the true rank is larger, over the random points drawn
 */
public record ExactRank(int parameters, int rank, double errorProbability) {

    /**
     * Validates the counts.
     *
     * @throws IllegalArgumentException when the rank exceeds the parameters or the probability is none
     */
    public ExactRank {
        if (rank < 0 || rank > parameters) {
            throw new IllegalArgumentException("rank is " + rank + ", expected 0 to " + parameters);
        }
        if (!(errorProbability >= 0 && errorProbability <= 1)) {
            throw new IllegalArgumentException("error probability is " + errorProbability + ", expected 0 to 1");
        }
    }

    /**
     * Dimension of the continuum of models with the same predictors near the point (1.8).
     *
     * @return parameters minus rank
     */
    public int nullity() {
        return parameters - rank;
    }
}
