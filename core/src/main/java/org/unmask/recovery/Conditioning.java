// SPDX-License-Identifier: Apache-2.0
package org.unmask.recovery;

import java.util.List;
import org.unmask.matrix.Matrix;

/**
 * How well the terms of a decomposition are determined.
 *
 * @param singularValues of the three unfoldings of the tensor, row vectors, largest first, cut a few after the rank
 * @param conditions condition numbers of the three factors, columns scaled to unit length, a row vector
 * @param eigenvalueGap smallest distance between two rows of joint eigenvalues, relative to the largest; small where two
 *     terms can hardly be told apart, infinite for one term
 * @param kRanks for each factor the largest number such that any so many of its columns are independent
 */
public record Conditioning(List<Matrix> singularValues, Matrix conditions, double eigenvalueGap, List<Integer> kRanks) {

    /** Copies the lists. */
    public Conditioning {
        singularValues = List.copyOf(singularValues);
        kRanks = List.copyOf(kRanks);
    }

    /**
     * The largest condition number of a factor.
     *
     * @return at least 1
     */
    public double worst() {
        return conditions.maxAbs();
    }
}
