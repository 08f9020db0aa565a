// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.unmask.model.ModelFamily;
import org.unmask.parallel.Workers;
import org.unmask.task.TaskSet;
import org.unmask.verdict.ExactRank;
import org.unmask.verdict.Question;
import org.unmask.verdict.rank.RankFinder;

/**
 * The ranks of generic questions, as work whose pieces may be done anywhere.
 *
 * @param finder finds one
 * @param limit time for one
 * @param work multiplications for one
 * @param families of the questions
 * @param tasks of the questions
 */
@SuppressWarnings("NonApiType") // travels between processes, which not every List can
record GenericRanks(
        RankFinder finder, Duration limit, long work, ArrayList<ModelFamily> families, ArrayList<TaskSet> tasks)
        implements Workers.Piece {

    static GenericRanks of(VerdictEngine engine, List<Question> questions) {
        ArrayList<ModelFamily> families = new ArrayList<>();
        ArrayList<TaskSet> tasks = new ArrayList<>();
        for (Question question : questions) {
            families.add(question.family());
            tasks.add(question.tasks());
        }
        return new GenericRanks(engine.ranks(), engine.limit(), engine.work(), families, tasks);
    }

    @Override
    public double[] at(int number) {
        Question question = Question.generic(families.get(number), tasks.get(number));
        RankFinder.Found found = finder.find(question, new Work(work, question, Deadline.in(limit)));
        return new double[] {found.rank().rank(), found.rank().errorProbability(), found.complete() ? 1 : 0};
    }

    /** The rank of a question out of its numbers. */
    static FoundRank read(Question question, double[] numbers) {
        return new FoundRank(
                new ExactRank(question.family().parameters(), (int) numbers[0], numbers[1]),
                numbers[2] == 1,
                Optional.empty());
    }
}
