// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.unmask.cli.answer.ChoiceDocument;
import org.unmask.cli.answer.DiagnosisDocument;
import org.unmask.cli.answer.Watch;
import org.unmask.cli.option.ConstraintOptions;
import org.unmask.cli.terminal.Console;
import org.unmask.diagnosis.Diagnosis;
import org.unmask.estimate.RestrictedFit;
import org.unmask.report.Findings;
import org.unmask.report.Section;
import org.unmask.selection.StateChoice;

/**
 * Something that was found beside a fit, in each form in which it is told.
 *
 * @param key its name in the document of {@code --json}
 * @param document the same for a program
 * @param talk the same for a terminal
 * @param section the same for the report
 */
record Finding(String key, Map<String, Object> document, Consumer<Console> talk, Optional<Section> section) {

    static Finding of(StateChoice choice) {
        return new Finding(
                "choice",
                ChoiceDocument.of(choice),
                console -> ChoiceDocument.print(console, choice),
                Optional.of(Findings.choice(choice)));
    }

    static Finding of(Diagnosis diagnosis) {
        return new Finding(
                "diagnosis",
                DiagnosisDocument.of(diagnosis),
                console -> DiagnosisDocument.print(console, diagnosis),
                Optional.of(Findings.diagnosis(diagnosis)));
    }

    static Finding of(Watch watch) {
        return new Finding(
                "watch",
                watch.document(),
                console -> console.paragraph(watch.sentence()),
                Optional.of(watch.section()));
    }

    static Finding of(RestrictedFit fit) {
        List<String> lines = ConstraintOptions.lines(fit);
        return new Finding(
                "constraints",
                ConstraintOptions.document(fit),
                console -> lines.forEach(console::paragraph),
                Optional.of(Findings.prose("Constraints", lines)));
    }
}
