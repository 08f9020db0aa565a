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
    /** A row for each state, laid out as the table's. */
    private final double[][] counts;

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
        this.counts = LaneTables.rows(k, width);
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
        place(lanes, step, n);
        for (int i = 0; i < k; i++) {
            lookUp(from, i * width, place, out[at + i], n);
        }
    }

    private void place(Lanes lanes, int step, int n) {
        int[] start = lanes.start();
        for (int l = 0; l < n; l++) {
            place[l] = codes[start[l] + step] + 1;
        }
    }

    private static void lookUp(double[] table, int row, int[] place, double[] out, int n) {
        for (int l = 0; l < n; l++) {
            out[l] = table[row + place[l]];
        }
    }

    @Override
    public void count(Lanes lanes, int step, int n, double[][] gamma) {
        place(lanes, step, n);
        for (int i = 0; i < k; i++) {
            scatter(counts[i], place, gamma[i], n);
        }
    }

    private static void scatter(double[] counts, int[] place, double[] gamma, int n) {
        for (int l = 0; l < n; l++) {
            counts[place[l]] += gamma[l];
        }
    }

    @Override
    public void drain(EmissionCounts to) {
        double[] sums = ((SymbolCounts) to).counts();
        for (int i = 0; i < k; i++) {
            for (int x = 0; x < width; x++) {
                sums[(x == 0 ? width - 1 : x - 1) * k + i] += counts[i][x];
            }
            Arrays.fill(counts[i], 0);
        }
    }
}
