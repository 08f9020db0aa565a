// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

/**
 * The scaled recursions with all states of a token side by side in one vector, sequence after sequence: for few states, no
 * number is looked up or counted by itself, and so few lanes go together that the tables of all steps stay in the caches.
 * What is not safe here, {@link LanePass} does again. Not for several threads.
 */
interface StatePass {

    /** Most stretches that go together; enough that one waits for no other. */
    int LANES = 16;

    /**
     * Goes forward.
     *
     * @param lanes the stretches, at most {@link #LANES}
     * @param predicted law of each lane's first state before its first token is seen, a row for each state
     * @param keep whether {@link #backward} will follow
     * @return whether nothing was lost to underflow; lanes that end at zero have a logarithm of negative infinity
     */
    boolean forward(Lanes lanes, double[][] predicted, boolean keep);

    /** Logarithm of each lane's probability after {@link #forward}, given the law it started from. */
    double[] logs();

    /**
     * Goes back over the stretches of the last {@link #forward} and counts.
     *
     * @param after likelihood of what comes after each lane by its last state, a row for each state
     */
    void backward(double[][] after);

    /**
     * Goes back over the stretches of the last {@link #forward} and writes the law of the state at each token, given all tokens of its lane
     * and what is known at the ends.
     *
     * @param after as for {@link #backward}
     * @param out written: {@code token * states + state}, where tokens are numbered as in the data
     */
    void smooth(double[][] after, double[] out);

    /** After {@link #backward}: likelihood of all tokens of a lane by its first state, up to a factor of the lane. */
    double ahead(int state, int lane);

    /** Adds what was counted since the last call and begins anew. */
    void drain(double[] transitions, EmissionCounts counts);
}
