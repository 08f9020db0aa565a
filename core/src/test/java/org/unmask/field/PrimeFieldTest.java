// SPDX-License-Identifier: Apache-2.0
package org.unmask.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.random.RandomGenerator;
import org.hipparchus.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.unmask.random.Seed;

/** Residues against big integers. */
class PrimeFieldTest {

    private final RandomGenerator random = new Seed(61).generator();
    private final List<PrimeField> fields = List.of(
            new PrimeField((1L << 61) - 1), new PrimeField(2147483647), new PrimeField(3), PrimeField.random(random));

    @Test
    void arithmeticIsThatOfBigIntegers() {
        for (PrimeField field : fields) {
            BigInteger p = BigInteger.valueOf(field.modulus());
            for (int trial = 0; trial < 2000; trial++) {
                BigInteger a = BigInteger.valueOf(trial < 3 ? -trial : random.nextLong());
                BigInteger b = BigInteger.valueOf(trial == 1 ? field.modulus() - 1 : random.nextLong());
                Residue x = field.residue(field.bare(a));
                Residue y = field.residue(field.bare(b.longValue()));
                assertThat(integer(x.add(y))).isEqualTo(a.add(b).mod(p));
                assertThat(integer(x.subtract(y))).isEqualTo(a.subtract(b).mod(p));
                assertThat(integer(x.multiply(y))).isEqualTo(a.multiply(b).mod(p));
                assertThat(integer(x.multiply(-7)))
                        .isEqualTo(a.multiply(BigInteger.valueOf(-7)).mod(p));
                assertThat(integer(x.negate())).isEqualTo(a.negate().mod(p));
                if (!y.isZero()) {
                    assertThat(integer(x.divide(y)))
                            .isEqualTo(a.multiply(b.modInverse(p)).mod(p));
                }
            }
        }
    }

    private static BigInteger integer(Residue residue) {
        return BigInteger.valueOf(residue.field().integer(residue.bare()));
    }

    @Test
    void doublesAreTheDyadicFractionsThatTheyAre() {
        for (PrimeField field : fields.subList(0, 2)) {
            BigInteger p = BigInteger.valueOf(field.modulus());
            for (double value : new double[] {
                0,
                1,
                -1,
                0.1,
                -0.3,
                1e-3,
                1e300,
                -1e-300,
                Double.MIN_VALUE,
                Double.MAX_VALUE,
                Double.MIN_NORMAL,
                Math.PI
            }) {
                BigFraction exact = SimplestFraction.exact(value);
                BigInteger expected = exact.getNumerator()
                        .multiply(exact.getDenominator().modInverse(p))
                        .mod(p);
                assertThat(BigInteger.valueOf(field.integer(field.bare(value)))).isEqualTo(expected);
            }
            assertThatThrownBy(() -> field.bare(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void onlyOddPrimesMakeFields() {
        for (long wrong : new long[] {2, 1, 0, -7, 9, 1L << 40, (1L << 61) - 3}) {
            assertThatThrownBy(() -> new PrimeField(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("modulus is " + wrong);
        }
        assertThatThrownBy(() -> fields.get(0).inverse(0)).isInstanceOf(ArithmeticException.class);
        assertThat(fields.get(3).modulus()).isBetween(1L << 60, 1L << 61);
    }

    @Test
    void fieldsAreEqualByModulus() {
        assertThat(new PrimeField(7)).isEqualTo(new PrimeField(7)).isNotEqualTo(new PrimeField(11));
        assertThat(new PrimeField(7)).hasSameHashCodeAs(new PrimeField(7)).hasToString("F_7");
        assertThat(new PrimeField(7).getOne()).hasToString("1 mod 7");
        assertThat(new PrimeField(7).getZero().isZero()).isTrue();
        assertThat(new PrimeField(7).getOne().getReal()).isEqualTo(1);
        assertThat(new PrimeField(7).getRuntimeClass()).isEqualTo(Residue.class);
    }
}
