// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

/** How a full-batch loss is made small. */
public enum Minimiser {
    /** Scoring where the table is dense and small enough for it, L-BFGS else. */
    AUTO,
    /** Levenberg-Marquardt under squared loss, Fisher scoring under log loss. */
    SCORING,
    /** Limited-memory BFGS. */
    LBFGS
}
