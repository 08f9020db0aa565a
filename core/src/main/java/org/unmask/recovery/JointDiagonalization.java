// SPDX-License-Identifier: Apache-2.0
package org.unmask.recovery;

import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.unmask.matrix.Eigen;
import org.unmask.matrix.LinearSystem;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Svd;
import org.unmask.matrix.Tensor3;

/**
 * Simultaneous diagonalisation of the slices of a {@code k x k x r} tensor (Leurgans, Ross, Abel 1993): slices
 * {@code A diag(C[c,.]) B'} divided by one well-conditioned contraction are all {@code A diag A^-1}. Two random
 * contractions give the eigenvectors (Jennrich), a Newton iteration then makes all slices as diagonal as they get.
 */
final class JointDiagonalization {

    /** How many random divisors are compared, and random mixtures of slices at first and at most. */
    private static final int DIVISORS = 3;

    private static final int MIXTURES = 3;
    private static final int MOST_MIXTURES = 60;

    /** An imaginary part this small against the spectrum may be the rounding of a double eigenvalue. */
    private static final double REAL = 1e-7;

    /** Eigenvectors whose inverse is this large are no basis. */
    private static final double SINGULAR = 1e14;

    private static final int NEWTON_STEPS = 60;
    private static final double LONGEST_STEP = 0.3;

    /**
     * The common eigenvectors, or the spectrum that shows there are no real ones.
     *
     * @param vectors the first factor but for the scale of its columns; empty when the spectrum is not real
     * @param gap smallest relative distance between two rows of joint eigenvalues
     * @param nearest the spectrum of the mixture that came nearest to a real one
     */
    record Result(Optional<Matrix> vectors, double gap, Eigen nearest) {}

    private final int k;
    private final Matrix[] slices;
    private final RandomGenerator random;

    private JointDiagonalization(Tensor3 core, RandomGenerator random) {
        this.k = core.first();
        this.random = random;
        this.slices = new Matrix[core.third()];
        Arrays.setAll(slices, c -> Matrix.generate(k, k, (a, b) -> core.get(a, b, c)));
    }

    static Result of(Tensor3 core, RandomGenerator random) {
        return new JointDiagonalization(core, random).run();
    }

    private Result run() {
        Svd divisor = bestDivisor();
        double[] root = new double[k];
        Arrays.setAll(root, h -> Math.sqrt(divisor.value(h)));
        Matrix left = Matrix.generate(k, k, (h, a) -> divisor.left().get(a, h) / root[h]);
        Matrix right = Matrix.generate(k, k, (b, h) -> divisor.right().get(b, h) / root[h]);
        Matrix[] white = new Matrix[slices.length];
        Arrays.setAll(white, c -> left.times(slices[c]).times(right));
        Start start = start(white);
        if (start.vectors().isEmpty()) {
            return new Result(Optional.empty(), 0, start.spectrum());
        }
        Matrix vectors = start.vectors().get();
        double[][] eigenvalues = new double[white.length][k];
        vectors = polish(white, vectors, eigenvalues);
        Matrix back = Matrix.generate(k, k, (a, h) -> divisor.left().get(a, h) * root[h]);
        return new Result(Optional.of(back.times(vectors)), gap(eigenvalues, k), start.spectrum());
    }

    private Svd bestDivisor() {
        Svd best = Svd.of(mixture(slices));
        for (int trial = 1; trial < DIVISORS; trial++) {
            Svd other = Svd.of(mixture(slices));
            if (other.value(k - 1) * best.value(0) > best.value(k - 1) * other.value(0)) {
                best = other;
            }
        }
        return best;
    }

    private Matrix mixture(Matrix[] terms) {
        double[] sum = new double[k * k];
        for (Matrix term : terms) {
            double weight = random.nextGaussian();
            double[] entries = term.toArray();
            for (int i = 0; i < sum.length; i++) {
                sum[i] += weight * entries[i];
            }
        }
        return Matrix.of(k, k, sum);
    }

    private record Start(Optional<Matrix> vectors, Eigen spectrum, double gap) {}

    /** Of the mixtures with a real spectrum, the eigenvectors of the one whose eigenvalues lie farthest apart. */
    private Start start(Matrix[] white) {
        Start best = start(mixture(white));
        for (int trial = 1; trial < MIXTURES || (best.vectors().isEmpty() && trial < MOST_MIXTURES); trial++) {
            Start other = start(mixture(white));
            if (best.vectors().isEmpty() ? other.gap() >= best.gap() : other.gap() > best.gap()) {
                best = other;
            }
        }
        return best;
    }

