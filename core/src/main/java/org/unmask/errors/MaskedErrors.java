// SPDX-License-Identifier: Apache-2.0
package org.unmask.errors;

import java.util.List;
import java.util.Optional;
import org.unmask.data.Sequences;
import org.unmask.inference.ExpectedCounts;
import org.unmask.inference.InitialLaw;
import org.unmask.inference.LocalCoordinates;
import org.unmask.matrix.Matrix;
import org.unmask.model.Chain;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.task.TaskSet;
import org.unmask.training.MaskedScores;

/**
 * Standard errors of a minimum of masked loss (6.2): its second derivative on both sides of the long-run variance of the
 * windows' scores, which overlap and depend on each other. The inverse second derivative alone means nothing here, as
 * masked loss is no likelihood.
 *
 * @param chain which transition matrices were allowed
 * @param tasks what was predicted
 * @param mask what the verdict calls fixed
 * @param level of the intervals
 */
public record MaskedErrors(Chain chain, TaskSet tasks, FixedMask mask, double level) {

    private static final double STEP = 1e-6;

    /**
     * The errors.
     *
     * @param model the minimum
     * @param data whose windows were trained on
     * @return the errors; empty when there are more than {@link LikelihoodErrors#MOST_DIRECTIONS} directions, or a number
     *     overflows
     * @throws IllegalArgumentException when the data are not of the model's kind or have no window of a task
     */
    public Optional<StandardErrors> of(Hmm model, Sequences data) {
        if (LocalCoordinates.most(model, InitialLaw.STATIONARY) > LikelihoodErrors.MOST_DIRECTIONS) {
            return Optional.empty();
        }
        LocalCoordinates coordinates =
                LocalCoordinates.at(model, chain, InitialLaw.STATIONARY, ExpectedCounts.of(model, data, Threads.ONE));
        MaskedScores scores = MaskedScores.of(coordinates, data, tasks);
        Optional<Matrix> bend = secondDerivative(coordinates, scores);
        if (bend.isEmpty()) {
            return Optional.empty();
        }
        Curvature curvature = Curvature.of(bend.get(), mask.nullity());
        Matrix spread = LongRun.covariance(scores.sums(LongRun.stretch(model, data.tokens())));
        Matrix covariance = curvature.around(spread);
        return Optional.of(new EntryTables(coordinates, covariance, curvature.flat(), Optional.empty(), mask, level)
                .errors(ErrorMethod.SANDWICH, data.tokens(), curvature.condition(), List.of()));
    }

    /** Differences of the gradient; empty when a step leaves the family or a number overflows. */
    static Optional<Matrix> secondDerivative(LocalCoordinates coordinates, MaskedScores scores) {
        int size = coordinates.size();
        double[] here = scores.gradient(coordinates.model());
        List<Optional<double[]>> there =
                Threads.ONE.map(size, p -> coordinates.moved(p, STEP).map(scores::gradient));
        if (there.stream().anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        Matrix raw = Matrix.generate(size, size, (p, q) -> (there.get(p).orElseThrow()[q] - here[q]) / STEP);
        Matrix even = raw.plus(raw.transpose()).scale(0.5);
        return Double.isFinite(even.frobeniusNorm()) ? Optional.of(even) : Optional.empty();
    }
}
