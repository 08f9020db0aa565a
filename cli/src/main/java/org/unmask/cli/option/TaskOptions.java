// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli.option;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.unmask.task.Loss;
import org.unmask.task.MaskedTask;
import org.unmask.task.TaskSet;
import picocli.CommandLine.Option;

/** {@code --task}, repeatable, and {@code --loss}: which masked tasks a question is about. */
@Section("Masked task")
public final class TaskOptions {

    @Option(
            names = "--task",
            order = 10,
            paramLabel = "TASK",
            description = "a masked prediction task: 'x2,x3|x1' predicts tokens 2 and 3 from token 1;"
                    + " o__ says the same (o seen, _ masked, . ignored). Repeat it, or join by &, for a collection")
    private List<String> tasks = List.of();

    @Option(
            names = "--loss",
            order = 11,
            paramLabel = "LOSS",
            description = "log or squared. On Gaussian tokens squared loss sees conditional means, log loss conditional"
                    + " densities; fit trains by log unless told, verdict asks about the loss a model was fitted by,"
                    + " else about squared")
    private @Nullable String loss;

    public TaskOptions() {}

    /** The loss that was asked for. */
    public Optional<Loss> loss() {
        return Optional.ofNullable(loss).map(word -> Options.usage(() -> Loss.ofWord(word)));
    }

    /** The tasks that were asked for, if any. */
    public Optional<TaskSet> tasks(Loss lossByDefault) {
        if (tasks.isEmpty()) {
            return Optional.empty();
        }
        Loss chosen = loss().orElse(lossByDefault);
        List<MaskedTask> all = new ArrayList<>();
        for (String text : tasks) {
            all.addAll(Options.usage(() -> TaskSet.parse(text, chosen)).tasks());
        }
        return Optional.of(new TaskSet(all));
    }

    /** The tasks that were asked for, or the usual one. */
    public TaskSet tasksOr(String usual, Loss lossByDefault) {
        return tasks(lossByDefault).orElseGet(() -> TaskSet.parse(usual, loss().orElse(lossByDefault)));
    }

    /** The tasks; it is an error to give none. */
    public TaskSet required() {
        return tasks(Loss.LOG)
                .orElseThrow(() -> new UsageException("a task is missing, for instance --task 'x2,x3|x1'"));
    }

    /**
     * The tasks of a question; it is an error to give none. Where no loss is named, a fitted model is asked about the one
     * it was trained by, and any other Gaussian family about squared loss, as the theorems are; symbols have one answer.
     */
    public TaskSet asked(boolean gaussian, ModelNote note) {
        return tasks(gaussian ? note.loss().orElse(Loss.SQUARED) : Loss.LOG)
                .orElseThrow(() -> new UsageException("a task is missing, for instance --task 'x2,x3|x1'"));
    }
}
