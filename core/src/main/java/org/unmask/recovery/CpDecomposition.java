// SPDX-License-Identifier: Apache-2.0
package org.unmask.recovery;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.unmask.matrix.LinearSystem;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Svd;
import org.unmask.matrix.Tensor3;
import org.unmask.random.Seed;

/**
 * Splits a tensor into rank-one terms (3.5): compression to the leading directions, joint diagonalisation, alternating
 * least squares. No start is guessed, so there are no local optima where the tensor is exact. Needs as many independent
 * directions as terms along two indices at least.
 */
public final class CpDecomposition {

    /** Singular values below this part of the largest count as zero. */
    public static final double RANK_TOLERANCE = 1e-13;

    private static final int POWER_STEPS = 50;

    private CpDecomposition() {}

    /**
     * Splits a tensor.
     *
     * @param tensor any tensor
     * @param rank number of terms, at least 1
     * @param seed of the random contractions; another seed gives the same terms but for rounding where they are
     *     determined
     * @return the terms, or why there are none
     */
    public static Decomposition of(Tensor3 tensor, int rank, Seed seed) {
        if (rank < 1) {
            throw new IllegalArgumentException("number of terms is " + rank + ", expected at least 1");
        }
        if (!Double.isFinite(tensor.frobeniusNorm())) {
            return new Decomposition.NotFinite();
        }
        RandomGenerator random = seed.split("decomposition").generator();
        Compression compression = Compression.of(tensor, rank, random);
        int[] found = new int[3];
        Arrays.setAll(found, mode -> rankOf(compression.singularValues().get(mode), rank));
        int apart = leastRank(found);
        for (int mode = 0; mode < 3; mode++) {
            if (found[mode] < rank && (mode != apart || (rank > 1 && found[mode] < 2))) {
                return new Decomposition.RankTooSmall(
                        mode, compression.singularValues().get(mode), rank);
            }
        }
        return split(tensor, compression, apart, random);
    }

    private static int rankOf(Matrix values, int rank) {
        int found = 0;
        while (found < Math.min(rank, values.columns()) && values.get(0, found) > RANK_TOLERANCE * values.get(0, 0)) {
            found++;
        }
        return found;
    }

    /** The index whose slices are diagonalised together: the one of least rank, the last one if all are full. */
    private static int leastRank(int[] found) {
        int least = 2;
        for (int mode = 1; mode >= 0; mode--) {
            if (found[mode] < found[least]) {
                least = mode;
            }
        }
        return least;
    }

    private static Decomposition split(Tensor3 tensor, Compression compression, int apart, RandomGenerator random) {
        Tensor3 core = lastIs(compression.core(), apart);
        JointDiagonalization.Result joint = JointDiagonalization.of(core, random);
        if (joint.vectors().isEmpty()) {
            return new Decomposition.ComplexSpectrum(
                    joint.nearest().real(), joint.nearest().imaginary());
        }
        Matrix first = JointDiagonalization.unitColumns(joint.vectors().get());
        Matrix[] turned = AlternatingLeastSquares.refine(core, terms(core, first));
        Matrix[] factors = new Matrix[3];
        Matrix[] small = new Matrix[3];
        int at = 0;
        for (int mode = 0; mode < 3; mode++) {
            small[mode] = JointDiagonalization.unitColumns(turned[mode == apart ? 2 : at]);
            factors[mode] = compression.bases().get(mode).times(turned[mode == apart ? 2 : at++]);
        }
        return scaled(tensor, factors, conditioning(small, compression.singularValues(), joint.gap()));
    }

    /** The tensor with one index moved to the end, the others in their order. */
    private static Tensor3 lastIs(Tensor3 core, int mode) {
        int n = core.first();
        int m = core.second();
        int l = core.third();
        return switch (mode) {
            case 0 -> Tensor3.generate(m, l, n, (b, c, a) -> core.get(a, b, c));
            case 1 -> Tensor3.generate(n, l, m, (a, c, b) -> core.get(a, b, c));
            default -> core;
        };
    }

