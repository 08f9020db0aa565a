// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

import java.util.Comparator;
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
     * The outcome that came lowest above the floor, the first one of equals.
     *
     * @param outcomes of training on the same windows; at least one
     * @return the best; one whose loss is not a number only when all are such
     */
    public static StartOutcome lowest(List<StartOutcome> outcomes) {
        return outcomes.stream()
                .min(Comparator.comparingDouble(o -> Double.isNaN(o.excess()) ? Double.POSITIVE_INFINITY : o.excess()))
                .orElseThrow();
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
