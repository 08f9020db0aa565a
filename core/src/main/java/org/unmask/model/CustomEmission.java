// SPDX-License-Identifier: Apache-2.0
package org.unmask.model;

import org.unmask.matrix.Permutation;

/**
 * The place to plug in an emission law of one's own over vectors of numbers: inference needs its log-density, EM its
 * weighted re-estimate. Implementations are immutable.
 */
public non-sealed interface CustomEmission extends Emission {

    /**
     * Log-density of one token.
     *
     * @param state the state, from 0
     * @param values flat array of tokens; not modified
     * @param offset where the token's {@link #dimension()} coordinates begin
     * @return natural logarithm of the density; negative infinity where it vanishes
     */
    double logDensity(int state, double[] values, int offset);

    /**
     * The law of the same kind that fits weighted tokens best, the M step of EM.
     *
     * @param values flat array of tokens, {@link #dimension()} numbers each; not modified
     * @param weights entry {@code t * states + i} is the weight of token {@code t} for state {@code i}; not modified
     * @return the re-estimated law; it may not have a smaller weighted log-likelihood than this one
     */
    CustomEmission reestimated(double[] values, double[] weights);

    @Override
    CustomEmission permuted(Permutation permutation);
}
