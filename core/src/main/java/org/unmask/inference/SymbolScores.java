// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.Arrays;
import java.util.Optional;
import org.unmask.data.SymbolSequences;
import org.unmask.model.Categorical;

/** Scores of symbols: one table, {@code symbols + 1} rows of {@code states} entries; the last row is "missing". */
final class SymbolScores extends EmissionScores {

    private final int symbols;
    private final int[] codes;
    private final double[] table;
    private final boolean tiny;
    /** Made when needed. */
    private double[] logTable = {};

    private Optional<SymbolTable> lanes = Optional.empty();

    SymbolScores(Categorical emission, SymbolSequences sequences) {
        this(emission.states(), emission.dimension(), sequences.codes(), table(emission));
    }

    /** From a table as {@link #table} gives it, kept. */
    SymbolScores(int states, int symbols, int[] codes, double[] table) {
        super(states);
        this.symbols = symbols;
        this.codes = codes;
        this.table = table;
        boolean found = false;
        for (double p : table) {
            found |= p > 0 && p < TINY;
        }
        this.tiny = found;
    }

    private static double[] table(Categorical emission) {
        int k = emission.states();
        int symbols = emission.dimension();
        double[] table = new double[(symbols + 1) * k];
        for (int x = 0; x < symbols; x++) {
            for (int i = 0; i < k; i++) {
                table[x * k + i] = emission.probabilities().get(i, x);
            }
        }
        Arrays.fill(table, symbols * k, table.length, 1);
        return table;
    }

    /** The table laid out for lanes. */
    synchronized SymbolTable lanes() {
        SymbolTable out = lanes.orElseGet(() -> new SymbolTable(states(), symbols, table));
        lanes = Optional.of(out);
        return out;
    }

    private synchronized double[] logTable() {
        if (logTable.length == 0) {
            logTable = Arrays.stream(table).map(Math::log).toArray();
        }
        return logTable;
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
        gather(logTable(), from, to, out);
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
