// SPDX-License-Identifier: Apache-2.0
package org.unmask.recovery;

import org.unmask.matrix.Matrix;

/** What came of splitting a tensor into rank-one terms (3.5). */
public sealed interface Decomposition {

    /**
     * The terms: {@code X[a,b,c] = sum_h first[a,h] second[b,h] third[c,h]} but for the residual. Columns of the first two
     * factors have unit length; the third carries the size.
     *
     * @param first first factor, one column for each term
     * @param second second factor
     * @param third third factor
     * @param residual Frobenius norm of what the terms leave over, relative to that of the tensor
     * @param conditioning how well the terms are determined
     */
    record Factors(Matrix first, Matrix second, Matrix third, double residual, Conditioning conditioning)
            implements Decomposition {}

    /**
     * Fewer independent directions along an index than terms.
     *
     * @param mode the index at fault: 0, 1 or 2
     * @param singularValues of the unfolding along it, a row vector, largest first
     * @param rank number of terms asked for
     */
    record RankTooSmall(int mode, Matrix singularValues, int rank) implements Decomposition {}

    /**
     * The contractions of the tensor have no real common eigenvectors: it is no sum of so many real terms.
     *
     * @param real real parts of the eigenvalues of the contraction that came nearest, a row vector
     * @param imaginary their imaginary parts, a row vector
     */
    record ComplexSpectrum(Matrix real, Matrix imaginary) implements Decomposition {}

    /** The tensor has an entry that is not finite. */
    record NotFinite() implements Decomposition {}
}
