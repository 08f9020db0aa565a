// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

import java.util.List;
import org.unmask.inference.StopReason;
import org.unmask.model.Hmm;

/**
 * What minibatch training came to.
 *
 * @param model the model with the least held-out loss
 * @param heldOutLoss that loss, summed over tasks, nats or squared error a window
 * @param steps number of steps taken
 * @param stopReason {@link StopReason#CONVERGED} when held-out loss stopped falling, {@link StopReason#ITERATION_LIMIT} when
 *     the steps were used up before, {@link StopReason#NON_FINITE} when a loss was not finite
 * @param curve the learning curve
 */
public record AdamResult(Hmm model, double heldOutLoss, int steps, StopReason stopReason, List<Look> curve) {

    /** Copies the curve. */
    public AdamResult {
        curve = List.copyOf(curve);
    }

    /**
     * A point of the learning curve.
     *
     * @param step steps taken before
     * @param training mean loss of the batches since the last look; of the first batch at step 0
     * @param heldOut loss on the data held out
     */
    public record Look(int step, double training, double heldOut) {}
}
