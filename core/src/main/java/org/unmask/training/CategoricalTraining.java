// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import org.unmask.data.SymbolSequences;
import org.unmask.data.WindowCounts;
import org.unmask.data.WindowWeights;
import org.unmask.inference.StopReason;
import org.unmask.model.Alphabet;
import org.unmask.model.Categorical;
import org.unmask.model.Chain;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.predictor.TablePredictor;
import org.unmask.task.MaskedTask;
import org.unmask.task.TaskSet;

/**
 * Masked training of categorical models on window counts (3.6): full batch, with exact gradients. The loss is the sum over
 * tasks of the mean over windows of the cross-entropy, or of the squared distance between the prediction and the one-hot
 * target. Immutable; training keeps its workspace to itself.
 */
public final class CategoricalTraining {

    /** Where L-BFGS hands over to scoring: promised fall, and number of steps. */
    private static final double ROUGH = 1e-8;

    private static final int FIRST = 300;
    private static final int FURTHER = 100;

    private final Alphabet alphabet;
    private final Chain chain;
    private final TaskSet tasks;
    private final List<WindowTask> windows;

    private CategoricalTraining(Alphabet alphabet, Chain chain, TaskSet tasks, List<WindowTask> windows) {
        this.alphabet = alphabet;
        this.chain = chain;
        this.tasks = tasks;
        this.windows = windows;
    }

    /**
     * Training on given weights of windows: counts, or the exact law of a model.
     *
     * @param alphabet the symbols
     * @param chain the kind of transition matrices to stay in
     * @param tasks what to predict, with the loss of each
     * @param weights for each task, weights at {@link #positions} of it (or the same shifted)
     * @return the training problem
     * @throws IllegalArgumentException when weights are about other positions or another alphabet, or all zero
     */
    public static CategoricalTraining of(Alphabet alphabet, Chain chain, TaskSet tasks, List<WindowWeights> weights) {
        if (weights.size() != tasks.tasks().size()) {
            throw new IllegalArgumentException(
                    "expected weights for each of the " + tasks.tasks().size() + " tasks, found " + weights.size());
        }
        List<WindowTask> windows = new ArrayList<>();
        for (int t = 0; t < weights.size(); t++) {
            if (weights.get(t).symbols() != alphabet.size()) {
                throw new IllegalArgumentException(
                        "windows of task " + tasks.tasks().get(t).text() + " are over "
                                + weights.get(t).symbols() + " symbols, expected " + alphabet.size());
            }
            windows.add(new WindowTask(tasks.tasks().get(t), weights.get(t)));
        }
        return new CategoricalTraining(alphabet, chain, tasks, List.copyOf(windows));
    }

    /**
     * Training on the windows of sequences, counted in one pass for each task.
     *
     * @param data the sequences
     * @param chain the kind of transition matrices to stay in
     * @param tasks what to predict, with the loss of each
     * @param threads how many may count
     * @return the training problem
     * @throws IllegalArgumentException when a task has no window in the data
     */
    public static CategoricalTraining of(SymbolSequences data, Chain chain, TaskSet tasks, Threads threads) {
        List<WindowWeights> weights = tasks.tasks().stream()
                .map(task -> WindowCounts.of(data, threads, positions(task)).weights())
                .toList();
        return of(data.alphabet(), chain, tasks, weights);
    }

    /**
     * The positions whose windows a task needs counted.
     *
     * @param task the task
     * @return ascending, from 1
     */
    public static int[] positions(MaskedTask task) {
        return WindowTask.positions(task);
    }

