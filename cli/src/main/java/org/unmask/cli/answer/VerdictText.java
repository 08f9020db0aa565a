// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli.answer;

import java.util.ArrayList;
import java.util.List;
import org.unmask.cli.terminal.Paragraph;
import org.unmask.model.ModelFamily;
import org.unmask.task.TaskSet;
import org.unmask.verdict.Verdict;

/** A verdict in words for a terminal. */
public final class VerdictText {

    private VerdictText() {}

    /** How a sentence names tasks: of Gaussian families with their loss, on which the answer depends. */
    public static String named(TaskSet tasks, boolean gaussian) {
        return tasks.text() + (gaussian ? " with " + tasks.tasks().get(0).loss().word() + " loss" : "");
    }

    /** The answer, and why. */
    public static List<String> lines(Verdict verdict) {
        String tasks = named(verdict.question().tasks(), verdict.question().family() instanceof ModelFamily.Gaussian);
        List<String> lines = new ArrayList<>();
        lines.addAll(Paragraph.lines(verdict.fold(
                yes -> "verdict: identifiable. Predicting " + tasks
                        + " fixes every parameter, up to the order of the states",
                locally -> "verdict: locally identifiable. No model near this one predicts the same for " + tasks
                        + "; whether one far away does is open",
                no -> "verdict: not identifiable. A family of other models, of dimension "
                        + no.exactRank().nullity() + ", predicts the same for " + tasks,
                open -> "verdict: undetermined for " + tasks)));
        lines.addAll(Paragraph.lines("  "
                + (verdict instanceof Verdict.Identifiable yes
                        ? yes.theorem().statement() + " (" + yes.theorem().formula()
                                + ", preconditions checked "
                                + (verdict.question().at().isPresent()
                                        ? "at this model)"
                                        : "at a generic point of the family)")
                        : verdict.reason())));
        return lines;
    }
}
