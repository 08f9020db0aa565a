// SPDX-License-Identifier: Apache-2.0
package org.unmask.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.unmask.random.Seed;
import org.unmask.testkit.RandomModels;

class ProbabilitiesTest {

    @Test
    void keepsEntriesAsGiven() {
        Probabilities law = Probabilities.of(0.1, 0.2, 0.7);
        assertThat(law.toArray()).containsExactly(0.1, 0.2, 0.7);
        assertThat(law.get(2)).isEqualTo(0.7);
        assertThat(law.size()).isEqualTo(3);
        assertThat(law).isEqualTo(Probabilities.of(0.1, 0.2, 0.7)).hasSameHashCodeAs(Probabilities.of(0.1, 0.2, 0.7));
        assertThat(law).isNotEqualTo(Probabilities.uniform(3)).isNotEqualTo("law");
        assertThat(law).hasToString("[0.1, 0.2, 0.7]");
    }

    @Test
    void namesTheEntryOrTheSumThatIsWrong() {
        assertThatThrownBy(() -> Probabilities.of("initial law", 0.5, 0.47))
                .hasMessage("the initial law sums to 0.97, expected 1 within 1e-9");
        assertThatThrownBy(() -> Probabilities.of("initial law", 1.5, -0.5))
                .hasMessage("entry 1 of the initial law is 1.5, expected a probability between 0 and 1");
        assertThatThrownBy(() -> Probabilities.of("initial law", 0.5, Double.NaN))
                .hasMessage("entry 2 of the initial law is NaN, expected a probability between 0 and 1");
        assertThatThrownBy(() -> Probabilities.of("initial law"))
                .hasMessage("the initial law is empty, expected at least one probability");
        assertThatThrownBy(() -> StochasticMatrix.of(
                        "transition matrix", Matrix.ofRows(new double[] {0.5, 0.5}, new double[] {0.5, 0.47})))
                .hasMessage("row 2 of the transition matrix sums to 0.97, expected 1 within 1e-9");
    }

    @Test
    void weightsAreScaled() {
        assertThat(Probabilities.normalized("weights", 1, 3).toArray()).containsExactly(0.25, 0.75);
        assertThatThrownBy(() -> Probabilities.normalized("weights", 0, 0))
                .hasMessage("the weights of the weights sum to 0.0, expected more than 0");
        assertThatThrownBy(() -> Probabilities.normalized("laws", 1, -1))
                .hasMessage("weight 2 of the laws is -1.0, expected a finite number of at least 0");
        assertThatThrownBy(() -> Probabilities.normalized("laws", Double.POSITIVE_INFINITY))
                .hasMessageContaining("Infinity");
    }

    @Test
    void permutingRowsAndColumnsGoesBack() {
        StochasticMatrix matrix = RandomModels.stochastic(new Seed(1).generator(), 4, 4);
        Permutation permutation = Permutation.of(2, 0, 3, 1);
        assertThat(matrix.permuted(permutation).permuted(permutation.inverse())).isEqualTo(matrix);
        assertThat(matrix.permutedRows(permutation).row(0)).isEqualTo(matrix.row(2));
        assertThat(matrix.permuted(permutation).get(0, 1)).isEqualTo(matrix.get(2, 0));
        assertThat(Probabilities.of(0.1, 0.2, 0.3, 0.4).permuted(permutation).toArray())
                .containsExactly(0.3, 0.1, 0.4, 0.2);
        assertThat(matrix).isNotEqualTo(matrix.permuted(permutation)).isNotEqualTo("matrix");
        assertThat(matrix.toString()).startsWith("[");
        assertThat(matrix.hashCode()).isEqualTo(matrix.matrix().hashCode());
    }

    @Test
    void doublyStochasticMeansColumnsToo() {
        assertThat(RandomModels.doublyStochastic(new Seed(2).generator(), 5).isDoublyStochastic(1e-12))
                .isTrue();
        assertThat(RandomModels.stochastic(new Seed(2).generator(), 5, 5).isDoublyStochastic(1e-3))
                .isFalse();
        assertThat(RandomModels.stochastic(new Seed(2).generator(), 2, 3).isDoublyStochastic(1))
                .isFalse();
    }

    @Test
    void permutationsAreChecked() {
        assertThatThrownBy(() -> Permutation.of(0, 0)).hasMessage("[0, 0] does not name each of 0..1 once");
        assertThatThrownBy(() -> Permutation.of(0, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Permutation.of(-1)).isInstanceOf(IllegalArgumentException.class);
        Permutation p = Permutation.of(1, 2, 0);
        assertThat(p.inverse().toArray()).containsExactly(2, 0, 1);
        assertThat(p).isEqualTo(Permutation.of(1, 2, 0)).hasSameHashCodeAs(Permutation.of(1, 2, 0));
        assertThat(p).isNotEqualTo(Permutation.identity(3)).isNotEqualTo("p").hasToString("[1, 2, 0]");
        assertThat(p.size()).isEqualTo(3);
    }

    @Test
    void tensorsUnfoldAndContract() {
        Matrix a = Matrix.generate(2, 3, (i, j) -> i + 2 * j + 1);
        Matrix b = Matrix.generate(4, 3, (i, j) -> i - j);
        Matrix c = Matrix.generate(5, 3, (i, j) -> i * j + 1);
        Tensor3 tensor = Tensor3.ofFactors(a, b, c);
        double expected = 0;
        for (int h = 0; h < 3; h++) {
            expected += a.get(1, h) * b.get(2, h) * c.get(3, h);
        }
        assertThat(tensor.get(1, 2, 3)).isEqualTo(expected);
        assertThat(tensor.unfold(0).get(1, 2 * 5 + 3)).isEqualTo(expected);
        assertThat(tensor.unfold(1).get(2, 1 * 5 + 3)).isEqualTo(expected);
        assertThat(tensor.unfold(2).get(3, 1 * 4 + 2)).isEqualTo(expected);
        assertThatThrownBy(() -> tensor.unfold(3)).hasMessage("a mode is 0, 1 or 2, found 3");
        double[] weights = {0, 0, 0, 1, 0};
        assertThat(tensor.contractThird(weights).get(1, 2)).isEqualTo(expected);
        assertThatThrownBy(() -> tensor.contractThird(new double[2])).hasMessage("expected 5 weights, found 2");
        assertThat(tensor.frobeniusNorm()).isCloseTo(tensor.unfold(1).frobeniusNorm(), within(1e-9));
        assertThat(Tensor3.of(2, 4, 5, tensor.toArray())).isEqualTo(tensor).hasSameHashCodeAs(tensor);
        assertThat(tensor).isNotEqualTo(Tensor3.of(1, 1, 1, 2)).isNotEqualTo("tensor");
        assertThat(Tensor3.of(1, 1, 1, 2)).hasToString("1 x 1 x 1 tensor [2.0]");
        assertThatThrownBy(() -> Tensor3.of(1, 1, 2, 2)).hasMessage("a 1 x 1 x 2 tensor has 2 entries, found 1");
        assertThatThrownBy(() -> tensor.get(0, 4, 0)).hasMessage("entry (0, 4, 0) of a 2 x 4 x 5 tensor");
        assertThatThrownBy(() -> Tensor3.ofFactors(a, b, Matrix.zero(5, 2)))
                .hasMessage("factors need equally many columns, found 3, 3 and 2");
        assertThat(tensor.first() + tensor.second() + tensor.third()).isEqualTo(11);
    }
}
