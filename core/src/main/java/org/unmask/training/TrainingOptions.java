// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

import java.time.Duration;
import java.util.Optional;
import org.unmask.parallel.Progress;
import org.unmask.parallel.Threads;

/**
 * How full-batch training goes about its work.
 *
 * @param minimiser default {@link Minimiser#AUTO}
 * @param iterations most steps from one start; default 1000
 * @param tolerance training from a start has converged when its quadratic model promises a fall of the loss below this,
 *     in nats or squared error a window; default 1e-12
 * @param threads how many may work; results do not depend on it; default one
 * @param progress hears of finished starts; default none
 * @param timeLimit no step is begun after this much time; results then depend on the machine; default none
 */
public record TrainingOptions(
        Minimiser minimiser,
        int iterations,
        double tolerance,
        Threads threads,
        Progress progress,
        Optional<Duration> timeLimit) {

    /** The defaults. */
    public static final TrainingOptions DEFAULT =
            new TrainingOptions(Minimiser.AUTO, 1000, 1e-12, Threads.ONE, Progress.NONE, Optional.empty());

    /** Validates the numbers. */
    public TrainingOptions {
        if (iterations < 0) {
            throw new IllegalArgumentException("number of iterations is " + iterations + ", expected at least 0");
        }
        if (!(tolerance >= 0)) {
            throw new IllegalArgumentException("tolerance is " + tolerance + ", expected at least 0");
        }
    }

    /**
     * The same with another minimiser.
     *
     * @param other the minimiser
     * @return new options
     */
    public TrainingOptions withMinimiser(Minimiser other) {
        return new TrainingOptions(other, iterations, tolerance, threads, progress, timeLimit);
    }

    /**
     * The same with another limit of steps.
     *
     * @param other most steps
     * @return new options
     */
    public TrainingOptions withIterations(int other) {
        return new TrainingOptions(minimiser, other, tolerance, threads, progress, timeLimit);
    }

    /**
     * The same with another tolerance.
     *
     * @param other smallest promised fall
     * @return new options
     */
    public TrainingOptions withTolerance(double other) {
        return new TrainingOptions(minimiser, iterations, other, threads, progress, timeLimit);
    }

    /**
     * The same with other threads.
     *
     * @param other how many
     * @return new options
     */
    public TrainingOptions withThreads(Threads other) {
        return new TrainingOptions(minimiser, iterations, tolerance, other, progress, timeLimit);
    }

    /**
     * The same with another listener.
     *
     * @param other hears of finished starts
     * @return new options
     */
    public TrainingOptions withProgress(Progress other) {
        return new TrainingOptions(minimiser, iterations, tolerance, threads, other, timeLimit);
    }

    /**
     * The same with a limit of time.
     *
     * @param limit for all starts together
     * @return new options
     */
    public TrainingOptions withTimeLimit(Duration limit) {
        return new TrainingOptions(minimiser, iterations, tolerance, threads, progress, Optional.of(limit));
    }

    /** Asked before each iteration; the clock starts now. */
    Stop stop() {
        if (timeLimit.isEmpty()) {
            return Stop.NEVER;
        }
        long end = System.nanoTime() + timeLimit.get().toNanos();
        return (iteration, value) -> System.nanoTime() - end >= 0;
    }
}
