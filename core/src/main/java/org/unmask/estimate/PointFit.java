// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.unmask.data.PointSequences;
import org.unmask.inference.BaumWelch;
import org.unmask.inference.EmOptions;
import org.unmask.inference.InitialLaw;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.task.Loss;
import org.unmask.task.TaskSet;
import org.unmask.training.AdamTraining;
import org.unmask.training.GaussianTraining;
import org.unmask.training.MaskedLoss;
import org.unmask.training.Start;
import org.unmask.training.Starts;
import org.unmask.training.TrainingOptions;

/** Fits Gaussian models. */
final class PointFit {

    /** Steps of masked training from one start; each goes over the data. */
    private static final int STEPS = 200;

    /** Times that covariances are set anew between trainings that hold them. */
    private static final int TURNS = 2;

    /** Lengths of the stretches whose means and spreads are clustered. */
    private static final int SHORT = 5;

    private static final int LONG = 50;

    private final PointSequences data;
    private final TaskSet tasks;
    private final GaussianTraining training;
    private final PointTokens tokens;
    private final FitOptions options;
    private final Effort effort;
    private final Clock clock;

    PointFit(PointSequences data, FitOptions options, TaskSet tasks, Clock clock) {
        this(
                data,
                tasks,
                GaussianTraining.of(data, options.covarianceOrDefault(), options.chain(), tasks),
                PointTokens.of(data, options.covarianceOrDefault()),
                options,
                Effort.forPoints(data.tokens(), options.states()),
                clock);
    }

    private PointFit(
            PointSequences data,
            TaskSet tasks,
            GaussianTraining training,
            PointTokens tokens,
            FitOptions options,
            Effort effort,
            Clock clock) {
        this.data = data;
        this.tasks = tasks;
        this.training = training;
        this.tokens = tokens;
        this.options = options;
        this.effort = effort;
        this.clock = clock;
    }

    /** The same fit with no more polish than a comparison takes, see {@link Effort#towards}. */
    PointFit towards(double goal) {
        return new PointFit(data, tasks, training, tokens, options, effort.towards(goal), clock);
    }

    /** Whether the climb saw the data as they are. */
    boolean complete() {
        return tokens.complete();
    }

    /** The tasks' losses under a model. */
    List<TaskScore> scores(Hmm model) {
        List<TaskScore> out = new ArrayList<>();
        for (MaskedLoss loss : training.losses(model, workers())) {
            long windows = DataCheck.windows(data, loss.task());
            out.add(new TaskScore(loss.task(), windows, loss.model(), loss.independent(), loss.table()));
        }
        return out;
    }

    /** Threads worth starting for one pass over the data. */
    private Threads workers() {
        return data.tokens() < 1 << 15 ? Threads.ONE : options.threads();
    }

    /** Masked prediction alone. */
    Fitted masked() {
        List<Start> starts = clusters(data, effort.draws());
        if (options.adam().isPresent()) {
            Fitted fitted = new MinibatchFit(options, options.adam().get())
                    .of(
                            starts,
                            model -> MaskedReports.total(training.losses(model, workers())),
                            (model, how) -> AdamTraining.points(data, options.chain(), tasks, model, how));
            return squared() ? new Fitted(respread(fitted.model()), fitted.stop(), fitted.starts()) : fitted;
        }
        TrainingOptions how =
                MaskedReports.options(options).withIterations(STEPS).withTolerance(1e-7);
        return squared() ? meansOnly(starts, how) : MaskedReports.of(training.train(starts, how));
    }

    /** Covariances by the likelihood and means by the loss in turn, as squared loss hardly sees covariances (2.12). */
    private Fitted meansOnly(List<Start> starts, TrainingOptions how) {
        GaussianTraining held = training.withSpreadsHeld();
        Fitted fitted = MaskedReports.of(held.train(starts, how));
        StartReport winner = fitted.starts().get(0);
        for (int turn = 0; turn < TURNS && options.covarianceOrDefault() != CovarianceShape.IDENTITY; turn++) {
            Start next = new Start(winner.name(), respread(fitted.model()));
            Fitted again = MaskedReports.of(held.train(List.of(next), how));
            List<StartReport> reports = new ArrayList<>(again.starts());
            reports.addAll(fitted.starts().subList(1, fitted.starts().size()));
            fitted = new Fitted(again.model(), again.stop(), reports);
        }
        return fitted;
    }

    /** The model with the covariances that one step of EM gives it. */
    private Hmm respread(Hmm model) {
        EmOptions step = EmOptions.DEFAULT
                .withMaxIterations(1)
                .withChain(options.chain())
                .withInitial(options.initial())
                .withThreads(workers());
        Gaussian next = (Gaussian) BaumWelch.fit(model, data, step).model().emission();
        return new Hmm(
                model.initial(),
                model.transition(),
                new Gaussian(((Gaussian) model.emission()).means(), next.covariances()));
    }

    private boolean squared() {
        return tasks.tasks().stream().allMatch(task -> task.loss() == Loss.SQUARED);
    }

    private List<Start> clusters(PointSequences points, int count) {
        return Starts.clusters(
                points,
                options.states(),
                options.covarianceOrDefault(),
                options.chain(),
                count,
                options.seed().split("masked"));
    }

    /**
     * The likelihood, from clusters; where those have not agreed after few steps, from many more starts and beside the best
     * top. Masked training, which costs as much as all of that, led to no higher top.
     */
    Fitted likelihood() {
        PointTokens sample = tokens.sample(effort.sample(), effort.stretches());
        PointTokens clustered = sample.sample(Effort.CLUSTERED, effort.stretches());
        PointStarts starts = new PointStarts(clustered, options.states(), climb(clustered));
        List<Candidate> first =
                new ArrayList<>(starts.clusters(options.states() == 1 ? 1 : effort.draws(), options.seed()));
        if (options.states() > 1) {
            first.addAll(starts.spreads(SHORT, options.seed()));
        }
        Supplier<Climb> onSample = () -> climb(sample);
        Supplier<Climb> onAll = () -> climb(tokens);
        Search search = new Search(effort, options.threads(), clock, options.progress());
        List<Candidate> left = search.tried(search.screened(first, effort.rounds(), onSample), onAll);
        Search.Outcome outcome;
        if (search.agreed(left) || options.states() == 1) {
            outcome = search.settled(left);
        } else {
            List<Candidate> second = new ArrayList<>(left);
            second.addAll(starts.averages(SHORT, options.seed()));
            second.addAll(starts.averages(LONG, options.seed()));
            second.addAll(starts.spreads(LONG, options.seed()));
            second.addAll(starts.random(Effort.POINT_DRAWS, options.seed()));
            PointMoves moves = new PointMoves(climb(tokens.sample(1, 1)));
            outcome = search.besides(
                    search.finished(search.screened(second, effort.wide(), onSample), onAll),
                    Effort.moves(data.tokens(), options.states(), 1),
                    (top, round) -> moves.from(top, options.seed().split("moves", round)),
                    onSample,
                    onAll);
        }
        PointClimb winner = climb(tokens);
        winner.accept(outcome.winner().theta());
        return new Fitted(winner.model(), outcome.winner().reason(), outcome.reports());
    }

    private PointClimb climb(PointTokens over) {
        return new PointClimb(
                over,
                options.covarianceOrDefault(),
                options.states(),
                options.initial() == InitialLaw.FREE && options.chain() == Chain.STATIONARY);
    }
}
