// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.engine;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.unmask.random.Seed;
import org.unmask.verdict.Question;
import org.unmask.verdict.Twin;
import org.unmask.verdict.twin.TwinFinder;
import org.unmask.verdict.twin.TwinOptions;
import org.unmask.verdict.twin.TwinSearch;

/**
 * A search for a twin that ends in time, when somebody sets a limit. The search itself has no clock, and exact fractions may
 * grow without warning; a thread of its own does the work and is left behind, as a daemon, when the time is over.
 */
final class TwinHunt {

    /** Larger questions are left to the search on request. */
    private static final int MOST_PARAMETERS = 16;

    private TwinHunt() {}

    /**
     * A twin, if one is found in time.
     *
     * @param question the question
     * @param seed where the search starts from
     * @param nanos how long to wait
     */
    static Optional<Twin> of(Question question, Seed seed, long nanos) {
        if (question.family().parameters() > MOST_PARAMETERS) {
            return Optional.empty();
        }
        ExecutorService hunter = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "unmask-twin");
            thread.setDaemon(true);
            return thread;
        });
        try {
            TwinSearch search = hunter.submit(() -> TwinFinder.find(question, TwinOptions.near(seed)))
                    .get(nanos, TimeUnit.NANOSECONDS);
            return search instanceof TwinSearch.Found found ? Optional.of(found.twin()) : Optional.empty();
        } catch (TimeoutException late) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(failed.getCause());
        } finally {
            hunter.shutdownNow();
        }
    }
}
