// SPDX-License-Identifier: Apache-2.0
package org.unmask.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Permutation;
import org.unmask.matrix.Probabilities;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.random.Seed;
import org.unmask.testkit.RandomModels;

class HmmTest {

    @Test
    void stationaryLawIsInvariant() {
        for (int seed = 0; seed < 100; seed++) {
            RandomGenerator random = new Seed(seed).generator();
            Hmm model = RandomModels.categoricalModel(random, 1 + seed % 6, 3);
            double[] law = model.initial().toArray();
            assertThat(model.transition().matrix().leftTimes(law)).containsExactly(law, within(1e-14));
            assertThat(model.stationaryLaw()).isSameAs(model.initial());
        }
    }

    @Test
    void longRunLawOfAReducibleChainDependsOnTheStart() {
        StochasticMatrix chain = StochasticMatrix.ofRows(
                new double[] {0.5, 0.25, 0.25, 0},
                new double[] {0, 1, 0, 0},
                new double[] {0, 0, 0.5, 0.5},
                new double[] {0, 0, 0.5, 0.5});
        assertThat(StationaryLaw.closedClasses(chain)).hasSize(2);
        assertThatThrownBy(() -> StationaryLaw.of(chain))
                .hasMessage("the chain has 2 closed classes of states, expected one for a unique stationary law");
        Probabilities fromFirst = StationaryLaw.longRun(Probabilities.of(1, 0, 0, 0), chain);
        assertThat(fromFirst.toArray()).containsExactly(new double[] {0, 0.5, 0.25, 0.25}, within(1e-15));
        Probabilities fromThird = StationaryLaw.longRun(Probabilities.of(0, 0, 1, 0), chain);
        assertThat(fromThird.toArray()).containsExactly(new double[] {0, 0, 0.5, 0.5}, within(1e-15));
    }

    @Test
    void periodicChainHasAStationaryLaw() {
        StochasticMatrix flip = StochasticMatrix.ofRows(new double[] {0, 1}, new double[] {1, 0});
        assertThat(StationaryLaw.longRun(Probabilities.of(1, 0), flip).toArray())
                .containsExactly(0.5, 0.5);
    }

    @Test
    void tinyProbabilitiesKeepTheirPrecision() {
        double eps = 1e-200;
        StochasticMatrix slow = StochasticMatrix.ofRows(new double[] {1, eps}, new double[] {3 * eps, 1});
        assertThat(StationaryLaw.of(slow).toArray()).containsExactly(new double[] {0.75, 0.25}, within(1e-15));
    }

    @Test
    void canonicalOrderForgetsLabels() {
        for (int seed = 0; seed < 50; seed++) {
            RandomGenerator random = new Seed(seed).generator();
            Hmm model = seed % 2 == 0
                    ? RandomModels.categoricalModel(random, 4, 3)
                    : RandomModels.gaussianModel(random, 4, 2, CovarianceShape.FULL_PER_STATE);
            Hmm other = model.permuted(Permutation.of(2, 3, 1, 0));
            assertThat(other).isNotEqualTo(model);
            assertThat(other.canonical()).isEqualTo(model.canonical());
            Hmm shown = model.permuted(CanonicalOrder.byShare(model));
            for (int i = 1; i < 4; i++) {
                assertThat(shown.stationaryLaw().get(i))
                        .isLessThanOrEqualTo(shown.stationaryLaw().get(i - 1));
            }
        }
    }

    @Test
    void reversalTwiceIsTheChainItself() {
        Hmm model = RandomModels.categoricalModel(new Seed(3).generator(), 4, 3);
        Hmm reversed = new Hmm(model.initial(), model.reversedTransition(), model.emission());
        assertThat(reversed.reversedTransition()
                        .matrix()
                        .minus(model.transition().matrix())
                        .maxAbs())
                .isLessThan(1e-14);
        assertThat(reversed.transition()
                        .matrix()
                        .minus(model.transition().matrix())
                        .maxAbs())
                .isGreaterThan(0.01);
    }

    @Test
    void sizesMustAgree() {
        Categorical two = Categorical.ofRows(new double[] {1, 0}, new double[] {0, 1});
        StochasticMatrix three = RandomModels.stochastic(new Seed(1).generator(), 3, 3);
        assertThatThrownBy(() -> new Hmm(Probabilities.uniform(3), three, two))
                .hasMessage("the transition matrix is 3 x 3, expected 2 x 2 as the emissions have 2 states");
        assertThatThrownBy(() ->
                        new Hmm(Probabilities.uniform(3), RandomModels.stochastic(new Seed(1).generator(), 2, 2), two))
                .hasMessage("the initial law has 3 entries, expected 2 as the emissions have 2 states");
        assertThatThrownBy(() -> new Categorical(Alphabet.of("a"), two.probabilities()))
                .hasMessage("the emission matrix has 2 columns, expected one for each of the 1 symbols");
    }

