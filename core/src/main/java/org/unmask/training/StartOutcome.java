// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

import java.util.List;
import org.unmask.inference.StopReason;
import org.unmask.model.Hmm;

/**
 * How training from one start ended.
 *
 * @param name the start's name
 * @param model where it came to; the start itself when its loss was not finite
 * @param loss the tasks' total loss there, nats or squared error a window
 * @param excess the loss above that of the window tables themselves, which no predictor can pass; exact to far below the
 *     rounding of {@code loss}
 * @param gradientNorm largest derivative of the loss by an unconstrained coordinate
 * @param stopReason why it ended
 * @param iterations number of steps taken
 * @param curve loss at the start and after each step; never rises
 */
public record StartOutcome(
        String name,
        Hmm model,
        double loss,
        double excess,
        double gradientNorm,
        StopReason stopReason,
        int iterations,
        List<Double> curve) {

    /** Copies the curve. */
    public StartOutcome {
        curve = List.copyOf(curve);
    }
}
