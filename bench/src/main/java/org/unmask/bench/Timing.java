// SPDX-License-Identifier: Apache-2.0
package org.unmask.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a job cost.
 *
 * @param seconds CPU time of the calling thread, the least of several runs
 * @param megabytes memory it asked for over one run, in MiB: an upper bound of what it held at once
 */
record Timing(double seconds, double megabytes) {

    private static final double NANOS = 1e9;
    private static final double MEBI = 1 << 20;

    /**
     * Runs a job over and over for some seconds, three times at least. Before that it runs unmeasured for as long, so that the
     * compiler's work does not count.
     */
    static Timing of(double atLeast, Runnable job) {
        Stopwatch warming = new Stopwatch();
        do {
            job.run();
        } while (warming.cpuSeconds() < atLeast);
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        double least = Double.POSITIVE_INFINITY;
        double spent = 0;
        long asked = 0;
        for (int run = 0; run < 3 || spent < atLeast; run++) {
            long before = threads.getThreadAllocatedBytes(self);
            long began = threads.getCurrentThreadCpuTime();
            job.run();
            double seconds = (threads.getCurrentThreadCpuTime() - began) / NANOS;
            asked = threads.getThreadAllocatedBytes(self) - before;
            least = Math.min(least, seconds);
            spent += seconds;
        }
        return new Timing(least, asked / MEBI);
    }

    /** Runs a job once. */
    static Timing once(Runnable job) {
        Stopwatch watch = new Stopwatch();
        job.run();
        return new Timing(watch.cpuSeconds(), Double.NaN);
    }

    /** The most memory that this process ever held, in MiB; NaN where the system does not tell. */
    static double peak() {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return Double.NaN;
        }
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
