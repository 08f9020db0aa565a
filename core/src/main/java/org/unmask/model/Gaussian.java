// SPDX-License-Identifier: Apache-2.0
package org.unmask.model;

import org.unmask.matrix.Matrix;
import org.unmask.matrix.Permutation;

/**
 * Conditionally Gaussian emissions (1.3): each state draws from a normal law of its own.
 *
 * @param means {@code states x dimension}, row {@code i} is the mean of state {@code i}
 * @param covariances one matrix for each state
 */
public record Gaussian(Matrix means, Covariances covariances) implements Emission {

    /**
     * Validates shapes and finiteness.
     *
     * @throws IllegalArgumentException when numbers of states or coordinates differ, or a mean is not finite
     */
    public Gaussian {
        if (means.rows() != covariances.states() || means.columns() != covariances.dimension()) {
            throw new IllegalArgumentException("means are " + means.rows() + " x " + means.columns() + ", expected "
                    + covariances.states() + " x " + covariances.dimension() + " as the covariances say");
        }
        if (!Double.isFinite(means.maxAbs())) {
            throw new IllegalArgumentException("a mean is not finite");
        }
    }

    /**
     * Emissions with known unit covariance.
     *
     * @param means {@code states x dimension}
     * @return the emissions
     */
    public static Gaussian unit(Matrix means) {
        return new Gaussian(means, Covariances.identity(means.rows(), means.columns()));
    }

    /**
     * The same laws as members of a family with other covariances.
     *
     * @param shape which covariances that family allows
     * @return the same means and covariances under that shape
     * @throws IllegalArgumentException naming the entry of a covariance that the shape does not allow
     */
    public Gaussian withShape(CovarianceShape shape) {
        return new Gaussian(means, new Covariances(shape, covariances.matrices()));
    }

    @Override
    public int states() {
        return means.rows();
    }

    @Override
    public int dimension() {
        return means.columns();
    }

    @Override
    public Gaussian permuted(Permutation permutation) {
        return new Gaussian(means.selectRows(permutation.toArray()), covariances.permuted(permutation));
    }
}
