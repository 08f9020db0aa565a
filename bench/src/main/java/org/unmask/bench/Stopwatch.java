// SPDX-License-Identifier: Apache-2.0
package org.unmask.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Wall time and CPU time of the calling thread since it was made; CPU time is what a busy machine leaves comparable. */
final class Stopwatch {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final double NANOS = 1e9;

    private final long wall = System.nanoTime();
    private final long cpu = THREADS.getCurrentThreadCpuTime();

    double seconds() {
        return (System.nanoTime() - wall) / NANOS;
    }

    double cpuSeconds() {
        return (THREADS.getCurrentThreadCpuTime() - cpu) / NANOS;
    }

    /** What a run gave that ends now. */
    Contender.Outcome outcome(double value) {
        return new Contender.Outcome(seconds(), cpuSeconds(), value);
    }
}
