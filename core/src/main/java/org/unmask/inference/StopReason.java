// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

/** Why an iteration ended. Only {@link #CONVERGED} says that an optimum was reached. */
public enum StopReason {
    /** What was still to gain is below the tolerance. */
    CONVERGED,
    /** The number of iterations allowed was used up before. */
    ITERATION_LIMIT,
    /** The time allowed was used up before. */
    TIME_LIMIT,
    /** Rounding leaves no step that gains anything, yet the tolerance was not met. */
    STALLED,
    /** The optimum would not have come near what alone was of interest. */
    BELOW_GOAL,
    /** A state lost all its tokens, or its covariance sank to the floor. */
    DEGENERATE_STATE,
    /** A number overflowed or was undefined. */
    NON_FINITE;

    /**
     * Whether an optimum was reached.
     *
     * @return true for {@link #CONVERGED} alone
     */
    public boolean converged() {
        return this == CONVERGED;
    }
}
