// SPDX-License-Identifier: Apache-2.0
package org.unmask.constraint;

import java.util.Arrays;

/** The states of some tokens. Immutable. */
public final class KnownStates {

    /** The state of a token whose state is not known. */
    public static final int UNKNOWN = -1;

    private final int[] states;

    private KnownStates(int[] states) {
        this.states = states;
    }

    /**
     * Known states.
     *
     * @param states for each token over all sequences its state, from 0, or {@link #UNKNOWN}; copied
     * @return the states
     * @throws IllegalArgumentException when a number is below -1
     */
    public static KnownStates of(int... states) {
        for (int t = 0; t < states.length; t++) {
            if (states[t] < UNKNOWN) {
                throw new IllegalArgumentException("the state of token " + (t + 1) + " is " + states[t]
                        + ", expected one from 0, or -1 for unknown");
            }
        }
        return new KnownStates(states.clone());
    }

    /**
     * The state of a token.
     *
     * @param token index over all sequences, from 0
     * @return its state, from 0, or {@link #UNKNOWN}
     */
    public int at(int token) {
        return states[token];
    }

    /**
     * Number of tokens, known or not.
     *
     * @return at least 0
     */
    public int tokens() {
        return states.length;
    }

    /**
     * Number of tokens whose state is known.
     *
     * @return at least 0
     */
    public int known() {
        return (int) Arrays.stream(states).filter(s -> s != UNKNOWN).count();
    }

    /**
     * The largest state.
     *
     * @return from 0, or {@link #UNKNOWN} when none is known
     */
    public int largest() {
        return Arrays.stream(states).max().orElse(UNKNOWN);
    }
}