    /** A complex spectrum counts as a gap below zero, the farther from real the lower. */
    private Start start(Matrix mixed) {
        Optional<Eigen> found = Eigen.ifConverged(mixed);
        if (found.isEmpty()) {
            Matrix zero = Matrix.zero(1, k);
            Eigen none = new Eigen(zero, zero, Matrix.zero(k, k), Matrix.zero(k, k));
            return new Start(Optional.empty(), none, Double.NEGATIVE_INFINITY);
        }
        Eigen eigen = found.get();
        double scale = Math.max(eigen.real().maxAbs(), Double.MIN_NORMAL);
        double imaginary = eigen.largestImaginaryPart() / scale;
        if (imaginary > REAL) {
            return new Start(Optional.empty(), eigen, -imaginary);
        }
        Matrix vectors = unitColumns(eigen.realVectors());
        if (imaginary > 0 || LinearSystem.inverse(vectors).map(Matrix::maxAbs).orElse(SINGULAR) >= SINGULAR) {
            return new Start(Optional.empty(), eigen, -imaginary);
        }
        return new Start(Optional.of(vectors), eigen, gap(eigen.real().toRows(), k));
    }

    /**
     * Newton's iteration on the off-diagonal entries: {@code P <- P (I + D)} with {@code D_ij} the least-squares solution
     * over all slices of {@code E_ij + (e_i - e_j) D_ij = 0} (Ziehe et al. 2004 for the symmetric case). Quadratic where the slices
     * commute.
     */
    private Matrix polish(Matrix[] white, Matrix start, double[][] eigenvalues) {
        Matrix vectors = start;
        Matrix best = start;
        double least = Double.POSITIVE_INFINITY;
        for (int step = 0; step < NEWTON_STEPS; step++) {
            Optional<Matrix> inverse = LinearSystem.inverse(vectors);
            if (inverse.isEmpty()) {
                break;
            }
            double[] above = new double[k * k];
            double[] below = new double[k * k];
            double off = 0;
            double[][] diagonals = new double[white.length][k];
            for (int c = 0; c < white.length; c++) {
                double[] e = inverse.get().times(white[c]).times(vectors).toArray();
                for (int i = 0; i < k; i++) {
                    diagonals[c][i] = e[i * k + i];
                }
                for (int i = 0; i < k; i++) {
                    for (int j = 0; j < k; j++) {
                        if (i != j) {
                            double apart = e[i * k + i] - e[j * k + j];
                            above[i * k + j] -= e[i * k + j] * apart;
                            below[i * k + j] += apart * apart;
                            off += e[i * k + j] * e[i * k + j];
                        }
                    }
                }
            }
            if (off >= least * 0.999) {
                break;
            }
            least = off;
            best = vectors;
            System.arraycopy(diagonals, 0, eigenvalues, 0, diagonals.length);
            double longest = 0;
            double[] move = new double[k * k];
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < k; j++) {
                    double delta = below[i * k + j] > 0 ? above[i * k + j] / below[i * k + j] : 0;
                    longest = Math.max(longest, Math.abs(delta));
                    move[i * k + j] = delta;
                }
            }
            double shorten = longest > LONGEST_STEP ? LONGEST_STEP / longest : 1;
            vectors =
                    unitColumns(vectors.plus(vectors.times(Matrix.of(k, k, move).scale(shorten))));
        }
        return best;
    }

    /** Smallest distance between two columns of eigenvalues, relative to the largest length of one. */
    private static double gap(double[][] eigenvalues, int k) {
        double least = Double.POSITIVE_INFINITY;
        double size = 0;
        for (int i = 0; i < k; i++) {
            double length = 0;
            for (double[] row : eigenvalues) {
                length += row[i] * row[i];
            }
            size = Math.max(size, length);
            for (int j = 0; j < i; j++) {
                double distance = 0;
                for (double[] row : eigenvalues) {
                    distance += (row[i] - row[j]) * (row[i] - row[j]);
                }
                least = Math.min(least, distance);
            }
        }
        return size > 0 ? Math.sqrt(least / size) : 0;
    }

    static Matrix unitColumns(Matrix matrix) {
        double[] norm = new double[matrix.columns()];
        for (int j = 0; j < norm.length; j++) {
            for (int i = 0; i < matrix.rows(); i++) {
                norm[j] = Math.hypot(norm[j], matrix.get(i, j));
            }
        }
        return Matrix.generate(matrix.rows(), matrix.columns(), (i, j) -> norm[j] > 0 ? matrix.get(i, j) / norm[j] : 0);
    }
}
