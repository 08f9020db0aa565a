// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.Optional;
import org.unmask.data.PointSequences;
import org.unmask.inference.InitialLaw;
import org.unmask.model.ModelFamily;
import org.unmask.task.TaskSet;

/**
 * Fits a model with normal laws to points larger than memory: what {@link StreamEstimator} is for symbols. Starts and the
 * climb of the likelihood, the masked losses too, are of a sample: stretches of 65,536 tokens at even distances. The
 * log-likelihood is of all the data, and {@link Method#EM} takes its last steps on all of them.
 *
 * @param options what to fit and how
 * @param sample tokens that may be kept in memory, at least 1024
 */
public record LargePointEstimator(FitOptions options, int sample) {

    /**
     * Validates the sample.
     *
     * @throws IllegalArgumentException when it is below 1024
     */
    public LargePointEstimator {
        StreamEstimator.checkSample(sample);
    }

    /**
     * Fits a model.
     *
     * @param source does the sums over the data; coordinates may be missing
     * @return the fit and the sample
     * @throws IllegalArgumentException when the data cannot carry the fit, as for {@link Estimator#fit}; also when they are
     *     larger than the sample and a free initial law is asked for
     * @throws java.util.concurrent.CancellationException when the calling thread is interrupted
     */
    public StreamFit fit(PointSource source) {
        Clock clock = Clock.start(options.timeLimit());
        TaskSet tasks = options.tasksFor(true);
        ModelFamily family = new ModelFamily.Gaussian(
                options.states(), source.dimension(), options.covarianceOrDefault(), options.chain());
        boolean isPart = source.tokens() > sample;
        if (isPart && options.initial() == InitialLaw.FREE) {
            throw StreamEstimator.noFreeLaw(source.tokens(), sample);
        }
        PointSource.Survey survey = source.survey(sample, options.progress());
        long seen = survey.sums().seen();
        DataCheck.lengths(seen, source.longest(), tasks);
        DataCheck.coordinates(survey.sums().least(), survey.sums().most());
        DataCheck.parameters(family, seen * source.dimension());
        PointSequences part = survey.sample();
        PointFit fit = new PointFit(part, options, tasks, clock);
        Fitted ofPart = Estimator.ordered(
                options.method() == Method.MASKED
                        ? fit.masked()
                        : new Estimator(options).touched(fit.likelihood(), part, fit.complete()));
        LastClimb last = isPart && options.method() == Method.EM
                ? LastClimb.of(
                        ofPart,
                        options,
                        source.tokens(),
                        source.expectation(options.progress()),
                        survey.sums().variances())
                : LastClimb.none(ofPart);
        Fitted fitted = last.fitted();
        return new StreamFit(
                new Fit(
                        fitted.model(),
                        family,
                        options,
                        source.logLikelihood(fitted.model(), options.progress()),
                        seen,
                        source.count(),
                        DataCheck.seen(part),
                        last.steps(),
                        fit.scores(fitted.model()),
                        fitted.stop(),
                        fitted.starts(),
                        fitted.starts().get(0).curve(),
                        Optional.empty(),
                        Optional.empty(),
                        clock.seconds()),
                part);
    }
}