    /** With the first factor known, each row of its inverse times the unfolding is the product of the other two. */
    private static Matrix[] terms(Tensor3 core, Matrix first) {
        int k = first.columns();
        Matrix products = LinearSystem.solve(first, core.unfold(0)).orElseThrow();
        double[] second = new double[core.second() * k];
        double[] third = new double[core.third() * k];
        for (int h = 0; h < k; h++) {
            double[] product = products.row(h);
            double[] along = rankOne(product, core.second(), core.third());
            for (int b = 0; b < core.second(); b++) {
                second[b * k + h] = along[b];
                for (int c = 0; c < core.third(); c++) {
                    third[c * k + h] += along[b] * product[b * core.third() + c];
                }
            }
        }
        return new Matrix[] {first, Matrix.of(core.second(), k, second), Matrix.of(core.third(), k, third)};
    }

    /** The unit vector along which a matrix is largest, by the power iteration from its largest row. */
    private static double[] rankOne(double[] matrix, int rows, int columns) {
        double[] right = new double[columns];
        double largest = -1;
        for (int b = 0; b < rows; b++) {
            double[] row = Arrays.copyOfRange(matrix, b * columns, (b + 1) * columns);
            double size = length(row);
            if (size > largest) {
                largest = size;
                right = row;
            }
        }
        double[] left = new double[rows];
        for (int step = 0; step < POWER_STEPS; step++) {
            double[] next = new double[rows];
            for (int b = 0; b < rows; b++) {
                for (int c = 0; c < columns; c++) {
                    next[b] += matrix[b * columns + c] * right[c];
                }
            }
            double size = length(next);
            double moved = 0;
            for (int b = 0; b < rows; b++) {
                next[b] = size > 0 ? next[b] / size : 0;
                moved = Math.max(moved, Math.abs(next[b] - left[b]));
            }
            left = next;
            if (moved < 1e-15) {
                break;
            }
            right = new double[columns];
            for (int b = 0; b < rows; b++) {
                for (int c = 0; c < columns; c++) {
                    right[c] += matrix[b * columns + c] * left[b];
                }
            }
        }
        return left;
    }

    /** Of factors in the compressed directions, where they have the same condition as at full length. */
    private static Conditioning conditioning(Matrix[] unit, List<Matrix> singularValues, double gap) {
        double[] conditions = new double[3];
        Integer[] kRanks = new Integer[3];
        for (int mode = 0; mode < 3; mode++) {
            conditions[mode] = Svd.of(unit[mode]).condition(unit[mode].columns());
            kRanks[mode] = conditions[mode] < 1 / RANK_TOLERANCE ? unit[mode].columns() : KRank.of(unit[mode]);
        }
        return new Conditioning(singularValues, Matrix.ofRows(conditions), gap, List.of(kRanks));
    }

    private static Decomposition scaled(Tensor3 tensor, Matrix[] factors, Conditioning conditioning) {
        Matrix first = JointDiagonalization.unitColumns(factors[0]);
        Matrix second = JointDiagonalization.unitColumns(factors[1]);
        int k = first.columns();
        double[] size = new double[k];
        Arrays.setAll(size, h -> length(factors[0].column(h)) * length(factors[1].column(h)));
        Matrix third = Matrix.generate(tensor.third(), k, (c, h) -> factors[2].get(c, h) * size[h]);
        double residual = distance(tensor.toArray(), first, second, third) / tensor.frobeniusNorm();
        return new Decomposition.Factors(first, second, third, residual, conditioning);
    }

    private static double length(double[] vector) {
        double sum = 0;
        for (double value : vector) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }

    /** How far the sum of the terms is from a tensor. */
    private static double distance(double[] tensor, Matrix first, Matrix second, Matrix third) {
        int k = first.columns();
        Multilinear pairs = new Multilinear(k, second.rows(), third.rows());
        double[] b = second.transpose().toArray();
        double[] c = third.transpose().toArray();
        double[] products = new double[pairs.entries()];
        for (int h = 0, at = 0; h < k; h++) {
            for (int i = 0; i < pairs.n2(); i++) {
                for (int j = 0; j < pairs.n3(); j++) {
                    products[at++] = b[h * pairs.n2() + i] * c[h * pairs.n3() + j];
                }
            }
        }
        double[] model = pairs.contract(products, 0, first.transpose().toArray(), first.rows());
        double sum = 0;
        for (int i = 0; i < tensor.length; i++) {
            sum += (tensor[i] - model[i]) * (tensor[i] - model[i]);
        }
        return Math.sqrt(sum);
    }
}