    /**
     * Trains from every start and keeps the best.
     *
     * @param starts at least one; numbers of states may differ
     * @param options how
     * @return the best model, and how each start ended
     * @throws IllegalArgumentException when there is no start, or one is not over this alphabet, or not doubly stochastic
     *     within 1e-6 although the chain is
     */
    public TrainingResult train(List<Start> starts, TrainingOptions options) {
        if (starts.isEmpty()) {
            throw new IllegalArgumentException("training needs at least one start, found none");
        }
        starts.forEach(this::check);
        Stop stop = options.stop();
        Threads inner = starts.size() == 1 ? options.threads() : Threads.ONE;
        double floor = windows.stream().mapToDouble(WindowTask::floor).sum();
        AtomicInteger done = new AtomicInteger();
        List<StartOutcome> outcomes = options.threads().map(starts.size(), s -> {
            StartOutcome outcome = train(starts.get(s), options, stop, inner, floor);
            options.progress().at("masked training", done.incrementAndGet(), starts.size());
            return outcome;
        });
        StartOutcome winner = TrainingResult.lowest(outcomes);
        return new TrainingResult(winner, outcomes, losses(winner.model()));
    }

    private StartOutcome train(Start start, TrainingOptions options, Stop stop, Threads threads, double floor) {
        int k = start.model().states();
        CategoricalObjective objective = new CategoricalObjective(windows, k, chain, threads);
        double[] theta = ModelPoint.coordinates(start.model(), Softmax.FLOOR);
        boolean scores = objective.curvatureCost()
                <= switch (options.minimiser()) {
                    case AUTO -> CategoricalObjective.SCORING_COST;
                    case SCORING -> Double.MAX_VALUE;
                    case LBFGS, INFORMATION -> 0;
                };
        Minimum minimum = scores ? alternate(objective, options, stop, theta) : direct(objective, options, stop, theta);
        Optional<ModelPoint> point = ModelPoint.of(minimum.theta(), k, alphabet.size(), chain);
        return new StartOutcome(
                start.name(),
                point.map(p -> p.model(alphabet)).orElse(start.model()),
                floor + minimum.value(),
                minimum.value(),
                minimum.gradientNorm(),
                minimum.reason(),
                minimum.iterations(),
                minimum.curve().stream().map(excess -> floor + excess).toList());
    }

    /** L-BFGS, after a few steps of scoring where the start is said to be near. */
    private static Minimum direct(CategoricalObjective objective, TrainingOptions options, Stop stop, double[] theta) {
        Minimum at = Lbfgs.stay(objective, theta);
        if (options.minimiser() == Minimiser.INFORMATION && objective.informs()) {
            at = at.then(new BoundedScoring(objective, options.tolerance(), stop)
                    .minimise(theta, Math.min(options.iterations(), BoundedScoring.FEW)));
        }
        int left = options.iterations() - at.iterations();
        return at.reason() == StopReason.ITERATION_LIMIT
                ? at.then(
                        new Lbfgs(objective, objective::diagonal, options.tolerance(), stop).minimise(at.theta(), left))
                : at;
    }

    /**
     * L-BFGS to the neighbourhood of an optimum, where scoring then finds all digits; back to L-BFGS while scoring gains
     * little by little.
     */
    private static Minimum alternate(
            CategoricalObjective objective, TrainingOptions options, Stop stop, double[] theta) {
        boolean first = options.minimiser() != Minimiser.SCORING;
        Minimum at = Lbfgs.stay(objective, theta);
        double rough = Math.max(options.tolerance(), ROUGH);
        int stretch = FIRST;
        while (at.reason() == StopReason.ITERATION_LIMIT && at.iterations() < options.iterations()) {
            int left = options.iterations() - at.iterations();
            if (first) {
                Lbfgs lbfgs = new Lbfgs(objective, objective::diagonal, rough, stop);
                Minimum near = lbfgs.minimise(at.theta(), Math.min(left, stretch));
                at = at.then(near);
                boolean more = near.reason() == StopReason.STALLED
                        || (near.reason() == StopReason.CONVERGED && rough > options.tolerance());
                at = more ? at.because(StopReason.ITERATION_LIMIT) : at;
                left -= near.iterations();
            }
            if (left > 0 && at.reason() == StopReason.ITERATION_LIMIT) {
                at = at.then(new Scoring(objective, options.tolerance(), stop).minimise(at.theta(), left));
            }
            first = true;
            rough = options.tolerance();
            stretch = FURTHER;
        }
        return at;
    }

