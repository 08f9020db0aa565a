// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

/** What tokens cost by state, for {@link VectorPaths}: negative logarithms of likelihoods, none below zero. */
interface VectorCosts {

    /** Whether no cost is below zero, so that {@link #prepareCosts} may be called. */
    boolean nonnegative();

    /**
     * Makes ready the costs of some steps. Tokens that this is not for get costs that are no numbers.
     *
     * @param lanes the sequences; those that have ended are left out
     * @param from first step
     * @param to after the last
     * @param place written: where in {@link #costs} those of a lane stand, at {@code (step - from) LANES + lane}
     */
    void prepareCosts(Lanes lanes, int from, int to, int[] place);

    /** The costs, where {@link #prepareCosts} said; whole vectors for each token. */
    double[] costs();

    /** Logarithm that was taken out of the costs of every token. */
    double common();
}
