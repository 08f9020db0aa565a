// SPDX-License-Identifier: Apache-2.0
package org.unmask.vocabulary;

import java.util.Arrays;
import org.unmask.data.SymbolSequences;
import org.unmask.data.SymbolStream;
import org.unmask.matrix.Tensor3;

/**
 * The second pass over the data: windows of three, each token as its vector. Sums the {@code k x k x k} products, and for
 * each symbol the vectors before and after it. Windows wait in a block until it is full and are summed symbol by symbol of
 * the middle, so that a window costs {@code k^2} and a symbol of the block {@code k^3}.
 */
final class Contexts implements SymbolStream.Sink {

    private static final int BLOCK = 1 << 20;

    private final Directions directions;
    private final int symbols;
    private final int width;
    private final double[] sums;
    private final double[] products;
    private final int[] before;
    private final int[] middle;
    private final int[] after;
    private int waiting;
    private long windows;
    private int last = SymbolSequences.MISSING;
    private int lastButOne = SymbolSequences.MISSING;

    Contexts(Directions directions, int symbols) {
        this.directions = directions;
        this.symbols = symbols;
        this.width = directions.width();
        this.sums = new double[symbols * 2 * width];
        this.products = new double[width * width * width];
        this.before = new int[BLOCK];
        this.middle = new int[BLOCK];
        this.after = new int[BLOCK];
    }

    @Override
    public void accept(int[] codes, int from, int to) {
        for (int t = from; t < to; t++) {
            int code = codes[t];
            if (code >= 0 && last >= 0 && lastButOne >= 0) {
                before[waiting] = lastButOne;
                middle[waiting] = last;
                after[waiting++] = code;
                if (waiting == BLOCK) {
                    sum();
                }
            }
            lastButOne = last;
            last = code;
        }
    }

    @Override
    public void endSequence() {
        last = SymbolSequences.MISSING;
        lastButOne = SymbolSequences.MISSING;
    }

    /** Number of windows without a missing token. */
    long windows() {
        return windows + waiting;
    }

    /**
     * Means over windows: the vector of the token before, of the one in the middle, of the one after.
     *
     * @return {@code (before, middle, after)}
     */
    Tensor3 tensor() {
        sum();
        double[] means = new double[products.length];
        Arrays.setAll(means, n -> products[n] / windows);
        return Tensor3.of(width, width, width, means);
    }

    /**
     * For each symbol, sums of the vectors before and after it, over the windows.
     *
     * @return {@code symbol * 2 width + direction}, before then after, divided by the number of windows
     */
    double[] means() {
        sum();
        double[] means = new double[sums.length];
        Arrays.setAll(means, n -> sums[n] / windows);
        return means;
    }

    private void sum() {
        int[] ends = new int[symbols];
        for (int n = 0; n < waiting; n++) {
            ends[middle[n]]++;
        }
        for (int x = 1; x < symbols; x++) {
            ends[x] += ends[x - 1];
        }
        int[] order = new int[waiting];
        int[] filled = ends.clone();
        for (int n = waiting - 1; n >= 0; n--) {
            order[--filled[middle[n]]] = n;
        }
        double[][] group = new double[width][width];
        int from = 0;
        for (int x = 0; x < symbols; x++) {
            if (ends[x] > from) {
                sum(x, order, from, ends[x], group);
                from = ends[x];
            }
        }
        windows += waiting;
        waiting = 0;
    }

    private void sum(int symbol, int[] order, int from, int to, double[][] group) {
        double[] past = directions.past();
        double[] future = directions.future();
        double[] next = new double[width];
        int row = symbol * 2 * width;
        for (double[] line : group) {
            Arrays.fill(line, 0);
        }
        for (int n = from; n < to; n++) {
            int left = before[order[n]] * width;
            System.arraycopy(future, after[order[n]] * width, next, 0, width);
            for (int a = 0; a < width; a++) {
                double weight = past[left + a];
                sums[row + a] += weight;
                sums[row + width + a] += next[a];
                add(weight, next, group[a]);
            }
        }
        for (int a = 0; a < width; a++) {
            for (int b = 0; b < width; b++) {
                double weight = directions.middle()[symbol * width + b];
                int at = (a * width + b) * width;
                for (int c = 0; c < width; c++) {
                    products[at + c] += weight * group[a][c];
                }
            }
        }
    }

    /** Both arrays at one index, which the compiler turns into vector instructions. */
    private static void add(double weight, double[] from, double[] to) {
        for (int c = 0; c < from.length; c++) {
            to[c] += weight * from[c];
        }
    }
}