    @Test
    void alphabetsAreDistinctSymbols() {
        Alphabet alphabet = Alphabet.of("a", "b");
        assertThat(alphabet.code("b")).hasValue(1);
        assertThat(alphabet.code("z")).isEmpty();
        assertThat(alphabet.symbol(0)).isEqualTo("a");
        assertThat(alphabet).isEqualTo(Alphabet.of("a", "b")).hasSameHashCodeAs(Alphabet.of("a", "b"));
        assertThat(alphabet)
                .isNotEqualTo(Alphabet.numbered(2))
                .isNotEqualTo("a")
                .hasToString("[a, b]");
        assertThatThrownBy(() -> Alphabet.of("a", "b", "a"))
                .hasMessage("symbol \"a\" stands at places 1 and 3 of the alphabet, expected distinct symbols");
        assertThatThrownBy(() -> Alphabet.of(List.of()))
                .hasMessage("an alphabet needs at least one symbol, found none");
    }

    @Test
    void covariancesMustHaveTheirShape() {
        Matrix tilted = Matrix.ofRows(new double[] {1, 0.5}, new double[] {0.5, 2});
        assertThatThrownBy(() -> new Covariances(CovarianceShape.DIAGONAL_SHARED, List.of(tilted)))
                .hasMessage("entry (1, 2) of the covariance matrix of state 1 is 0.5, expected 0.0 as the shape is "
                        + "diagonal-shared");
        assertThatThrownBy(() -> new Covariances(CovarianceShape.SPHERICAL_SHARED, List.of(Matrix.diagonal(1, 2))))
                .hasMessageContaining("entry (2, 2) of the covariance matrix of state 1 is 2.0, expected 1.0");
        assertThatThrownBy(() -> new Covariances(CovarianceShape.IDENTITY, List.of(Matrix.diagonal(1, 2))))
                .hasMessageContaining("expected 1.0");
        assertThatThrownBy(() -> new Covariances(CovarianceShape.FULL_SHARED, List.of(tilted, Matrix.identity(2))))
                .hasMessageContaining("the covariance matrix of state 2 differs from that of state 1 by 1.0");
        assertThatThrownBy(() -> new Covariances(
                        CovarianceShape.FULL_PER_STATE,
                        List.of(Matrix.ofRows(new double[] {1, 2}, new double[] {2, 1}))))
                .hasMessage("the covariance matrix of state 1 is not positive definite");
        assertThatThrownBy(() -> new Covariances(
                        CovarianceShape.FULL_PER_STATE, List.of(Matrix.identity(2), Matrix.identity(3))))
                .hasMessage("the covariance matrix of state 2 is 3 x 3, expected 2 x 2");
        assertThatThrownBy(
                        () -> new Covariances(CovarianceShape.FULL_PER_STATE, List.of(Matrix.diagonal(1, Double.NaN))))
                .hasMessageContaining("not finite");
        assertThatThrownBy(() -> new Covariances(CovarianceShape.IDENTITY, List.of()))
                .hasMessage("covariances need at least one state, found none");
        assertThatThrownBy(() -> new Gaussian(Matrix.zero(2, 2), Covariances.identity(1, 2)))
                .hasMessage("means are 2 x 2, expected 1 x 2 as the covariances say");
        assertThatThrownBy(() -> Gaussian.unit(Matrix.ofRows(new double[] {Double.NaN})))
                .hasMessage("a mean is not finite");
    }

    @Test
    void wordsOfShapesAndChains() {
        for (CovarianceShape shape : CovarianceShape.values()) {
            assertThat(CovarianceShape.ofWord(shape.word())).isEqualTo(shape);
        }
        assertThat(CovarianceShape.ofWord("diag-per-state")).isEqualTo(CovarianceShape.DIAGONAL_PER_STATE);
        assertThatThrownBy(() -> CovarianceShape.ofWord("round"))
                .hasMessageStartingWith(
                        "\"round\" is no covariance shape, expected one of identity, spherical-shared,");
        assertThat(Chain.ofWord("doubly-stochastic")).isEqualTo(Chain.DOUBLY_STOCHASTIC);
        assertThat(Chain.ofWord(Chain.STATIONARY.word())).isEqualTo(Chain.STATIONARY);
        assertThatThrownBy(() -> Chain.ofWord("free"))
                .hasMessage("\"free\" is no kind of transition, expected doubly-stochastic or stationary");
    }
}
