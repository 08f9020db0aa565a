// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import org.unmask.data.Sequences;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Categorical;
import org.unmask.model.Emission;

/** Expected number of each symbol from each state: {@code symbol * states + state}, missing ones in a last row. */
final class SymbolCounts extends EmissionCounts {

    private final int states;
    private final int symbols;
    private final double[] counts;

    SymbolCounts(int states, int symbols) {
        this(states, symbols, new double[(symbols + 1) * states]);
    }

    SymbolCounts(int states, int symbols, double[] counts) {
        this.states = states;
        this.symbols = symbols;
        this.counts = counts;
    }

    /** The sums themselves, for kernels. */
    double[] counts() {
        return counts;
    }

    @Override
    void add(EmissionScores scores, Sequences sequences, int from, int to, double[] weights) {
        int[] codes = ((SymbolScores) scores).codes();
        for (int t = from, at = 0; t < to; t++, at += states) {
            int row = (codes[t] < 0 ? symbols : codes[t]) * states;
            for (int i = 0; i < states; i++) {
                counts[row + i] += weights[at + i];
            }
        }
    }

    @Override
    void merge(EmissionCounts later) {
        addTo(counts, ((SymbolCounts) later).counts);
    }

    @Override
    EmissionCounts copy() {
        return new SymbolCounts(states, symbols, counts.clone());
    }

    @Override
    double[] weights() {
        double[] out = new double[states];
        for (int n = 0; n < symbols * states; n++) {
            out[n % states] += counts[n];
        }
        return out;
    }

    @Override
    Emission maximized(Emission current, VarianceFloor floor) {
        Categorical categorical = (Categorical) current;
        double[] totals = weights();
        Matrix rows = Matrix.generate(states, symbols, (i, x) -> {
            double count = counts[x * states + i];
            if (!(totals[i] > MaximizationStep.NOTHING)) {
                return categorical.probabilities().get(i, x);
            }
            return count < MaximizationStep.NOTHING ? 0 : count;
        });
        return new Categorical(categorical.alphabet(), StochasticMatrix.normalized("emission matrix", rows));
    }

    /** The counts without those of missing symbols: {@code state * symbols + symbol}. */
    double[] byState() {
        double[] out = new double[states * symbols];
        for (int i = 0; i < states; i++) {
            for (int x = 0; x < symbols; x++) {
                out[i * symbols + x] = counts[x * states + i];
            }
        }
        return out;
    }

    @Override
    double expectedLogDensity(Emission law) {
        StochasticMatrix rows = ((Categorical) law).probabilities();
        double sum = 0;
        for (int i = 0; i < states; i++) {
            for (int x = 0; x < symbols; x++) {
                double count = counts[x * states + i];
                if (count > MaximizationStep.NOTHING) {
                    sum += count * Math.log(rows.get(i, x));
                }
            }
        }
        return sum;
    }

    /** Gradient of the expected log-probability by the logarithms of the law's entries, {@code state * symbols + symbol}. */
    double[] gradient(StochasticMatrix rows) {
        double[] out = byState();
        EmGradient.centre(out, rows);
        return out;
    }

    @Override
    double[] numbers() {
        return counts.clone();
    }

    @Override
    EmissionCounts withNumbers(double[] numbers) {
        return new SymbolCounts(states, symbols, numbers.clone());
    }

    @Override
    boolean finite() {
        return finite(counts);
    }
}
