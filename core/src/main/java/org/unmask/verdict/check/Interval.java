// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import java.math.BigInteger;

/** An interval with ends that are multiples of 2^-{@value #BITS}, every operation rounded outward. */
record Interval(BigInteger low, BigInteger high) implements Num<Interval> {

    static final int BITS = 160;
    static final Interval ZERO = of(Ratio.ZERO);
    static final Interval UNIT = new Interval(BigInteger.ZERO, BigInteger.ONE.shiftLeft(BITS));

    static Interval of(Ratio value) {
        BigInteger top = value.top().shiftLeft(BITS);
        return new Interval(floor(top, value.bottom()), ceil(top, value.bottom()));
    }

    private static BigInteger floor(BigInteger top, BigInteger bottom) {
        BigInteger[] parts = top.divideAndRemainder(bottom);
        return parts[1].signum() != 0 && (top.signum() < 0) != (bottom.signum() < 0)
                ? parts[0].subtract(BigInteger.ONE)
                : parts[0];
    }

    private static BigInteger ceil(BigInteger top, BigInteger bottom) {
        return floor(top.negate(), bottom).negate();
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
        BigInteger a = low.multiply(other.low);
        BigInteger b = low.multiply(other.high);
        BigInteger c = high.multiply(other.low);
        BigInteger d = high.multiply(other.high);
        BigInteger least = a.min(b).min(c.min(d));
        BigInteger most = a.max(b).max(c.max(d));
        return new Interval(
                least.shiftRight(BITS), most.negate().shiftRight(BITS).negate());
    }

    @Override
    public Interval over(Interval other) {
        Refusal.unless(!other.mayBeZero(), "a divisor may be zero");
        BigInteger one = BigInteger.ONE.shiftLeft(2 * BITS);
        return times(new Interval(floor(one, other.high), ceil(one, other.low)));
    }

    /** {@code log x = 2 atanh((x-1)/(x+1))}, after halving or doubling x into [1/2, 2]. */
    @Override
    public Interval log() {
        Refusal.unless(low.signum() > 0, "the logarithm of a number that may not be positive");
        return new Interval(logOf(low).low, logOf(high).high);
    }

    private static Interval logOf(BigInteger value) {
        int halvings = value.bitLength() - 1 - BITS;
        Interval one = of(Ratio.ONE);
        BigInteger exact = value.shiftLeft(Math.max(0, -halvings));
        BigInteger bottom = BigInteger.ONE.shiftLeft(BITS + Math.max(0, halvings));
        Interval x = of(new Ratio(exact, bottom));
        Interval log = atanhTwice(x.minus(one).over(x.plus(one)));
        Interval two = atanhTwice(of(Ratio.ONE.over(Ratio.of(3))));
        return log.plus(two.times(of(Ratio.of(halvings))));
    }

    /** {@code 2 atanh z} for z in [0, 1/3]: the tail of the series is below the last term kept. */
    private static Interval atanhTwice(Interval z) {
        Interval square = z.times(z);
        Interval power = z.plus(z);
        Interval sum = ZERO;
        for (int n = 1; n < 2 * BITS; n += 2) {
            sum = sum.plus(power.over(of(Ratio.of(n))));
            power = power.times(square);
        }
        BigInteger tail = power.high.abs().max(power.low.abs()).add(BigInteger.ONE);
        return sum.plus(new Interval(tail.negate(), tail));
    }

    @Override
    public Interval constant(Ratio value) {
        return of(value);
    }

    @Override
    public double size() {
        return mayBeZero() ? 0 : toDouble(low.abs().min(high.abs()));
    }

    @Override
    public boolean isZero() {
        return low.signum() == 0 && high.signum() == 0;
    }

    boolean mayBeZero() {
        return low.signum() <= 0 && high.signum() >= 0;
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
        BigInteger speck = high.subtract(low).shiftRight(1).add(BigInteger.ONE.shiftLeft(BITS - 100));
        return new Interval(low.subtract(speck), high.add(speck));
    }

    /** Largest absolute value. */
    double magnitude() {
        return toDouble(low.abs().max(high.abs()));
    }

    double middle() {
        return toDouble(low.add(high).shiftRight(1));
    }

    private static double toDouble(BigInteger value) {
        return Math.scalb(value.doubleValue(), -BITS);
    }
}
