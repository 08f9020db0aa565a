// SPDX-License-Identifier: Apache-2.0
package org.unmask.bench;

/** What is timed on a workload. */
public enum Job {
    /** Twenty updates of EM from the workload's start; the value is the log-likelihood after them. */
    EM,
    /** Log-likelihood under the true model; the value is that. */
    LOGLIK,
    /** The most likely path of every sequence. */
    VITERBI,
    /** The posterior of every state at every token. */
    POSTERIOR,
    /** As many fresh tokens as the workload has. */
    SAMPLE
}
