// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.List;
import java.util.random.RandomGenerator;
import org.hipparchus.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.unmask.random.Seed;

/** The checker's number systems against those of the platform and of the library. */
class NumbersTest {

    private static final BigInteger PRIME = BigInteger.valueOf(Residue.PRIME);

    private final RandomGenerator random = new Seed(99).generator();

    private Ratio draw() {
        return Ratio.of(random.nextInt(-50, 51)).over(Ratio.of(random.nextInt(1, 30)));
    }

    private static void refuses(Runnable what, String words) {
        assertThatThrownBy(what::run).isInstanceOf(Refusal.class).hasMessageContaining(words);
    }

    @Test
    void fractionsAreThoseOfTheLibrary() {
        for (int n = 0; n < 300; n++) {
            Ratio a = draw();
            Ratio b = draw();
            BigFraction left = Asked.fraction(a);
            BigFraction right = Asked.fraction(b);
            assertThat(Asked.fraction(a.plus(b))).isEqualTo(left.add(right));
            assertThat(Asked.fraction(a.minus(b))).isEqualTo(left.subtract(right));
            assertThat(Asked.fraction(a.times(b))).isEqualTo(left.multiply(right));
            assertThat(a.sign()).isEqualTo(left.signum());
            assertThat(a.size()).isEqualTo(Math.abs(left.signum()));
            assertThat(a.isZero()).isEqualTo(left.isZero());
            assertThat(a.toDouble()).isEqualTo(left.doubleValue());
            assertThat(a.constant(b)).isEqualTo(b);
            if (b.sign() != 0) {
                assertThat(Asked.fraction(a.over(b))).isEqualTo(left.divide(right));
            }
        }
    }

    @Test
    void fractionsAreInLowestTermsAndWrittenSo() {
        Ratio ratio = new Ratio(BigInteger.valueOf(6), BigInteger.valueOf(-4));
        assertThat(ratio.top()).isEqualTo(BigInteger.valueOf(-3));
        assertThat(ratio.bottom()).isEqualTo(BigInteger.TWO);
        assertThat(ratio).hasToString("-3/2");
        assertThat(Ratio.of(-2)).hasToString("-2");
        assertThat(Ratio.of(0.375)).isEqualTo(Ratio.of(3).over(Ratio.of(8)));
        assertThat(Ratio.of(0.1).toDouble()).isEqualTo(0.1);
        assertThat(Ratio.of(0.1)).isNotEqualTo(Ratio.of(1).over(Ratio.of(10)));
        refuses(() -> Ratio.of(Double.POSITIVE_INFINITY), "no finite number");
        refuses(() -> Ratio.ONE.over(Ratio.ZERO), "division by zero");
        refuses(() -> Ratio.ONE.log(), "has none");
    }

