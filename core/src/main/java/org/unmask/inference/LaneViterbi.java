// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.Arrays;

/**
 * Viterbi's recursion over several sequences side by side. Only the best log-probability of each state is kept; where the
 * best path came from is found again on the way back, for the one state that it visits.
 */
final class LaneViterbi {

    private final int k;
    private final Bundles bundles;
    private final double[] logInitial;
    /** {@code next * states + now}. */
    private final double[] logTransposed;

    private final LaneMap terms;
    private final LaneEmission emission;
    private final LaneTables tables;
    private final int[] state = new int[Bundles.LANES];
    private final double[] logs = new double[Bundles.LANES];

    LaneViterbi(ChainTables chain, LaneEmission emission, LaneTables tables) {
        this.k = chain.states;
        this.bundles = tables.bundles;
        this.emission = emission;
        this.tables = tables;
        this.logInitial = Arrays.stream(chain.initial).map(Math::log).toArray();
        this.logTransposed = Arrays.stream(chain.transposed).map(Math::log).toArray();
        this.terms = tables.kernel.best(bundles, logTransposed);
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
        tables.reserve(steps, 0);
        int n = lanes.width();
        for (int t = 0; t < steps; t++) {
            n = lanes.active(t, n);
            step(lanes, t, n);
        }
        int under = 0;
        for (int t = steps - 1; t >= 0; t--) {
            tables.kernel.back(bundles, tables.saved(t), logTransposed, state, under);
            int active = lanes.active(t, under);
            for (; under < active; under++) {
                end(t, under);
            }
            for (int l = 0; l < under; l++) {
                states[lanes.start()[l] + t] = state[l];
            }
        }
        return Arrays.copyOf(logs, lanes.width());
    }

    private void step(Lanes lanes, int t, int n) {
        double[][] now = tables.alpha[t & 1];
        double[][] density = tables.like[0];
        emission.logDensities(lanes, t, n, density);
        if (t > 0) {
            terms.apply(tables.alpha[(t + 1) & 1], now, n);
        } else {
            for (int j = 0; j < k; j++) {
                double[] row = now[bundles.bundle(j)];
                Arrays.fill(row, bundles.at(j), bundles.at(j) + n, logInitial[j]);
            }
        }
        for (int g = 0; g < bundles.count; g++) {
            bundles.add(density[g], now[g], n);
        }
        tables.kernel.ready(bundles, now);
        tables.save(t, now);
    }

    /** The best last state of a lane. */
    private void end(int step, int lane) {
        int found = 0;
        double value = tables.saved(step)[0][lane];
        for (int i = 1; i < k; i++) {
            double candidate = tables.saved(step)[bundles.bundle(i)][bundles.at(i) + lane];
            if (candidate > value) {
                value = candidate;
                found = i;
            }
        }
        state[lane] = found;
        logs[lane] = value;
    }
}
