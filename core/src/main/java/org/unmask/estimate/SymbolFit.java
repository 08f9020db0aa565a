// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.unmask.data.SymbolSequences;
import org.unmask.inference.InitialLaw;
import org.unmask.inference.StopReason;
import org.unmask.model.Chain;
import org.unmask.model.Hmm;
import org.unmask.model.ModelFamily;
import org.unmask.parallel.Threads;
import org.unmask.task.TaskSet;
import org.unmask.training.AdamTraining;
import org.unmask.training.CategoricalTraining;
import org.unmask.training.MaskedLoss;
import org.unmask.training.Minimiser;
import org.unmask.training.Start;
import org.unmask.training.StartOutcome;
import org.unmask.training.Starts;
import org.unmask.training.TrainingOptions;

/** Fits categorical models. */
final class SymbolFit {

    /** Random starts of a fit by masked prediction alone. */
    private static final int MASKED_DRAWS = 12;

    /** The same of plenty of tokens in a large table, where the likelihood gives a start besides. */
    private static final int FEW_DRAWS = 3;

    /** Nats of all windows that training from a read-off may leave: a few hundredths of a standard error. */
    private static final double REST = 1e-3;

    /** Cells from which on a pass over a table costs enough for a read-off to be trained before all other starts. */
    private static final int LARGE_TABLE = 1 << 12;

    /** Windows for each parameter from which on a read-off is trusted, and standard deviations that its loss may miss. */
    private static final int WINDOWS_FOR_EACH = 100;

    private static final double SURPRISE = 3;

    /** Nats for each parameter that training may gain from a read-off within chance, and steps that it may take. */
    private static final double MOVED = 1;

    private static final int SETTLING = 8;

