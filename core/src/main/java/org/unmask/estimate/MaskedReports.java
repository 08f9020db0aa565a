// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import org.unmask.training.MaskedLoss;
import org.unmask.training.StartOutcome;
import org.unmask.training.TrainingOptions;
import org.unmask.training.TrainingResult;

/** Masked training as the whole of a fit: how it is run, and its outcome in the words of a fit. */
final class MaskedReports {

    private MaskedReports() {}

    static TrainingOptions options(FitOptions options) {
        TrainingOptions how =
                TrainingOptions.DEFAULT.withThreads(options.threads()).withProgress(options.progress());
        return options.timeLimit().map(how::withTimeLimit).orElse(how);
    }

    /** Losses of all tasks together. */
    static double total(List<MaskedLoss> losses) {
        return losses.stream().mapToDouble(MaskedLoss::model).sum();
    }

    static Fitted of(TrainingResult result) {
        return of(result.starts());
    }

    /** The outcome that came lowest, the first one of equals, before the others. */
    static Fitted of(List<StartOutcome> outcomes) {
        StartOutcome winner = TrainingResult.lowest(outcomes);
        List<StartOutcome> others = new ArrayList<>(outcomes);
        others.remove(winner);
        others.sort(Comparator.comparingDouble(StartOutcome::loss));
        List<StartReport> reports = new ArrayList<>();
        reports.add(report(winner, StartReport.Stage.WINNER));
        others.forEach(outcome -> reports.add(report(outcome, StartReport.Stage.CLIMBED)));
        return new Fitted(winner.model(), winner.stopReason(), reports);
    }

    private static StartReport report(StartOutcome outcome, StartReport.Stage stage) {
        return new StartReport(
                outcome.name(),
                stage,
                OptionalDouble.of(outcome.loss()),
                Double.NaN,
                outcome.iterations(),
                outcome.stopReason(),
                outcome.curve());
    }
}
