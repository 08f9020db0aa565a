// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.document;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.unmask.verdict.check.Family;
import org.unmask.verdict.check.Refusal;
import org.unmask.verdict.check.Task;

/** Reads the question of a document. */
final class AskedQuestion {

    private static final String POSITIONS = "x[1-9][0-9]{0,2}(,x[1-9][0-9]{0,2})*";

    private AskedQuestion() {}

    static Family read(Tree question) {
        boolean gaussian = question.get("family").word("gaussian|categorical").equals("gaussian");
        String shapes = "identity|(spherical|diagonal|full)-(shared|per-state)";
        Family family = new Family(
                gaussian,
                question.get("states").integer(1, 63),
                question.get("dimension").integer(1, 9999),
                question.get("transition").word("doubly-stochastic|stationary").equals("doubly-stochastic"),
                gaussian ? question.get("covariance").word(shapes) : "none",
                gaussian && question.get("loss").word("squared|log").equals("log"),
                question.get("tasks").list().stream().map(AskedQuestion::task).toList());
        Set<String> known = Set.of("family", "states", "dimension", "transition", "tasks", "covariance", "loss");
        boolean complete = known.containsAll(question.fields().keySet())
                && question.fields().size() == (gaussian ? 7 : 5);
        Refusal.unless(
                complete && !family.tasks().isEmpty() && family.parameters() > 0,
                question.path() + " has a field too many, no tasks or no free parameter");
        return family;
    }

    /** Such as {@code x2,x3|x1}. */
    private static Task task(Tree place) {
        String[] sides = place.word(POSITIONS + "\\|" + POSITIONS).split("\\|");
        List<Integer> targets = positions(sides[0]).stream().sorted().toList();
        Task task = new Task(place.text(), targets, positions(sides[1]));
        boolean once = task.all().stream().distinct().count() == task.all().size();
        Refusal.unless(once, place.path() + " is " + task.text() + ", a position twice");
        return task;
    }

    private static List<Integer> positions(String side) {
        return Pattern.compile(",?x")
                .splitAsStream(side)
                .filter(name -> !name.isEmpty())
                .map(Integer::valueOf)
                .toList();
    }
}
