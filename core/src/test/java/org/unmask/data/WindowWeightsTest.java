// SPDX-License-Identifier: Apache-2.0
package org.unmask.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.unmask.model.Alphabet;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;
import org.unmask.testkit.RandomModels;

class WindowWeightsTest {

    @Test
    void theLawOfAModelsWindowsIsASumOverPaths() {
        Hmm model = RandomModels.categoricalModel(new Seed(71).generator(), 2, 3);
        WindowWeights law = WindowWeights.ofModel(model, 2, 4);
        double[] initial = model.stationaryLaw().toArray();
        double sum = 0;
        for (int a = 0; a < 2; a++) {
            for (int b = 0; b < 2; b++) {
                for (int c = 0; c < 2; c++) {
                    sum += initial[a]
                            * model.emission().means().get(a, 1)
                            * model.transition().get(a, b)
                            * model.transition().get(b, c)
                            * model.emission().means().get(c, 2);
                }
            }
        }
        assertThat(law.get(1, 2)).isCloseTo(sum, within(1e-15));
        assertThat(law.total()).isCloseTo(1, within(1e-14));
        assertThat(law.positions()).containsExactly(2, 4);
        assertThat(law.isDense()).isTrue();
    }

    @Test
    void sparseWeightsOfManyCellsAreThoseCounted() {
        RandomGenerator random = new Seed(72).generator();
        int[] codes = random.ints(20_000, 0, 5000).toArray();
        SymbolSequences data = SymbolSequences.single(Alphabet.numbered(5000), codes);
        WindowCounts counts = WindowCounts.of(data, Threads.ONE, 1, 2);
        WindowWeights weights = counts.weights();
        assertThat(counts.total()).isEqualTo(19_999);
        assertThat(weights.total()).isEqualTo(19_999);
        assertThat(weights.nonzeros()).isEqualTo(counts.nonzeros()).isGreaterThan(15_000);
        assertThat(weights.isDense()).isFalse();
        assertThat(weights.get(codes[7], codes[8]))
                .isEqualTo((double) counts.get(codes[7], codes[8]))
                .isPositive();
        long absent = IntStream.range(0, 5000)
                .filter(x -> counts.get(codes[7], x) == 0)
                .count();
        assertThat(absent).isGreaterThan(4900);
        assertThatThrownBy(() -> weights.conditional(List.of(2), List.of(1))).hasMessageContaining("cells");
    }

    @Test
    void badWeightsAreNamed() {
        assertThatThrownBy(() -> WindowWeights.dense(2, List.of(1), 1)).hasMessageContaining("found 1 weights");
        assertThatThrownBy(() -> WindowWeights.dense(2, List.of(1), 1, -1)).hasMessageContaining("weight 2");
        assertThatThrownBy(() -> WindowWeights.dense(2, List.of(1), 1, Double.POSITIVE_INFINITY))
                .hasMessageContaining("weight 2");
        assertThatThrownBy(() -> WindowWeights.sparse(2, List.of(1), new long[] {1, 0}, new double[] {1, 1}))
                .hasMessageContaining("key 2");
        assertThatThrownBy(() -> WindowWeights.sparse(2, List.of(1), new long[] {2}, new double[] {1}))
                .hasMessageContaining("key 1");
        assertThatThrownBy(() -> WindowWeights.sparse(2, List.of(1), new long[] {1}, new double[] {0}))
                .hasMessageContaining("weight 1");
        assertThatThrownBy(() -> WindowWeights.sparse(2, List.of(1), new long[] {1}, new double[0]))
                .hasMessageContaining("1 keys");
        WindowWeights fine = WindowWeights.sparse(2, List.of(1, 2), new long[] {1, 2}, new double[] {1, 3});
        assertThat(fine.get(1, 0)).isEqualTo(3);
        assertThat(fine.get(0, 0)).isZero();
        assertThatThrownBy(() -> fine.get(1)).hasMessageContaining("expected 2 symbols");
        Hmm points = RandomModels.gaussianModel(new Seed(1).generator(), 2, 1, CovarianceShape.IDENTITY);
        assertThatThrownBy(() -> WindowWeights.ofModel(points, 1)).hasMessageContaining("categorical");
        Hmm wide = RandomModels.categoricalModel(new Seed(1).generator(), 1, 2050);
        assertThatThrownBy(() -> WindowWeights.ofModel(wide, 1, 2)).hasMessageContaining("cells");
    }
}
