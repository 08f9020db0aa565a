// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ExponentialTest {

    private static double[] of(double... x) {
        new Exponential(x.length).of(x, 0, x.length);
        return x;
    }

    @Test
    void agreesWithTheLibraryToTheLastPlaces() {
        SplittableRandom random = new SplittableRandom(3);
        double[] x = new double[200_000];
        Arrays.setAll(x, n -> -random.nextDouble() * (n % 2 == 0 ? 1 : 708));
        double[] found = of(x.clone());
        double worst = 0;
        for (int n = 0; n < x.length; n++) {
            worst = Math.max(worst, Math.abs(found[n] / Math.exp(x[n]) - 1));
        }
        assertThat(worst).isLessThan(4.45e-16);
    }

    @Test
    void holdsAtTheEnds() {
        assertThat(of(0, -0.0)).containsExactly(1, 1);
        for (double tiny : of(-709, Double.NEGATIVE_INFINITY)) {
            assertThat(tiny).isBetween(0.0, 1e-307);
        }
        assertThat(of(Double.NaN)).containsExactly(Double.NaN);
    }
}