    private final SymbolSequences data;
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
        this(data, options, family, training, Effort.forSymbols(data.tokens(), options.states()), clock);
    }

    private SymbolFit(
            SymbolSequences data,
            FitOptions options,
            ModelFamily family,
            CategoricalTraining training,
            Effort effort,
            Clock clock) {
        this.data = data;
        this.options = options;
        this.family = family;
        this.training = training;
        this.effort = effort;
        this.clock = clock;
    }

    /** The same fit with no more polish than a comparison takes, see {@link Effort#towards}. */
    SymbolFit towards(double goal) {
        return new SymbolFit(data, options, family, training, effort.towards(goal), clock);
    }

    /** Threads worth starting for one pass over the data. */
    private static Threads workers(SymbolSequences data, FitOptions options) {
        return data.tokens() < 1 << 18 ? Threads.ONE : options.threads();
    }

    /** The tasks' losses under a model. */
    List<TaskScore> scores(Hmm model) {
        List<TaskScore> out = new ArrayList<>();
        List<MaskedLoss> losses = training.losses(model);
        for (int t = 0; t < losses.size(); t++) {
            MaskedLoss loss = losses.get(t);
            out.add(new TaskScore(
                    loss.task(), Math.round(training.total(t)), loss.model(), loss.independent(), loss.table()));
        }
        return out;
    }

    /** Masked prediction alone. */
    Fitted masked() {
        TrainingOptions how = MaskedReports.options(options);
        List<StartOutcome> outcomes = new ArrayList<>();
        if (options.adam().isEmpty()) {
            Optional<StartOutcome> near = near(how);
            if (near.isPresent() && settled(near.get())) {
                return MaskedReports.of(List.of(near.get()));
            }
            near.ifPresent(outcomes::add);
        }
        // The most likely chain need not be doubly stochastic.
        boolean large = !outcomes.isEmpty() && options.chain() == Chain.STATIONARY;
        if (large) {
            outcomes.add(fromLikelihood(how));
        }
        List<Start> starts = large ? new ArrayList<>() : readOffs(SymbolTokens.of(data));
        starts.addAll(Starts.random(
                data.alphabet(),
                options.states(),
                options.chain(),
                large && plenty() ? FEW_DRAWS : MASKED_DRAWS,
                options.seed().split("masked")));
        if (options.adam().isPresent()) {
            return new MinibatchFit(options, options.adam().get())
                    .of(
                            starts,
                            model -> MaskedReports.total(training.losses(model)),
                            (model, minibatches) -> AdamTraining.symbols(
                                    data, options.chain(), options.tasksFor(false), model, minibatches));
        }
        outcomes.addAll(training.train(starts, how).starts());
        return MaskedReports.of(outcomes);
    }

    /**
     * Masked training from the most likely model: another consistent start, found by steps that cost less than those of a
     * large table, and so near that scoring does most of the rest.
     */
    private StartOutcome fromLikelihood(TrainingOptions how) {
        return training.train(
                        List.of(new Start("the likelihood", likelihood(false).model())),
                        how.withMinimiser(Minimiser.INFORMATION))
                .winner();
    }

    /**
     * Masked training from the read-off of all the windows: a consistent start, from which scoring needs a few steps. Ends
     * where what is left to gain is far below what chance moves the estimate by.
     */
    private Optional<StartOutcome> near(TrainingOptions how) {
        return training.table(MaskedStarts.TRIPLE.targets(), MaskedStarts.TRIPLE.context())
                .filter(table -> Math.pow(table.symbols(), 3) >= LARGE_TABLE)
                .flatMap(table -> new MaskedStarts(data, family, Threads.ONE).readOff(table, options.seed()))
                .map(start -> training.train(
                                List.of(start),
                                how.withMinimiser(Minimiser.INFORMATION)
                                        .withTolerance(Math.max(how.tolerance(), REST / data.tokens())))
                        .winner());
    }

    /**
     * Whether no other start can be told to be better: the trained read-off explains the windows, of which there are many
     * for each parameter, and training moved it no further than chance moves a consistent estimate. Each alone says little:
     * a table of many cells hides a wrong optimum, and a bad read-off may lie beside a wrong one.
     */
    private boolean settled(StartOutcome near) {
        int parameters = family.parameters();
        double fall = near.curve().get(0) - near.loss();
        return plenty()
                && near.stopReason() == StopReason.CONVERGED
                && near.iterations() <= SETTLING
                && fall * data.tokens() <= MOVED * parameters
                && training.surprise(near.model()) <= SURPRISE;
    }

    private boolean plenty() {
        return data.tokens() >= (long) WINDOWS_FOR_EACH * family.parameters();
    }

    private List<Start> readOffs(SymbolTokens tokens) {
        SymbolSequences read = tokens.sample(Effort.READ, effort.stretches()).sequences(data.alphabet());
        return new MaskedStarts(read, family, Threads.ONE).readOffs(effort.largestGap(), options.seed());
    }

    /** The likelihood, from starts of masked prediction besides others when asked for; from one alone that explains all. */
    Fitted likelihood(boolean masked) {
        Optional<StartOutcome> near =
                masked ? near(TrainingOptions.DEFAULT.withThreads(workers(data, options))) : Optional.empty();
        boolean settled = near.isPresent() && settled(near.get());
        SymbolTokens tokens = SymbolTokens.of(data);
        SymbolTokens sample = tokens.sample(effort.sample(), effort.stretches());
        SymbolTokens one = tokens.sample(1, 1);
        List<Candidate> starts = new ArrayList<>();
        near.ifPresent(start -> starts.add(trained(start, one)));
        if (!settled) {
            starts.addAll(masked ? maskedCandidates(near.isEmpty(), tokens, one) : List.of());
            SymbolStarts light = new SymbolStarts(sample, options.states());
            starts.addAll(light.stretches(options.seed()));
            starts.addAll(light.random(options.states() > 1 ? effort.draws() : 1, options.seed()));
        }
        Supplier<Climb> onSample = () -> climb(sample);
        Supplier<Climb> onAll = () -> climb(tokens);
        Search search = new Search(effort, options.threads(), clock, options.progress());
        SymbolMoves moves = new SymbolMoves(options.states(), tokens.symbols());
        Search.Outcome first = search.from(starts, onSample, onAll);
        Search.Outcome outcome = settled
                ? first
                : search.besides(
                        first,
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

    private List<Candidate> maskedCandidates(boolean train, SymbolTokens tokens, SymbolTokens one) {
        List<Start> readOffs = readOffs(tokens);
        List<Candidate> out = new ArrayList<>();
        for (Start start : readOffs) {
            out.add(candidate(start.name(), start.model(), one));
        }
        if (train && !readOffs.isEmpty()) {
            TrainingOptions how = TrainingOptions.DEFAULT
                    .withIterations(30)
                    .withTolerance(1e-7)
                    .withThreads(workers(data, options));
            out.add(trained(training.train(List.of(readOffs.get(0)), how).winner(), one));
        }
        return out;
    }

    private Candidate trained(StartOutcome outcome, SymbolTokens one) {
        return candidate("masked training from " + outcome.name(), outcome.model(), one)
                .withMaskedLoss(outcome.loss());
    }

    private Candidate candidate(String name, Hmm model, SymbolTokens one) {
        SymbolClimb climb = climb(one);
        climb.load(model);
        return Candidate.start(name, climb.theta.clone());
    }
}
