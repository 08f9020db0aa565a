// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import jdk.incubator.vector.DoubleVector;

/** Symbols: a vector of probabilities and one of counts for each, {@code (1 + code) W + state}; missing ones stand first. */
final class VectorSymbols implements VectorEmission {

    private static final int W = VectorKernel.W;

    private final int k;
    private final int symbols;
    private final int[] codes;
    private final double[] table;
    private final double[] counts;

    VectorSymbols(SymbolScores scores) {
        this.k = scores.states();
        this.symbols = scores.symbols();
        this.codes = scores.codes();
        this.table = new double[(symbols + 1) * W];
        for (int x = 0; x <= symbols; x++) {
            System.arraycopy(scores.table(), x * k, table, row(x) * W, k);
        }
        this.counts = new double[table.length];
    }

    /** The row of a symbol, or of what stands last in tables of scores and counts: a missing one. */
    private int row(int symbol) {
        return (symbol + 1) % (symbols + 1);
    }

    @Override
    public double smallest() {
        double least = 1;
        for (double p : table) {
            least = p > 0 && p < least ? p : least;
        }
        return least;
    }

    @Override
    public void reserve(int tokens) {
        // The table is all there is.
    }

    @Override
    public void prepare(Lanes lanes, int from, int to, int[] place, int at, double[] logs) {
        for (int l = 0; l < lanes.width(); l++) {
            int start = lanes.start()[l];
            int end = Math.min(to, lanes.length()[l]);
            for (int t = from, p = at + l; t < end; t++, p += lanes.width()) {
                place[p] = (codes[start + t] + 1) * W;
            }
        }
    }

    @Override
    public double[] likelihoods() {
        return table;
    }

    @Override
    public boolean exact() {
        return true;
    }

    @Override
    public void count(Lanes lanes, int from, int to, int n, int[] place, int at, double[] gamma) {
        for (int l = 0; l < (to - from) * n; l++) {
            int p = place[at + l];
            DoubleVector.fromArray(VectorKernel.S, gamma, l * W)
                    .add(DoubleVector.fromArray(VectorKernel.S, counts, p))
                    .intoArray(counts, p);
        }
    }

    @Override
    public void drain(EmissionCounts to) {
        double[] sums = ((SymbolCounts) to).counts();
        for (int x = 0; x <= symbols; x++) {
            for (int i = 0; i < k; i++) {
                sums[x * k + i] += counts[row(x) * W + i];
            }
        }
    }
}
