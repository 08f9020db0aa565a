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
