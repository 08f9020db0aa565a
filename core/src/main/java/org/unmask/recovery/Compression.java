// SPDX-License-Identifier: Apache-2.0
package org.unmask.recovery;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Svd;
import org.unmask.matrix.SymmetricEigen;
import org.unmask.matrix.Tensor3;

/**
 * A tensor brought down to the leading directions of each index (3.5): {@code X = core x1 U1 x2 U2 x3 U3} but for what is
 * outside those directions.
 *
 * <p>A long index is first cut by a random sketch a little wider than the rank, exact for a tensor of that rank (Halko,
 * Martinsson, Tropp 2011); where the tensor turns out to be noisy, by the eigenvectors of the Gram matrix instead, whose
 * squared condition does not matter beside the noise. Then the singular value decomposition.
 *
 * @param bases {@code n x r} with orthonormal columns, for each index
 * @param core the tensor in those bases
 * @param singularValues of each unfolding, row vectors, largest first
 */
record Compression(List<Matrix> bases, Tensor3 core, List<Matrix> singularValues) {

    /** Directions kept beyond the rank while sketching. */
    private static final int EXTRA = 6;

    /** An index up to this many times the sketch is not worth sketching. */
    private static final int WORTH = 2;

    /** Relative squared size of what a sketch may lose, the rounding of a norm. */
    private static final double LOSS = 1e-14;

    static Compression of(Tensor3 tensor, int rank, RandomGenerator random) {
        Multilinear shape = new Multilinear(tensor.first(), tensor.second(), tensor.third());
        double[] x = tensor.toArray();
        int width = rank + EXTRA;
        double[][] outer = new double[3][0];
        double[] cut = sketch(shape, x, width, random, outer);
        double size = square(x);
        if (size - square(cut) > LOSS * size) {
            outer = gram(tensor, width);
            cut = project(shape, x, outer, width);
        }
        return inner(shape, cut, outer, width, rank);
    }

    private static boolean worth(int n, int width) {
        return n > WORTH * width;
    }

    /** Puts for each long index an orthonormal basis of random contractions into {@code out}; gives what they leave. */
    private static double[] sketch(Multilinear shape, double[] x, int width, RandomGenerator random, double[][] out) {
        Multilinear now = shape;
        double[] y = x;
        for (int mode = 0; mode < 3; mode++) {
            int n = now.size(mode);
            if (worth(n, width)) {
                out[mode] = orthonormal(samples(now, y, mode, width, random), n, width);
                y = now.contract(y, mode, out[mode], width);
                now = now.with(mode, width);
            }
        }
        return y;
    }

    /** {@code n x width}: each column the tensor contracted along the other two indices with random weights. */
    private static double[] samples(Multilinear shape, double[] x, int mode, int width, RandomGenerator random) {
        int last = mode == 1 ? 0 : 1;
        int other = 3 - mode - last;
        double[] first = weights(shape.size(last) * width, random);
        double[] second = weights(shape.size(other) * width, random);
        double[] y = shape.contract(x, last, first, width);
        Multilinear now = shape.with(last, width);
        double[] out = new double[shape.size(mode) * width];
        for (int m = 0; m < shape.size(mode); m++) {
            for (int s = 0; s < width; s++) {
                int at = m * now.step(mode) + s * now.step(last);
                double sum = 0;
                for (int o = 0; o < shape.size(other); o++) {
                    sum += y[at + o * now.step(other)] * second[o * width + s];
                }
                out[m * width + s] = sum;
            }
        }
        return out;
    }

    private static double[] weights(int count, RandomGenerator random) {
        double[] out = new double[count];
        Arrays.setAll(out, i -> 2 * random.nextDouble() - 1);
        return out;
    }

    /** Modified Gram-Schmidt, each column cleaned twice; a column that vanishes stays zero. */
    private static double[] orthonormal(double[] y, int n, int width) {
        for (int j = 0; j < width; j++) {
            for (int pass = 0; pass < 2; pass++) {
                for (int i = 0; i < j; i++) {
                    double dot = 0;
                    for (int row = 0; row < n; row++) {
                        dot += y[row * width + i] * y[row * width + j];
                    }
                    for (int row = 0; row < n; row++) {
                        y[row * width + j] -= dot * y[row * width + i];
                    }
                }
                double norm = 0;
                for (int row = 0; row < n; row++) {
                    norm += y[row * width + j] * y[row * width + j];
                }
                norm = Math.sqrt(norm);
                for (int row = 0; row < n && norm > 0; row++) {
                    y[row * width + j] /= norm;
                }
            }
        }
        return y;
    }

