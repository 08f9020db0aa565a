// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

/**
 * How states lie in arrays when many stretches run side by side. A row has one number for each lane; up to five states
 * share an array, a bundle, their rows {@link #LANES} apart:
 *
 * <pre>
 *   bundle 0:  | state 0 | state 1 | state 2 |     bundle 1:  | state 3 | state 4 | (nothing) |
 *   read by linear maps:  | state 0 | state 1 | state 2 | state 0 | state 1 |
 * </pre>
 *
 * <p>The distance is a constant so that the compiler sees which entries of an array are apart; with that it turns loops
 * into vector instructions, and a sum over the states of a bundle reads one array instead of five. The state in slot
 * {@code b} starts its own sums at itself: source {@code r} is the one {@code r} slots further on, round about. So a
 * bundle that is read that way repeats its first slots at its end, and one loop serves every slot. Slots without a state
 * stay zero.
 */
final class Bundles {

    /** Lanes of a row: enough that loops are long, few enough that tables stay in the caches. */
    static final int LANES = 128;

    /**
     * Most states of a bundle, one less where there are several: the compiler does not unroll a loop over more rows, and
     * then does not vectorise it either.
     */
    static final int LARGEST = 5;

    /** Makes arrays of equal size fall on cache lines alike: with a header of two numbers, a multiple of eight in all. */
    private static final int ALIGNMENT = 6;

    final int states;
    /** States of a bundle. */
    final int size;
    /** Number of bundles. */
    final int count;

    Bundles(int states) {
        int best = states <= LARGEST ? states : 4;
        if (states > LARGEST && padded(states, 3) < padded(states, 4)) {
            best = 3;
        }
        this.states = states;
        this.size = best;
        this.count = (states + best - 1) / best;
    }

    private static int padded(int states, int size) {
        return (states + size - 1) / size * size;
    }

    /** Which bundle a state is in. */
    int bundle(int state) {
        return state / size;
    }

    /** Where the row of a state begins. */
    int at(int state) {
        return state % size * LANES;
    }

    /** The end of the rows of a bundle. */
    int end() {
        return size * LANES;
    }

    /** Zeros for every state, with room for the repeated slots. */
    double[][] rows() {
        return new double[count][(2 * size - 1) * LANES + ALIGNMENT];
    }

    /** Writes the repeated slots. */
    void repeat(double[][] rows) {
        for (double[] row : rows) {
            System.arraycopy(row, 0, row, end(), (size - 1) * LANES);
        }
    }

    /**
     * A linear map as {@link LaneMath} reads it: for each state written, bundle by bundle, the factors of the sources in
     * the order in which they lie after the state's own slot.
     *
     * @param matrix {@code written * states + read}
     * @param nothing what a slot without a state gets
     */
    double[] factors(double[] matrix, double nothing) {
        double[] out = new double[states * count * size];
        for (int j = 0; j < states; j++) {
            for (int g = 0; g < count; g++) {
                for (int r = 0; r < size; r++) {
                    int i = g * size + (j % size + r) % size;
                    out[(j * count + g) * size + r] = i < states ? matrix[j * states + i] : nothing;
                }
            }
        }
        return out;
    }

    /** {@code to = to + a} in the first lanes of every slot. */
    void add(double[] a, double[] to, int n) {
        if (n == LANES) {
            LaneMath.add(a, to, 0, end());
            return;
        }
        for (int at = 0; at < end(); at += LANES) {
            LaneMath.add(a, to, at, at + n);
        }
    }

    /** Rows of one number a lane each, arrays of their own. */
    static double[][] single(int count) {
        return new double[count][LANES + ALIGNMENT];
    }
}
