// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

/** How a full-batch loss is made small. */
public enum Minimiser {
    /** L-BFGS; near the optimum scoring takes over, where a step of it takes about a millisecond at most. */
    AUTO,
    /**
     * Levenberg-Marquardt under squared loss, Fisher scoring under log loss; L-BFGS goes on where the model does not fit, and
     * on sparse tables from the beginning.
     */
    SCORING,
    /** Limited-memory BFGS with a diagonal preconditioner. */
    LBFGS,
    /**
     * Limited-memory BFGS in the metric of the Fisher information at the start: a few steps from a start that is near. As
     * {@link #LBFGS} where a task has other than three places, squared loss or a sparse table.
     */
    INFORMATION
}
