// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.ArrayList;
import java.util.List;
import org.unmask.inference.LocalCoordinates.Direction;
import org.unmask.matrix.LinearSystem;
import org.unmask.matrix.Matrix;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;

/**
 * How a model's entries move with {@link LocalCoordinates}: one column for each coordinate. Rows are in the order in which
 * the model's matrices are read, row by row.
 *
 * @param transition {@code k k} rows, {@code now * k + next}
 * @param initial {@code k} rows, the law of the first state
 * @param stationary {@code k} rows
 * @param emission {@code k d} rows: the emission matrix, or the means
 * @param covariances {@code d d} rows for each state; empty for symbols
 */
public record LocalJacobian(
        Matrix transition, Matrix initial, Matrix stationary, Matrix emission, List<Matrix> covariances) {

    /** Copies the list. */
    public LocalJacobian {
        covariances = List.copyOf(covariances);
    }

    static LocalJacobian of(Hmm model, InitialLaw law, List<Direction> directions, double[] origin) {
        int k = model.states();
        int d = model.emission().dimension();
        int size = directions.size();
        Matrix wide = Matrix.generate(origin.length, Math.max(1, size), (n, p) -> 0);
        double[] flat = wide.toArray();
        for (int p = 0; p < size; p++) {
            Direction way = directions.get(p);
            for (int n = 0; n < way.places().length; n++) {
                flat[way.places()[n] * size + p] = way.weights()[n];
            }
        }
        boolean gaussian = model.emission() instanceof Gaussian;
        Matrix transition = byRoots(flat, origin, 0, k * k, size);
        Matrix stationary = stationary(model, transition);
        int tokens = k * k + (law == InitialLaw.FREE ? k : 0);
        Matrix initial = law == InitialLaw.FREE ? byRoots(flat, origin, k * k, k, size) : stationary;
        Matrix emission = gaussian
                ? Matrix.generate(k * d, size, (n, p) -> flat[(tokens + n) * size + p])
                : byRoots(flat, origin, tokens, k * d, size);
        List<Matrix> covariances =
                gaussian ? covariances((Gaussian) model.emission(), flat, tokens + k * d, size) : List.of();
        return new LocalJacobian(transition, initial, stationary, emission, covariances);
    }

    /** A probability is the square of its root. */
    private static Matrix byRoots(double[] flat, double[] origin, int from, int rows, int size) {
        return Matrix.generate(rows, size, (n, p) -> 2 * origin[from + n] * flat[(from + n) * size + p]);
    }

    /** {@code d pi = pi dT (I - T + 1 pi')^-1}; zero where the law is not unique. */
    private static Matrix stationary(Hmm model, Matrix transition) {
        int k = model.states();
        double[] law = model.stationaryLaw().toArray();
        Matrix system = Matrix.generate(
                k, k, (i, j) -> (i == j ? 1 : 0) - model.transition().get(i, j) + law[j]);
        Matrix potential = LinearSystem.inverse(system).orElseGet(() -> Matrix.zero(k, k));
        return Matrix.generate(k, transition.columns(), (m, p) -> {
            double sum = 0;
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < k; j++) {
                    sum += law[i] * transition.get(i * k + j, p) * potential.get(j, m);
                }
            }
            return sum;
        });
    }

    /** {@code d(L L') = dL L' + L dL'}, logarithms on the diagonal of {@code L}. */
    private static List<Matrix> covariances(Gaussian gaussian, double[] flat, int from, int size) {
        CovarianceShape shape = gaussian.covariances().shape();
        int d = gaussian.dimension();
        List<Matrix> out = new ArrayList<>();
        for (int i = 0; i < gaussian.states(); i++) {
            if (shape == CovarianceShape.IDENTITY) {
                out.add(Matrix.zero(d * d, size));
                continue;
            }
            if (i > 0 && shape.shared()) {
                out.add(out.get(0));
                continue;
            }
            Matrix root = LinearSystem.cholesky(
                            gaussian.covariances().matrices().get(i))
                    .orElseThrow(() -> new IllegalArgumentException("a covariance matrix is not positive definite"));
            int start = from + i * d * d;
            out.add(Matrix.generate(d * d, size, (entry, p) -> {
                int r = entry / d;
                int c = entry % d;
                double sum = 0;
                for (int m = 0; m < d; m++) {
                    sum += step(flat, start, root, r, m, size, p) * root.get(c, m)
                            + root.get(r, m) * step(flat, start, root, c, m, size, p);
                }
                return sum;
            }));
        }
        return out;
    }

    private static double step(double[] flat, int start, Matrix root, int r, int c, int size, int p) {
        double entry = flat[(start + r * root.rows() + c) * size + p];
        return r == c ? entry * root.get(r, r) : entry;
    }
}
