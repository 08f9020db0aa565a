// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.theorem;

import java.util.List;
import java.util.Optional;
import org.unmask.model.ModelFamily;
import org.unmask.verdict.Evidence;

/** The preconditions of theorems on two or more states at one point; each comes with its evidence, or not at all. */
interface Premises {

    /** The family. */
    ModelFamily family();

    /** The k emission laws (symbols) or means (Gaussian) are linearly independent. */
    Optional<Evidence> independentEmissions();

    /** The k means are affinely independent. */
    Optional<Evidence> affinelyIndependentMeans();

    /** No two states have the same emission law. */
    Optional<Evidence> distinctEmissions();

    /** The transition matrix is invertible. */
    Optional<Evidence> invertibleChain();

    /** Every state has positive stationary probability. */
    Optional<Evidence> positiveLaw();

    /** Every symbol is seen with positive probability. */
    Optional<Evidence> positiveTokens();

    /** The stationary law of the g-th power of the chain is unique. */
    Optional<Evidence> uniqueLawOfPower(int power);

    /** The chain is irreducible and has no period. */
    Optional<Evidence> primitiveChain();

    /**
     * For the middle mask of Gaussians: the inner products of the means with their centroid are not all the same, and the
     * only law that both powers of the chain, {@code T^after} and {@code T_rev^before}, move alike is the stationary one
     * (or such laws are too few to matter at a generic point).
     */
    Optional<Evidence> obliqueCentroid(int before, int after);

    /** Two different states: not a relabelled mirror image of each other. */
    Optional<Evidence> noMirror();

    /** For variances that are unknown, coordinate by coordinate or shared: the sign and the variance are fixed. */
    Optional<Evidence> variancesFixedByPosteriors();

    /** The k-ranks of the three factors suffice for Kruskal although the chain is singular; for context first. */
    Optional<List<Evidence>> kruskalWithSingularChain(int gapToContext);
}
