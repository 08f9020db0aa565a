// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.Arrays;

/** Symbols lane by lane: likelihoods are looked up, counts are scattered. */
final class SymbolLanes implements LaneEmission {

    private final int k;
    private final int width;
    private final int[] codes;
    /** {@code state * (symbols + 1) + 1 + code}, so that a missing symbol stands first. */
    private final double[] table;

    private final double[] logTable;
    private final double smallest;
    /** {@code symbol * states + state}, missing last. */
    private final double[] counts;

    private final int[] place;

    SymbolLanes(SymbolScores scores, int stride) {
        this.k = scores.states();
        this.width = scores.symbols() + 1;
        this.codes = scores.codes();
        this.table = new double[k * width];
        for (int i = 0; i < k; i++) {
            table[i * width] = 1;
            for (int x = 1; x < width; x++) {
                table[i * width + x] = scores.table()[(x - 1) * k + i];
            }
        }
        this.logTable = Arrays.stream(table).map(Math::log).toArray();
        this.smallest = Arrays.stream(table).filter(p -> p > 0).min().orElse(1);
        this.counts = new double[width * k];
        this.place = new int[stride];
    }

    @Override
    public double smallest() {
        return smallest;
    }

    @Override
    public boolean likelihoods(Lanes lanes, int step, int n, double[][] out, int at, double[] logs) {
        gather(table, lanes, step, n, out, at);
        return true;
    }

    @Override
    public void logDensities(Lanes lanes, int step, int n, double[][] out, int at) {
        gather(logTable, lanes, step, n, out, at);
    }

    private void gather(double[] from, Lanes lanes, int step, int n, double[][] out, int at) {
        int[] start = lanes.start();
        for (int l = 0; l < n; l++) {
            place[l] = codes[start[l] + step] + 1;
        }
        for (int i = 0; i < k; i++) {
            lookUp(from, i * width, place, out[at + i], n);
        }
    }

    private static void lookUp(double[] table, int row, int[] place, double[] out, int n) {
        for (int l = 0; l < n; l++) {
            out[l] = table[row + place[l]];
        }
    }

    @Override
    public void count(Lanes lanes, int step, int n, double[][] gamma) {
        int[] start = lanes.start();
        int symbols = width - 1;
        for (int l = 0; l < n; l++) {
            int code = codes[start[l] + step];
            int row = (code < 0 ? symbols : code) * k;
            for (int i = 0; i < k; i++) {
                counts[row + i] += gamma[i][l];
            }
        }
    }

    @Override
    public void drain(EmissionCounts to) {
        EmissionCounts.addTo(((SymbolCounts) to).counts(), counts);
        Arrays.fill(counts, 0);
    }
}
