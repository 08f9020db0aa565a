// SPDX-License-Identifier: Apache-2.0
package org.unmask.field;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Rules of differentiation, at x = 5 and y = 7. */
class DualTest {

    private final PrimeField base = new PrimeField(1_000_003);
    private final DualField field = new DualField(base, 2);
    private final Dual x = field.variable(base.bare(5), 0);
    private final Dual y = field.variable(base.bare(7), 1);
    private final Dual three = field.constant(base.bare(3));

    private void is(Dual dual, long value, long byX, long byY) {
        assertThat(dual.value()).isEqualTo(base.bare(value));
        assertThat(dual.gradient()).containsExactly(base.bare(byX), base.bare(byY));
    }

    @Test
    void sumsProductsAndQuotients() {
        is(x.add(y), 12, 1, 1);
        is(x.add(three), 8, 1, 0);
        is(three.subtract(y), -4, 0, -1);
        is(x.multiply(y), 35, 7, 5);
        is(x.multiply(x).multiply(4), 100, 40, 0);
        is(three.multiply(three), 9, 0, 0);
        is(y.multiply(x.reciprocal()).multiply(x), 7, 0, 1);
        assertThat(x.divide(y).multiply(y)).isEqualTo(x);
        is(x.negate(), -5, -1, 0);
    }

    @Test
    void zeroHasNoValueAndNoGradient() {
        assertThat(field.getZero().isZero()).isTrue();
        assertThat(x.subtract(x).isZero()).isTrue();
        assertThat(x.subtract(field.constant(base.bare(5))).isZero()).isFalse();
        assertThat(three.isZero()).isFalse();
    }

    @Test
    void equalityLooksAtValueAndGradient() {
        assertThat(x).isNotEqualTo(field.constant(base.bare(5))).isNotEqualTo(y);
        assertThat(field.constant(1)).isEqualTo(field.constant(1)).hasSameHashCodeAs(field.constant(1));
        assertThat(x.getReal()).isEqualTo(5);
        assertThat(x).hasToString("5 mod 1000003 with 2 derivatives");
        assertThat(field.getRuntimeClass()).isEqualTo(Dual.class);
        assertThat(x.getField()).isEqualTo(field);
    }
}
