// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.Arrays;

/**
 * Symbols lane by lane: likelihoods are looked up, counts are scattered. The numbers of a bundle's states lie side by side
 * for each symbol.
 */
final class SymbolLanes implements LaneEmission {

    private static final int S = Bundles.LANES;
    private static final int RECENT = 8;
    private static final Lanes NONE = new Lanes(new int[0], new int[0]);

    private final SymbolTable symbols;
    private final Bundles bundles;
    private final int width;
    private final int[] codes;
    private double[][] logTable = {};
    /** Laid out as the table; made when needed. */
    private double[][] counts = {};

    /** Where the symbols of the last few steps stand in the tables. */
    private final int[][] places = new int[RECENT][S];

    /** Which steps those are. */
    private final int[] held = new int[RECENT];

    /** What they are steps of. */
    private Lanes current = NONE;

    SymbolLanes(SymbolScores scores) {
        this.symbols = scores.lanes();
        this.bundles = symbols.bundles;
        this.width = symbols.width;
        this.codes = scores.codes();
    }

    @Override
    public double smallest() {
        return symbols.smallest;
    }

    @Override
    public void likelihoods(Lanes lanes, int step, int n, double[][] out, double[] logs) {
        gather(symbols.rows, lanes, step, n, out);
    }

    @Override
    public boolean exact() {
        return true;
    }

    @Override
    public boolean dear() {
        return false;
    }

    @Override
    public void logDensities(Lanes lanes, int step, int n, double[][] out) {
        if (logTable.length == 0) {
            logTable = symbols.logarithms();
        }
        gather(logTable, lanes, step, n, out);
    }

    /** Where the symbols of a step stand in the tables; those of ended lanes are missing. */
    @SuppressWarnings("ReferenceEquality") // the very lanes that the places were looked up for
    private int[] place(Lanes lanes, int step, int n) {
        if (lanes != current) {
            current = lanes;
            Arrays.fill(held, -1);
        }
        int[] place = places[step % RECENT];
        if (held[step % RECENT] != step) {
            held[step % RECENT] = step;
            int[] start = lanes.start();
            int active = lanes.active(step, n);
            for (int l = 0; l < active; l++) {
                place[l] = (codes[start[l] + step] + 1) * bundles.size;
            }
            Arrays.fill(place, active, S, 0);
        }
        return place;
    }

    private void gather(double[][] from, Lanes lanes, int step, int n, double[][] out) {
        int[] place = place(lanes, step, n);
        for (int g = 0; g < bundles.count; g++) {
            switch (bundles.size) {
                case 1 -> gather1(from[g], place, out[g], n);
                case 2 -> gather2(from[g], place, out[g], n);
                case 3 -> gather3(from[g], place, out[g], n);
                case 4 -> gather4(from[g], place, out[g], n);
                default -> gather5(from[g], place, out[g], n);
            }
        }
    }

    @Override
    public void count(Lanes lanes, int step, int n, double[][] gamma) {
        reserve();
        int[] place = place(lanes, step, n);
        for (int g = 0; g < bundles.count; g++) {
            switch (bundles.size) {
                case 1 -> scatter1(gamma[g], place, counts[g], n);
                case 2 -> scatter2(gamma[g], place, counts[g], n);
                case 3 -> scatter3(gamma[g], place, counts[g], n);
                case 4 -> scatter4(gamma[g], place, counts[g], n);
                default -> scatter5(gamma[g], place, counts[g], n);
            }
        }
    }

    private static void gather1(double[] table, int[] place, double[] to, int n) {
        for (int l = 0; l < n; l++) {
            int p = place[l];
            to[l] = table[p];
        }
    }

    private static void gather2(double[] table, int[] place, double[] to, int n) {
        for (int l = 0; l < n; l++) {
            int p = place[l];
            to[l] = table[p];
            to[S + l] = table[p + 1];
        }
    }

    private static void gather3(double[] table, int[] place, double[] to, int n) {
        for (int l = 0; l < n; l++) {
            int p = place[l];
            to[l] = table[p];
            to[S + l] = table[p + 1];
            to[2 * S + l] = table[p + 2];
        }
    }

    private static void gather4(double[] table, int[] place, double[] to, int n) {
        for (int l = 0; l < n; l++) {
            int p = place[l];
            to[l] = table[p];
            to[S + l] = table[p + 1];
            to[2 * S + l] = table[p + 2];
            to[3 * S + l] = table[p + 3];
        }
    }

    private static void gather5(double[] table, int[] place, double[] to, int n) {
        for (int l = 0; l < n; l++) {
            int p = place[l];
            to[l] = table[p];
            to[S + l] = table[p + 1];
            to[2 * S + l] = table[p + 2];
            to[3 * S + l] = table[p + 3];
            to[4 * S + l] = table[p + 4];
        }
    }

    private static void scatter1(double[] weights, int[] place, double[] counts, int n) {
        for (int l = 0; l < n; l++) {
            int p = place[l];
            counts[p] += weights[l];
        }
    }

    private static void scatter2(double[] weights, int[] place, double[] counts, int n) {
        for (int l = 0; l < n; l++) {
            int p = place[l];
            counts[p] += weights[l];
            counts[p + 1] += weights[S + l];
        }
    }

    private static void scatter3(double[] weights, int[] place, double[] counts, int n) {
        for (int l = 0; l < n; l++) {
            int p = place[l];
            counts[p] += weights[l];
            counts[p + 1] += weights[S + l];
            counts[p + 2] += weights[2 * S + l];
        }
    }

    private static void scatter4(double[] weights, int[] place, double[] counts, int n) {
        for (int l = 0; l < n; l++) {
            int p = place[l];
            counts[p] += weights[l];
            counts[p + 1] += weights[S + l];
            counts[p + 2] += weights[2 * S + l];
            counts[p + 3] += weights[3 * S + l];
        }
    }

    private static void scatter5(double[] weights, int[] place, double[] counts, int n) {
        for (int l = 0; l < n; l++) {
            int p = place[l];
            counts[p] += weights[l];
            counts[p + 1] += weights[S + l];
            counts[p + 2] += weights[2 * S + l];
            counts[p + 3] += weights[3 * S + l];
            counts[p + 4] += weights[4 * S + l];
        }
    }

    @Override
    public void drain(EmissionCounts to) {
        drain(((SymbolCounts) to).counts());
    }

    private void reserve() {
        if (counts.length == 0) {
            counts = new double[bundles.count][width * bundles.size];
        }
    }

    /** Adds what was counted, {@code symbol * states + state} with missing ones in the last row, and begins anew. */
    void drain(double[] sums) {
        reserve();
        int k = bundles.states;
        for (int i = 0; i < k; i++) {
            double[] mine = counts[bundles.bundle(i)];
            for (int x = 0; x < width; x++) {
                sums[(x == 0 ? width - 1 : x - 1) * k + i] += mine[x * bundles.size + i % bundles.size];
            }
        }
        for (double[] mine : counts) {
            Arrays.fill(mine, 0);
        }
    }

    /** Adds what was counted of tokens that are not missing, {@code state * symbols + symbol}, and begins anew. */
    void drainByState(double[] sums) {
        reserve();
        int symbolsSeen = width - 1;
        for (int i = 0; i < bundles.states; i++) {
            double[] mine = counts[bundles.bundle(i)];
            int to = i * symbolsSeen;
            for (int x = 1, at = bundles.size + i % bundles.size; x < width; x++, at += bundles.size) {
                sums[to++] += mine[at];
            }
        }
        for (double[] mine : counts) {
            Arrays.fill(mine, 0);
        }
    }
}
