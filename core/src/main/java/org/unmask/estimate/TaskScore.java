// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.OptionalDouble;
import org.unmask.task.Loss;
import org.unmask.task.MaskedTask;

/**
 * How well the fitted model predicts masked tokens of the data it was fitted to, against two that know no hidden states.
 * Losses are means over the windows without a missing token: nats per window for log loss, squared error per window for
 * squared loss.
 *
 * @param task the task
 * @param windows number of windows without a missing token
 * @param model loss of the model's optimal predictor
 * @param independent loss when the targets are predicted by the law (or mean) of a single token, independent of all
 *     others
 * @param table loss of the raw table of window counts, which is free to fit every window and so bounds the log loss from
 *     below; empty for points
 */
public record TaskScore(MaskedTask task, long windows, double model, double independent, OptionalDouble table) {

    /**
     * Bits per target token of a loss of this task in nats per window.
     *
     * @param nats the loss, of a task with log loss
     * @return bits for one masked token
     */
    public double bitsPerToken(double nats) {
        return nats / Math.log(2) / task.targets().size();
    }

    /**
     * Whether losses are in nats.
     *
     * @return true for log loss
     */
    public boolean inNats() {
        return task.loss() == Loss.LOG;
    }
}
