// SPDX-License-Identifier: Apache-2.0
package org.unmask.recovery;

import java.util.Optional;
import org.unmask.matrix.LinearSystem;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Tensor3;

/**
 * Alternating least squares on the factors of a tensor (Harshman 1970), in correction form: each sweep fits what the terms
 * leave over, so that the squared condition of the normal equations slows it but does not limit its accuracy.
 */
final class AlternatingLeastSquares {

    private static final int SWEEPS = 200;

    /** A sweep that gains less than this part of the residual is the last. */
    private static final double GAIN = 1e-5;

    /** Residuals below this part of the tensor are rounding. */
    private static final double ROUNDING = 1e-15;

    private AlternatingLeastSquares() {}

    /** The factors after sweeps that lower the residual; the start itself when none does. */
    static Matrix[] refine(Tensor3 tensor, Matrix[] start) {
        double size = tensor.frobeniusNorm();
        Matrix[] best = start;
        Tensor3 rest = rest(tensor, best);
        double residual = rest.frobeniusNorm();
        for (int sweep = 0; sweep < SWEEPS && residual > ROUNDING * size; sweep++) {
            Matrix[] next = best.clone();
            Tensor3 left = rest;
            for (int mode = 0; mode < 3; mode++) {
                Optional<Matrix> moved = corrected(left, next, mode);
                if (moved.isEmpty()) {
                    return best;
                }
                next[mode] = moved.get();
                left = rest(tensor, next);
            }
            double after = left.frobeniusNorm();
            if (!(after < residual)) {
                return best;
            }
            boolean last = after > (1 - GAIN) * residual;
            best = next;
            rest = left;
            residual = after;
            if (last) {
                return best;
            }
        }
        return best;
    }

    private static Tensor3 rest(Tensor3 tensor, Matrix[] factors) {
        double[] model = Tensor3.ofFactors(factors[0], factors[1], factors[2]).toArray();
        double[] out = tensor.toArray();
        for (int i = 0; i < out.length; i++) {
            out[i] -= model[i];
        }
        return Tensor3.of(tensor.first(), tensor.second(), tensor.third(), out);
    }

    private static Optional<Matrix> corrected(Tensor3 rest, Matrix[] factors, int mode) {
        Matrix p = factors[mode == 0 ? 1 : 0];
        Matrix q = factors[mode == 2 ? 1 : 2];
        int k = p.columns();
        Matrix pp = p.transpose().times(p);
        Matrix qq = q.transpose().times(q);
        Matrix normal = Matrix.generate(k, k, (i, j) -> pp.get(i, j) * qq.get(i, j));
        double[] pe = p.toArray();
        double[] qe = q.toArray();
        Matrix pairs =
                Matrix.generate(p.rows() * q.rows(), k, (m, h) -> pe[m / q.rows() * k + h] * qe[m % q.rows() * k + h]);
        Matrix right = rest.unfold(mode).times(pairs);
        return LinearSystem.solve(normal, right.transpose()).map(step -> factors[mode].plus(step.transpose()));
    }
}
