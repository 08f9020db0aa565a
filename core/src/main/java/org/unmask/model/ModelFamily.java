// SPDX-License-Identifier: Apache-2.0
package org.unmask.model;

import java.io.Serializable;

/** A family of stationary models: which parameters are free. */
public sealed interface ModelFamily extends Serializable {

    /**
     * Number of states.
     *
     * @return at least 1
     */
    int states();

    /**
     * Number of symbols or of coordinates.
     *
     * @return at least 1
     */
    int dimension();

    /**
     * Which transition matrices are allowed.
     *
     * @return the kind of chain
     */
    Chain chain();

    /**
     * Number of free emission parameters.
     *
     * @return the count
     */
    int emissionParameters();

    /**
     * Number of free parameters.
     *
     * @return of the transition matrix and the emissions together
     */
    default int parameters() {
        return chain().parameters(states()) + emissionParameters();
    }

    /**
     * Categorical emissions (1.2).
     *
     * @param states number of states
     * @param symbols number of symbols
     * @param chain which transition matrices are allowed
     */
    record Categorical(int states, int symbols, Chain chain) implements ModelFamily {
        /** Validates the sizes. */
        public Categorical {
            requirePositive("states", states);
            requirePositive("symbols", symbols);
        }

        @Override
        public int dimension() {
            return symbols;
        }

        @Override
        public int emissionParameters() {
            return states * (symbols - 1);
        }
    }

    /**
     * Gaussian emissions (1.3).
     *
     * @param states number of states
     * @param dimension number of coordinates
     * @param covariance which covariances are allowed
     * @param chain which transition matrices are allowed
     */
    record Gaussian(int states, int dimension, CovarianceShape covariance, Chain chain) implements ModelFamily {
        /** Validates the sizes. */
        public Gaussian {
            requirePositive("states", states);
            requirePositive("coordinates", dimension);
        }

        @Override
        public int emissionParameters() {
            return states * dimension + covariance.parameters(states, dimension);
        }
    }

    /**
     * The family of a given model.
     *
     * @param model categorical or Gaussian
     * @param chain the kind of chain to allow
     * @return the family
     * @throws IllegalArgumentException for a plugged-in emission, or a chain that is not doubly stochastic although
     *     asked to be
     */
    static ModelFamily of(Hmm model, Chain chain) {
        if (chain == Chain.DOUBLY_STOCHASTIC && !model.transition().isDoublyStochastic(1e-9)) {
            throw new IllegalArgumentException(
                    "the model's transition matrix is not doubly stochastic, although the family is");
        }
        Emission emission = model.emission();
        if (emission instanceof org.unmask.model.Categorical categorical) {
            return new Categorical(model.states(), categorical.dimension(), chain);
        }
        if (emission instanceof org.unmask.model.Gaussian gaussian) {
            return new Gaussian(
                    model.states(), gaussian.dimension(), gaussian.covariances().shape(), chain);
        }
        throw new IllegalArgumentException("families are categorical or Gaussian, found "
                + emission.getClass().getSimpleName());
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("number of " + name + " is " + value + ", expected at least 1");
        }
    }
}
