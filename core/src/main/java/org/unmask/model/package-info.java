// SPDX-License-Identifier: Apache-2.0
/**
 * What a hidden Markov model is: initial law, transition matrix and emission law as immutable values, and the families
 * that say which of these parameters are free. Rows are conditions: {@code transition(i, j)} is the probability of
 * {@code j} after {@code i}.
 *
 * <pre>
 *   Hmm         = initial Probabilities, transition StochasticMatrix, Emission
 *   Emission    = Categorical(Alphabet, StochasticMatrix) | Gaussian(means, Covariances) | CustomEmission
 *   Covariances = shape, one matrix for each state
 *   ModelFamily = Categorical(states, symbols, Chain) | Gaussian(states, dimension, CovarianceShape, Chain)
 *   Chain       = doubly stochastic | stationary
 * </pre>
 *
 * <p>Start with {@link org.unmask.model.Hmm} and {@link org.unmask.model.ModelFamily}.
 */
@NullMarked
package org.unmask.model;

import org.jspecify.annotations.NullMarked;
