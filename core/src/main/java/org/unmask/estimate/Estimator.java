// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.unmask.data.PointSequences;
import org.unmask.data.Sequences;
import org.unmask.data.SymbolSequences;
import org.unmask.data.SymbolStream;
import org.unmask.inference.BaumWelch;
import org.unmask.inference.EmFit;
import org.unmask.inference.EmOptions;
import org.unmask.inference.InitialLaw;
import org.unmask.inference.Likelihood;
import org.unmask.inference.StopReason;
import org.unmask.model.CanonicalOrder;
import org.unmask.model.Chain;
import org.unmask.model.Hmm;
import org.unmask.model.ModelFamily;
import org.unmask.task.TaskSet;

/**
 * Fits a hidden Markov model to sequences: starts from read-offs of window counts or moments, masked training, then the
 * likelihood (6.3). No restarts need to be asked for.
 *
 * @param options what to fit and how
 */
public record Estimator(FitOptions options) {

    /** Token steps that the last touch may cost. */
    private static final long LAST_TOUCH = 2_000_000;

    /** Nats within which two tops are one. */
    private static final double SAME = 0.01;

    /**
     * Fits a model.
     *
     * @param sequences symbols or points; tokens may be missing
     * @return the fit
     * @throws IllegalArgumentException when the data cannot carry the fit: too few tokens, one distinct symbol, a constant
     *     coordinate, more parameters than tokens; or when the options do not fit the data
     * @throws java.util.concurrent.CancellationException when the calling thread is interrupted
     */
    public Fit fit(Sequences sequences) {
        return fit(sequences, OptionalDouble.empty());
    }

    /**
     * A fit that is to be compared with others of the same data: climbs stop where a hundredth of a nat is left to
     * gain, and those are given up that will not come near a goal. Masked prediction alone, and large alphabets, are fitted as
     * ever.
     *
     * @param sequences symbols or points; tokens may be missing
     * @param goal log-likelihood in nats below which the fit is of no interest
     * @return the fit, which ended with {@link StopReason#BELOW_GOAL} when it was given up
     * @throws IllegalArgumentException when the data cannot carry the fit, as {@link #fit}
     * @throws java.util.concurrent.CancellationException when the calling thread is interrupted
     */
    public Fit compared(Sequences sequences, double goal) {
        return fit(sequences, OptionalDouble.of(goal));
    }

    /**
     * A fit with the polish that {@link #compared} leaves out.
     *
     * @param compared what that gave, with these options
     * @param sequences the same data
     * @return the likelier of it and of {@link #fit}
     */
    public Fit polished(Fit compared, Sequences sequences) {
        if (options.method() == Method.MASKED
                || (sequences instanceof SymbolSequences symbols
                        && WordFit.suits(symbols.alphabet().size(), options))) {
            return compared;
        }
        Fit full = fit(sequences);
        return full.logLikelihood() >= compared.logLikelihood() - SAME ? full : compared;
    }

    /**
     * The model alone: that of {@link #fit}, whose data are not passed over once more to say how likely they are under it. By
     * masked prediction a further token then costs no more than to be counted.
     *
     * @param sequences symbols or points; tokens may be missing
     * @return the model of the fit, to the bit
     * @throws IllegalArgumentException when the data cannot carry the fit, as {@link #fit}
     * @throws java.util.concurrent.CancellationException when the calling thread is interrupted
     */
    public Hmm model(Sequences sequences) {
        return found(sequences, OptionalDouble.empty(), Clock.start(options.timeLimit()))
                .fitted()
                .model();
    }

    private Fit fit(Sequences sequences, OptionalDouble goal) {
        Clock clock = Clock.start(options.timeLimit());
        Found found = found(sequences, goal, clock);
        Fitted fitted = found.fitted();
        StartReport winner = fitted.starts().get(0);
        long seen = DataCheck.seen(sequences);
        return new Fit(
                fitted.model(),
                family(sequences),
                options,
                Likelihood.of(fitted.model(), sequences, options.threads()),
                seen,
                sequences.count(),
                seen,
                0,
                found.scores().apply(fitted.model()),
                fitted.stop(),
                fitted.starts(),
                winner.curve(),
                Optional.empty(),
                Optional.empty(),
                clock.seconds());
    }

