// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import java.util.List;

/**
 * An interval of doubles, every operation rounded outward; what is exactly zero, or one of two numbers alone, stays so.
 *
 * @param low its least number
 * @param high its largest
 */
public record Interval(double low, double high) implements Num<Interval> {

    static final Interval ZERO = new Interval(0, 0);
    static final Interval ONE = new Interval(1, 1);
    static final Interval UNIT = new Interval(0, 1);

    /** Refuses what is empty or very wide. */
    public Interval {
        Refusal.unless(low <= high && high - low < 1e30, "an enclosure is empty, or grows beyond all bounds");
    }

    /**
     * The least interval with a fraction inside.
     *
     * @param value the fraction
     * @return that double alone, or the doubles around it
     */
    public static Interval of(Ratio value) {
        double near = value.toDouble();
        return Ratio.of(near).equals(value) ? new Interval(near, near) : outward(near, near);
    }

    private static Interval outward(double low, double high) {
        return new Interval(Math.nextDown(low), Math.nextUp(high));
    }

    @Override
    public Interval plus(Interval other) {
        return isZero() ? other : other.isZero() ? this : outward(low + other.low, high + other.high);
    }

    @Override
    public Interval minus(Interval other) {
        return plus(new Interval(0 - other.high, 0 - other.low));
    }

    @Override
    public Interval times(Interval by) {
        double least = Math.min(Math.min(low * by.low, low * by.high), Math.min(high * by.low, high * by.high));
        double most = Math.max(Math.max(low * by.low, low * by.high), Math.max(high * by.low, high * by.high));
        return isZero() || by.isZero() ? ZERO : outward(least, most);
    }

    @Override
    public Interval over(Interval other) {
        Refusal.unless(other.size() > 0, "a divisor may be zero");
        return times(outward(1 / other.high, 1 / other.low));
    }

    /** The platform promises its logarithm to one unit in the last place. */
    @Override
    public Interval log() {
        Refusal.unless(low > 0, "the logarithm of a number that may not be positive");
        return outward(Math.nextDown(StrictMath.log(low)), Math.nextUp(StrictMath.log(high)));
    }

    @Override
    public Interval constant(Ratio value) {
        return value.equals(Ratio.ONE) ? ONE : value.sign() == 0 ? ZERO : of(value);
    }

    @Override
    public double size() {
        return Math.max(0, Math.max(low, -high));
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

    /** Widened to reach zero. */
    Interval toZero() {
        return new Interval(Math.min(low, 0), Math.max(high, 0));
    }

    /** Wider by half its width on either side and by a speck. */
    Interval inflated() {
        double more = (high - low) / 2 + 1e-18;
        return outward(low - more, high + more);
    }

    /** Its middle alone, rounded. */
    Interval middle() {
        return new Interval(low / 2 + high / 2, low / 2 + high / 2);
    }

    /**
     * The largest absolute value of numbers inside.
     *
     * @param entries intervals
     * @return zero when there is none
     */
    public static double reach(List<Interval> entries) {
        List<Double> sizes = Matrix.map(entries, entry -> Math.max(entry.high, -entry.low));
        return sizes.stream().reduce(0.0, Math::max);
    }
}
