// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.Arrays;
import org.unmask.data.SymbolSequences;
import org.unmask.model.Categorical;

/** Scores of symbols: one table, {@code symbols + 1} rows of {@code states} entries; the last row is "missing". */
final class SymbolScores extends EmissionScores {

    private final int symbols;
    private final int[] codes;
    private final double[] table;
    private final double[] logTable;
    private final boolean tiny;

    SymbolScores(Categorical emission, SymbolSequences sequences) {
        super(emission.states());
        symbols = emission.dimension();
        codes = sequences.codes();
        int k = states();
        table = new double[(symbols + 1) * k];
        for (int x = 0; x < symbols; x++) {
            for (int i = 0; i < k; i++) {
                table[x * k + i] = emission.probabilities().get(i, x);
            }
        }
        Arrays.fill(table, symbols * k, table.length, 1);
        logTable = Arrays.stream(table).map(Math::log).toArray();
        tiny = Arrays.stream(table).anyMatch(p -> p > 0 && p < TINY);
    }

    int[] codes() {
        return codes;
    }

    int symbols() {
        return symbols;
    }

    /** The probabilities: {@code symbol * states + state}, with a row of ones for a missing symbol at the end. */
    double[] table() {
        return table;
    }

    @Override
    void logDensities(int from, int to, double[] out) {
        gather(logTable, from, to, out);
    }

    @Override
    boolean likelihoods(int from, int to, double[] out, double[] shifts) {
        gather(table, from, to, out);
        Arrays.fill(shifts, 0, to - from, 0);
        return !tiny;
    }

    private void gather(double[] source, int from, int to, double[] out) {
        int k = states();
        for (int t = from, at = 0; t < to; t++, at += k) {
            int row = (codes[t] < 0 ? symbols : codes[t]) * k;
            for (int i = 0; i < k; i++) {
                out[at + i] = source[row + i];
            }
        }
    }
}
