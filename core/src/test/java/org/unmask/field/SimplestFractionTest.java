// SPDX-License-Identifier: Apache-2.0
package org.unmask.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.random.RandomGenerator;
import org.hipparchus.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.unmask.random.Seed;

class SimplestFractionTest {

    @Test
    void findsEverySmallFractionAgain() {
        for (int denominator = 1; denominator <= 60; denominator++) {
            for (int numerator = -70; numerator <= 70; numerator++) {
                BigFraction fraction = new BigFraction(numerator, denominator);
                assertThat(SimplestFraction.of((double) numerator / denominator))
                        .isEqualTo(fraction);
            }
        }
    }

    @Test
    void alwaysRoundsBackToTheDouble() {
        RandomGenerator random = new Seed(3).generator();
        for (int trial = 0; trial < 2000; trial++) {
            double value = Math.scalb(random.nextDouble() - 0.5, random.nextInt(200) - 100);
            BigFraction read = SimplestFraction.of(value);
            BigFraction exact = SimplestFraction.exact(value);
            BigFraction above =
                    SimplestFraction.exact(Math.nextUp(value)).add(exact).divide(2);
            BigFraction below =
                    SimplestFraction.exact(Math.nextDown(value)).add(exact).divide(2);
            assertThat(read).isLessThan(above).isGreaterThan(below);
            assertThat(read.getDenominator())
                    .isLessThanOrEqualTo(SimplestFraction.exact(value).getDenominator());
        }
        assertThat(SimplestFraction.of(Double.MAX_VALUE).doubleValue()).isEqualTo(Double.MAX_VALUE);
        assertThatThrownBy(() -> SimplestFraction.of(Double.POSITIVE_INFINITY))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Below a power of two the neighbour is twice as close as above; the smallest doubles have few digits. */
    @Test
    void staysBetweenNeighboursAtPowersOfTwoAndAmongTheSmallest() {
        for (int exponent = -1070; exponent <= 1023; exponent++) {
            double value = Math.scalb(1.0, exponent);
            BigFraction read = SimplestFraction.of(value);
            BigFraction exact = SimplestFraction.exact(value);
            BigFraction below =
                    SimplestFraction.exact(Math.nextDown(value)).add(exact).divide(2);
            BigFraction above = exact.multiply(2).subtract(SimplestFraction.exact(Math.nextDown(value)));
            assertThat(read).as("2^" + exponent).isGreaterThan(below).isLessThan(above);
        }
    }
}
