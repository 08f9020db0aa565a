// SPDX-License-Identifier: Apache-2.0
package org.unmask.bench;

import java.util.Optional;

/** A library that is timed. */
public interface Contender {

    /** Number of EM updates that every contender makes. */
    int UPDATES = 20;

    /**
     * What is printed.
     *
     * @return the library and how it is run
     */
    String name();

    /**
     * Does a job once.
     *
     * @param workload the data and models
     * @param job what to do
     * @return time and result; empty when the library cannot do it
     */
    Optional<Outcome> run(Workload workload, Job job);

    /**
     * What a run gave.
     *
     * @param seconds wall time without loading
     * @param cpuSeconds CPU time of the one thread that did the job; NaN where several did
     * @param value log-likelihood where the job has one, else NaN
     */
    record Outcome(double seconds, double cpuSeconds, double value) {}
}
