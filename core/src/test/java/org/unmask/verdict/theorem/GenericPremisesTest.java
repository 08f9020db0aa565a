// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.theorem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.ModelFamily;
import org.unmask.verdict.Evidence;

class GenericPremisesTest {

    private static GenericPremises points(int k, int d, Chain chain) {
        return new GenericPremises(new ModelFamily.Gaussian(k, d, CovarianceShape.IDENTITY, chain));
    }

    @Test
    void emissionsNeedAsManyCoordinatesAsStatesOrOneFewer() {
        Chain chain = Chain.STATIONARY;
        assertThat(points(3, 3, chain).independentEmissions().map(Evidence::statement))
                .hasValueSatisfying(words -> assertThat(words).startsWith("d = 3 >= k = 3,"));
        assertThat(points(3, 2, chain).independentEmissions()).isEmpty();
        assertThat(points(3, 2, chain).affinelyIndependentMeans().map(Evidence::statement))
                .hasValueSatisfying(words -> assertThat(words).startsWith("d = 2 >= k - 1 = 2,"));
        assertThat(points(3, 1, chain).affinelyIndependentMeans()).isEmpty();
    }

    /** A chain of two states is reversible, so it moves laws alike over equal gaps to both sides. */
    @ParameterizedTest
    @CsvSource({
        "2, 1, 1, false",
        "2, 2, 2, false",
        "2, 3, 3, false",
        "2, 1, 2, true",
        "2, 3, 2, true",
        "3, 1, 1, true",
        "3, 2, 2, true",
    })
    void thePowersOfTheMiddleMaskTellLawsApart(int k, int before, int after, boolean holds) {
        assertThat(points(k, k, Chain.STATIONARY).obliqueCentroid(before, after).isPresent())
                .isEqualTo(holds);
        assertThat(points(k, k, Chain.DOUBLY_STOCHASTIC).obliqueCentroid(before, after))
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource({"IDENTITY, true", "SPHERICAL_SHARED, true", "DIAGONAL_PER_STATE, true", "FULL_SHARED, false"})
    void fullCovariancesAreNotFixed(CovarianceShape shape, boolean holds) {
        ModelFamily family = new ModelFamily.Gaussian(2, 2, shape, Chain.STATIONARY);
        assertThat(new GenericPremises(family).variancesFixedByPosteriors().isPresent())
                .isEqualTo(holds);
        assertThat(new GenericPremises(new ModelFamily.Categorical(2, 2, Chain.STATIONARY))
                        .variancesFixedByPosteriors())
                .isEmpty();
    }
}
