// SPDX-License-Identifier: Apache-2.0
package org.unmask.atlas;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.unmask.task.Loss;
import org.unmask.task.MaskedTask;

/**
 * All masked tasks of a window, one for each class under shift and reversal: a stationary process cannot tell shifted
 * tasks apart, and the reversed process of a model is a model of the same family, so a task and its mirror image have the
 * same verdict.
 */
public final class WindowTasks {

    private static final Comparator<MaskedTask> SIMPLEST_FIRST = Comparator.comparingInt(MaskedTask::window)
            .thenComparingInt(task -> task.targets().size() + task.context().size())
            .thenComparingInt(task -> task.targets().size())
            .thenComparing(WindowTasks::seenFirst);

    private WindowTasks() {}

    /**
     * The tasks of a window.
     *
     * @param window number of positions, from 2 to 12
     * @param loss loss of every task
     * @return representatives, simplest first
     * @throws IllegalArgumentException for a window out of range
     */
    public static List<MaskedTask> of(int window, Loss loss) {
        if (window < 2 || window > 12) {
            throw new IllegalArgumentException("the window is " + window + ", expected 2 to 12 positions");
        }
        List<MaskedTask> tasks = new ArrayList<>();
        int patterns = IntStream.range(0, window).reduce(1, (product, i) -> 3 * product);
        for (int pattern = 0; pattern < patterns; pattern++) {
            List<Integer> targets = new ArrayList<>();
            List<Integer> context = new ArrayList<>();
            for (int position = 1, rest = pattern; position <= window; position++, rest /= 3) {
                if (rest % 3 == 1) {
                    context.add(position);
                } else if (rest % 3 == 2) {
                    targets.add(position);
                }
            }
            if (!targets.isEmpty() && !context.isEmpty()) {
                MaskedTask task = new MaskedTask(targets, context, loss);
                if (task.equals(representative(task))) {
                    tasks.add(task);
                }
            }
        }
        tasks.sort(SIMPLEST_FIRST);
        return List.copyOf(tasks);
    }

    /**
     * The task that stands for a task's class: shifted to position 1, targets and context ascending, of it and its mirror
     * image the one that shows a token first.
     *
     * @param task any task
     * @return its representative
     */
    public static MaskedTask representative(MaskedTask task) {
        MaskedTask forward = ascending(task.shifted());
        MaskedTask backward = ascending(task.reversed());
        return SIMPLEST_FIRST.compare(forward, backward) <= 0 ? forward : backward;
    }

    private static MaskedTask ascending(MaskedTask task) {
        return new MaskedTask(
                task.targets().stream().sorted().toList(),
                task.context().stream().sorted().toList(),
                task.loss());
    }

    private static String seenFirst(MaskedTask task) {
        return task.pattern().replace('o', 'A').replace('_', 'B').replace('.', 'C');
    }
}
