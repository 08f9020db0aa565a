// SPDX-License-Identifier: Apache-2.0
package org.unmask.model;

import org.unmask.matrix.Matrix;
import org.unmask.matrix.Permutation;
import org.unmask.matrix.StochasticMatrix;

/**
 * Categorical emissions (1.2): each state draws a symbol from its own law.
 *
 * @param alphabet the symbols
 * @param probabilities {@code states x symbols}: entry {@code (i, x)} is the probability of symbol {@code x} in state
 *     {@code i}
 */
public record Categorical(Alphabet alphabet, StochasticMatrix probabilities) implements Emission {

    /**
     * Validates the shape.
     *
     * @throws IllegalArgumentException when the numbers of symbols differ
     */
    public Categorical {
        if (probabilities.columns() != alphabet.size()) {
            throw new IllegalArgumentException("the emission matrix has " + probabilities.columns()
                    + " columns, expected one for each of the " + alphabet.size() + " symbols");
        }
    }

    /**
     * Emissions over numbered symbols.
     *
     * @param rows one law for each state
     * @return the emissions
     */
    public static Categorical ofRows(double[]... rows) {
        StochasticMatrix matrix = StochasticMatrix.of("emission matrix", Matrix.ofRows(rows));
        return new Categorical(Alphabet.numbered(matrix.columns()), matrix);
    }

    @Override
    public int states() {
        return probabilities.rows();
    }

    @Override
    public int dimension() {
        return probabilities.columns();
    }

    @Override
    public Matrix means() {
        return probabilities.matrix();
    }

    @Override
    public Categorical permuted(Permutation permutation) {
        return new Categorical(alphabet, probabilities.permutedRows(permutation));
    }
}
