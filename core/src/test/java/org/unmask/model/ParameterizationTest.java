// SPDX-License-Identifier: Apache-2.0
package org.unmask.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.random.RandomGenerator;
import org.hipparchus.fraction.BigFraction;
import org.hipparchus.fraction.BigFractionField;
import org.junit.jupiter.api.Test;
import org.unmask.matrix.Matrix;
import org.unmask.random.Seed;
import org.unmask.testkit.RandomModels;

class ParameterizationTest {

    @Test
    void vectorAndModelGoBothWays() {
        for (int seed = 0; seed < 60; seed++) {
            RandomGenerator random = new Seed(seed).generator();
            int k = 1 + seed % 4;
            int d = 1 + seed % 3;
            CovarianceShape shape = CovarianceShape.values()[seed % 7];
            check(RandomModels.gaussianModel(random, k, d, shape), Chain.STATIONARY);
            check(RandomModels.categoricalModel(random, k, d), Chain.STATIONARY);
            check(RandomModels.doublyStochasticModel(random, k, d), Chain.DOUBLY_STOCHASTIC);
        }
    }

    private static void check(Hmm model, Chain chain) {
        ModelFamily family = ModelFamily.of(model, chain);
        Parameterization coordinates = Parameterization.of(family);
        double[] vector = coordinates.toVector(model);
        assertThat(vector).hasSize(family.parameters());
        assertThat(coordinates.names()).hasSize(family.parameters()).doesNotHaveDuplicates();
        Alphabet alphabet = Alphabet.numbered(family.dimension());
        Hmm back = coordinates.toModel(vector, alphabet);
        assertThat(back.transition().matrix().minus(model.transition().matrix()).maxAbs())
                .isLessThan(1e-14);
        assertThat(back.emission().means().minus(model.emission().means()).maxAbs())
                .isLessThan(1e-14);
        assertThat(Matrix.ofRows(back.initial().toArray())
                        .minus(Matrix.ofRows(model.initial().toArray()))
                        .maxAbs())
                .isLessThan(1e-13);
        if (back.emission() instanceof Gaussian gaussian) {
            assertThat(gaussian.covariances()).isEqualTo(((Gaussian) model.emission()).covariances());
        }
    }

    @Test
    void numbersOfParameters() {
        assertThat(new ModelFamily.Categorical(3, 4, Chain.DOUBLY_STOCHASTIC).parameters())
                .isEqualTo(4 + 9);
        assertThat(new ModelFamily.Categorical(3, 4, Chain.STATIONARY).parameters())
                .isEqualTo(6 + 9);
        assertThat(new ModelFamily.Gaussian(3, 2, CovarianceShape.FULL_PER_STATE, Chain.STATIONARY).parameters())
                .isEqualTo(6 + 6 + 9);
        assertThat(new ModelFamily.Gaussian(3, 2, CovarianceShape.SPHERICAL_SHARED, Chain.STATIONARY).parameters())
                .isEqualTo(6 + 6 + 1);
        assertThatThrownBy(() -> new ModelFamily.Categorical(0, 4, Chain.STATIONARY))
                .hasMessage("number of states is 0, expected at least 1");
        assertThatThrownBy(() -> new ModelFamily.Gaussian(1, 0, CovarianceShape.IDENTITY, Chain.STATIONARY))
                .hasMessage("number of coordinates is 0, expected at least 1");
    }

    @Test
    void rationalsGiveTheExactStationaryLaw() {
        ModelFamily family = new ModelFamily.Categorical(2, 2, Chain.STATIONARY);
        BigFraction[] free = {new BigFraction(1, 3), new BigFraction(1, 4), new BigFraction(1, 5), new BigFraction(1, 7)
        };
        FieldModel<BigFraction> model = Parameterization.of(family).expand(BigFractionField.getInstance(), free);
        assertThat(model.initial()).containsExactly(new BigFraction(3, 11), new BigFraction(8, 11));
        assertThat(model.transition()[0]).containsExactly(new BigFraction(1, 3), new BigFraction(2, 3));
        assertThat(model.means()[1]).containsExactly(new BigFraction(1, 7), new BigFraction(6, 7));
    }

    @Test
    void pointsOutsideTheFamilyAreRefused() {
        ModelFamily family = new ModelFamily.Categorical(2, 2, Chain.STATIONARY);
        Parameterization coordinates = Parameterization.of(family);
        assertThatThrownBy(() -> coordinates.toModel(new double[] {1.25, 0.5, 0.5, 0.5}, Alphabet.numbered(2)))
                .hasMessage(
                        "entry 1 of row 1 of the transition matrix is 1.25, expected a probability between 0 and 1");
        assertThatThrownBy(() -> coordinates.toModel(new double[3], Alphabet.numbered(2)))
                .hasMessage("the family has 4 free parameters, found 3");
        assertThatThrownBy(() -> coordinates.toModel(new double[] {1, 0, 0.5, 0.5}, Alphabet.numbered(2)))
                .hasMessage("the chain has no unique stationary law at this point");
        Hmm gaussian = RandomModels.gaussianModel(new Seed(1).generator(), 2, 2, CovarianceShape.IDENTITY);
        assertThatThrownBy(() -> coordinates.toVector(gaussian)).hasMessageContaining("expected Categorical");
        assertThatThrownBy(() -> ModelFamily.of(gaussian, Chain.DOUBLY_STOCHASTIC))
                .hasMessage("the model's transition matrix is not doubly stochastic, although the family is");
    }
}
