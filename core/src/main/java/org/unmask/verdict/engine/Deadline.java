// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.engine;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** A moment on the clock after which work should stop. */
record Deadline(long start, long nanos) implements BooleanSupplier {

    static Deadline in(Duration limit) {
        return new Deadline(
                System.nanoTime(), limit.compareTo(Duration.ofDays(365)) > 0 ? Long.MAX_VALUE : limit.toNanos());
    }

    @Override
    public boolean getAsBoolean() {
        return System.nanoTime() - start >= nanos;
    }

    /** Nanoseconds that are left. */
    long left() {
        return Math.max(0, nanos == Long.MAX_VALUE ? nanos : nanos - (System.nanoTime() - start));
    }
}
