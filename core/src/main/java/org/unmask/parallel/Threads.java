// SPDX-License-Identifier: Apache-2.0
package org.unmask.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * How many threads may work. Work is cut into numbered parts that do not depend on this number, and results come back in
 * the order of the parts, so no answer depends on it either.
 *
 * @param count at least 1
 */
public record Threads(int count) implements Workers {

    /** One thread: the caller's own. */
    public static final Threads ONE = new Threads(1);

    /** Validates the count. */
    public Threads {
        if (count < 1) {
            throw new IllegalArgumentException("number of threads is " + count + ", expected at least 1");
        }
    }

    /**
     * One thread for each processor.
     *
     * @return at least one
     */
    public static Threads available() {
        return new Threads(Runtime.getRuntime().availableProcessors());
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
     * Does numbered parts of the work.
     *
     * @param <T> what a part gives
     * @param parts number of parts
     * @param work does one part, from 0; called once for each, on any thread
     * @return the results in the order of the parts
     * @throws CancellationException when the calling thread is interrupted; work under way is interrupted too
     */
    public <T> List<T> map(int parts, IntFunction<? extends T> work) {
        List<T> results = new ArrayList<>(parts);
        if (count == 1 || parts <= 1) {
            for (int part = 0; part < parts; part++) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new CancellationException("interrupted");
                }
                results.add(work.apply(part));
            }
            return results;
        }
        List<FutureTask<T>> pending = new ArrayList<>(parts);
        for (int part = 0; part < parts; part++) {
            int number = part;
            pending.add(new FutureTask<>(() -> work.apply(number)));
        }
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> workers = new ArrayList<>(count);
        boolean done = false;
        try {
            for (int worker = 0; worker < Math.min(count, parts); worker++) {
                workers.add(KeptThreads.POOL.submit(() -> {
                    for (int part = next.getAndIncrement(); part < parts; part = next.getAndIncrement()) {
                        pending.get(part).run();
                    }
                }));
            }
            for (FutureTask<T> part : pending) {
                // A part that is done already answers without a look at the interrupt.
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                results.add(part.get());
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
                workers.forEach(worker -> worker.cancel(true));
            }
        }
    }
}
