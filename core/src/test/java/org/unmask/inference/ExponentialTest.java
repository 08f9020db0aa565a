// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ExponentialTest {

    @Test
    void agreesWithTheLibraryToTheLastPlaces() {
        SplittableRandom random = new SplittableRandom(3);
        double worst = 0;
        for (int n = 0; n < 200_000; n++) {
            double x = -random.nextDouble() * (n % 2 == 0 ? 1 : 708);
            worst = Math.max(worst, Math.abs(Exponential.of(x) / Math.exp(x) - 1));
        }
        assertThat(worst).isLessThan(4.45e-16);
    }

    @Test
    void holdsAtTheEnds() {
        assertThat(Exponential.of(0)).isEqualTo(1);
        assertThat(Exponential.of(-0.0)).isEqualTo(1);
        assertThat(Exponential.of(-709)).isZero();
        assertThat(Exponential.of(Double.NEGATIVE_INFINITY)).isZero();
        assertThat(Exponential.of(Double.NaN)).isNaN();
    }
}
