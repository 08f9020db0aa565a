// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.List;
import java.util.OptionalDouble;
import org.unmask.inference.StopReason;

/**
 * What became of one start.
 *
 * @param name where it came from, such as {@code read-off x1,x2,x3} or {@code clusters}
 * @param stage how far it was followed
 * @param maskedLoss the tasks' total loss after masked training, nats or squared error per window; empty when it was not
 *     trained so
 * @param logLikelihood of the data where it ended, nats; of the part of the data it was tried on when it was given up
 *     early; NaN when it was never looked at
 * @param iterations steps of the climb
 * @param stop why the climb ended; {@code ITERATION_LIMIT} when it was given up in favour of better ones
 * @param curve log-likelihood (or loss, when masked prediction is all) after each step, as far as kept; of training on
 *     minibatches the mean loss of the batches between two looks
 * @param heldOut loss of the data held out at each look, when training was on minibatches
 */
public record StartReport(
        String name,
        Stage stage,
        OptionalDouble maskedLoss,
        double logLikelihood,
        int iterations,
        StopReason stop,
        List<Double> curve,
        List<Double> heldOut) {

    /** How far a start was followed. */
    public enum Stage {
        /** Dropped after a first look. */
        SCREENED,
        /** Reached the same optimum, up to relabelling, as one before. */
        DUPLICATE,
        /** Climbed to an optimum that another one beats. */
        CLIMBED,
        /** The best of all: the model returned. */
        WINNER
    }

    /** The same, beaten by another start in the end. */
    StartReport beaten() {
        return new StartReport(name, Stage.CLIMBED, maskedLoss, logLikelihood, iterations, stop, curve, heldOut);
    }

    /** Copies the curves. */
    public StartReport {
        curve = List.copyOf(curve);
        heldOut = List.copyOf(heldOut);
    }

    /** With nothing held out. */
    StartReport(
            String name,
            Stage stage,
            OptionalDouble maskedLoss,
            double logLikelihood,
            int iterations,
            StopReason stop,
            List<Double> curve) {
        this(name, stage, maskedLoss, logLikelihood, iterations, stop, curve, List.of());
    }
}
