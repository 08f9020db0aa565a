// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

/** The law of the state at each token, for all sequences, one after the other. Immutable. */
public final class Posteriors {

    private final int states;
    private final double[] values;
    private final double logLikelihood;

    Posteriors(int states, double[] owned, double logLikelihood) {
        this.states = states;
        this.values = owned;
        this.logLikelihood = logLikelihood;
    }

    /**
     * Number of states.
     *
     * @return at least 1
     */
    public int states() {
        return states;
    }

    /**
     * Number of tokens.
     *
     * @return over all sequences
     */
    public int tokens() {
        return values.length / states;
    }

    /**
     * One probability.
     *
     * @param token index over all sequences, from 0
     * @param state state, from 0
     * @return the probability of the state at the token
     */
    public double get(int token, int state) {
        return values[token * states + state];
    }

    /**
     * All probabilities.
     *
     * @return the array itself, {@code token * states + state}; not to be modified
     */
    public double[] values() {
        return values;
    }

    /**
     * Log-likelihood of all sequences.
     *
     * @return in nats
     */
    public double logLikelihood() {
        return logLikelihood;
    }

    /**
     * The most probable state of each token by itself; as a path it may be impossible, see {@link Viterbi}.
     *
     * @return one state for each token, the smaller number where two are equal
     */
    public int[] mostProbable() {
        int[] out = new int[tokens()];
        for (int t = 0; t < out.length; t++) {
            for (int i = 1; i < states; i++) {
                if (get(t, i) > get(t, out[t])) {
                    out[t] = i;
                }
            }
        }
        return out;
    }
}
