// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.List;

/**
 * How much work a fit is worth, by the size of the data: many short climbs on a sample, the better ones longer, the best
 * to the top on all the data.
 *
 * @param sample tokens that starts are screened on
 * @param stretches that the sample is spread over when it is smaller than the data
 * @param draws random starts
 * @param rounds of screening
 * @param finalists climbed to the top
 * @param maxSteps EM steps of one last climb
 * @param tolerance nats that a cycle may gain and still count as standing
 */
record Effort(int sample, int stretches, int draws, List<Round> rounds, int finalists, int maxSteps, double tolerance) {

    private static final int SAMPLE = 1 << 16;

    /**
     * A round of screening.
     *
     * @param steps EM steps for each start
     * @param keep how many go on
     */
    record Round(int steps, int keep) {}

    /** For symbols: EM steps are cheap and optima many. */
    static Effort forSymbols(int tokens, int states) {
        int finalists = tokens <= 200_000 ? 6 : tokens <= 2_000_000 ? 2 : 1;
        int draws = states <= 3 ? 36 : 48;
        return new Effort(
                Math.min(tokens, SAMPLE),
                4,
                draws,
                List.of(new Round(20, 16), new Round(40, finalists)),
                finalists,
                tokens <= 200_000 ? 3000 : 400,
                Math.max(1e-5, 1e-9 * tokens));
    }

    /** For points: EM steps cost more, but clusters give away most of the answer. */
    static Effort forPoints(int tokens, int states) {
        int finalists = tokens <= 200_000 ? 3 : 1;
        return new Effort(
                Math.min(tokens, SAMPLE / 4),
                4,
                2,
                List.of(new Round(6, 4), new Round(10, finalists)),
                finalists,
                tokens <= 200_000 ? 3000 : 400,
                Math.max(1e-5, 1e-9 * tokens));
    }

    /** Whether starts are screened on less than all the data. */
    boolean samples(int tokens) {
        return sample < tokens;
    }
}
