// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.ModelFamily;
import org.unmask.task.Loss;
import org.unmask.task.MaskedTask;
import org.unmask.task.TaskSet;
import org.unmask.verdict.Question;
import org.unmask.verdict.Verdict;

/** Looks for a small change of a question that turns its answer, by asking the neighbours. */
final class Repairs {

    private static final double MOST_WORK = 2e8;
    private static final int MOST_PARAMETERS = 400;
    private static final int MOST_PARAMETERS_AT_MODEL = 80;

    private Repairs() {}

    /**
     * A change and what it buys.
     *
     * @param change in words
     * @param verdict the verdict on the changed question
     */
    record Repair(String change, Verdict verdict) {}

    /**
     * The first change that identifies, or else the first that leaves finitely many models.
     *
     * @param verdict a verdict that is not identifiable
     * @param engine asks the neighbours
     */
    static Optional<Repair> of(Verdict verdict, VerdictEngine engine) {
        int most = verdict.question().at().isPresent() ? MOST_PARAMETERS_AT_MODEL : MOST_PARAMETERS;
        if (verdict.question().family().parameters() > most) {
            return Optional.empty();
        }
        boolean open = verdict instanceof Verdict.NotIdentifiable;
        Optional<Repair> second = Optional.empty();
        Deadline deadline = Deadline.in(engine.limit());
        for (Map.Entry<String, Question> candidate :
                candidates(verdict.question()).entrySet()) {
            if (deadline.getAsBoolean()) {
                break;
            }
            if (work(candidate.getValue()) > MOST_WORK) {
                continue;
            }
            Verdict answer = engine.answer(candidate.getValue(), false);
            Repair repair = new Repair(candidate.getKey(), answer);
            if (answer instanceof Verdict.Identifiable) {
                return Optional.of(repair);
            }
            if (open && second.isEmpty() && answer instanceof Verdict.LocallyIdentifiable) {
                second = Optional.of(repair);
            }
        }
        return second;
    }

    /** Contexts times the square of the parameters: what a rank costs at most, whatever the machine. */
    private static double work(Question question) {
        double parameters = question.family().parameters();
        double contexts = question.tasks().tasks().stream()
                .mapToDouble(task ->
                        Math.pow(question.family().dimension(), task.context().size()))
                .sum();
        return contexts * parameters * parameters;
    }

    /** Changed questions by what is changed, in the order in which they are asked. */
    static Map<String, Question> candidates(Question question) {
        Map<String, Question> out = new LinkedHashMap<>();
        List<MaskedTask> tasks = question.tasks().tasks();
        Loss loss = tasks.get(0).loss();
        for (int i = 0; i < tasks.size(); i++) {
            MaskedTask task = tasks.get(i);
            for (MaskedTask wider : wider(task.shifted())) {
                List<MaskedTask> changed = new ArrayList<>(tasks);
                changed.set(i, wider);
                out.put(
                        "predicting " + wider.text() + " in place of " + task.text(),
                        with(question, new TaskSet(changed)));
            }
        }
        for (String text : List.of("x2|x1", "x3|x1", "x2,x3|x1", "x2,x4|x1")) {
            List<MaskedTask> changed = new ArrayList<>(tasks);
            changed.add(TaskSet.parse(text, loss).tasks().get(0));
            out.put("predicting " + text + " besides", with(question, new TaskSet(changed)));
        }
        if (question.at().isEmpty()) {
            addAssumptions(question, out);
        }
        return out;
    }

    private static Question with(Question question, TaskSet tasks) {
        return new Question(question.family(), tasks, question.at());
    }

    /** One more target or context, inside the window or next to it. */
    private static List<MaskedTask> wider(MaskedTask task) {
        List<MaskedTask> out = new ArrayList<>();
        int last = Math.min(task.last() + 1, MaskedTask.MAX_POSITION);
        for (int position = 2; position <= last; position++) {
            if ((position > 8 && position < last)
                    || task.targets().contains(position)
                    || task.context().contains(position)) {
                continue;
            }
            List<Integer> one = List.of(position);
            out.add(new MaskedTask(join(task.targets(), one), task.context(), task.loss()));
        }
        for (int position = 2; position <= last; position++) {
            if ((position > 8 && position < last)
                    || task.targets().contains(position)
                    || task.context().contains(position)) {
                continue;
            }
            out.add(new MaskedTask(task.targets(), join(task.context(), List.of(position)), task.loss()));
        }
        return out;
    }

    private static List<Integer> join(List<Integer> left, List<Integer> right) {
        return Stream.concat(left.stream(), right.stream()).sorted().toList();
    }

    private static void addAssumptions(Question question, Map<String, Question> out) {
        ModelFamily family = question.family();
        if (family instanceof ModelFamily.Gaussian gaussian && gaussian.covariance() != CovarianceShape.IDENTITY) {
            out.put(
                    "knowing the covariance",
                    Question.generic(
                            new ModelFamily.Gaussian(
                                    gaussian.states(),
                                    gaussian.dimension(),
                                    CovarianceShape.IDENTITY,
                                    gaussian.chain()),
                            question.tasks()));
        }
        if (family.chain() == Chain.STATIONARY) {
            ModelFamily doubly = family instanceof ModelFamily.Gaussian gaussian
                    ? new ModelFamily.Gaussian(
                            gaussian.states(), gaussian.dimension(), gaussian.covariance(), Chain.DOUBLY_STOCHASTIC)
                    : new ModelFamily.Categorical(family.states(), family.dimension(), Chain.DOUBLY_STOCHASTIC);
            out.put("assuming a doubly stochastic chain", Question.generic(doubly, question.tasks()));
        }
    }
}
