// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.List;
import org.unmask.model.Hmm;

/**
 * What EM came to.
 *
 * @param model the fitted model
 * @param logLikelihood log-likelihood of the data under it, in nats
 * @param curve log-likelihood of the model before each accepted step, then of the result; never falling
 * @param stopReason why it ended
 * @param iterations E steps made, rejected ones included
 * @param remaining estimate of what is left to gain in nats; positive infinity when nothing is known
 * @param degenerateStates states, from 0 and ascending, that lost their tokens or whose covariance sank to the floor
 */
public record EmFit(
        Hmm model,
        double logLikelihood,
        List<Double> curve,
        StopReason stopReason,
        int iterations,
        double remaining,
        List<Integer> degenerateStates) {

    /** Copies the lists. */
    public EmFit {
        curve = List.copyOf(curve);
        degenerateStates = List.copyOf(degenerateStates);
    }

    /**
     * Whether an optimum was reached.
     *
     * @return true when the iteration ended because nothing was left to gain
     */
    public boolean converged() {
        return stopReason.converged();
    }
}