    private void check(Start start) {
        if (!(start.model().emission() instanceof Categorical categorical)
                || categorical.dimension() != alphabet.size()) {
            throw new IllegalArgumentException(
                    "start \"" + start.name() + "\" is not a categorical model over " + alphabet.size() + " symbols");
        }
        if (chain == Chain.DOUBLY_STOCHASTIC && !start.model().transition().isDoublyStochastic(1e-6)) {
            throw new IllegalArgumentException("start \"" + start.name()
                    + "\" has a transition matrix that is not doubly stochastic, although the chain is to be");
        }
    }

    /**
     * The weight of all windows of a task together: their number, where they were counted.
     *
     * @param task its place among the tasks, from 0
     * @return above 0
     */
    public double total(int task) {
        return windows.get(task).total;
    }

    /**
     * What the windows of a task say by themselves: their own table.
     *
     * @param targets positions to predict, ascending
     * @param context positions seen, ascending
     * @return the table of the first task that is about these positions and has a cell for every combination, each context
     *     weighted by its share of the windows; empty when there is none
     */
    public Optional<TablePredictor> table(List<Integer> targets, List<Integer> context) {
        return windows.stream()
                .filter(window -> window.dense
                        && window.task.targets().equals(targets)
                        && window.task.context().equals(context))
                .findFirst()
                .map(WindowTask::table);
    }

    /**
     * Whether a model explains the windows that were counted, in standard deviations: how far its loss lies above what
     * chance alone would add to that of the true model, cells taken for independent. Some units say that no other model can
     * be told to be better by these windows as a whole; large values, that the model misses something.
     *
     * @param model a categorical model over this alphabet
     * @return infinite when it cannot be said: weights that are no counts, squared loss, a sparse table, a window of
     *     probability zero
     */
    public double surprise(Hmm model) {
        check(new Start("model", model));
        Optional<ModelPoint> point =
                ModelPoint.of(ModelPoint.coordinates(model, 0), model.states(), alphabet.size(), chain);
        if (point.isEmpty() || !windows.stream().allMatch(DenseWindowLoss::judges)) {
            return Double.POSITIVE_INFINITY;
        }
        Chance chance = new Chance();
        double worst = Double.NEGATIVE_INFINITY;
        for (WindowTask window : windows) {
            DenseWindowLoss loss = new DenseWindowLoss(window, model.states());
            double nats = loss.evaluate(point.get(), new double[loss.rawSize()]) * window.total;
            double surprise = nats < Double.POSITIVE_INFINITY ? chance.surprise(nats, loss.expected()) : nats;
            worst = Math.max(worst, surprise);
        }
        return worst;
    }

    /**
     * The losses of any model on these windows, task by task, beside those of the baselines.
     *
     * @param model a categorical model over this alphabet; its stationary law is that of its chain, where the chain falls
     *     apart that of one beside it, all of whose entries are above zero
     * @return one entry for each task
     */
    public List<MaskedLoss> losses(Hmm model) {
        check(new Start("model", model));
        int k = model.states();
        CategoricalObjective objective = new CategoricalObjective(windows, k, chain, Threads.ONE);
        ModelPoint point = ModelPoint.of(ModelPoint.coordinates(model, 0), k, alphabet.size(), chain)
                .or(() -> ModelPoint.of(ModelPoint.coordinates(model, Softmax.FLOOR), k, alphabet.size(), chain))
                .orElseThrow(() -> new IllegalArgumentException("the model's chain has no unique stationary law"));
        double[] excess = objective.excesses(point);
        List<MaskedLoss> losses = new ArrayList<>();
        for (int t = 0; t < windows.size(); t++) {
            double table = windows.get(t).floor();
            losses.add(new MaskedLoss(
                    tasks.tasks().get(t),
                    table + excess[t],
                    OptionalDouble.of(table),
                    windows.get(t).independent()));
        }
        return losses;
    }
}
