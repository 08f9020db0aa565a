// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

/**
 * Most likely paths with all states of a token side by side in vectors. What is not safe here, {@link LaneViterbi} does
 * again. Not for several threads.
 */
interface StatePaths {

    /** Most sequences that go together; enough that one waits for no other. */
    int LANES = 16;

    /**
     * Decodes a few whole sequences.
     *
     * @param lanes the sequences, at most {@link #LANES}
     * @param states written: the state of each token
     * @param logs written: joint log-probability of path and tokens of each lane
     * @return whether every number could be trusted
     */
    boolean decode(Lanes lanes, int[] states, double[] logs);
}
