// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.Arrays;

/**
 * What each symbol is worth in each state, laid out for lanes: the numbers of a bundle's states lie side by side for each
 * symbol. Immutable, and shared by the threads of a pass.
 */
final class SymbolTable {

    final Bundles bundles;

    /** Symbols and the missing one. */
    final int width;

    /** For each bundle {@code (1 + code) * size + slot}, so that a missing symbol stands first. */
    final double[][] rows;

    /** The smallest probability above zero. */
    final double smallest;

    /**
     * Lays a table out.
     *
     * @param probabilities {@code symbol * states + state}
     */
    SymbolTable(int states, int symbols, double[] probabilities) {
        this.bundles = new Bundles(states);
        this.width = symbols + 1;
        int size = bundles.size;
        this.rows = new double[bundles.count][width * size];
        double least = 1;
        for (int g = 0; g < bundles.count; g++) {
            int first = g * size;
            int slots = Math.min(size, states - first);
            double[] mine = rows[g];
            Arrays.fill(mine, 0, slots, 1);
            for (int x = 1; x < width; x++) {
                for (int b = 0; b < slots; b++) {
                    double p = probabilities[(x - 1) * states + first + b];
                    mine[x * size + b] = p;
                    least = p > 0 && p < least ? p : least;
                }
            }
        }
        this.smallest = least;
    }

    /** Logarithms in the same layout; zero where there is no state. */
    double[][] logarithms() {
        int size = bundles.size;
        double[][] logs = new double[bundles.count][];
        for (int g = 0; g < bundles.count; g++) {
            logs[g] = new double[rows[g].length];
            int slots = Math.min(size, bundles.states - g * size);
            for (int x = 0; x < width; x++) {
                for (int b = 0; b < slots; b++) {
                    logs[g][x * size + b] = Math.log(rows[g][x * size + b]);
                }
            }
        }
        return logs;
    }
}
