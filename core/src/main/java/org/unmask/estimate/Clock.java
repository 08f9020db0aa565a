// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * Tells when time is up, and stops work whose thread was interrupted.
 *
 * @param began {@link System#nanoTime} at the start
 * @param limit nanoseconds allowed; {@link Long#MAX_VALUE} for no limit
 */
record Clock(long began, long limit) {

    static Clock start(Optional<Duration> limit) {
        return new Clock(System.nanoTime(), limit.map(Duration::toNanos).orElse(Long.MAX_VALUE));
    }

    /**
     * Whether time is up.
     *
     * @throws CancellationException when the thread was interrupted
     */
    boolean over() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("interrupted");
        }
        return limit != Long.MAX_VALUE && System.nanoTime() - began > limit;
    }

    double seconds() {
        return (System.nanoTime() - began) / 1e9;
    }
}
