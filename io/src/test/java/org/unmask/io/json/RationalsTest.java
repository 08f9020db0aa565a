// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.random.RandomGenerator;
import org.hipparchus.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.unmask.random.Seed;

class RationalsTest {

    @Test
    void doublesComeBackFromTheirFractions() {
        RandomGenerator random = new Seed(1).split("doubles").generator();
        for (int trial = 0; trial < 1000; trial++) {
            double value = random.nextGaussian() * Math.pow(2, random.nextInt(200) - 100);

            assertThat(Rationals.toDouble(new BigFraction(value))).isEqualTo(value);
        }
        assertThat(Rationals.toDouble(BigFraction.ZERO)).isZero();
    }

    @Test
    void fractionsAreRoundedToTheNearestDouble() {
        RandomGenerator random = new Seed(1).split("fractions").generator();
        for (int trial = 0; trial < 1000; trial++) {
            BigInteger above = new BigInteger(1 + random.nextInt(300), new java.util.Random(trial));
            BigInteger below =
                    BigInteger.ONE.add(new BigInteger(1 + random.nextInt(300), new java.util.Random(-trial)));
            BigDecimal quotient = new BigDecimal(above).divide(new BigDecimal(below), new java.math.MathContext(60));

            assertThat(Rationals.toDouble(new BigFraction(above, below))).isEqualTo(quotient.doubleValue());
        }
        assertThat(Rationals.toDouble(new BigFraction(-1, 3))).isEqualTo(-1.0 / 3);
    }

    @Test
    void textAndFractionAreOneToOne() {
        assertThat(Rationals.parse("6/14").map(Rationals::text)).contains("3/7");
        assertThat(Rationals.parse("-4/2").map(Rationals::text)).contains("-2");
        assertThat(Rationals.parse("0.25").map(Rationals::text)).contains("1/4");
        assertThat(Rationals.parse("25e-2").map(Rationals::text)).contains("1/4");
        assertThat(Rationals.parse("1e3").map(Rationals::text)).contains("1000");
        for (String none : new String[] {"", "1/0", "x", "1/-2", "1//2", "NaN", "1e9999", "."}) {
            assertThat(Rationals.parse(none)).as(none).isEmpty();
        }
    }
}
