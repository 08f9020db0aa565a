// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.unmask.data.PointSequences;
import org.unmask.data.Splits;
import org.unmask.data.SymbolSequences;
import org.unmask.inference.StopReason;
import org.unmask.model.Chain;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.task.TaskSet;

/**
 * Masked training on windows drawn at random, as self-supervised learning does it: Adam (Kingma, Ba 2015) on unconstrained
 * coordinates, a share of the data held out, the model with the least held-out loss kept. Deterministic by seed. Full-batch
 * training comes to a better optimum sooner; this one shows how such predictors behave while they learn.
 */
public final class AdamTraining {

    private static final double FIRST = 0.9;
    private static final double SECOND = 0.999;
    private static final double TINY = 1e-8;

    private AdamTraining() {}

    /**
     * Trains on sequences of symbols.
     *
     * @param data the sequences; a share of them, or of their blocks, is held out
     * @param chain the kind of transition matrices to stay in
     * @param tasks what to predict, with the loss of each
     * @param start a categorical model over the same alphabet
     * @param options how
     * @return the model and its learning curve
     * @throws IllegalArgumentException when a task has no window in one of the parts, or the start does not fit
     */
    public static AdamResult symbols(SymbolSequences data, Chain chain, TaskSet tasks, Hmm start, AdamOptions options) {
        if (start.emission().dimension() != data.dimension()) {
            throw new IllegalArgumentException(
                    "the start is over " + start.emission().dimension() + " symbols, expected " + data.dimension());
        }
        Batches batches =
                new SymbolBatches(Splits.of(data, options.heldOut(), options.seed()), start.states(), chain, tasks);
        return train(batches, ModelPoint.coordinates(start, Softmax.FLOOR), options);
    }

    /**
     * Trains on sequences of points.
     *
     * @param data the sequences; a share of them, or of their blocks, is held out
     * @param chain the kind of transition matrices to stay in
     * @param tasks what to predict, with the loss of each
     * @param start a Gaussian model; its covariances' shape is kept, and under squared loss, which hardly sees them (2.12),
     *     they themselves
     * @param options how
     * @return the model and its learning curve
     * @throws IllegalArgumentException when a task has no window in one of the parts, or the start does not fit
     */
    public static AdamResult points(PointSequences data, Chain chain, TaskSet tasks, Hmm start, AdamOptions options) {
        if (!(start.emission() instanceof Gaussian gaussian) || gaussian.dimension() != data.dimension()) {
            throw new IllegalArgumentException(
                    "the start is not a Gaussian model of " + data.dimension() + " coordinates");
        }
        Batches batches = new PointBatches(
                Splits.of(data, options.heldOut(), options.seed()),
                start.states(),
                gaussian.covariances().shape(),
                chain,
                tasks);
        return train(
                batches, GaussianPoint.coordinates(start, gaussian.covariances().shape()), options);
    }

    private static AdamResult train(Batches batches, double[] start, AdamOptions options) {
        RandomGenerator random = options.seed().split("batches").generator();
        int n = batches.size();
        double[] theta = start.clone();
        double[] best = start.clone();
        double[] mean = new double[n];
        double[] square = new double[n];
        double[] gradient = new double[n];
        double least = batches.heldOut(theta);
        double pending = 0;
        int since = 0;
        int idle = 0;
        List<AdamResult.Look> curve = new ArrayList<>();
        for (int step = 1; step <= options.steps(); step++) {
            double loss = batches.draw(theta, options.batch(), random, gradient);
            if (step == 1) {
                curve.add(new AdamResult.Look(0, loss, least));
            }
            if (!Double.isFinite(loss) || !Double.isFinite(least)) {
                return new AdamResult(batches.model(best), least, step - 1, StopReason.NON_FINITE, curve);
            }
            double rate = options.rate() * (1 - 0.9 * (step - 1) / options.steps());
            for (int i = 0; i < n; i++) {
                mean[i] = FIRST * mean[i] + (1 - FIRST) * gradient[i];
                square[i] = SECOND * square[i] + (1 - SECOND) * gradient[i] * gradient[i];
                double m = mean[i] / (1 - Math.pow(FIRST, step));
                double v = square[i] / (1 - Math.pow(SECOND, step));
                theta[i] -= rate * m / (Math.sqrt(v) + TINY);
            }
            pending += loss;
            since++;
            options.progress().at("masked training", step, options.steps());
            if (step % options.look() == 0 || step == options.steps()) {
                double held = batches.heldOut(theta);
                curve.add(new AdamResult.Look(step, pending / since, held));
                pending = 0;
                since = 0;
                idle++;
                if (held < least) {
                    least = held;
                    best = theta.clone();
                    idle = 0;
                }
                if (idle >= options.patience()) {
                    return new AdamResult(batches.model(best), least, step, StopReason.CONVERGED, curve);
                }
            }
        }
        return new AdamResult(batches.model(best), least, options.steps(), StopReason.ITERATION_LIMIT, curve);
    }
}
