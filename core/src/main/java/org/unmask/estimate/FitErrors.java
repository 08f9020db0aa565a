// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.List;
import java.util.Optional;
import org.unmask.data.PointSequences;
import org.unmask.data.Sequences;
import org.unmask.data.SymbolSequences;
import org.unmask.errors.Bootstrap;
import org.unmask.errors.ErrorMethod;
import org.unmask.errors.FixedMask;
import org.unmask.errors.LikelihoodErrors;
import org.unmask.errors.MaskedErrors;
import org.unmask.errors.StandardErrors;
import org.unmask.inference.BaumWelch;
import org.unmask.inference.EmFit;
import org.unmask.inference.EmOptions;
import org.unmask.inference.InitialLaw;
import org.unmask.inference.LocalCoordinates;
import org.unmask.inference.StopReason;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.task.TaskSet;
import org.unmask.training.CategoricalTraining;
import org.unmask.training.GaussianTraining;
import org.unmask.training.Start;
import org.unmask.training.TrainingOptions;
import org.unmask.training.TrainingResult;

/** Standard errors of a fit, by the estimator that made it. */
public final class FitErrors {

    /** Probability that an interval is to cover the truth. */
    public static final double LEVEL = 0.95;

    private static final int STEPS = 300;
    private static final double TOLERANCE = 1e-3;

    private FitErrors() {}

    /**
     * The errors of a fit.
     *
     * @param fit with a verdict, which tells what is fixed
     * @param data what was fitted, or the sample of it that the likelihood was climbed on
     * @param wanted {@link ErrorMethod#INFORMATION} or {@link ErrorMethod#SANDWICH}; empty for the better one. Masked
     *     prediction has the sandwich only
     * @return the errors; empty when there are too many parameters or a number overflows
     * @throws IllegalArgumentException when the fit has no verdict
     */
    public static Optional<StandardErrors> of(Fit fit, Sequences data, Optional<ErrorMethod> wanted) {
        if (LocalCoordinates.most(fit.model(), fit.options().initial()) > LikelihoodErrors.MOST_DIRECTIONS) {
            return Optional.empty();
        }
        FixedMask mask = mask(fit);
        Threads threads = fit.options().threads();
        if (fit.options().method() == Method.MASKED) {
            return new MaskedErrors(fit.family().chain(), tasks(fit, data), mask, LEVEL).of(fit.model(), data);
        }
        return new LikelihoodErrors(fit.family().chain(), fit.options().initial(), mask, LEVEL, threads)
                .of(fit.model(), data, wanted);
    }

    /**
     * The errors of a fit by the bootstrap.
     *
     * @param fit with a verdict, which tells what is fixed
     * @param data what was fitted
     * @param block whether data are put together from stretches of these; else they are drawn from the fit
     * @param replicates number of fits, at least 20
     * @return the errors
     * @throws IllegalArgumentException when the fit has no verdict
     */
    public static StandardErrors bootstrap(Fit fit, Sequences data, boolean block, int replicates) {
        FitOptions options = fit.options();
        return new Bootstrap(block, replicates, mask(fit), LEVEL, options.seed(), options.threads(), options.progress())
                .of(
                        fit.model(),
                        data,
                        options.initial() == InitialLaw.FREE,
                        (start, again) -> options.method() == Method.MASKED
                                ? masked(fit, start, again)
                                : likelihood(fit, start, again));
    }

    private static FixedMask mask(Fit fit) {
        return FixedMask.of(fit.verdict()
                .orElseThrow(() -> new IllegalArgumentException("the fit has no verdict, which tells what is fixed")));
    }

    private static TaskSet tasks(Fit fit, Sequences data) {
        return fit.options().tasksFor(data instanceof PointSequences);
    }

    private static Optional<Hmm> likelihood(Fit fit, Hmm start, Sequences data) {
        EmFit again = BaumWelch.fit(
                start,
                data,
                EmOptions.DEFAULT
                        .withMaxIterations(STEPS)
                        .withTolerance(TOLERANCE)
                        .withChain(fit.family().chain())
                        .withInitial(fit.options().initial()));
        return sound(again.stopReason()) ? Optional.of(again.model()) : Optional.empty();
    }

    private static Optional<Hmm> masked(Fit fit, Hmm start, Sequences data) {
        List<Start> starts = List.of(new Start("the fit", start));
        TrainingOptions how = TrainingOptions.DEFAULT.withIterations(STEPS);
        TrainingResult result = data instanceof SymbolSequences symbols
                ? CategoricalTraining.of(symbols, fit.family().chain(), tasks(fit, data), Threads.ONE)
                        .train(starts, how)
                : GaussianTraining.of(
                                (PointSequences) data,
                                fit.options().covarianceOrDefault(),
                                fit.family().chain(),
                                tasks(fit, data))
                        .train(starts, how);
        return sound(result.stopReason()) ? Optional.of(result.model()) : Optional.empty();
    }

    private static boolean sound(StopReason reason) {
        return reason != StopReason.NON_FINITE && reason != StopReason.DEGENERATE_STATE;
    }
}
