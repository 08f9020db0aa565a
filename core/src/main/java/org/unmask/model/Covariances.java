// SPDX-License-Identifier: Apache-2.0
package org.unmask.model;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.unmask.matrix.LinearSystem;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Permutation;

/**
 * One covariance matrix for each state, of a stated shape.
 *
 * @param shape which entries are free
 * @param matrices one symmetric positive definite {@code d x d} matrix for each state, also when the shape is shared
 */
public record Covariances(CovarianceShape shape, List<Matrix> matrices) {

    private static final double TOLERANCE = 1e-9;

    /**
     * Validates every matrix against the shape.
     *
     * @throws IllegalArgumentException naming the state and the entry that is wrong
     */
    public Covariances {
        matrices = List.copyOf(matrices);
        if (matrices.isEmpty()) {
            throw new IllegalArgumentException("covariances need at least one state, found none");
        }
        for (int state = 0; state < matrices.size(); state++) {
            check("the covariance matrix of state " + (state + 1), shape, matrices.get(state), matrices.get(0));
        }
    }

    /**
     * The known identity for every state.
     *
     * @param states number of states
     * @param dimension number of coordinates
     * @return unit covariances
     */
    public static Covariances identity(int states, int dimension) {
        return new Covariances(CovarianceShape.IDENTITY, Collections.nCopies(states, Matrix.identity(dimension)));
    }

    private static void check(String name, CovarianceShape shape, Matrix matrix, Matrix first) {
        int d = first.rows();
        if (matrix.rows() != d || matrix.columns() != d) {
            throw new IllegalArgumentException(
                    name + " is " + matrix.rows() + " x " + matrix.columns() + ", expected " + d + " x " + d);
        }
        double scale = matrix.maxAbs();
        if (!Double.isFinite(scale)) {
            throw new IllegalArgumentException(name + " has an entry that is not finite");
        }
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                checkEntry(name, shape, matrix, i, j, scale);
            }
        }
        if (shape.shared() && matrix.minus(first).maxAbs() > TOLERANCE * scale) {
            throw new IllegalArgumentException(name + " differs from that of state 1 by "
                    + matrix.minus(first).maxAbs() + ", expected the same one as the shape is " + shape.word());
        }
        if (LinearSystem.cholesky(matrix).isEmpty()) {
            throw new IllegalArgumentException(name + " is not positive definite");
        }
    }

    private static void checkEntry(String name, CovarianceShape shape, Matrix matrix, int i, int j, double scale) {
        double found = matrix.get(i, j);
        double expected = switch (shape.form()) {
            case IDENTITY -> i == j ? 1 : 0;
            case SPHERICAL -> i == j ? matrix.get(0, 0) : 0;
            case DIAGONAL -> i == j ? found : 0;
            case FULL -> matrix.get(j, i);
        };
        if (Math.abs(found - expected) > TOLERANCE * scale) {
            throw new IllegalArgumentException("entry (" + (i + 1) + ", " + (j + 1) + ") of " + name + " is " + found
                    + ", expected " + expected + " as the shape is " + shape.word());
        }
    }

    /**
     * Number of states.
     *
     * @return at least 1
     */
    public int states() {
        return matrices.size();
    }

    /**
     * Number of coordinates.
     *
     * @return at least 1
     */
    public int dimension() {
        return matrices.get(0).rows();
    }

    /**
     * The same covariances with states renamed.
     *
     * @param permutation state {@code i} of the result is state {@code permutation.get(i)} of this
     * @return the relabelled covariances
     */
    public Covariances permuted(Permutation permutation) {
        return new Covariances(
                shape,
                IntStream.range(0, states())
                        .mapToObj(i -> matrices.get(permutation.get(i)))
                        .toList());
    }
}
