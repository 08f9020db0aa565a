// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.time.Duration;
import java.util.Optional;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.parallel.Progress;
import org.unmask.parallel.Threads;

/**
 * How to run EM. Start from {@link #DEFAULT} and change with {@code withX}.
 *
 * @param maxIterations E steps allowed, at least 1; default 5000
 * @param tolerance the fit has converged when less than this is left to gain, in nats of log-likelihood; default 1e-5
 * @param acceleration how EM's steps are lengthened; default {@link Acceleration#QUASI_NEWTON}
 * @param chain which transition matrices are allowed; default {@link Chain#STATIONARY}, that is any
 * @param initial what the initial law may be; default {@link InitialLaw#STATIONARY}
 * @param covariance shape of the covariances; default that of the start
 * @param varianceFloor smallest variance as a share of the coordinate's variance over the data; default 1e-6
 * @param threads how many may work; the answer does not depend on it; default one
 * @param timeLimit longest time; default none
 * @param progress hears of iterations; default nobody
 */
public record EmOptions(
        int maxIterations,
        double tolerance,
        Acceleration acceleration,
        Chain chain,
        InitialLaw initial,
        Optional<CovarianceShape> covariance,
        double varianceFloor,
        Threads threads,
        Optional<Duration> timeLimit,
        Progress progress) {

    /** The defaults. */
    public static final EmOptions DEFAULT = new EmOptions(
            5000,
            1e-5,
            Acceleration.QUASI_NEWTON,
            Chain.STATIONARY,
            InitialLaw.STATIONARY,
            Optional.empty(),
            1e-6,
            Threads.ONE,
            Optional.empty(),
            Progress.NONE);

    /** How EM's steps are lengthened. */
    public enum Acceleration {
        /** Plain EM. */
        NONE,
        /** Squared extrapolation (Varadhan, Roland 2008): one step length from two EM steps. */
        SQUAREM,
        /** Quasi-Newton steps that begin from EM's (Jamshidian, Jennrich 1997), with the exact gradient. */
        QUASI_NEWTON
    }

    /** Validates the numbers. */
    public EmOptions {
        if (maxIterations < 1) {
            throw new IllegalArgumentException("number of iterations is " + maxIterations + ", expected at least 1");
        }
        if (!(tolerance >= 0)) {
            throw new IllegalArgumentException("tolerance is " + tolerance + ", expected at least 0");
        }
        if (!(varianceFloor > 0 && varianceFloor < 1)) {
            throw new IllegalArgumentException(
                    "variance floor is " + varianceFloor + ", expected a share between 0 and 1");
        }
    }

    /**
     * With another number of E steps allowed.
     *
     * @param count at least 1
     * @return changed options
     */
    public EmOptions withMaxIterations(int count) {
        return new EmOptions(
                count,
                tolerance,
                acceleration,
                chain,
                initial,
                covariance,
                varianceFloor,
                threads,
                timeLimit,
                progress);
    }

    /**
     * With another tolerance.
     *
     * @param nats log-likelihood that may be left to gain; 0 for as far as rounding lets it go
     * @return changed options
     */
    public EmOptions withTolerance(double nats) {
        return new EmOptions(
                maxIterations,
                nats,
                acceleration,
                chain,
                initial,
                covariance,
                varianceFloor,
                threads,
                timeLimit,
                progress);
    }

    /**
     * With another acceleration.
     *
     * @param kind how steps are lengthened
     * @return changed options
     */
    public EmOptions withAcceleration(Acceleration kind) {
        return new EmOptions(
                maxIterations,
                tolerance,
                kind,
                chain,
                initial,
                covariance,
                varianceFloor,
                threads,
                timeLimit,
                progress);
    }

    /**
     * With another kind of chain.
     *
     * @param kind which transition matrices are allowed
     * @return changed options
     */
    public EmOptions withChain(Chain kind) {
        return new EmOptions(
                maxIterations,
                tolerance,
                acceleration,
                kind,
                initial,
                covariance,
                varianceFloor,
                threads,
                timeLimit,
                progress);
    }

    /**
     * With another kind of initial law.
     *
     * @param law what it may be
     * @return changed options
     */
    public EmOptions withInitial(InitialLaw law) {
        return new EmOptions(
                maxIterations,
                tolerance,
                acceleration,
                chain,
                law,
                covariance,
                varianceFloor,
                threads,
                timeLimit,
                progress);
    }

    /**
     * With covariances of a given shape, whatever that of the start.
     *
     * @param shape which entries are free
     * @return changed options
     */
    public EmOptions withCovariance(CovarianceShape shape) {
        return new EmOptions(
                maxIterations,
                tolerance,
                acceleration,
                chain,
                initial,
                Optional.of(shape),
                varianceFloor,
                threads,
                timeLimit,
                progress);
    }

    /**
     * With another smallest variance.
     *
     * @param share of the coordinate's variance over the data, between 0 and 1
     * @return changed options
     */
    public EmOptions withVarianceFloor(double share) {
        return new EmOptions(
                maxIterations,
                tolerance,
                acceleration,
                chain,
                initial,
                covariance,
                share,
                threads,
                timeLimit,
                progress);
    }

    /**
     * With more threads.
     *
     * @param count how many may work
     * @return changed options
     */
    public EmOptions withThreads(Threads count) {
        return new EmOptions(
                maxIterations,
                tolerance,
                acceleration,
                chain,
                initial,
                covariance,
                varianceFloor,
                count,
                timeLimit,
                progress);
    }

    /**
     * With a longest time; the iteration under way when it ends is the last.
     *
     * @param limit longest time
     * @return changed options
     */
    public EmOptions withTimeLimit(Duration limit) {
        return new EmOptions(
                maxIterations,
                tolerance,
                acceleration,
                chain,
                initial,
                covariance,
                varianceFloor,
                threads,
                Optional.of(limit),
                progress);
    }

    /**
     * With a listener.
     *
     * @param listener hears of iterations
     * @return changed options
     */
    public EmOptions withProgress(Progress listener) {
        return new EmOptions(
                maxIterations,
                tolerance,
                acceleration,
                chain,
                initial,
                covariance,
                varianceFloor,
                threads,
                timeLimit,
                listener);
    }
}
