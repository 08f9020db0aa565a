// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.Arrays;

/**
 * Viterbi's recursion over several sequences side by side. Only the best log-probability of each state is kept; where the
 * best path came from is found again on the way back, for the one state that it visits.
 */
final class LaneViterbi {

    private final int k;
    private final double[] logInitial;
    /** {@code next * states + now}. */
    private final double[] logTransposed;

    private final LaneEmission emission;
    private final LaneTables tables;

    LaneViterbi(ChainTables chain, LaneEmission emission, LaneTables tables) {
        this.k = chain.states;
        this.emission = emission;
        this.tables = tables;
        this.logInitial = Arrays.stream(chain.initial).map(Math::log).toArray();
        this.logTransposed = Arrays.stream(chain.transposed).map(Math::log).toArray();
    }

    /**
     * Decodes one block of whole sequences.
     *
     * @param lanes the sequences
     * @param states written: the state of each token
     * @return joint log-probability of path and tokens of each lane
     */
    double[] decode(Lanes lanes, int[] states) {
        int steps = lanes.steps();
        tables.reserve(steps * k, k, 0);
        double[][] best = tables.alpha();
        double[][] density = tables.like();
        int n = lanes.width();
        for (int t = 0; t < steps; t++) {
            n = lanes.active(t, n);
            emission.logDensities(lanes, t, n, density, 0);
            int now = t * k;
            for (int j = 0; j < k; j++) {
                double[] to = best[now + j];
                if (t == 0) {
                    LaneMath.plus(density[j], logInitial[j], to, n);
                } else {
                    LaneMath.best(best, now - k, logTransposed, j * k, k, to, n);
                    LaneMath.add(density[j], to, n);
                }
            }
        }
        double[] logs = new double[lanes.width()];
        for (int l = 0; l < logs.length; l++) {
            logs[l] = back(lanes.start()[l], lanes.length()[l], l, states);
        }
        return logs;
    }

    private double back(int start, int length, int lane, int[] states) {
        double[][] best = tables.alpha();
        int state = 0;
        int from = (length - 1) * k;
        for (int i = 1; i < k; i++) {
            state = best[from + i][lane] > best[from + state][lane] ? i : state;
        }
        double log = best[from + state][lane];
        states[start + length - 1] = state;
        for (int t = length - 2; t >= 0; t--) {
            from = t * k;
            int row = state * k;
            int source = 0;
            double value = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < k; i++) {
                double candidate = best[from + i][lane] + logTransposed[row + i];
                if (candidate > value) {
                    value = candidate;
                    source = i;
                }
            }
            state = source;
            states[start + t] = state;
        }
        return log;
    }
}
