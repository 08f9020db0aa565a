// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.unmask.data.SymbolSequences;
import org.unmask.inference.InitialLaw;
import org.unmask.model.Chain;
import org.unmask.model.Hmm;
import org.unmask.model.ModelFamily;
import org.unmask.parallel.Threads;
import org.unmask.task.TaskSet;
import org.unmask.training.AdamTraining;
import org.unmask.training.CategoricalTraining;
import org.unmask.training.MaskedLoss;
import org.unmask.training.Start;
import org.unmask.training.StartOutcome;
import org.unmask.training.Starts;
import org.unmask.training.TrainingOptions;
import org.unmask.training.TrainingResult;

/** Fits categorical models. */
final class SymbolFit {

    /** Random starts of a fit by masked prediction alone. */
    private static final int MASKED_DRAWS = 12;

    private final SymbolSequences data;
    private final SymbolTokens tokens;
    private final FitOptions options;
    private final ModelFamily family;
    private final CategoricalTraining training;
    private final Effort effort;
    private final Clock clock;

    SymbolFit(SymbolSequences data, FitOptions options, ModelFamily family, TaskSet tasks, Clock clock) {
        this(
                data,
                options,
                family,
                CategoricalTraining.of(data, options.chain(), tasks, workers(data, options)),
                clock);
    }

    /** With the masked training of windows counted elsewhere. */
    SymbolFit(SymbolSequences data, FitOptions options, ModelFamily family, CategoricalTraining training, Clock clock) {
        this.data = data;
        this.options = options;
        this.family = family;
        this.clock = clock;
        this.tokens = SymbolTokens.of(data);
        this.effort = Effort.forSymbols(data.tokens());
        this.training = training;
    }

    /** Threads worth starting for one pass over the data. */
    private static Threads workers(SymbolSequences data, FitOptions options) {
        return data.tokens() < 1 << 18 ? Threads.ONE : options.threads();
    }

    /** The tasks' losses under a model. */
    List<TaskScore> scores(Hmm model) {
        List<TaskScore> out = new ArrayList<>();
        for (MaskedLoss loss : training.losses(model)) {
            out.add(new TaskScore(
                    loss.task(), DataCheck.windows(data, loss.task()), loss.model(), loss.independent(), loss.table()));
        }
        return out;
    }

    /** Masked prediction alone. */
    Fitted masked() {
        List<Start> starts = readOffs();
        starts.addAll(Starts.random(
                data.alphabet(),
                options.states(),
                options.chain(),
                MASKED_DRAWS,
                options.seed().split("masked")));
        if (options.adam().isPresent()) {
            return new MinibatchFit(options, options.adam().get())
                    .of(
                            starts,
                            model -> MaskedReports.total(training.losses(model)),
                            (model, how) ->
                                    AdamTraining.symbols(data, options.chain(), options.tasksFor(false), model, how));
        }
        return MaskedReports.of(training.train(starts, MaskedReports.options(options)));
    }

    private List<Start> readOffs() {
        SymbolSequences read = tokens.sample(Effort.READ, effort.stretches()).sequences(data.alphabet());
        return new MaskedStarts(read, family, Threads.ONE).readOffs(effort.largestGap(), options.seed());
    }

    /** The likelihood, from starts of masked prediction besides others when asked for. */
    Fitted likelihood(boolean masked) {
        List<Candidate> starts = new ArrayList<>();
        if (masked) {
            starts.addAll(maskedCandidates());
        }
        SymbolTokens sample = tokens.sample(effort.sample(), effort.stretches());
        SymbolStarts light = new SymbolStarts(sample, options.states());
        starts.addAll(light.stretches(options.seed()));
        if (options.states() > 1) {
            starts.addAll(light.random(effort.draws(), options.seed()));
        } else {
            starts.addAll(light.random(1, options.seed()));
        }
        Supplier<Climb> onSample = () -> climb(sample);
        Supplier<Climb> onAll = () -> climb(tokens);
        Search search = new Search(effort, options.threads(), clock, options.progress());
        SymbolMoves moves = new SymbolMoves(options.states(), tokens.symbols());
        Search.Outcome outcome = search.besides(
                search.from(starts, onSample, onAll),
                Effort.moves(data.tokens(), options.states(), tokens.symbols()),
                (top, round) -> moves.from(top, options.seed().split("moves", round)),
                onSample,
                onAll);
        SymbolClimb winner = climb(tokens);
        winner.accept(outcome.winner().theta());
        return new Fitted(winner.model(), outcome.winner().reason(), outcome.reports());
    }

    private SymbolClimb climb(SymbolTokens over) {
        return new SymbolClimb(
                over,
                data.alphabet(),
                options.states(),
                options.initial() == InitialLaw.FREE && options.chain() == Chain.STATIONARY);
    }

    private List<Candidate> maskedCandidates() {
        List<Start> readOffs = readOffs();
        List<Candidate> out = new ArrayList<>();
        for (Start start : readOffs) {
            out.add(candidate(start.name(), start.model()));
        }
        if (!readOffs.isEmpty()) {
            TrainingOptions how = TrainingOptions.DEFAULT
                    .withIterations(30)
                    .withTolerance(1e-7)
                    .withThreads(workers(data, options));
            TrainingResult result = training.train(List.of(readOffs.get(0)), how);
            StartOutcome trained = result.winner();
            out.add(candidate("masked training from " + trained.name(), trained.model())
                    .withMaskedLoss(trained.loss()));
        }
        return out;
    }

    private Candidate candidate(String name, Hmm model) {
        SymbolClimb climb = climb(tokens.sample(1, 1));
        climb.load(model);
        return Candidate.start(name, climb.theta.clone());
    }
}
