// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.stream.DoubleStream;

/**
 * An interval between two doubles. Every operation is rounded to nearest by the machine and then one double outward; the
 * logarithm, which Java keeps within one unit in the last place, two.
 */
record Interval(double low, double high) implements Num<Interval> {

    static final Interval ZERO = new Interval(0, 0);
    static final Interval UNIT = new Interval(0, 1);

    Interval {
        Refusal.unless(low <= high && high - low < Double.MAX_VALUE, "an enclosure grows beyond all bounds");
    }

    static Interval of(Ratio value) {
        double low = quotient(value, RoundingMode.FLOOR);
        double high = quotient(value, RoundingMode.CEILING);
        boolean exact = low == high && Ratio.of(low).equals(value);
        return exact ? new Interval(low, high) : outward(low, high);
    }

    private static double quotient(Ratio value, RoundingMode mode) {
        return new BigDecimal(value.top())
                .divide(new BigDecimal(value.bottom()), new MathContext(40, mode))
                .doubleValue();
    }

    private static Interval outward(double... ends) {
        double low = DoubleStream.of(ends).min().orElseThrow();
        return new Interval(
                Math.nextDown(low), Math.nextUp(DoubleStream.of(ends).max().orElseThrow()));
    }

    @Override
    public Interval plus(Interval other) {
        boolean zero = isZero() || other.isZero();
        return zero ? isZero() ? other : this : outward(low + other.low, high + other.high);
    }

    @Override
    public Interval minus(Interval other) {
        return outward(low - other.high, high - other.low);
    }

    @Override
    public Interval times(Interval other) {
        boolean zero = isZero() || other.isZero();
        return zero ? ZERO : outward(low * other.low, low * other.high, high * other.low, high * other.high);
    }

    @Override
    public Interval over(Interval other) {
        Refusal.unless(other.size() > 0, "a divisor may be zero");
        return outward(low / other.low, low / other.high, high / other.low, high / other.high);
    }

    @Override
    public Interval log() {
        Refusal.unless(low > 0, "the logarithm of a number that may not be positive");
        return outward(Math.nextDown(Math.log(low)), Math.nextUp(Math.log(high)));
    }

    @Override
    public Interval constant(Ratio value) {
        return of(value);
    }

    @Override
    public double size() {
        return low <= 0 && high >= 0 ? 0 : Math.min(Math.abs(low), Math.abs(high));
    }

    @Override
    public int sign() {
        return (int) Math.signum(low);
    }

    @Override
    public boolean isZero() {
        return low == 0 && high == 0;
    }

    boolean inside(Interval other) {
        return low > other.low && high < other.high;
    }

    Interval hull(Interval other) {
        return new Interval(Math.min(low, other.low), Math.max(high, other.high));
    }

    Interval meet(Interval other) {
        return new Interval(Math.max(low, other.low), Math.min(high, other.high));
    }

    /** Wider by half its width on either side and by a speck. */
    Interval inflated() {
        double more = (high - low) / 2 + 1e-16;
        return new Interval(low - more, high + more);
    }

    /** Its middle alone. */
    Interval thin() {
        return new Interval(middle(), middle());
    }

    double middle() {
        return low + (high - low) / 2;
    }

    double largest() {
        return Math.max(Math.abs(low), Math.abs(high));
    }
}
