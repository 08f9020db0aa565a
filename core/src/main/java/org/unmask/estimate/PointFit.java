// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.ArrayList;
import java.util.List;
import org.unmask.data.PointSequences;
import org.unmask.inference.InitialLaw;
import org.unmask.model.Chain;

/** Fits Gaussian models. */
final class PointFit {

    private static final int[] STRETCHES = {5, 50};

    private final PointTokens tokens;
    private final FitOptions options;
    private final Effort effort;
    private final Clock clock;

    PointFit(PointSequences data, FitOptions options, Clock clock) {
        this.options = options;
        this.clock = clock;
        this.tokens = PointTokens.of(data, options.covarianceOrDefault());
        this.effort = Effort.forPoints(data.tokens(), options.states());
    }

    /** Whether the climb saw the data as they are. */
    boolean complete() {
        return tokens.complete();
    }

    /** The likelihood. */
    Fitted likelihood() {
        PointTokens sample = tokens.sample(effort.sample(), effort.stretches());
        PointTokens clustered = sample.sample(Effort.CLUSTERED, effort.stretches());
        PointStarts starts = new PointStarts(clustered, options.states(), climb(clustered));
        List<Candidate> candidates =
                new ArrayList<>(starts.clusters(options.states() == 1 ? 1 : effort.draws(), options.seed()));
        if (options.states() > 1) {
            for (int length : STRETCHES) {
                candidates.addAll(starts.averages(length, options.seed()));
                candidates.addAll(starts.spreads(length, options.seed()));
            }
        }
        Search.Outcome outcome = new Search(effort, options.threads(), clock, options.progress())
                .from(candidates, () -> climb(sample), () -> climb(tokens));
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
