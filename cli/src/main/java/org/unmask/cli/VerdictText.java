// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import java.util.ArrayList;
import java.util.List;
import org.unmask.verdict.Verdict;

/** A verdict in words for a terminal. */
final class VerdictText {

    private static final int WIDTH = 100;

    private VerdictText() {}

    /** The answer, and why. */
    static List<String> lines(Verdict verdict) {
        String tasks = verdict.question().tasks().text();
        List<String> lines = new ArrayList<>();
        lines.add(verdict.fold(
                yes -> "verdict: identifiable. Predicting " + tasks
                        + " fixes every parameter, up to the order of the states",
                locally -> "verdict: locally identifiable. No model near this one predicts the same for " + tasks
                        + "; whether one far away does is open",
                no -> "verdict: not identifiable. A family of other models, of dimension "
                        + no.exactRank().nullity() + ", predicts the same for " + tasks,
                open -> "verdict: undetermined for " + tasks));
        lines.addAll(wrapped(
                verdict instanceof Verdict.Identifiable yes
                        ? yes.theorem().statement() + " (" + yes.theorem().formula()
                                + ", preconditions checked "
                                + (verdict.question().at().isPresent()
                                        ? "at this model)"
                                        : "at a generic point of the family)")
                        : verdict.reason()));
        return lines;
    }

    /** A paragraph in lines of a terminal's width, indented. */
    private static List<String> wrapped(String paragraph) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(" ");
        for (String word : paragraph.split(" ")) {
            if (line.length() + word.length() >= WIDTH && line.length() > 1) {
                lines.add(line.toString());
                line = new StringBuilder(" ");
            }
            line.append(' ').append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
