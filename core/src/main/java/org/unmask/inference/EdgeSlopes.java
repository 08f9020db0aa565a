// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import org.unmask.data.Sequences;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Probabilities;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Categorical;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;

/**
 * How fast the log-likelihood falls when a probability at the edge of the family grows from zero at the expense of the others
 * in its row: {@code d log L / dp}, in nats. At a maximum of the likelihood no slope is positive. Where a probability
 * is not at the edge, the slope is NaN. One E step finds all.
 *
 * @param transition slopes of the transition matrix
 * @param initial slopes of the law of the first state, one row
 * @param emission slopes of the emission matrix; NaN throughout for points
 */
public record EdgeSlopes(Matrix transition, Matrix initial, Matrix emission) {

    /** Small beside what one token could tell, large beside rounding. */
    private static final double RAISED = 1e-9;

    /**
     * The slopes at a model.
     *
     * @param model of the data's kind
     * @param counts of the E step at the model
     * @param sequences the data
     * @param threads how many may work; the answer does not depend on it
     * @return slopes of all entries with fewer than {@link LocalCoordinates#EDGE} expected tokens
     */
    public static EdgeSlopes of(Hmm model, ExpectedCounts counts, Sequences sequences, Threads threads) {
        int k = model.states();
        int d = model.emission().dimension();
        double[] left = new double[k];
        double[] tokens = new double[k];
        double starts = 0;
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                left[i] += counts.transition(i, j);
            }
            tokens[i] = counts.tokens(i);
            starts += counts.initial(i);
        }
        Matrix chain = model.transition().matrix();
        Matrix law = Matrix.ofRows(model.initial().toArray());
        Matrix symbols = model.emission() instanceof Categorical categorical
                ? categorical.probabilities().matrix()
                : Matrix.zero(k, d);
        boolean categorical = model.emission() instanceof Categorical;
        Matrix raisedChain = raised(chain, left);
        Matrix raisedLaw = raised(law, starts);
        Matrix raisedSymbols = categorical ? raised(symbols, tokens) : symbols;
        Hmm near = new Hmm(
                Probabilities.normalized("initial law", raisedLaw.toArray()),
                StochasticMatrix.normalized("transition matrix", raisedChain),
                model.emission() instanceof Categorical known
                        ? new Categorical(
                                known.alphabet(), StochasticMatrix.normalized("emission matrix", raisedSymbols))
                        : model.emission());
        ExpectedCounts there = ExpectedCounts.of(near, sequences, threads);
        double[] seen = categorical ? ((SymbolCounts) there.emission()).counts() : new double[k * d];
        return new EdgeSlopes(
                slopes(raisedChain, chain, left, Matrix.of(k, k, there.transitions())),
                slopes(raisedLaw, law, new double[] {starts}, Matrix.of(1, k, there.initial())),
                slopes(raisedSymbols, symbols, tokens, Matrix.generate(k, d, (i, x) -> seen[x * k + i])));
    }

    private static boolean edge(double probability, double total) {
        return probability * total < LocalCoordinates.EDGE;
    }

    private static Matrix raised(Matrix rows, double... totals) {
        return Matrix.generate(
                rows.rows(), rows.columns(), (i, j) -> edge(rows.get(i, j), totals[i]) ? RAISED : rows.get(i, j));
    }

    private static Matrix slopes(Matrix raised, Matrix rows, double[] totals, Matrix counts) {
        return Matrix.generate(rows.rows(), rows.columns(), (i, j) -> {
            boolean small = rows.maxAbs() > 0 && edge(rows.get(i, j), totals[i]);
            return small ? counts.get(i, j) / raised.get(i, j) - totals[i] : Double.NaN;
        });
    }
}
