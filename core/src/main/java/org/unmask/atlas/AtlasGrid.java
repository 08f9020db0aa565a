// SPDX-License-Identifier: Apache-2.0
package org.unmask.atlas;

import java.util.ArrayList;
import java.util.List;
import org.unmask.model.ModelFamily;
import org.unmask.task.MaskedTask;
import org.unmask.task.TaskSet;
import org.unmask.verdict.Question;

/**
 * What an atlas asks: every task in every family, at a generic point.
 *
 * @param families the columns
 * @param tasks the rows, representatives of their classes
 */
public record AtlasGrid(List<ModelFamily> families, List<MaskedTask> tasks) {

    /** Copies the lists. */
    public AtlasGrid {
        families = List.copyOf(families);
        tasks = List.copyOf(tasks);
        if (families.isEmpty() || tasks.isEmpty()) {
            throw new IllegalArgumentException("an atlas needs a family and a task, found " + families.size()
                    + " families and " + tasks.size() + " tasks");
        }
    }

    /**
     * The questions, family by family.
     *
     * @return question {@code f * tasks + t} is task {@code t} in family {@code f}
     */
    List<Question> questions() {
        List<Question> questions = new ArrayList<>(families.size() * tasks.size());
        for (ModelFamily family : families) {
            for (MaskedTask task : tasks) {
                questions.add(Question.generic(family, TaskSet.of(task)));
            }
        }
        return questions;
    }
}
