// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.ArrayList;
import java.util.List;
import org.unmask.data.PointSequences;
import org.unmask.inference.InitialLaw;
import org.unmask.model.Chain;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.task.TaskSet;
import org.unmask.training.GaussianTraining;
import org.unmask.training.MaskedLoss;
import org.unmask.training.Start;
import org.unmask.training.Starts;

/** Fits Gaussian models. */
final class PointFit {

    /** Steps of masked training from one start; each goes over the data. */
    private static final int STEPS = 200;

    /** Lengths of the stretches whose means and spreads are clustered. */
    private static final int SHORT = 5;

    private static final int LONG = 50;

    private final PointSequences data;
    private final GaussianTraining training;
    private final PointTokens tokens;
    private final FitOptions options;
    private final Effort effort;
    private final Clock clock;

    PointFit(PointSequences data, FitOptions options, TaskSet tasks, Clock clock) {
        this.data = data;
        this.options = options;
        this.clock = clock;
        this.tokens = PointTokens.of(data, options.covarianceOrDefault());
        this.training = GaussianTraining.of(data, options.covarianceOrDefault(), options.chain(), tasks);
        this.effort = Effort.forPoints(data.tokens(), options.states());
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
        List<Start> starts = Starts.clusters(
                data,
                options.states(),
                options.covarianceOrDefault(),
                options.chain(),
                effort.draws(),
                options.seed().split("masked"));
        return MaskedReports.of(training.train(
                starts, MaskedReports.options(options).withIterations(STEPS).withTolerance(1e-7)));
    }

    /** The likelihood. */
    Fitted likelihood() {
        PointTokens sample = tokens.sample(effort.sample(), effort.stretches());
        PointTokens clustered = sample.sample(Effort.CLUSTERED, effort.stretches());
        PointStarts starts = new PointStarts(clustered, options.states(), climb(clustered));
        List<Candidate> first =
                new ArrayList<>(starts.clusters(options.states() == 1 ? 1 : effort.draws(), options.seed()));
        if (options.states() > 1) {
            first.addAll(starts.spreads(SHORT, options.seed()));
        }
        Search.Outcome outcome = new Search(effort, options.threads(), clock, options.progress())
                .from(first, () -> climb(sample), () -> climb(tokens));
        if (!outcome.settled() && options.states() > 1) {
            Effort more = effort.secondTry();
            List<Candidate> second = new ArrayList<>(starts.averages(SHORT, options.seed()));
            second.addAll(starts.averages(LONG, options.seed()));
            second.addAll(starts.spreads(LONG, options.seed()));
            second.addAll(starts.random(more.draws(), options.seed()));
            outcome = outcome.and(new Search(more, options.threads(), clock, options.progress())
                    .from(second, () -> climb(sample), () -> climb(tokens)));
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
