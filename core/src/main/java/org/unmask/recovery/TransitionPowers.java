// SPDX-License-Identifier: Apache-2.0
package org.unmask.recovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.unmask.matrix.Eigen;
import org.unmask.matrix.LinearSystem;
import org.unmask.matrix.Matrix;

/** A transition matrix from powers of it, as the gaps of a task show them (2.4), (2.6). */
final class TransitionPowers {

    /** Eigenvalues of a power nearer than this leave its roots a continuum, or close to one. */
    private static final double REPEATED = 1e-7;

    /** Root choices looked at before giving up. */
    private static final int MOST_CHOICES = 200_000;

    private TransitionPowers() {}

    /**
     * The power with the greatest common divisor as exponent, from two powers by Bezout's identity.
     *
     * @return the matrix power; empty when a matrix that must be inverted is singular
     */
    static Optional<Matrix> common(Matrix first, int firstPower, Matrix second, int secondPower) {
        int[] bezout = bezout(firstPower, secondPower);
        return power(first, bezout[0]).flatMap(left -> power(second, bezout[1]).map(left::times));
    }

    static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    /** Of the pairs with {@code x a + y b = gcd(a, b)} the one that inverts least. */
    static int[] bezout(int a, int b) {
        int divisor = gcd(a, b);
        int[] best = {};
        int least = Integer.MAX_VALUE;
        for (int x = -b; x <= b; x++) {
            int rest = divisor - x * a;
            if (rest % b == 0) {
                int y = rest / b;
                int cost = Math.max(Math.max(-x, -y), 0) * 1000 + Math.abs(x) + Math.abs(y);
                if (cost < least) {
                    least = cost;
                    best = new int[] {x, y};
                }
            }
        }
        return best;
    }

    private static Optional<Matrix> power(Matrix matrix, int exponent) {
        Optional<Matrix> base = exponent < 0 ? LinearSystem.inverse(matrix) : Optional.of(matrix);
        return base.map(factor -> {
            Matrix out = Matrix.identity(matrix.rows());
            for (int i = 0; i < Math.abs(exponent); i++) {
                out = out.times(factor);
            }
            return out;
        });
    }

    /**
     * All real roots of a diagonalisable matrix whose entries are probabilities within a tolerance.
     *
     * @param matrix rows sum to one
     * @param degree the power that the matrix is, at least 1
     * @param tolerance how far below zero an entry may be
     * @return distinct roots; none when eigenvalues repeat, where roots may be a continuum, or when there are too many
     *     choices of branches to look at
     */
    static List<Matrix> stochasticRoots(Matrix matrix, int degree, double tolerance) {
        if (degree == 1) {
            return List.of(matrix);
        }
        int k = matrix.rows();
        Optional<Eigen> spectrum = Eigen.ifConverged(matrix);
        if (spectrum.isEmpty()) {
            return List.of();
        }
        Eigen eigen = spectrum.get();
        if (repeats(eigen)) {
            return List.of();
        }
        List<Matrix> blocks = new ArrayList<>();
        List<double[]> values = new ArrayList<>();
        double[][] columns = new double[k][];
        for (int h = 0; h < k; h++) {
            double im = eigen.imaginary().get(0, h);
            boolean pair = im != 0 && h + 1 < k && eigen.imaginary().get(0, h + 1) == -im;
            values.add(new double[] {eigen.real().get(0, h), im, h});
            columns[h] = eigen.realVectors().column(h);
            if (pair) {
                columns[h + 1] = eigen.imaginaryVectors().column(h);
                h++;
            }
        }
        Matrix vectors = Matrix.generate(k, k, (i, h) -> columns[h][i]);
        Optional<Matrix> inverse = LinearSystem.inverse(vectors);
        if (inverse.isEmpty() || Math.pow(degree, values.size()) > MOST_CHOICES) {
            return List.of();
        }
        branches(values, degree, k, 0, new double[k * k], blocks);
        List<Matrix> out = new ArrayList<>();
        for (Matrix block : blocks) {
            Matrix root = vectors.times(block).times(inverse.get());
            if (isStochastic(root, tolerance) && out.stream().noneMatch(other -> near(other, root))) {
                out.add(root);
            }
        }
        return out;
    }

    private static boolean repeats(Eigen eigen) {
        for (int h = 0; h < eigen.real().columns(); h++) {
            for (int g = 0; g < h; g++) {
                double re = eigen.real().get(0, h) - eigen.real().get(0, g);
                double im = eigen.imaginary().get(0, h) - eigen.imaginary().get(0, g);
                if (Math.hypot(re, im) < REPEATED) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean near(Matrix one, Matrix other) {
        return one.minus(other).maxAbs() < 1e-7;
    }

    private static boolean isStochastic(Matrix root, double tolerance) {
        for (int i = 0; i < root.rows(); i++) {
            double sum = 0;
            for (double entry : root.row(i)) {
                if (!(entry >= -tolerance)) {
                    return false;
                }
                sum += entry;
            }
            if (Math.abs(sum - 1) > 1e-6) {
                return false;
            }
        }
        return true;
    }

    /** Every choice of a branch for each real eigenvalue and each complex pair, as a block-diagonal real matrix. */
    private static void branches(List<double[]> values, int degree, int k, int from, double[] block, List<Matrix> out) {
        if (from == values.size()) {
            out.add(Matrix.of(k, k, block));
            return;
        }
        double re = values.get(from)[0];
        double im = values.get(from)[1];
        int at = (int) values.get(from)[2];
        double size = Math.pow(Math.hypot(re, im), 1.0 / degree);
        for (int branch = 0; branch < degree; branch++) {
            double angle = (Math.atan2(im, re) + 2 * Math.PI * branch) / degree;
            double x = size * Math.cos(angle);
            double y = size * Math.sin(angle);
            if (im == 0) {
                if (Math.abs(y) < 1e-9 * Math.max(size, 1e-300)) {
                    block[at * k + at] = x;
                    branches(values, degree, k, from + 1, block, out);
                }
            } else {
                block[at * k + at] = x;
                block[at * k + at + 1] = y;
                block[(at + 1) * k + at] = -y;
                block[(at + 1) * k + at + 1] = x;
                branches(values, degree, k, from + 1, block, out);
            }
        }
    }
}
