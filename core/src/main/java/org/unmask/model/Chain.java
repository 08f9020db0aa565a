// SPDX-License-Identifier: Apache-2.0
package org.unmask.model;

/** Which transition matrices a family allows (1.1). */
public enum Chain {
    /** Rows and columns sum to one: {@code (k-1)^2} free entries, uniform stationary law. */
    DOUBLY_STOCHASTIC,
    /** Any stochastic matrix, started in its stationary law: {@code k(k-1)} free entries. */
    STATIONARY;

    /**
     * Number of free entries of the transition matrix.
     *
     * @param states number of states
     * @return the count
     */
    public int parameters(int states) {
        return this == DOUBLY_STOCHASTIC ? (states - 1) * (states - 1) : states * (states - 1);
    }

    /**
     * The word for this chain on the command line and in files.
     *
     * @return {@code doubly-stochastic} or {@code stationary}
     */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /**
     * The chain with a word.
     *
     * @param word {@code doubly-stochastic} or {@code stationary}
     * @return the chain
     * @throws IllegalArgumentException for another word
     */
    public static Chain ofWord(String word) {
        for (Chain chain : values()) {
            if (chain.word().equals(word)) {
                return chain;
            }
        }
        throw new IllegalArgumentException(
                "\"" + word + "\" is no kind of transition, expected doubly-stochastic or stationary");
    }
}
