// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.unmask.random.Seed;

class DoublyStochasticScalingTest {

    @Test
    void anyLogitsGiveADoublyStochasticMatrixAlsoNearTheIdentity() {
        RandomGenerator random = new Seed(61).generator();
        for (double spread : new double[] {0.1, 1, 5, 20}) {
            for (double stay : new double[] {0, 5, 10, 15}) {
                for (int k = 1; k <= 6; k++) {
                    double[] logits = new double[k * k];
                    for (int i = 0; i < k * k; i++) {
                        logits[i] = spread * random.nextGaussian() + (i % (k + 1) == 0 ? stay : 0);
                    }
                    double[] t = DoublyStochasticScaling.of(logits, 0, k).orElseThrow();
                    assertThat(DoublyStochasticScaling.defect(t, k))
                            .as("spread %s, stay %s, k %d", spread, stay, k)
                            .isLessThan(1e-11);
                }
            }
        }
    }

    @Test
    void scalingKeepsCrossRatios() {
        double[] logits = {0.3, -1, 0.5, 2};
        double[] t = DoublyStochasticScaling.of(logits, 0, 2).orElseThrow();
        assertThat(Math.log(t[0] * t[3] / (t[1] * t[2]))).isCloseTo(0.3 + 2 + 1 - 0.5, within(1e-12));
    }

    @Test
    void undefinedLogitsGiveNone() {
        assertThat(DoublyStochasticScaling.of(new double[] {Double.NaN, 0, 0, 0}, 0, 2))
                .isEmpty();
    }
}
