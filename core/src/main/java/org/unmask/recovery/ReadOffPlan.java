// SPDX-License-Identifier: Apache-2.0
package org.unmask.recovery;

import java.util.Optional;
import org.unmask.task.MaskedTask;

/**
 * Which formula reads a task with two targets and one context token. Given the state at the middle position, the tokens at
 * the three positions are independent, so the terms of the tensor are the states there.
 *
 * @param middle true when the context stands between the targets, (3.3); else it stands before both, (3.1)
 * @param reversed true when the context stands after both targets, (3.2): the read-off is that of the reversed chain
 * @param swapped true when the first target in the task is the later one, in the time of the read-off
 * @param before steps from the first to the middle position, in the time of the read-off
 * @param after steps from the middle to the last position
 */
record ReadOffPlan(boolean middle, boolean reversed, boolean swapped, int before, int after) {

    static Optional<ReadOffPlan> of(MaskedTask task) {
        if (task.targets().size() != 2 || task.context().size() != 1) {
            return Optional.empty();
        }
        int early = Math.min(task.targets().get(0), task.targets().get(1));
        int late = Math.max(task.targets().get(0), task.targets().get(1));
        boolean swapped = task.targets().get(0) == late;
        int context = task.context().get(0);
        if (context < early) {
            return Optional.of(new ReadOffPlan(false, false, swapped, early - context, late - early));
        }
        if (context > late) {
            return Optional.of(new ReadOffPlan(false, true, !swapped, context - late, late - early));
        }
        return Optional.of(new ReadOffPlan(true, false, swapped, context - early, late - context));
    }
}
