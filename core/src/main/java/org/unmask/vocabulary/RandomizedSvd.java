// SPDX-License-Identifier: Apache-2.0
package org.unmask.vocabulary;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.SymmetricEigen;

/**
 * The leading singular vectors of a large matrix by subspace iteration from a random block (Halko, Martinsson, Tropp 2011,
 * algorithms 4.4 and 5.1). Costs {@code 2 (rounds + 1)} products with a block of {@code rank + 10} columns.
 */
final class RandomizedSvd {

    private static final int EXTRA = 10;

    private final double[] left;
    private final double[] values;
    private final double[] right;

    private RandomizedSvd(double[] left, double[] values, double[] right) {
        this.left = left;
        this.values = values;
        this.right = right;
    }

    /** {@code rows x rank}, row-major, orthonormal columns. */
    double[] left() {
        return left;
    }

    /** Singular values, largest first. */
    double[] values() {
        return values;
    }

    /** {@code columns x rank}, row-major, orthonormal columns. */
    double[] right() {
        return right;
    }

    /**
     * Decomposes.
     *
     * @param matrix any matrix
     * @param rank number of directions, at most its smaller side
     * @param rounds of iteration; the error falls by the ratio of neglected to kept singular values squared in each
     * @param random draws the block
     */
    static RandomizedSvd of(LinearMap matrix, int rank, int rounds, RandomGenerator random) {
        int width = Math.min(rank + EXTRA, Math.min(matrix.rows(), matrix.columns()));
        double[] block = new double[matrix.columns() * width];
        Arrays.setAll(block, n -> random.nextGaussian());
        double[] range = orthonormal(matrix.times(block, width), width);
        for (int round = 0; round < rounds; round++) {
            range = orthonormal(matrix.times(orthonormal(matrix.transposedTimes(range, width), width), width), width);
        }
        // With range Q the matrix is Q (Q' A): the small factor's Gram matrix gives both sides.
        double[] back = matrix.transposedTimes(range, width);
        SymmetricEigen eigen = SymmetricEigen.of(gram(back, width));
        double[] values = new double[rank];
        Arrays.setAll(values, h -> Math.sqrt(Math.max(0, eigen.values().get(0, h))));
        double[] left = turned(range, width, eigen.vectors(), rank);
        double[] right = turned(back, width, eigen.vectors(), rank);
        for (int n = 0; n < right.length; n++) {
            double value = values[n % rank];
            right[n] = value > 0 ? right[n] / value : 0;
        }
        return new RandomizedSvd(left, values, right);
    }

    /** {@code B' B} of a block. */
    static Matrix gram(double[] block, int width) {
        double[] out = new double[width * width];
        for (int at = 0; at < block.length; at += width) {
            for (int a = 0; a < width; a++) {
                double weight = block[at + a];
                for (int b = 0; b <= a; b++) {
                    out[a * width + b] += weight * block[at + b];
                }
            }
        }
        return Matrix.generate(width, width, (a, b) -> out[Math.max(a, b) * width + Math.min(a, b)]);
    }

    /** A block times the leading columns of a small matrix. */
    static double[] turned(double[] block, int width, Matrix by, int kept) {
        double[] small = by.toArray();
        int stride = by.columns();
        int rows = block.length / width;
        double[] out = new double[rows * kept];
        for (int x = 0; x < rows; x++) {
            for (int a = 0; a < width; a++) {
                double weight = block[x * width + a];
                for (int h = 0; h < kept; h++) {
                    out[x * kept + h] += weight * small[a * stride + h];
                }
            }
        }
        return out;
    }

    /** The same span with orthonormal columns, through the Gram matrix twice; directions that vanish become zero. */
    private static double[] orthonormal(double[] block, int width) {
        return whitened(whitened(block, width), width);
    }

    private static double[] whitened(double[] block, int width) {
        SymmetricEigen eigen = SymmetricEigen.of(gram(block, width));
        double largest = eigen.values().get(0, 0);
        Matrix white = Matrix.generate(width, width, (a, h) -> {
            double value = eigen.values().get(0, h);
            return value > 1e-14 * largest ? eigen.vectors().get(a, h) / Math.sqrt(value) : 0;
        });
        return turned(block, width, white, width);
    }
}
