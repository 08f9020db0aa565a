// SPDX-License-Identifier: Apache-2.0
package org.unmask.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.unmask.diagnosis.Diagnosis;
import org.unmask.report.Section.Head;
import org.unmask.report.Section.Line;
import org.unmask.report.Section.Lines;
import org.unmask.report.Section.Prose;
import org.unmask.selection.StateChoice;
import org.unmask.selection.StateCount;

/** Sections about what was found beside a fit. */
public final class Findings {

    private Findings() {}

    /**
     * How the number of states was chosen.
     *
     * @param choice the choice
     * @return both criteria against the number of states, and the recommendation
     */
    public static Section choice(StateChoice choice) {
        List<Line> lines = new ArrayList<>();
        lines.add(line("BIC", choice, StateCount::bic, true));
        lines.add(line("AIC", choice, StateCount::aic, false));
        return new Lines(
                new Head("How many states", choice.words()),
                "states",
                "above the least (lower is better)",
                lines,
                false);
    }

    private static Line line(String name, StateChoice choice, ToDoubleFunction<StateCount> criterion, boolean chosen) {
        double least = choice.tried().stream().mapToDouble(criterion).min().orElse(0);
        return new Line(
                name,
                choice.tried().stream().map(count -> (double) count.states()).toList(),
                choice.tried().stream()
                        .map(count -> criterion.applyAsDouble(count) - least)
                        .toList(),
                chosen);
    }

    /**
     * What is wrong with a fit.
     *
     * @param diagnosis of the fit
     * @return its findings in words
     */
    public static Section diagnosis(Diagnosis diagnosis) {
        return prose(
                "Diagnosis",
                diagnosis.findings().isEmpty()
                        ? List.of("Nothing tells against this fit.")
                        : diagnosis.findings().stream()
                                .map(Diagnosis.Finding::words)
                                .toList());
    }

    /**
     * Plain words.
     *
     * @param title the heading
     * @param paragraphs in order
     * @return the section
     */
    public static Section prose(String title, List<String> paragraphs) {
        return new Prose(new Head(title, ""), paragraphs);
    }
}