    private long residue() {
        return switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> 1;
            case 2 -> Residue.PRIME - 1;
            default -> random.nextLong(Residue.PRIME);
        };
    }

    @Test
    void residuesAreIntegersModuloThePrime() {
        assertThat(PRIME.isProbablePrime(100)).isTrue();
        for (int n = 0; n < 500; n++) {
            long x = residue();
            long y = residue();
            BigInteger left = BigInteger.valueOf(x);
            BigInteger right = BigInteger.valueOf(y);
            Residue a = new Residue(x);
            Residue b = new Residue(y);
            assertThat(a.plus(b).value()).isEqualTo(left.add(right).mod(PRIME).longValue());
            assertThat(a.minus(b).value())
                    .isEqualTo(left.subtract(right).mod(PRIME).longValue());
            assertThat(a.times(b).value())
                    .isEqualTo(left.multiply(right).mod(PRIME).longValue());
            assertThat(a.size()).isEqualTo(x == 0 ? 0 : 1);
            assertThat(a.sign()).isEqualTo(x == 0 ? 0 : 1);
            if (y != 0) {
                assertThat(a.over(b).value())
                        .isEqualTo(left.multiply(right.modInverse(PRIME))
                                .mod(PRIME)
                                .longValue());
            }
        }
        refuses(() -> new Residue(1).over(new Residue(0)), "zero modulo the prime");
        assertThat(Residue.of(Ratio.of(-3))).isEqualTo(new Residue(Residue.PRIME - 3));
        assertThat(Residue.of(Ratio.of(1).over(Ratio.of(2))).times(new Residue(2)))
                .isEqualTo(new Residue(1));
        assertThat(new Residue(7).constant(Ratio.of(5))).isEqualTo(new Residue(5));
        assertThat(new Residue(7).log()).isEqualTo(new Residue(0));
    }

    /** Exact values lie inside, and the bounds are a few digits of the last place apart. */
    private static void encloses(Interval interval, Ratio exact, int digits) {
        assertThat(Ratio.of(interval.low()).minus(exact).sign()).isNotPositive();
        assertThat(Ratio.of(interval.high()).minus(exact).sign()).isNotNegative();
        assertThat(interval.high() - interval.low())
                .isLessThanOrEqualTo(digits * Math.ulp(Math.abs(interval.low()) + Math.abs(interval.high())) + 1e-13);
    }

    @Test
    void intervalsHoldWhatIsExact() {
        for (int n = 0; n < 300; n++) {
            Ratio a = draw();
            Ratio b = draw();
            encloses(Interval.of(a), a, 2);
            encloses(Interval.of(a).plus(Interval.of(b)), a.plus(b), 8);
            encloses(Interval.of(a).minus(Interval.of(b)), a.minus(b), 8);
            encloses(Interval.of(a).times(Interval.of(b)), a.times(b), 8);
            if (b.sign() != 0) {
                encloses(Interval.of(a).over(Interval.of(b)), a.over(b), 12);
            }
        }
    }

    /** Of wide intervals the ends decide, whatever their signs. */
    @Test
    void productsAndQuotientsOfWideIntervalsReachTheirEnds() {
        double[] ends = {-3, -2, -1, 0, 1, 2, 3};
        for (double a : ends) {
            for (double b : ends) {
                for (double c : ends) {
                    for (double d : ends) {
                        if (a < b && c < d) {
                            Interval product = new Interval(a, b).times(new Interval(c, d));
                            double least = Math.min(Math.min(a * c, a * d), Math.min(b * c, b * d));
                            double most = Math.max(Math.max(a * c, a * d), Math.max(b * c, b * d));
                            assertThat(product).isEqualTo(new Interval(Math.nextDown(least), Math.nextUp(most)));
                        }
                    }
                }
            }
        }
        Interval quotient = new Interval(1, 2).over(new Interval(4, 8));
        assertThat(quotient.low()).isBetween(Math.nextDown(Math.nextDown(0.125)), Math.nextDown(0.125));
        assertThat(quotient.high()).isBetween(Math.nextUp(0.5), Math.nextUp(Math.nextUp(0.5)));
    }

    @Test
    void zeroAndOneStayExact() {
        Interval wide = new Interval(-1, 2);
        assertThat(wide.plus(Interval.ZERO)).isEqualTo(wide);
        assertThat(Interval.ZERO.plus(wide)).isEqualTo(wide);
        assertThat(wide.minus(Interval.ZERO)).isEqualTo(wide);
        assertThat(Interval.ZERO.minus(wide)).isEqualTo(new Interval(-2, 1));
        assertThat(wide.times(Interval.ZERO)).isEqualTo(Interval.ZERO);
        assertThat(Interval.ZERO.times(wide)).isEqualTo(Interval.ZERO);
        assertThat(wide.constant(Ratio.ONE)).isEqualTo(Interval.ONE);
        assertThat(wide.constant(Ratio.ZERO)).isEqualTo(Interval.ZERO);
        assertThat(wide.constant(Ratio.of(0.25))).isEqualTo(new Interval(0.25, 0.25));
        double third = 1.0 / 3;
        assertThat(wide.constant(Ratio.of(1).over(Ratio.of(3))))
                .isEqualTo(new Interval(Math.nextDown(third), Math.nextUp(third)));
    }

    @Test
    void intervalsKnowTheirSizeSignAndPlace() {
        assertThat(new Interval(2, 3).size()).isEqualTo(2);
        assertThat(new Interval(-3, -2).size()).isEqualTo(2);
        assertThat(new Interval(-3, 2).size()).isZero();
        assertThat(new Interval(0, 2).sign()).isZero();
        assertThat(new Interval(1, 2).sign()).isEqualTo(1);
        assertThat(new Interval(-1, 2).sign()).isEqualTo(-1);
        assertThat(new Interval(0, 1).isZero()).isFalse();
        assertThat(new Interval(-1, 0).isZero()).isFalse();
        assertThat(Interval.ZERO.isZero()).isTrue();
        assertThat(new Interval(1, 2).inside(new Interval(0, 3))).isTrue();
        assertThat(new Interval(0, 2).inside(new Interval(0, 3))).isFalse();
        assertThat(new Interval(1, 3).inside(new Interval(0, 3))).isFalse();
        assertThat(new Interval(1, 2).toZero()).isEqualTo(new Interval(0, 2));
        assertThat(new Interval(-2, -1).toZero()).isEqualTo(new Interval(-2, 0));
        assertThat(new Interval(1, 3).inflated()).isEqualTo(new Interval(Math.nextDown(0.0), Math.nextUp(4.0)));
        Interval speck = Interval.ZERO.inflated();
        assertThat(speck.low()).isCloseTo(-1e-18, within(1e-30));
        assertThat(speck.high()).isCloseTo(1e-18, within(1e-30));
        assertThat(new Interval(1, 2).middle()).isEqualTo(new Interval(1.5, 1.5));
        assertThat(Interval.reach(List.of())).isZero();
        assertThat(Interval.reach(List.of(new Interval(-3, 1), new Interval(1, 2))))
                .isEqualTo(3);
        assertThat(Interval.reach(List.of(new Interval(-1, 1), new Interval(1, 4))))
                .isEqualTo(4);
    }

    @Test
    void emptyWideAndUnsureIntervalsAreRefused() {
        refuses(() -> new Interval(2, 1), "empty");
        refuses(() -> new Interval(Double.NaN, 1), "empty");
        refuses(() -> new Interval(0, 1e30), "beyond all bounds");
        assertThat(new Interval(0, 9e29).high()).isEqualTo(9e29);
        refuses(() -> Interval.ONE.over(new Interval(0, 1)), "may be zero");
        refuses(() -> Interval.ONE.over(new Interval(-1, 1)), "may be zero");
        refuses(() -> new Interval(0, 1).log(), "may not be positive");
        Interval log = new Interval(0.5, 2).log();
        assertThat(log.low()).isLessThan(Math.log(0.5)).isCloseTo(Math.log(0.5), within(1e-15));
        assertThat(log.high()).isGreaterThan(Math.log(2)).isCloseTo(Math.log(2), within(1e-15));
    }

    private Dual<Ratio> dual() {
        return new Dual<>(draw(), draw());
    }

    /** The slope is that of the straight line through two points, to first order: by the rules for sums and products. */
    @Test
    void slopesFollowTheRulesOfDifferentiation() {
        for (int n = 0; n < 100; n++) {
            Dual<Ratio> a = dual();
            Dual<Ratio> b = dual();
            assertThat(a.plus(b))
                    .isEqualTo(new Dual<>(a.value().plus(b.value()), a.slope().plus(b.slope())));
            assertThat(a.minus(b))
                    .isEqualTo(new Dual<>(a.value().minus(b.value()), a.slope().minus(b.slope())));
            Ratio left = a.slope().times(b.value());
            Ratio right = a.value().times(b.slope());
            assertThat(a.times(b)).isEqualTo(new Dual<>(a.value().times(b.value()), left.plus(right)));
            if (b.value().sign() != 0) {
                Ratio square = b.value().times(b.value());
                assertThat(a.over(b))
                        .isEqualTo(new Dual<>(
                                a.value().over(b.value()), left.minus(right).over(square)));
            }
            assertThat(a.size()).isEqualTo(a.value().size());
            assertThat(a.isZero()).isEqualTo(a.value().isZero());
            assertThat(a.constant(Ratio.of(3))).isEqualTo(new Dual<>(Ratio.of(3), Ratio.ZERO));
        }
        Dual<Interval> log = new Dual<>(new Interval(2, 2), new Interval(3, 3)).log();
        assertThat(log.value().low()).isCloseTo(Math.log(2), within(1e-15));
        assertThat(log.slope().low()).isCloseTo(1.5, within(1e-15));
    }

    @Test
    void aJacobianHasARowForEachFunction() {
        List<Ratio> point = List.of(Ratio.of(2), Ratio.of(3));
        Matrix<Ratio> slopes = Dual.jacobian(
                point, at -> List.of(at.get(0).times(at.get(1)), at.get(0).minus(at.get(1)), at.get(0)));
        assertThat(slopes)
                .isEqualTo(new Matrix<>(List.of(
                        List.of(Ratio.of(3), Ratio.of(2)),
                        List.of(Ratio.of(1), Ratio.of(-1)),
                        List.of(Ratio.of(1), Ratio.of(0)))));
    }
}
