// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

import java.util.List;
import org.unmask.inference.StopReason;
import org.unmask.model.Hmm;

/**
 * What training came to.
 *
 * @param winner the start that came lowest, the first one of equals
 * @param starts how each start ended, in the order given
 * @param losses the winner's loss task by task
 */
public record TrainingResult(StartOutcome winner, List<StartOutcome> starts, List<MaskedLoss> losses) {

    /** Copies the lists. */
    public TrainingResult {
        starts = List.copyOf(starts);
        losses = List.copyOf(losses);
    }

    /**
     * The best model.
     *
     * @return the winner's
     */
    public Hmm model() {
        return winner.model();
    }

    /**
     * The best loss.
     *
     * @return summed over tasks, nats or squared error a window
     */
    public double loss() {
        return winner.loss();
    }

    /**
     * The winner's loss curve.
     *
     * @return loss at the start and after each step
     */
    public List<Double> curve() {
        return winner.curve();
    }

    /**
     * Why training from the winning start ended.
     *
     * @return the reason
     */
    public StopReason stopReason() {
        return winner.stopReason();
    }
}
