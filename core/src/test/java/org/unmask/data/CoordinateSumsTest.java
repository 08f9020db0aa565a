// SPDX-License-Identifier: Apache-2.0
package org.unmask.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.unmask.random.Seed;

class CoordinateSumsTest {

    @Test
    void partsComeToTheWhole() {
        for (int seed = 0; seed < 30; seed++) {
            RandomGenerator random = new Seed(seed).generator();
            double[] values = new double[90];
            for (int n = 0; n < values.length; n++) {
                values[n] = random.nextInt(3) == 0 ? Double.NaN : 1e6 + random.nextGaussian();
            }
            int cut = 3 * (1 + random.nextInt(28));
            CoordinateSums both = of(values, 0, cut).merge(of(values, cut, 90));
            CoordinateSums whole = of(values, 0, 90);
            assertThat(both.seen()).isEqualTo(whole.seen());
            assertThat(both.least()).containsExactly(whole.least());
            assertThat(both.most()).containsExactly(whole.most());
            for (int c = 0; c < 3; c++) {
                int coordinate = c;
                double[] seen = Arrays.stream(java.util.stream.IntStream.range(0, 30)
                                .mapToDouble(t -> values[3 * t + coordinate])
                                .toArray())
                        .filter(value -> !Double.isNaN(value))
                        .toArray();
                double mean = Arrays.stream(seen).average().orElseThrow();
                double variance = Arrays.stream(seen)
                        .map(v -> (v - mean) * (v - mean))
                        .average()
                        .orElseThrow();
                assertThat(both.variances()[c]).as("seed " + seed).isCloseTo(variance, within(1e-8));
                assertThat(whole.variances()[c]).isCloseTo(variance, within(1e-8));
            }
            CoordinateSums zero = CoordinateSums.zero(3);
            assertThat(zero.merge(whole).numbers()).containsExactly(whole.numbers());
            assertThat(whole.merge(zero).numbers()).containsExactly(whole.numbers());
            assertThat(CoordinateSums.ofNumbers(both.numbers()).numbers()).containsExactly(both.numbers());
        }
    }

    private static CoordinateSums of(double[] values, int from, int to) {
        return CoordinateSums.of(PointSequences.of(3, Arrays.copyOfRange(values, from, to), (to - from) / 3));
    }
}
