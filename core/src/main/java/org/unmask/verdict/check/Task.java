// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import static org.unmask.verdict.check.Matrix.joined;

import java.util.Collections;
import java.util.List;

/**
 * A masked task.
 *
 * @param text as it is written, such as {@code x2,x3|x1}
 * @param targets their positions, ascending
 * @param context positions of the context, as they are named
 */
public record Task(String text, List<Integer> targets, List<Integer> context) {

    /**
     * All positions.
     *
     * @return targets, then context
     */
    public List<Integer> all() {
        return joined(targets, context);
    }

    int first() {
        return Collections.min(all());
    }

    /**
     * How many positions the task spans.
     *
     * @return one more than the largest distance
     */
    public int window() {
        return Collections.max(all()) - first() + 1;
    }

    /** The greatest common divisor of the distances. */
    int gap() {
        return all().stream().map(position -> position - first()).reduce(0, Task::divisor);
    }

    static int divisor(int a, int b) {
        return b == 0 ? a : divisor(b, a % b);
    }
}
