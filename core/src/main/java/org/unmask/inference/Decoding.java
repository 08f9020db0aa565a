// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

/** The most likely path of each sequence and how probable it is together with the tokens. Immutable. */
public final class Decoding {

    private final int[] states;
    private final double[] logProbabilities;

    Decoding(int[] states, double[] logProbabilities) {
        this.states = states;
        this.logProbabilities = logProbabilities;
    }

    /**
     * The states.
     *
     * @return the array itself, one state for each token over all sequences; not to be modified
     */
    public int[] states() {
        return states;
    }

    /**
     * Joint log-probability of all paths and tokens.
     *
     * @return in nats
     */
    public double logProbability() {
        return Likelihood.sum(logProbabilities);
    }

    /**
     * Joint log-probability of one sequence's path and tokens.
     *
     * @param sequence sequence, from 0
     * @return in nats
     */
    public double logProbability(int sequence) {
        return logProbabilities[sequence];
    }
}
