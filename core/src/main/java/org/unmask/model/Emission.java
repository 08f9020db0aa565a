// SPDX-License-Identifier: Apache-2.0
package org.unmask.model;

import org.unmask.matrix.Matrix;
import org.unmask.matrix.Permutation;

/**
 * The law of a token given the state. Two kinds are built in; {@link CustomEmission} is the place to plug in another.
 */
public sealed interface Emission permits Categorical, Gaussian, CustomEmission {

    /**
     * Number of states.
     *
     * @return at least 1
     */
    int states();

    /**
     * Length of an encoded token: the number of symbols for categorical tokens (one-hot), of coordinates otherwise.
     *
     * @return at least 1
     */
    int dimension();

    /**
     * Expected encoded token in each state: the emission matrix for categorical tokens, the means for Gaussian ones.
     *
     * @return {@code states x dimension}
     */
    Matrix means();

    /**
     * The same law with states renamed.
     *
     * @param permutation state {@code i} of the result is state {@code permutation.get(i)} of this
     * @return the relabelled law
     */
    Emission permuted(Permutation permutation);
}
