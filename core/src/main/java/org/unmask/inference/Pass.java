// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

/**
 * Forward and backward recursions over one sequence at a time, on arrays that are used again for the next one. Results
 * speak of the sequence given last. Not for several threads.
 */
interface Pass {

    /**
     * Goes forward over the tokens of one sequence.
     *
     * @param from first token
     * @param to after the last
     * @return whether the result can be trusted; false where numbers left the range of this way of calculating
     */
    boolean forward(int from, int to);

    /**
     * Goes backward over the same tokens, after {@link #forward}.
     *
     * @return whether the result can be trusted
     */
    boolean backward();

    /** Log-likelihood of the sequence, negative infinity if it is impossible; known after {@link #forward}. */
    double logLikelihood();

    /** Writes the law of each state given the tokens so far, {@code token * states + state}, from {@code at}. */
    void filtered(double[] out, int at);

    /** Writes the law of each state given all tokens, {@code token * states + state}, from {@code at}. */
    void smoothed(double[] out, int at);

    /** Adds the expected number of each transition, {@code now * states + next}. */
    void addTransitions(double[] counts);
}
