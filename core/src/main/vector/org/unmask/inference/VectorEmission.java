// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

/** Emissions for {@link VectorStatePass}: what each state makes of a token stands side by side, a vector of it. */
interface VectorEmission {

    /** The smallest factor above zero that a likelihood can be without {@link #exact} saying so. */
    double smallest();

    /** Makes room for likelihoods of so many tokens at least; apart, so that what is compiled for the rest never changes. */
    void reserve(int tokens);

    /**
     * Makes ready the likelihoods of some steps.
     *
     * @param lanes the stretches; those that have ended are left out
     * @param from first step
     * @param to after the last
     * @param place written: where in {@link #likelihoods} those of a lane stand, at {@code at + (step - from) lanes + lane}
     * @param logs the logarithm of what each lane's were divided by is added here
     */
    void prepare(Lanes lanes, int from, int to, int[] place, int at, double[] logs);

    /** The likelihoods, where {@link #prepare} said; a vector for each token. */
    double[] likelihoods();

    /** Whether every likelihood since the last call was zero or at least {@link #smallest}. */
    boolean exact();

    /**
     * Counts the tokens of the first lanes in some steps.
     *
     * @param from first step
     * @param to after the last; one step unless all lanes are under way
     * @param n lanes under way
     * @param place as prepared, from {@code at} on
     * @param gamma weights of the states, a vector for each lane, step after step
     */
    void count(Lanes lanes, int from, int to, int n, int[] place, int at, double[] gamma);

    /** Adds what was counted. */
    void drain(EmissionCounts counts);
}
