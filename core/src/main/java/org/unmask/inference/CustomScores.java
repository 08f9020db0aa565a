// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import org.unmask.data.PointSequences;
import org.unmask.model.CustomEmission;

/** Scores of a plugged-in law. A token without any coordinate is summed out; what a partial one means is the law's. */
final class CustomScores extends EmissionScores {

    private final CustomEmission emission;
    private final double[] values;
    private final int dimension;

    CustomScores(CustomEmission emission, PointSequences sequences) {
        super(emission.states());
        this.emission = emission;
        this.values = sequences.values();
        this.dimension = sequences.dimension();
    }

    @Override
    void logDensities(int from, int to, double[] out) {
        int k = states();
        for (int t = from, at = 0; t < to; t++, at += k) {
            boolean missing = missing(t);
            for (int i = 0; i < k; i++) {
                double log = missing ? 0 : emission.logDensity(i, values, t * dimension);
                if (Double.isNaN(log) || log == Double.POSITIVE_INFINITY) {
                    throw new IllegalArgumentException("the log-density of token " + (t + 1) + " in state " + (i + 1)
                            + " is " + log + ", expected a number or negative infinity");
                }
                out[at + i] = log;
            }
        }
    }

    /** Whether no coordinate of the token was observed. */
    boolean missing(int token) {
        for (int c = 0; c < dimension; c++) {
            if (!Double.isNaN(values[token * dimension + c])) {
                return false;
            }
        }
        return true;
    }
}
