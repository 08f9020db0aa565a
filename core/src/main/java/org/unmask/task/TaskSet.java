// SPDX-License-Identifier: Apache-2.0
package org.unmask.task;

import java.io.Serializable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A collection of tasks trained for one model, each with its own predictor (1.5).
 *
 * @param tasks distinct tasks, at least one, in the order given
 */
public record TaskSet(List<MaskedTask> tasks) implements Serializable {

    /**
     * Validates and drops repetitions.
     *
     * @throws IllegalArgumentException when there is no task
     */
    public TaskSet {
        if (tasks.isEmpty()) {
            throw new IllegalArgumentException("at least one task is expected, found none");
        }
        tasks = List.copyOf(new LinkedHashSet<>(tasks));
    }

    /**
     * A collection of tasks.
     *
     * @param tasks at least one
     * @return the collection
     */
    public static TaskSet of(MaskedTask... tasks) {
        return new TaskSet(List.of(tasks));
    }

    /**
     * A collection from its text, tasks joined by {@code &}.
     *
     * @param text such as {@code x2|x1 & x3|x1}
     * @param loss loss of every task
     * @return the collection
     * @throws TaskSyntaxException telling the character that is wrong
     */
    public static TaskSet parse(String text, Loss loss) {
        return TaskParser.parseSet(text, loss);
    }

    /**
     * The longest window of the tasks.
     *
     * @return at least 2
     */
    public int window() {
        return tasks.stream().mapToInt(MaskedTask::window).max().orElseThrow();
    }

    /**
     * The text, tasks joined by {@code " & "}.
     *
     * @return such as {@code x2|x1 & x3|x1}
     */
    public String text() {
        return tasks.stream().map(MaskedTask::text).collect(Collectors.joining(" & "));
    }

    @Override
    public String toString() {
        return text();
    }
}
