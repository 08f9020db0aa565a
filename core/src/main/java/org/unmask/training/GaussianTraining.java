// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.unmask.data.PointSequences;
import org.unmask.inference.StopReason;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.task.TaskSet;

/**
 * Masked training of Gaussian models on windows of points: full batch, exact gradients, L-BFGS. Each step streams over the
 * data; threads share fixed parts of them. Squared loss sees means, and covariances only as far as the context's posterior
 * depends on them (2.12); log loss is the density of the targets given the context. Immutable.
 */
public final class GaussianTraining {

    private final PointSequences data;
    private final CovarianceShape shape;
    private final Chain chain;
    private final TaskSet tasks;
    private final List<PointTask> windows;
    private final PointScale scale;
    private final boolean spreadsHeld;

    private GaussianTraining(
            PointSequences data,
            CovarianceShape shape,
            Chain chain,
            TaskSet tasks,
            List<PointTask> windows,
            PointScale scale,
            boolean spreadsHeld) {
        this.data = data;
        this.shape = shape;
        this.chain = chain;
        this.tasks = tasks;
        this.windows = windows;
        this.scale = scale;
        this.spreadsHeld = spreadsHeld;
    }

    /**
     * Training on the windows of sequences.
     *
     * @param data the sequences; windows with a missing coordinate are left out
     * @param shape which covariances are free
     * @param chain the kind of transition matrices to stay in
     * @param tasks what to predict, with the loss of each
     * @return the training problem
     * @throws IllegalArgumentException when a task has no window in the data or a coordinate is constant
     */
    public static GaussianTraining of(PointSequences data, CovarianceShape shape, Chain chain, TaskSet tasks) {
        List<PointTask> windows =
                tasks.tasks().stream().map(task -> new PointTask(task, data)).toList();
        return new GaussianTraining(data, shape, chain, tasks, windows, PointScale.of(data), false);
    }

    /**
     * The same problem with the covariances left as they are in each start. Squared loss sees them so faintly that training
     * them by it lets them run off (2.12).
     *
     * @return the problem in means and transition alone
     */
    public GaussianTraining withSpreadsHeld() {
        return new GaussianTraining(data, shape, chain, tasks, windows, scale, true);
    }

    /**
     * Trains from every start and keeps the best.
     *
     * @param starts at least one; numbers of states may differ
     * @param options how; the minimiser is L-BFGS whatever they say
     * @return the best model, and how each start ended: {@link StopReason#DEGENERATE_STATE} when a covariance sank to the
     *     floor, a hundred-millionth of the data's variance
     * @throws IllegalArgumentException when there is no start, or one is not of this family
     */
    public TrainingResult train(List<Start> starts, TrainingOptions options) {
        if (starts.isEmpty()) {
            throw new IllegalArgumentException("training needs at least one start, found none");
        }
        starts.forEach(start -> check(start.name(), start.model()));
        Stop stop = options.stop();
        List<StartOutcome> outcomes = new ArrayList<>();
        for (Start start : starts) {
            outcomes.add(train(start, options, stop));
            options.progress().at("masked training", outcomes.size(), starts.size());
        }
        StartOutcome winner = outcomes.stream()
                .min(Comparator.<StartOutcome>comparingInt(o -> o.stopReason() == StopReason.DEGENERATE_STATE ? 1 : 0)
                        .thenComparingDouble(o -> Double.isNaN(o.loss()) ? Double.POSITIVE_INFINITY : o.loss()))
                .orElseThrow();
        return new TrainingResult(winner, outcomes, losses(winner.model(), options.threads()));
    }

    private StartOutcome train(Start start, TrainingOptions options, Stop stop) {
        PointObjective objective = objective(start.model().states(), options.threads());
        double[] theta = GaussianPoint.coordinates(start.model(), shape);
        Minimum minimum = new Lbfgs(objective, objective::diagonal, options.tolerance(), stop)
                .minimise(theta, options.iterations());
        Optional<GaussianPoint> point = objective.point(minimum.theta());
        boolean degenerate = point.map(GaussianPoint::degenerate).orElse(false);
        return new StartOutcome(
                start.name(),
                point.map(GaussianPoint::model).orElse(start.model()),
                minimum.value(),
                minimum.value(),
                minimum.gradientNorm(),
                degenerate ? StopReason.DEGENERATE_STATE : minimum.reason(),
                minimum.iterations(),
                minimum.curve());
    }

    private PointObjective objective(int states, Threads threads) {
        return new PointObjective(windows, states, shape, chain, scale, threads, spreadsHeld);
    }

    private void check(String name, Hmm model) {
        if (!(model.emission() instanceof Gaussian gaussian) || gaussian.dimension() != data.dimension()) {
            throw new IllegalArgumentException(
                    "start \"" + name + "\" is not a Gaussian model of " + data.dimension() + " coordinates");
        }
        if (gaussian.covariances().shape() != shape) {
            throw new IllegalArgumentException("start \"" + name + "\" has covariances of shape "
                    + gaussian.covariances().shape().word() + ", expected " + shape.word());
        }
        if (chain == Chain.DOUBLY_STOCHASTIC && !model.transition().isDoublyStochastic(1e-6)) {
            throw new IllegalArgumentException("start \"" + name
                    + "\" has a transition matrix that is not doubly stochastic, although the chain is to be");
        }
    }

    /**
     * The losses of any model of the family on these windows, task by task, beside that of predicting without context.
     *
     * @param model a Gaussian model
     * @param threads how many may work
     * @return one entry for each task; there is no table of points
     */
    public List<MaskedLoss> losses(Hmm model, Threads threads) {
        check("model", model);
        PointObjective objective = objective(model.states(), threads);
        double[] theta = GaussianPoint.coordinates(model, shape);
        List<MaskedLoss> losses = new ArrayList<>();
        for (int t = 0; t < windows.size(); t++) {
            losses.add(new MaskedLoss(
                    tasks.tasks().get(t),
                    objective.taskLoss(t, theta),
                    OptionalDouble.empty(),
                    windows.get(t).independent(scale.mean(), scale.variance())));
        }
        return losses;
    }
}
