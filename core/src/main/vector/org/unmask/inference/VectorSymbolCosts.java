// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.Arrays;

/** Costs of symbols: whole vectors for each, {@code (1 + code) size + state}; missing ones stand first. */
final class VectorSymbolCosts implements VectorCosts {

    private final int size;
    private final int[] codes;
    private final double[] table;
    private final boolean nonnegative;

    VectorSymbolCosts(SymbolScores scores) {
        int k = scores.states();
        this.size = VectorPaths.size(k);
        this.codes = scores.codes();
        this.table = new double[(scores.symbols() + 1) * size];
        for (int x = 0; x < scores.symbols(); x++) {
            for (int i = 0; i < k; i++) {
                table[(x + 1) * size + i] = VectorPaths.cost(scores.table()[x * k + i]);
            }
        }
        this.nonnegative = Arrays.stream(table).allMatch(c -> c >= 0);
    }

    @Override
    public boolean nonnegative() {
        return nonnegative;
    }

    @Override
    public void prepareCosts(Lanes lanes, int from, int to, int[] place) {
        for (int l = 0; l < lanes.width(); l++) {
            int start = lanes.start()[l];
            int end = Math.min(to, lanes.length()[l]);
            for (int t = from, p = l; t < end; t++, p += StatePaths.LANES) {
                place[p] = (codes[start + t] + 1) * size;
            }
        }
    }

    @Override
    public double[] costs() {
        return table;
    }

    @Override
    public double common() {
        return 0;
    }
}
