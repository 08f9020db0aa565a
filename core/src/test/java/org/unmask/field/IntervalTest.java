// SPDX-License-Identifier: Apache-2.0
package org.unmask.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.random.RandomGenerator;
import org.hipparchus.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.unmask.random.Seed;

/** Results on members, in exact fractions, must be members of the result. */
class IntervalTest {

    private final RandomGenerator random = new Seed(9).generator();

    private static void holds(Interval interval, BigFraction value) {
        assertThat(SimplestFraction.exact(interval.lower())).isLessThanOrEqualTo(value);
        assertThat(SimplestFraction.exact(interval.upper())).isGreaterThanOrEqualTo(value);
    }

    private Interval draw() {
        double a = Math.scalb(random.nextDouble() - 0.5, random.nextInt(20) - 10);
        return new Interval(a, a + random.nextInt(3) * random.nextDouble());
    }

    @Test
    void operationsEnclose() {
        for (int trial = 0; trial < 2000; trial++) {
            Interval a = draw();
            Interval b = draw();
            for (double x : new double[] {a.lower(), a.upper(), a.middle()}) {
                for (double y : new double[] {b.lower(), b.upper(), b.middle()}) {
                    BigFraction exactX = SimplestFraction.exact(x);
                    BigFraction exactY = SimplestFraction.exact(y);
                    holds(a.add(b), exactX.add(exactY));
                    holds(a.subtract(b), exactX.subtract(exactY));
                    holds(a.multiply(b), exactX.multiply(exactY));
                    holds(a.multiply(3), exactX.multiply(3));
                    holds(a.negate(), exactX.negate());
                    if (b.contains(0)) {
                        assertThat(a.divide(b)).isEqualTo(Interval.WHOLE);
                    } else {
                        holds(a.divide(b), exactX.divide(exactY));
                    }
                }
            }
            assertThat(a.add(b).width()).isLessThan(1.0001 * (a.width() + b.width()) + 1e-12);
        }
    }

    @Test
    void rootsAndExponentials() {
        Interval two = Interval.of(2);
        Interval root = two.sqrt();
        holds(root.multiply(root), new BigFraction(2));
        assertThat(root.width()).isLessThan(1e-15);
        assertThat(new Interval(-1, 4).sqrt().contains(0)).isTrue();
        assertThat(Interval.of(0).exp().contains(1)).isTrue();
        assertThat(Interval.of(1).exp().contains(Math.E)).isTrue();
        assertThat(Interval.of(-1e9).exp().lower()).isZero();
        assertThatThrownBy(() -> Interval.of(-1).sqrt()).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void membershipAndBounds() {
        Interval unit = new Interval(0, 1);
        assertThat(unit.contains(0)).isTrue();
        assertThat(unit.contains(1)).isTrue();
        assertThat(unit.contains(Math.nextUp(1))).isFalse();
        assertThat(unit.contains(-Double.MIN_VALUE)).isFalse();
        assertThat(unit.containsInside(new Interval(0.1, 0.9))).isTrue();
        assertThat(unit.containsInside(new Interval(0, 0.9))).isFalse();
        assertThat(unit.containsInside(new Interval(0.1, 1))).isFalse();
        assertThat(unit.isZero()).isFalse();
        assertThat(IntervalField.INSTANCE.getZero().isZero()).isTrue();
        assertThat(IntervalField.INSTANCE.getOne()).isEqualTo(Interval.of(1));
        assertThat(IntervalField.INSTANCE.getRuntimeClass()).isEqualTo(Interval.class);
        assertThat(unit.getField()).isEqualTo(IntervalField.INSTANCE);
        assertThat(unit.getReal()).isEqualTo(0.5);
        assertThat(Interval.of(3).width()).isZero();
        assertThat(Interval.WHOLE.add(Interval.WHOLE)).isEqualTo(Interval.WHOLE);
        assertThat(Interval.WHOLE.multiply(IntervalField.INSTANCE.getZero()).contains(0))
                .isTrue();
        assertThatThrownBy(() -> new Interval(1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Interval.of(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }
}
