// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.Arrays;

/**
 * Viterbi's recursion over several sequences side by side, segment by segment: going forward keeps the best
 * log-probabilities before each segment only, going back makes those of one segment again. Where the best path came from
 * is found on the way back, for the one state that it visits. Lanes that end inside a segment run on to its end, where
 * nothing hears of them.
 */
final class LaneViterbi {

    private final int k;
    private final Bundles bundles;
    private final double[] logInitial;
    /** {@code next * states + now}. */
    private final double[] logTransposed;

    private final double[] terms;
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
        this.terms = bundles.factors(logTransposed, Double.NEGATIVE_INFINITY);
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
        tables.reserve(steps / tables.segment + 1, 0);
        int n = lanes.width();
        for (int from = 0; from < steps; from += tables.segment) {
            n = lanes.active(from, n);
            int end = Math.min(from + tables.segment, steps);
            segment(lanes, from, end, n);
            if (end < steps) {
                tables.roll();
                tables.save(end / tables.segment, tables.alpha[0]);
            }
        }
        int under = 0;
        for (int from = (steps - 1) / tables.segment * tables.segment; from >= 0; from -= tables.segment) {
            n = lanes.active(from, n);
            int end = Math.min(from + tables.segment, steps);
            if (from > 0) {
                tables.load(from / tables.segment);
            }
            if (end < steps) {
                segment(lanes, from, end, n);
            }
            for (int t = end - 1; t >= from; t--) {
                double[][] best = tables.alpha[t - from + 1];
                back(best, 0, under);
                int active = lanes.active(t, under);
                for (; under < active; under++) {
                    end(best, under);
                }
                for (int l = 0; l < under; l++) {
                    states[lanes.start()[l] + t] = state[l];
                }
            }
        }
        return Arrays.copyOf(logs, lanes.width());
    }

    private void segment(Lanes lanes, int from, int end, int n) {
        for (int t = from; t < end; t++) {
            double[][] now = tables.alpha[t - from + 1];
            double[][] density = tables.like[0];
            emission.logDensities(lanes, t, n, density);
            if (t > 0) {
                bundles.best(tables.alpha[t - from], terms, now, n);
            } else {
                for (int j = 0; j < k; j++) {
                    double[] row = now[bundles.bundle(j)];
                    Arrays.fill(row, bundles.at(j), bundles.at(j) + n, logInitial[j]);
                }
            }
            for (int g = 0; g < bundles.count; g++) {
                bundles.add(density[g], now[g], n);
            }
            bundles.repeat(now);
        }
    }

    /** The state before the one at hand on the best path of each lane. */
    private void back(double[][] best, int from, int to) {
        for (int l = from; l < to; l++) {
            int row = state[l] * k;
            int source = 0;
            double value = Double.NEGATIVE_INFINITY;
            for (int g = 0, i = 0; g < bundles.count; g++) {
                double[] mine = best[g];
                for (int at = l; i < k && at < bundles.end(); at += Bundles.LANES, i++) {
                    double candidate = mine[at] + logTransposed[row + i];
                    if (candidate > value) {
                        value = candidate;
                        source = i;
                    }
                }
            }
            state[l] = source;
        }
    }

    /** The best last state of a lane. */
    private void end(double[][] best, int lane) {
        int found = 0;
        double value = best[0][lane];
        for (int i = 1; i < k; i++) {
            double candidate = best[bundles.bundle(i)][bundles.at(i) + lane];
            if (candidate > value) {
                value = candidate;
                found = i;
            }
        }
        state[lane] = found;
        logs[lane] = value;
    }
}
