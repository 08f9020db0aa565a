// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.Optional;
import org.unmask.model.CovarianceShape.Form;

/** Emissions lane by lane. Has tables of its own: one for each thread. */
interface LaneEmission {

    /** Moments of more entries than this would not stay in the caches when kept lane by lane. */
    int LARGEST = 1 << 13;

    private static int squares(PointScores points) {
        int d = points.emission().dimension();
        return points.emission().covariances().shape().form() == Form.FULL ? d * d : d;
    }

    /**
     * Lane by lane kernels for given scores.
     *
     * @param kernel of the same thread
     * @return empty when there are none, as for plugged-in laws
     */
    static Optional<LaneEmission> of(EmissionScores scores, LaneKernel kernel) {
        if (!possible(scores)) {
            return Optional.empty();
        }
        if (scores instanceof SymbolScores symbols) {
            return Optional.of(new SymbolLanes(symbols));
        }
        return Optional.of(new PointLanes((PointScores) scores, kernel));
    }

    /** Whether there are kernels for given scores. */
    static boolean possible(EmissionScores scores) {
        return scores instanceof SymbolScores
                || (scores instanceof PointScores points
                        && points.emission().states() * squares(points) <= LARGEST
                        && PointLanes.accurate(points.emission()));
    }

    /** The smallest factor above zero that a likelihood can be without {@link #exact} saying so. */
    double smallest();

    /**
     * Likelihoods of one token in each lane, each lane's divided by a factor of its own. Lanes that have ended get numbers
     * that nothing depends on.
     *
     * @param lanes the stretches
     * @param step which token of each
     * @param n number of lanes asked for
     * @param out written: bundles
     * @param logs the logarithm of each lane's factor is added here
     */
    void likelihoods(Lanes lanes, int step, int n, double[][] out, double[] logs);

    /** Whether every likelihood since the last call was zero or at least {@link #smallest}. */
    boolean exact();

    /** Whether likelihoods are better kept than made again. */
    boolean dear();

    /** Log-densities of one token in each lane, laid out as likelihoods are. */
    void logDensities(Lanes lanes, int step, int n, double[][] out);

    /** Adds one token of each lane, weighted by bundles, to the counts of this thread; weights of ended lanes are zero. */
    void count(Lanes lanes, int step, int n, double[][] gamma);

    /** Adds what was counted since the last call to {@code counts} and begins anew. */
    void drain(EmissionCounts counts);
}
