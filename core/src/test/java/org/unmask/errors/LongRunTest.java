// SPDX-License-Identifier: Apache-2.0
package org.unmask.errors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.SymmetricEigen;

/** The variance of sums of dependent numbers. */
class LongRunTest {

    /** Stretches of an autoregression with coefficient 0.8 and unit noise: its long-run variance is 1 / 0.2^2. */
    private static Matrix sums(int stretch, int stretches) {
        SplittableRandom random = new SplittableRandom(1);
        double value = 0;
        double[] out = new double[stretches];
        for (int b = 0; b < stretches; b++) {
            for (int t = 0; t < stretch; t++) {
                value = 0.8 * value + random.nextGaussian();
                out[b] += value;
            }
        }
        return Matrix.of(stretches, 1, out);
    }

    @Test
    void seesDependenceWithinAndAcrossStretches() {
        int stretch = 25;
        int stretches = 40_000;
        double found = LongRun.covariance(sums(stretch, stretches)).get(0, 0) / (stretch * (double) stretches);
        assertThat(found).isCloseTo(25, within(1.0));
        // Stretches taken one by one miss what crosses their ends: 2 * 0.8 / (0.2^3 1.8) * ... about a third here.
        double alone = 0;
        for (double sum : sums(stretch, stretches).toArray()) {
            alone += sum * sum / (stretch * (double) stretches);
        }
        assertThat(alone).isLessThan(23);
    }

    @Test
    void hasNoNegativeDirection() {
        SplittableRandom random = new SplittableRandom(2);
        Matrix few = Matrix.generate(5, 4, (b, p) -> random.nextGaussian());
        assertThat(java.util.Arrays.stream(SymmetricEigen.of(LongRun.covariance(few))
                                .values()
                                .toArray())
                        .min()
                        .orElseThrow())
                .isGreaterThan(-1e-9);
    }
}
