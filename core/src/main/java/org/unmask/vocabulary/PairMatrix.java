// SPDX-License-Identifier: Apache-2.0
package org.unmask.vocabulary;

import org.unmask.data.WindowCounts;

/**
 * Counts of neighbours, scaled by how often each symbol occurs: entry {@code (x, y)} is
 * {@code n(x, y) / sqrt((n(x) + raise) (n(y) + raise))}. Compressed rows; only pairs that occur are kept.
 *
 * <p>Scaled so, entries have about the same variance wherever a symbol is frequent, and the raise keeps pairs of two rare
 * symbols, which say little, from passing for strong ones. Columns of singular vectors scaled back span what the laws of
 * the states span, as {@code P(x, y) = O' diag(pi) T O} with rows for states (3.1).
 */
final class PairMatrix implements LinearMap {

    private final int size;
    /** Entries of row {@code x} end before {@code ends[x]}. */
    private final int[] ends;

    private final int[] columns;
    private final double[] values;

    private PairMatrix(int size, int[] ends, int[] columns, double[] values) {
        this.size = size;
        this.ends = ends;
        this.columns = columns;
        this.values = values;
    }

    /**
     * From counts of two tokens.
     *
     * @param pairs counts at two positions
     * @param scale factor of each symbol, such as {@code 1 / sqrt(n(x) + raise)}
     */
    static PairMatrix of(WindowCounts pairs, double[] scale) {
        int size = pairs.symbols();
        int[] ends = new int[size];
        int[] filled = new int[size];
        pairs.forEach((key, count) -> ends[pairs.symbolAt(key, 0)]++);
        for (int x = 1; x < size; x++) {
            ends[x] += ends[x - 1];
            filled[x] = ends[x - 1];
        }
        int[] columns = new int[ends[size - 1]];
        double[] values = new double[columns.length];
        pairs.forEach((key, count) -> {
            int x = pairs.symbolAt(key, 0);
            int y = pairs.symbolAt(key, 1);
            columns[filled[x]] = y;
            values[filled[x]++] = count * scale[x] * scale[y];
        });
        return new PairMatrix(size, ends, columns, values);
    }

    @Override
    public int rows() {
        return size;
    }

    @Override
    public int columns() {
        return size;
    }

    @Override
    public double[] times(double[] block, int width) {
        double[] out = new double[size * width];
        int at = 0;
        for (int x = 0; x < size; x++) {
            int row = x * width;
            for (; at < ends[x]; at++) {
                add(values[at], block, columns[at] * width, out, row, width);
            }
        }
        return out;
    }

    @Override
    public double[] transposedTimes(double[] block, int width) {
        double[] out = new double[size * width];
        int at = 0;
        for (int x = 0; x < size; x++) {
            int row = x * width;
            for (; at < ends[x]; at++) {
                add(values[at], block, row, out, columns[at] * width, width);
            }
        }
        return out;
    }

    private static void add(double weight, double[] from, int at, double[] to, int row, int width) {
        for (int c = 0; c < width; c++) {
            to[row + c] += weight * from[at + c];
        }
    }
}