    private static double[][] gram(Tensor3 tensor, int width) {
        double[][] out = new double[3][0];
        for (int mode = 0; mode < 3; mode++) {
            Matrix unfolded = tensor.unfold(mode);
            if (worth(unfolded.rows(), width)) {
                Matrix vectors =
                        SymmetricEigen.of(unfolded.times(unfolded.transpose())).vectors();
                out[mode] = vectors.selectColumns(IntStream.range(0, width).toArray())
                        .toArray();
            }
        }
        return out;
    }

    private static double[] project(Multilinear shape, double[] x, double[][] bases, int width) {
        Multilinear now = shape;
        double[] y = x;
        for (int mode = 0; mode < 3; mode++) {
            if (bases[mode].length > 0) {
                y = now.contract(y, mode, bases[mode], width);
                now = now.with(mode, width);
            }
        }
        return y;
    }

    private static double square(double[] x) {
        double sum = 0;
        for (double value : x) {
            sum += value * value;
        }
        return sum;
    }

    /** The left part of the decomposition of a wide matrix, through its triangular factor, which is as accurate. */
    static Svd leading(Matrix wide) {
        int n = wide.rows();
        int length = wide.columns();
        if (length < n) {
            return Svd.of(wide);
        }
        double[] rows = wide.toArray();
        double[] lower = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int pass = 0; pass < 2; pass++) {
                for (int j = 0; j < i; j++) {
                    double dot = dot(rows, i * length, j * length, length);
                    lower[i * n + j] += dot;
                    for (int c = 0; c < length; c++) {
                        rows[i * length + c] -= dot * rows[j * length + c];
                    }
                }
            }
            lower[i * n + i] = Math.sqrt(dot(rows, i * length, i * length, length));
            for (int c = 0; c < length && lower[i * n + i] > 0; c++) {
                rows[i * length + c] /= lower[i * n + i];
            }
        }
        return Svd.of(Matrix.of(n, n, lower));
    }

    /** Product of two stretches of an array, in four sums that do not wait for each other. */
    private static double dot(double[] x, int a, int b, int length) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int c = 0;
        for (; c + 4 <= length; c += 4) {
            sum0 += x[a + c] * x[b + c];
            sum1 += x[a + c + 1] * x[b + c + 1];
            sum2 += x[a + c + 2] * x[b + c + 2];
            sum3 += x[a + c + 3] * x[b + c + 3];
        }
        for (; c < length; c++) {
            sum0 += x[a + c] * x[b + c];
        }
        return (sum0 + sum1) + (sum2 + sum3);
    }

    /** The singular value decomposition of what the sketch left, one index after the other. */
    private static Compression inner(Multilinear shape, double[] cut, double[][] outer, int width, int rank) {
        Multilinear now = shape;
        for (int mode = 0; mode < 3; mode++) {
            now = outer[mode].length > 0 ? now.with(mode, width) : now;
        }
        Tensor3 small = Tensor3.of(now.n1(), now.n2(), now.n3(), cut);
        Matrix[] bases = new Matrix[3];
        Matrix[] values = new Matrix[3];
        double[] y = cut;
        for (int mode = 0; mode < 3; mode++) {
            Svd svd = leading(small.unfold(mode));
            int kept = Math.min(rank, svd.values().columns());
            Matrix basis = svd.left().selectColumns(IntStream.range(0, kept).toArray());
            values[mode] = svd.values();
            y = now.contract(y, mode, basis.toArray(), kept);
            now = now.with(mode, kept);
            bases[mode] = outer[mode].length == 0
                    ? basis
                    : Matrix.of(shape.size(mode), width, outer[mode]).times(basis);
        }
        return new Compression(List.of(bases), Tensor3.of(now.n1(), now.n2(), now.n3(), y), List.of(values));
    }
}
