// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.time.Duration;
import java.util.Optional;
import org.unmask.inference.InitialLaw;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.parallel.Progress;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;
import org.unmask.task.Loss;
import org.unmask.task.TaskSet;
import org.unmask.training.AdamOptions;

/**
 * What to fit and how.
 *
 * @param states number of states, at least 1
 * @param tasks the masked tasks, each with its loss; empty for the default: {@code x2,x3|x1} with log loss, as squared loss
 *     hardly sees the covariances of points (2.12)
 * @param chain which transition matrices are allowed
 * @param covariance which covariances are allowed, for points; empty for the default, full per state
 * @param initial where a sequence starts
 * @param method what is optimised
 * @param seed of every random draw
 * @param threads how many threads may work; no answer depends on it
 * @param progress hears how far it is
 * @param timeLimit after which the best found so far is returned, stopped for {@code TIME_LIMIT}; answers may then depend
 *     on the machine
 * @param adam how to train on minibatches, when masked prediction is all; empty for full batches
 */
public record FitOptions(
        int states,
        Optional<TaskSet> tasks,
        Chain chain,
        Optional<CovarianceShape> covariance,
        InitialLaw initial,
        Method method,
        Seed seed,
        Threads threads,
        Progress progress,
        Optional<Duration> timeLimit,
        Optional<AdamOptions> adam) {

    /**
     * Validates the number of states.
     *
     * @throws IllegalArgumentException when it is below 1
     */
    public FitOptions {
        if (states < 1) {
            throw new IllegalArgumentException("number of states is " + states + ", expected at least 1");
        }
    }

    /**
     * Options for full batches.
     *
     * @param states as there
     * @param tasks as there
     * @param chain as there
     * @param covariance as there
     * @param initial as there
     * @param method as there
     * @param seed as there
     * @param threads as there
     * @param progress as there
     * @param timeLimit as there
     */
    public FitOptions(
            int states,
            Optional<TaskSet> tasks,
            Chain chain,
            Optional<CovarianceShape> covariance,
            InitialLaw initial,
            Method method,
            Seed seed,
            Threads threads,
            Progress progress,
            Optional<Duration> timeLimit) {
        this(states, tasks, chain, covariance, initial, method, seed, threads, progress, timeLimit, Optional.empty());
    }

    /**
     * The defaults: stationary chain started in its stationary law, masked prediction then likelihood.
     *
     * @param states number of states
     * @return the options
     */
    public static FitOptions of(int states) {
        return new FitOptions(
                states,
                Optional.empty(),
                Chain.STATIONARY,
                Optional.empty(),
                InitialLaw.STATIONARY,
                Method.MASKED_EM,
                new Seed(1),
                Threads.available(),
                Progress.NONE,
                Optional.empty(),
                Optional.empty());
    }

    /**
     * The tasks to train: those given, or the default.
     *
     * @param points whether tokens are points rather than symbols; the default is the same for both
     * @return the tasks
     */
    public TaskSet tasksFor(boolean points) {
        return tasks.orElseGet(() -> TaskSet.parse("x2,x3|x1", Loss.LOG));
    }

    /**
     * The covariances to allow: those given, or the default.
     *
     * @return the shape
     */
    public CovarianceShape covarianceOrDefault() {
        return covariance.orElse(CovarianceShape.FULL_PER_STATE);
    }

    /** Free parameters of the law of a sequence's first state. */
    int initialParameters() {
        return initial == InitialLaw.FREE ? states - 1 : 0;
    }

    /**
     * Another number of states.
     *
     * @param other at least 1
     * @return the options with it
     */
    public FitOptions withStates(int other) {
        return new FitOptions(
                other, tasks, chain, covariance, initial, method, seed, threads, progress, timeLimit, adam);
    }

    /**
     * Other tasks.
     *
     * @param other the tasks
     * @return the options with them
     */
    public FitOptions withTasks(TaskSet other) {
        return new FitOptions(
                states,
                Optional.of(other),
                chain,
                covariance,
                initial,
                method,
                seed,
                threads,
                progress,
                timeLimit,
                adam);
    }

    /**
     * Another kind of chain.
     *
     * @param other the kind
     * @return the options with it
     */
    public FitOptions withChain(Chain other) {
        return new FitOptions(
                states, tasks, other, covariance, initial, method, seed, threads, progress, timeLimit, adam);
    }

    /**
     * Other covariances.
     *
     * @param other the shape
     * @return the options with it
     */
    public FitOptions withCovariance(CovarianceShape other) {
        return new FitOptions(
                states, tasks, chain, Optional.of(other), initial, method, seed, threads, progress, timeLimit, adam);
    }

    /**
     * Another initial law.
     *
     * @param other where a sequence starts
     * @return the options with it
     */
    public FitOptions withInitial(InitialLaw other) {
        return new FitOptions(
                states, tasks, chain, covariance, other, method, seed, threads, progress, timeLimit, adam);
    }

    /**
     * Another method.
     *
     * @param other what is optimised
     * @return the options with it
     */
    public FitOptions withMethod(Method other) {
        return new FitOptions(
                states, tasks, chain, covariance, initial, other, seed, threads, progress, timeLimit, adam);
    }

    /**
     * Another seed.
     *
     * @param other the seed
     * @return the options with it
     */
    public FitOptions withSeed(Seed other) {
        return new FitOptions(
                states, tasks, chain, covariance, initial, method, other, threads, progress, timeLimit, adam);
    }

    /**
     * Another number of threads.
     *
     * @param other the threads
     * @return the options with it
     */
    public FitOptions withThreads(Threads other) {
        return new FitOptions(
                states, tasks, chain, covariance, initial, method, seed, other, progress, timeLimit, adam);
    }

    /**
     * Another listener.
     *
     * @param other hears how far it is
     * @return the options with it
     */
    public FitOptions withProgress(Progress other) {
        return new FitOptions(states, tasks, chain, covariance, initial, method, seed, threads, other, timeLimit, adam);
    }

    /**
     * A limit of time.
     *
     * @param limit after which the best found so far is returned
     * @return the options with it
     */
    public FitOptions withTimeLimit(Duration limit) {
        return new FitOptions(
                states, tasks, chain, covariance, initial, method, seed, threads, progress, Optional.of(limit), adam);
    }

    /**
     * Masked prediction alone, trained on minibatches.
     *
     * @param how steps, batches, rate and what is held out; its seed and listener are replaced by those of the fit
     * @return the options with it
     */
    public FitOptions withAdam(AdamOptions how) {
        return new FitOptions(
                states,
                tasks,
                chain,
                covariance,
                initial,
                Method.MASKED,
                seed,
                threads,
                progress,
                timeLimit,
                Optional.of(how));
    }
}
