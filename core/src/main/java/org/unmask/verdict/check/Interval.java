// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import java.math.BigInteger;
import java.util.Collections;
import java.util.List;

/** An interval with ends that are multiples of 2^-{@value #BITS}, every operation rounded outward. */
record Interval(BigInteger low, BigInteger high) implements Num<Interval> {

    static final int BITS = 160;
    static final Interval ZERO = of(Ratio.ZERO);
    static final Interval UNIT = ZERO.hull(of(Ratio.ONE));

    private static final int WIDEST = BITS + 40;

    Interval {
        boolean bounded = low.compareTo(high) <= 0 && high.subtract(low).bitLength() < WIDEST;
        Refusal.unless(bounded, "an enclosure is empty, or grows beyond all bounds");
    }

    static Interval of(Ratio value) {
        BigInteger top = value.top().shiftLeft(BITS);
        return new Interval(
                floor(top, value.bottom()), floor(top.negate(), value.bottom()).negate());
    }

    private static BigInteger floor(BigInteger top, BigInteger bottom) {
        BigInteger[] parts = top.divideAndRemainder(bottom);
        boolean below = parts[1].signum() * bottom.signum() < 0;
        return below ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }

    @Override
    public Interval plus(Interval other) {
        return new Interval(low.add(other.low), high.add(other.high));
    }

    @Override
    public Interval minus(Interval other) {
        return new Interval(low.subtract(other.high), high.subtract(other.low));
    }

    @Override
    public Interval times(Interval other) {
        List<BigInteger> ends = List.of(
                low.multiply(other.low), low.multiply(other.high), high.multiply(other.low), high.multiply(other.high));
        BigInteger most = Collections.max(ends).negate().shiftRight(BITS).negate();
        return new Interval(Collections.min(ends).shiftRight(BITS), most);
    }

    @Override
    public Interval over(Interval other) {
        Refusal.unless(other.size() > 0, "a divisor may be zero");
        BigInteger one = BigInteger.ONE.shiftLeft(2 * BITS);
        return times(new Interval(
                floor(one, other.high), floor(one.negate(), other.low).negate()));
    }

    /** {@code log x = 2 atanh((x-1)/(x+1))}, after halving or doubling x into [1, 2]. */
    @Override
    public Interval log() {
        Refusal.unless(low.signum() > 0, "the logarithm of a number that may not be positive");
        return new Interval(logOf(low).low, logOf(high).high);
    }

    private static Interval logOf(BigInteger value) {
        int halvings = value.bitLength() - 1 - BITS;
        BigInteger bottom = BigInteger.ONE.shiftLeft(BITS + Math.max(0, halvings));
        Ratio x = new Ratio(value.shiftLeft(Math.max(0, -halvings)), bottom);
        Interval log = atanhTwice(of(x.minus(Ratio.ONE).over(x.plus(Ratio.ONE))));
        return log.plus(atanhTwice(of(Ratio.ONE.over(Ratio.of(3)))).times(of(Ratio.of(halvings))));
    }

    /** {@code 2 atanh z} for z in [0, 1/3]: the tail of the series is below the last power. */
    private static Interval atanhTwice(Interval z) {
        Interval square = z.times(z);
        Interval power = z.plus(z);
        Interval sum = ZERO;
        for (int n = 1; n < BITS; n += 2) {
            sum = sum.plus(power.over(of(Ratio.of(n))));
            power = power.times(square);
        }
        return sum.plus(ZERO.minus(power).hull(power)).inflated();
    }

    @Override
    public Interval constant(Ratio value) {
        return of(value);
    }

    @Override
    public double size() {
        return low.signum() * high.signum() <= 0 ? 0 : toDouble(low.abs().min(high.abs()));
    }

    @Override
    public int sign() {
        return low.signum();
    }

    @Override
    public boolean isZero() {
        return equals(ZERO);
    }

    boolean inside(Interval other) {
        return low.compareTo(other.low) > 0 && high.compareTo(other.high) < 0;
    }

    Interval hull(Interval other) {
        return new Interval(low.min(other.low), high.max(other.high));
    }

    Interval meet(Interval other) {
        return new Interval(low.max(other.low), high.min(other.high));
    }

    /** Wider by half its width on either side and by a speck. */
    Interval inflated() {
        BigInteger more = high.subtract(low).shiftRight(1).add(BigInteger.ONE.shiftLeft(BITS - 120));
        return new Interval(low.subtract(more), high.add(more));
    }

    /** Its middle alone, rounded. */
    Interval thin() {
        return of(Ratio.of(middle()));
    }

    double middle() {
        return toDouble(low.add(high).shiftRight(1));
    }

    /** A double that is not above any number inside. */
    double least() {
        return Math.nextDown(toDouble(low));
    }

    /** A double that is not below any number inside. */
    double most() {
        return Math.nextUp(toDouble(high));
    }

    private static double toDouble(BigInteger value) {
        return Math.scalb(value.doubleValue(), -BITS);
    }
}
