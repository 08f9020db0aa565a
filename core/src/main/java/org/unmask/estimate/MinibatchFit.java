// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import org.unmask.inference.StopReason;
import org.unmask.model.Hmm;
import org.unmask.training.AdamOptions;
import org.unmask.training.AdamResult;
import org.unmask.training.Start;

/**
 * Masked training on minibatches as the whole of a fit: the starts with the least loss are trained, the model with the
 * least loss on the data held out is kept.
 *
 * @param options of the fit
 * @param how the training goes
 */
record MinibatchFit(FitOptions options, AdamOptions how) {

    /** Starts that are trained. */
    private static final int TRAINED = 3;

    /** A start and its loss before training. */
    private record Entry(Start start, double loss) {}

    /** A trained start. */
    private record Trained(Start start, AdamResult result) {}

    /**
     * Trains.
     *
     * @param starts at least one
     * @param loss of a model on all the data
     * @param training from a model, by given options
     */
    Fitted of(List<Start> starts, ToDoubleFunction<Hmm> loss, BiFunction<Hmm, AdamOptions, AdamResult> training) {
        List<Entry> entries = new ArrayList<>();
        for (Start start : starts) {
            entries.add(new Entry(start, loss.applyAsDouble(start.model())));
        }
        entries.sort(Comparator.comparingDouble(entry -> worstLast(entry.loss())));
        int count = Math.min(TRAINED, entries.size());
        AdamOptions seeded = how.withSeed(options.seed().split("minibatches")).withProgress(options.progress());
        List<Trained> trained = new ArrayList<>(options.threads().map(count, n -> {
            Start start = entries.get(n).start();
            return new Trained(start, training.apply(start.model(), seeded));
        }));
        trained.sort(Comparator.comparingDouble(one -> worstLast(one.result().heldOutLoss())));
        List<StartReport> reports = new ArrayList<>();
        for (Trained one : trained) {
            reports.add(report(one, reports.isEmpty() ? StartReport.Stage.WINNER : StartReport.Stage.CLIMBED));
        }
        for (Entry entry : entries.subList(count, entries.size())) {
            reports.add(new StartReport(
                    entry.start().name(),
                    StartReport.Stage.SCREENED,
                    OptionalDouble.of(entry.loss()),
                    Double.NaN,
                    0,
                    StopReason.ITERATION_LIMIT,
                    List.of()));
        }
        AdamResult winner = trained.get(0).result();
        return new Fitted(winner.model(), winner.stopReason(), reports);
    }

    private static double worstLast(double loss) {
        return Double.isNaN(loss) ? Double.POSITIVE_INFINITY : loss;
    }

    private static StartReport report(Trained one, StartReport.Stage stage) {
        AdamResult result = one.result();
        return new StartReport(
                one.start().name(),
                stage,
                OptionalDouble.of(result.heldOutLoss()),
                Double.NaN,
                result.steps(),
                result.stopReason(),
                result.curve().stream().map(AdamResult.Look::training).toList(),
                result.curve().stream().map(AdamResult.Look::heldOut).toList());
    }
}
