// SPDX-License-Identifier: Apache-2.0
package org.unmask.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * How many threads may work: the caller's own and helpers beside it. Work is cut into numbered parts that do not depend on
 * this number, and results come back in the order of the parts, so no answer depends on it either.
 *
 * <p>Helpers wait a little for the next piece of work before they end, as to start one may cost as much as a pass over a
 * million tokens of a small model does: a value that is used again saves that. There are as many as are asked for at a
 * time, so that work within work never waits for one. Where each thread has a processor of its own they look out for work
 * a fifth of a millisecond before they sleep.
 */
public final class Threads implements Workers {

    /** Longer than any pause between the passes of a fit; a thread started after a longer one costs a hundredth of it. */
    private static final int KEPT_MILLISECONDS = 50;

    /** One thread: the caller's own. */
    public static final Threads ONE = new Threads(1);

    private final int count;
    /** Whether a thread that looks out takes no processor from one that works. */
    private final boolean roomy;

    private final ExecutorService helpers;

    /**
     * Some threads.
     *
     * @param count at least 1
     */
    public Threads(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("number of threads is " + count + ", expected at least 1");
        }
        this.count = count;
        this.roomy = count <= Runtime.getRuntime().availableProcessors();
        this.helpers = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                KEPT_MILLISECONDS,
                TimeUnit.MILLISECONDS,
                roomy ? new Handover() : new SynchronousQueue<>(),
                task -> {
                    Thread thread = new Thread(task, "unmask-worker");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /**
     * One thread for each processor.
     *
     * @return at least one
     */
    public static Threads available() {
        return new Threads(Runtime.getRuntime().availableProcessors());
    }

    /**
     * How many may work.
     *
     * @return at least 1
     */
    public int count() {
        return count;
    }

    @Override
    public Threads here() {
        return this;
    }

    @Override
    public List<double[]> each(int pieces, Piece work, String phase, Progress progress) {
        AtomicInteger done = new AtomicInteger();
        return map(pieces, number -> {
            double[] result = work.at(number);
            progress.at(phase, done.incrementAndGet(), pieces);
            return result;
        });
    }

    /**
     * Does numbered parts of the work. Parts are begun in their order, none after one has failed.
     *
     * @param <T> what a part gives
     * @param parts number of parts
     * @param work does one part, from 0; called once for each, on the calling thread or a helper
     * @return the results in the order of the parts; of several failures, that of the first part reaches the caller
     * @throws CancellationException when the calling thread is interrupted, as soon as the part that it does itself has
     *     ended; helpers are interrupted then
     */
    public <T> List<T> map(int parts, IntFunction<? extends T> work) {
        AtomicInteger next = new AtomicInteger();
        List<FutureTask<T>> tasks = new ArrayList<>(parts);
        for (int part = 0; part < parts; part++) {
            int number = part;
            tasks.add(new FutureTask<>(() -> {
                try {
                    return work.apply(number);
                } catch (RuntimeException | Error failed) {
                    next.set(parts);
                    throw failed;
                }
            }));
        }
        List<Future<?>> helping = new ArrayList<>(count);
        boolean done = false;
        try {
            for (int helper = 1; helper < Math.min(count, parts); helper++) {
                helping.add(helpers.submit(() -> doRemaining(tasks, next)));
            }
            doRemaining(tasks, next);
            awaitForAMoment(tasks);
            List<T> results = new ArrayList<>(parts);
            for (FutureTask<T> task : tasks) {
                // A part that is done already answers without a look at the interrupt.
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                results.add(task.get());
            }
            done = true;
            return results;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (failed.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(failed.getCause());
        } finally {
            if (!done) {
                next.set(parts);
                helping.forEach(helper -> helper.cancel(true));
            }
        }
    }

    /** Looks out for the last parts before this thread sleeps; see {@link Handover}. */
    private void awaitForAMoment(List<? extends FutureTask<?>> tasks) {
        long began = System.nanoTime();
        for (int part = tasks.size() - 1; part >= Math.max(0, tasks.size() - count) && roomy; part--) {
            while (!tasks.get(part).isDone()
                    && System.nanoTime() - began < Handover.MOMENT
                    && !Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
        }
    }

    /** Takes one part after the other until none is left or this thread is interrupted. */
    private static void doRemaining(List<? extends FutureTask<?>> tasks, AtomicInteger next) {
        while (!Thread.currentThread().isInterrupted()) {
            int part = next.getAndIncrement();
            if (part >= tasks.size()) {
                return;
            }
            tasks.get(part).run();
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Threads threads && threads.count == count;
    }

    @Override
    public int hashCode() {
        return count;
    }

    @Override
    public String toString() {
        return count == 1 ? "1 thread" : count + " threads";
    }
}
