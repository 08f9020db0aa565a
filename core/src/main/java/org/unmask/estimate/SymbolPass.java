// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.Arrays;

/**
 * Forward and backward over a stretch of symbols, with the products {@code table(x, i, j) = T_ij O_jx} tabled, and
 * {@code alpha_i(t-1) beta_j(t)} summed by the symbol at {@code t}: all an M step needs. Numbers are rescaled every eighth
 * token only. Two to five states are written out, as loops of that length cost more than their bodies.
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
        this(states, stride, new double[(symbols + 1) * states * stride]);
    }

    /** With a table laid out otherwise, by a pass that prepares and collects it itself. */
    SymbolPass(int states, int stride, double[] table) {
        this.states = states;
        this.stride = stride;
        this.table = table;
        this.sums = new double[table.length];
        this.alpha = new double[0];
        this.factors = new double[0];
    }

    /** Symbols times squared states above which the products would not stay in the caches. */
    private static final long TABLED = 1 << 17;

    static SymbolPass of(int states, int symbols) {
        if ((long) symbols * states * states > TABLED) {
            return new SymbolPassOfMany(states, symbols);
        }
        return switch (states) {
            case 2 -> new SymbolPassOfTwo(symbols);
            case 3 -> new SymbolPassOfThree(symbols);
            case 4 -> new SymbolPassOfFour(symbols);
            case 5 -> new SymbolPassOfFive(symbols);
            default -> new SymbolPassOfAny(states, symbols);
        };
    }

    final void reserve(int tokens) {
        if (factors.length < tokens) {
            alpha = new double[(tokens + 1) * stride];
            factors = new double[tokens];
        }
    }

    /**
     * Takes the parameters of the next forward and backward passes, and forgets what was summed.
     *
     * @param theta parameters, in the layout of {@link SymbolClimb}
     * @param symbols number of symbols
     */
    void prepare(double[] theta, int symbols) {
        Arrays.fill(sums, 0);
        int emissions = states + states * states;
        for (int x = 0; x <= symbols; x++) {
            for (int j = 0; j < states; j++) {
                double emission = x == symbols ? 1 : theta[emissions + j * symbols + x];
                for (int i = 0; i < states; i++) {
                    table[(x * states + i) * stride + j] = theta[states + i * states + j] * emission;
                }
            }
        }
    }

    /**
     * Adds what was expected in the passes since the parameters were taken.
     *
     * @param transitions {@code i * states + j}
     * @param emissions {@code state * symbols + x}
     * @param symbols number of symbols
     */
    void collect(double[] transitions, double[] emissions, int symbols) {
        for (int x = 0; x <= symbols; x++) {
            for (int i = 0; i < states; i++) {
                int row = (x * states + i) * stride;
                for (int j = 0; j < states; j++) {
                    double expected = sums[row + j] * table[row + j];
                    transitions[i * states + j] += expected;
                    if (x < symbols) {
                        emissions[j * symbols + x] += expected;
                    }
                }
            }
        }
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
