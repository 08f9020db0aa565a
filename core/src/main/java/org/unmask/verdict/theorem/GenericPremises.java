// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.theorem;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.unmask.field.PrimeField;
import org.unmask.field.RowSpace;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.ModelFamily;
import org.unmask.random.Seed;
import org.unmask.verdict.Evidence;
import org.unmask.verdict.rank.ModularPoint;

/**
 * What holds outside a set of measure zero. Each premise says that some polynomial in the parameters is not zero; it is
 * enough that it is not the zero polynomial, which the sizes show.
 */
record GenericPremises(ModelFamily family) implements Premises {

    private static Optional<Evidence> yes(String statement) {
        return Optional.of(new Evidence.OfQuestion(statement));
    }

    @Override
    public Optional<Evidence> independentEmissions() {
        int k = family.states();
        int d = family.dimension();
        return d >= k
                ? yes("d = " + d + " >= k = " + k + ", so the emissions of the states are linearly independent at a"
                        + " generic point")
                : Optional.empty();
    }

    @Override
    public Optional<Evidence> affinelyIndependentMeans() {
        int k = family.states();
        int d = family.dimension();
        return d >= k - 1
                ? yes("d = " + d + " >= k - 1 = " + (k - 1)
                        + ", so the means are affinely independent at a generic point")
                : Optional.empty();
    }

    @Override
    public Optional<Evidence> distinctEmissions() {
        return yes("the states' emission laws differ at a generic point");
    }

    @Override
    public Optional<Evidence> invertibleChain() {
        return yes("the transition matrix is invertible at a generic point");
    }

    @Override
    public Optional<Evidence> positiveLaw() {
        return yes("every state has positive stationary probability at a generic point");
    }

    @Override
    public Optional<Evidence> positiveTokens() {
        return yes("every symbol has positive probability at a generic point");
    }

    @Override
    public Optional<Evidence> uniqueLawOfPower(int power) {
        return yes("the transition matrix is positive at a generic point, so its powers have one stationary law");
    }

    @Override
    public Optional<Evidence> primitiveChain() {
        return yes("the transition matrix is positive at a generic point");
    }

    /**
     * A second solution has another law {@code pi2} with {@code pi2 (T^after - T_rev^before) = 0} and fulfils k - 1
     * equations that the means enter freely. With the laws a family of dimension below k - 1, these have no solution
     * outside a set of measure zero.
     */
    @Override
    public Optional<Evidence> obliqueCentroid(int before, int after) {
        int k = family.states();
        if (family.chain() == Chain.DOUBLY_STOCHASTIC) {
            return yes("the inner products of the means with their centroid differ at a generic point");
        }
        return lawsMovedAlike(before, after) < k - 1
                ? yes("the laws that T^" + after + " and the reversed T^" + before + " move alike are a family of fewer"
                        + " than k - 1 dimensions, and the inner products of the means with their centroid are generic")
                : Optional.empty();
    }

    /** Dimension of the laws near pi, from one random point: a rank there is a lower bound on the generic one. */
    private int lawsMovedAlike(int before, int after) {
        int k = family.states();
        RandomGenerator random = new Seed(1404L).split("laws").generator();
        PrimeField field = PrimeField.random(random);
        ModularPoint point = ModularPoint.random(family, field, random);
        long[][] forward = power(field, point.transition(), after);
        long[][] backward = power(field, point.transition(), before);
        RowSpace columns = new RowSpace(field, k);
        for (int j = 0; j < k; j++) {
            long[] column = new long[k];
            for (int i = 0; i < k; i++) {
                long ratio = field.multiply(point.initial()[j], field.inverse(point.initial()[i]));
                column[i] = field.subtract(forward[i][j], field.multiply(ratio, backward[j][i]));
            }
            columns.add(column);
        }
        return k - columns.rank() - 1;
    }

    private static long[][] power(PrimeField field, long[][] matrix, int exponent) {
        int k = matrix.length;
        long[][] out = matrix;
        for (int step = 1; step < exponent; step++) {
            long[][] next = new long[k][k];
            for (int i = 0; i < k; i++) {
                for (int m = 0; m < k; m++) {
                    for (int j = 0; j < k; j++) {
                        next[i][j] = field.add(next[i][j], field.multiply(out[i][m], matrix[m][j]));
                    }
                }
            }
            out = next;
        }
        return out;
    }

    @Override
    public Optional<Evidence> noMirror() {
        return yes("no mirror image of a generic model is a relabelling of it");
    }

    @Override
    public Optional<Evidence> variancesFixedByPosteriors() {
        if (!(family instanceof ModelFamily.Gaussian gaussian)) {
            return Optional.empty();
        }
        return gaussian.covariance().form() == CovarianceShape.Form.FULL
                ? Optional.empty()
                : yes(
                        "the means differ in every coordinate at a generic point, so equal posteriors have equal variances");
    }

    @Override
    public Optional<List<Evidence>> kruskalWithSingularChain(int gapToContext) {
        return Optional.empty();
    }
}
