// SPDX-License-Identifier: Apache-2.0
package org.unmask.vocabulary;

import java.util.random.RandomGenerator;
import org.unmask.data.WindowCounts;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.SymmetricEigen;

/**
 * Each symbol as a short vector, in the three parts it may play in a window of three. All {@code symbols x width},
 * row-major.
 */
final class Directions {

    /** Rounds of subspace iteration; the spectrum of words falls slowly. */
    private static final int ROUNDS = 8;

    private final int width;
    private final double[] past;
    private final double[] middle;
    private final double[] future;
    private final double[] values;

    Directions(int width, double[] past, double[] middle, double[] future, double[] values) {
        this.width = width;
        this.past = past;
        this.middle = middle;
        this.future = future;
        this.values = values;
    }

    /** Number of directions, the states. */
    int width() {
        return width;
    }

    /** Of a symbol that others follow. */
    double[] past() {
        return past;
    }

    /** Of a symbol between two others. */
    double[] middle() {
        return middle;
    }

    /** Of a symbol that follows others. */
    double[] future() {
        return future;
    }

    /** Singular values of the scaled pairs, largest first; those near the noise tell of too many states. */
    double[] values() {
        return values;
    }

    /**
     * From counts of two neighbours.
     *
     * @param pairs counts at two positions
     * @param counts how often each symbol occurs
     * @param raise added to each count, so that rare symbols do not span directions of their own
     */
    static Directions of(WindowCounts pairs, long[] counts, int width, double raise, RandomGenerator random) {
        int size = counts.length;
        double[] scale = new double[size];
        for (int x = 0; x < size; x++) {
            scale[x] = 1 / Math.sqrt(counts[x] + raise);
        }
        RandomizedSvd svd = RandomizedSvd.of(PairMatrix.of(pairs, scale), width, ROUNDS, random);
        double[] past = new double[size * width];
        double[] future = new double[size * width];
        double[] both = new double[size * 2 * width];
        double length = Math.sqrt((double) pairs.total());
        for (int x = 0; x < size; x++) {
            for (int h = 0; h < width; h++) {
                int at = x * width + h;
                past[at] = svd.left()[at] * scale[x] * length;
                future[at] = svd.right()[at] * scale[x] * length;
                both[x * 2 * width + h] = past[at] * svd.values()[h];
                both[x * 2 * width + width + h] = future[at] * svd.values()[h];
            }
        }
        return new Directions(width, past, middle(both, counts, width), future, svd.values());
    }

    /** What past and future vectors have in common: their leading directions together, tokens weighted alike. */
    private static double[] middle(double[] both, long[] counts, int width) {
        double[] weighted = both.clone();
        for (int n = 0; n < weighted.length; n++) {
            weighted[n] *= Math.sqrt((double) counts[n / (2 * width)]);
        }
        SymmetricEigen eigen = SymmetricEigen.of(RandomizedSvd.gram(weighted, 2 * width));
        double total = 0;
        for (long count : counts) {
            total += count;
        }
        double all = total;
        Matrix turn = Matrix.generate(2 * width, width, (a, h) -> {
            double value = eigen.values().get(0, h);
            return value > 0 ? eigen.vectors().get(a, h) * Math.sqrt(all / value) : 0;
        });
        return RandomizedSvd.turned(both, 2 * width, turn, width);
    }
}
