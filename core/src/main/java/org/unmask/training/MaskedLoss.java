// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

import java.util.OptionalDouble;
import org.unmask.task.MaskedTask;

/**
 * How well a model predicts the masked tokens of a task, beside what can be had without a model. All are means over
 * windows: nats under log loss, squared error under squared loss.
 *
 * @param task the task
 * @param model loss of the model's predictor
 * @param table loss of the raw window table, the conditional entropy of the counts: the least any predictor can have on
 *     these very windows; it overfits where windows are rare; empty for points, which have no table
 * @param independent loss of guessing each target by the frequencies of single tokens
 */
public record MaskedLoss(MaskedTask task, double model, OptionalDouble table, double independent) {

    /**
     * A loss for each target token.
     *
     * @param nats a loss of this record
     * @return nats a token
     */
    public double perToken(double nats) {
        return nats / task.targets().size();
    }

    /**
     * A log loss in bits for each target token.
     *
     * @param nats a loss of this record
     * @return bits a token
     */
    public double bitsPerToken(double nats) {
        return perToken(nats) / Math.log(2);
    }
}
