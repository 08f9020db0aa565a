// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.twin;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hipparchus.complex.Complex;
import org.unmask.matrix.Eigen;
import org.unmask.matrix.Matrix;
import org.unmask.model.Chain;
import org.unmask.task.MaskedTask;
import org.unmask.task.TaskSet;

/**
 * The stochastic roots of a power of a chain (2.6): a task whose positions are multiples of a gap apart sees {@code T^g}
 * alone, and {@code T^g} may be the power of other chains too.
 *
 * <p>When the eigenvalues of {@code T^g} are distinct, every root has T's eigenvectors: each eigenvalue is multiplied by a
 * g-th root of one, conjugate ones by conjugate ones. All such choices are tried; those that take the eigenvalue 1 to -1 have
 * rows of sum -1 and drop out with all others that have a negative entry.
 */
public final class ChainRoots {

    private static final double NEAR = 1e-9;
    private static final int MOST = 4096;

    private ChainRoots() {}

    /**
     * The greatest common divisor of all distances within the tasks: what is a power of the chain for all of them.
     *
     * @param tasks the tasks
     * @return at least 1
     */
    static int gap(TaskSet tasks) {
        int gap = 0;
        for (MaskedTask task : tasks.tasks()) {
            for (int position : Stream.concat(task.targets().stream(), task.context().stream())
                    .toList()) {
                gap = BigInteger.valueOf(gap)
                        .gcd(BigInteger.valueOf(position - (long) task.first()))
                        .intValue();
            }
        }
        return gap;
    }

    /** The free parameters of a model with another chain. */
    static double[] with(ExactModel base, Matrix chain) {
        double[] free = base.free().stream().mapToDouble(x -> x.doubleValue()).toArray();
        int k = base.family().states();
        int rows = base.family().chain() == Chain.DOUBLY_STOCHASTIC ? k - 1 : k;
        for (int i = 0; i < rows * (k - 1); i++) {
            free[i] = chain.get(i / (k - 1), i % (k - 1));
        }
        return free;
    }

    /**
     * The other stochastic matrices with the same power.
     *
     * @param transition rows sum to one
     * @param gap the power, at least 2
     * @return matrices {@code S} with {@code S^gap = transition^gap}, none of them the given one; empty when eigenvalues of
     *     the power coincide, as then the roots need not be finitely many, and when there are more than 4096 to try
     */
    public static List<Matrix> of(Matrix transition, int gap) {
        int k = transition.rows();
        Optional<Eigen> eigen = Eigen.ifConverged(transition);
        if (eigen.isEmpty()) {
            return List.of();
        }
        Complex[] values = new Complex[k];
        for (int h = 0; h < k; h++) {
            values[h] = new Complex(
                    eigen.get().real().get(0, h), eigen.get().imaginary().get(0, h));
        }
        for (int h = 0; h < k; h++) {
            for (int i = 0; i < h; i++) {
                if (values[h].pow(gap).subtract(values[i].pow(gap)).norm() < NEAR) {
                    return List.of();
                }
            }
        }
        List<Complex[]> choices = new ArrayList<>();
        choices.add(new Complex[k]);
        for (int h = 0; h < k; h++) {
            choices = extended(choices, values, h, gap);
            if (choices.size() > MOST) {
                return List.of();
            }
        }
        List<Matrix> out = new ArrayList<>();
        for (Complex[] wanted : choices) {
            Matrix root = polynomial(transition, values, wanted);
            boolean stochastic = Arrays.stream(root.toArray()).allMatch(entry -> entry >= 0);
            if (stochastic && root.minus(transition).maxAbs() > NEAR) {
                out.add(root);
            }
        }
        return out;
    }

    private static List<Complex[]> extended(List<Complex[]> choices, Complex[] values, int h, int gap) {
        List<Complex[]> out = new ArrayList<>();
        boolean real = Math.abs(values[h].getImaginary()) < NEAR;
        int partner = -1;
        for (int i = 0; i < h && !real; i++) {
            partner = values[i].subtract(values[h].conjugate()).norm() < NEAR ? i : partner;
        }
        for (Complex[] choice : choices) {
            if (partner >= 0) {
                choice[h] = choice[partner].conjugate();
                out.add(choice);
                continue;
            }
            for (int n = 0; n < gap; n++) {
                if (!real || n == 0 || 2 * n == gap) {
                    Complex[] next = choice.clone();
                    double angle = 2 * Math.PI * n / gap;
                    next[h] = values[h].multiply(
                            2 * n == gap ? Complex.ONE.negate() : new Complex(Math.cos(angle), Math.sin(angle)));
                    out.add(next);
                }
            }
        }
        return out;
    }

    /** Lagrange's polynomial of the chain that takes each eigenvalue to the one wanted. */
    private static Matrix polynomial(Matrix transition, Complex[] values, Complex[] wanted) {
        int k = values.length;
        Matrix sum = Matrix.zero(k, k);
        for (int h = 0; h < k; h++) {
            Matrix real = Matrix.identity(k);
            Matrix imaginary = Matrix.zero(k, k);
            Complex scale = wanted[h];
            for (int i = 0; i < k; i++) {
                if (i != h) {
                    Matrix shifted = transition.minus(Matrix.identity(k).scale(values[i].getReal()));
                    double turn = -values[i].getImaginary();
                    Matrix nextReal = real.times(shifted).minus(imaginary.scale(turn));
                    imaginary = imaginary.times(shifted).plus(real.scale(turn));
                    real = nextReal;
                    scale = scale.divide(values[h].subtract(values[i]));
                }
            }
            sum = sum.plus(real.scale(scale.getReal())).minus(imaginary.scale(scale.getImaginary()));
        }
        return sum;
    }
}
