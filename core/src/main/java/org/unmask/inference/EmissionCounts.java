// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import org.unmask.data.Sequences;
import org.unmask.model.Categorical;
import org.unmask.model.Emission;
import org.unmask.model.Gaussian;

/**
 * What the M step needs to know of the tokens, each weighted by the probability of the states. Mutable while it is
 * summed; sums over disjoint tokens merge.
 */
abstract class EmissionCounts {

    /** Nothing counted yet. */
    static EmissionCounts zero(Emission emission) {
        if (emission instanceof Categorical categorical) {
            return new SymbolCounts(categorical.states(), categorical.dimension());
        }
        if (emission instanceof Gaussian gaussian) {
            return new PointMoments(gaussian);
        }
        return new TokenWeights(emission.states());
    }

    /**
     * Adds tokens.
     *
     * @param scores the scores that the weights came from
     * @param sequences the data
     * @param from first token
     * @param to after the last
     * @param weights {@code (t - from) * states + i}
     */
    abstract void add(EmissionScores scores, Sequences sequences, int from, int to, double[] weights);

    /** Adds what another part of the data gave under the same law; that part comes after this one. */
    abstract void merge(EmissionCounts later);

    /** A copy that may be changed. */
    abstract EmissionCounts copy();

    /** Expected number of tokens of each state, missing ones left out. */
    abstract double[] weights();

    /**
     * The law that maximises the expected log-density.
     *
     * @param current the law the counts were made with; what nothing was counted for stays as it is
     * @param floor smallest variances
     */
    abstract Emission maximized(Emission current, VarianceFloor floor);

    /** Expected log-density of the counted tokens under a law, up to a constant of the counts. */
    abstract double expectedLogDensity(Emission law);

    /**
     * The sums as plain numbers, to be sent from one process to another.
     *
     * @throws IllegalStateException when there are more than sums to send
     */
    abstract double[] numbers();

    /**
     * Sums that were sent as plain numbers, made with the same law as these.
     *
     * @param numbers as many as {@link #numbers} gives
     */
    abstract EmissionCounts withNumbers(double[] numbers);

    /** Whether every sum is a finite number. */
    abstract boolean finite();

    static boolean finite(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * 0;
        }
        return sum == 0;
    }

    static void addTo(double[] sums, double[] more) {
        for (int n = 0; n < sums.length; n++) {
            sums[n] += more[n];
        }
    }
}