    /**
     * A model and what tells how well it predicts.
     *
     * @param fitted states in canonical order
     * @param scores the tasks' losses under a model
     */
    private record Found(Fitted fitted, Function<Hmm, List<TaskScore>> scores) {}

    private Found found(Sequences sequences, OptionalDouble goal, Clock clock) {
        boolean points = sequences instanceof PointSequences;
        TaskSet tasks = options.tasksFor(points);
        ModelFamily family = family(sequences);
        DataCheck.check(sequences, family, tasks);
        if (sequences instanceof SymbolSequences symbols) {
            SymbolFit full = new SymbolFit(symbols, options, family, tasks, clock);
            SymbolFit fit = goal.isPresent() ? full.towards(goal.getAsDouble()) : full;
            Fitted fitted = WordFit.suits(symbols.alphabet().size(), options)
                    ? new WordFit(symbols, options, clock).fit(SymbolStream.of(symbols))
                    : options.method() == Method.MASKED
                            ? fit.masked()
                            : touched(
                                    fit.likelihood(options.method() == Method.MASKED_EM),
                                    sequences,
                                    true,
                                    goal.isEmpty());
            return new Found(ordered(fitted), fit::scores);
        }
        PointFit full = new PointFit((PointSequences) sequences, options, tasks, clock);
        PointFit fit = goal.isPresent() ? full.towards(goal.getAsDouble()) : full;
        Fitted fitted = options.method() == Method.MASKED
                ? fit.masked()
                : touched(fit.likelihood(), sequences, fit.complete(), goal.isEmpty());
        return new Found(ordered(fitted), fit::scores);
    }

    /**
     * Number of free parameters that a fit would have, as {@link Fit#parameters}.
     *
     * @param sequences the data
     * @return the count
     * @throws IllegalArgumentException when the options do not fit the data
     */
    public int parameters(Sequences sequences) {
        return family(sequences).parameters() + options.initialParameters();
    }

    private ModelFamily family(Sequences sequences) {
        if (sequences instanceof SymbolSequences) {
            if (options.covariance().isPresent()) {
                throw new IllegalArgumentException("a covariance shape was given, but the data are symbols");
            }
            return new ModelFamily.Categorical(options.states(), sequences.dimension(), options.chain());
        }
        return new ModelFamily.Gaussian(
                options.states(), sequences.dimension(), options.covarianceOrDefault(), options.chain());
    }

    /**
     * Ends the climb with the exact M step where the fast one is not exact: chains started in their stationary law, doubly
     * stochastic chains, points with missing coordinates.
     */
    Fitted touched(Fitted fitted, Sequences sequences, boolean complete) {
        return touched(fitted, sequences, complete, true);
    }

    /** With a stationary law that may stay as near to exact as a comparison needs. */
    private Fitted touched(Fitted fitted, Sequences sequences, boolean complete, boolean polish) {
        boolean doublyStochastic = options.chain() == Chain.DOUBLY_STOCHASTIC;
        boolean exact = complete && !doublyStochastic && (options.initial() == InitialLaw.FREE || !polish);
        long affordable = LAST_TOUCH / Math.max(1, sequences.tokens());
        int steps = (int) (complete && !doublyStochastic ? Math.min(100, affordable) : Math.max(500, affordable));
        if (exact || steps < 2 || fitted.stop() == StopReason.NON_FINITE) {
            return fitted;
        }
        EmOptions how = EmOptions.DEFAULT
                .withMaxIterations(steps)
                .withTolerance(1e-4)
                .withChain(options.chain())
                .withInitial(options.initial())
                .withThreads(options.threads())
                .withProgress(options.progress());
        how = options.timeLimit().map(how::withTimeLimit).orElse(how);
        EmFit touched = BaumWelch.fit(fitted.model(), sequences, how);
        StopReason stop = complete && !doublyStochastic ? fitted.stop() : touched.stopReason();
        return new Fitted(touched.model(), stop, fitted.starts());
    }

    /** States in canonical order. */
    static Fitted ordered(Fitted fitted) {
        Hmm model = fitted.model();
        return new Fitted(model.permuted(CanonicalOrder.byShare(model)), fitted.stop(), fitted.starts());
    }
}
