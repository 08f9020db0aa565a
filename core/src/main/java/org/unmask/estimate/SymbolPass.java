// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.Arrays;

/**
 * Forward and backward over a stretch of symbols, with the products {@code table(x, i, j) = T_ij O_jx} tabled, and
 * {@code alpha_i(t-1) beta_j(t)} summed by the symbol at {@code t}: all an M step needs. Numbers are rescaled every eighth
 * token only. Two and three states are written out, as loops of that length cost more than their bodies.
 */
abstract class SymbolPass {

    /** Tokens between two rescalings, less one; a mask. */
    static final int EIGHTH = 7;

    /** Product of scales below which its logarithm is taken. */
    static final double SMALL = 1e-100;

    /** Number of states. */
    final int states;

    /** Distance of rows in tables and buffers: the states, or more for the sake of the loops. */
    final int stride;

    /** {@code (x * states + i) * stride + j}: {@code T_ij O_jx}; the last symbol is "missing". */
    final double[] table;

    /** In the layout of {@link #table}: sums of {@code alpha_i(t-1) beta_j(t)} over tokens {@code t} with symbol x. */
    final double[] sums;

    /** {@code alpha} from before the stretch, then after each token. */
    double[] alpha;

    /** Factor of each rescaled token. */
    double[] factors;

    SymbolPass(int states, int stride, int symbols) {
        this.states = states;
        this.stride = stride;
        this.table = new double[(symbols + 1) * states * stride];
        this.sums = new double[table.length];
        this.alpha = new double[0];
        this.factors = new double[0];
    }

    static SymbolPass of(int states, int symbols) {
        return switch (states) {
            case 2 -> new SymbolPassOfTwo(symbols);
            case 3 -> new SymbolPassOfThree(symbols);
            default -> new SymbolPassOfAny(states, symbols);
        };
    }

    final void reserve(int tokens) {
        if (factors.length < tokens) {
            alpha = new double[(tokens + 1) * stride];
            factors = new double[tokens];
        }
    }

    final void clear() {
        Arrays.fill(sums, 0);
    }

    /**
     * Forward over tokens, from the law in the first row of {@link #alpha}; the last row sums to one.
     *
     * @return logarithm of the probability of the tokens given those before
     */
    abstract double forward(int[] codes, int from, int to);

    /**
     * Backward over the same tokens.
     *
     * @param beta after the last token; replaced by that before the first
     */
    abstract void backward(int[] codes, int from, int to, double[] beta);
}
