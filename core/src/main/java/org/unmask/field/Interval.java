// SPDX-License-Identifier: Apache-2.0
package org.unmask.field;

import org.hipparchus.FieldElement;

/**
 * A closed interval of reals with outward rounding: the result of an operation contains every result on members. Ends are
 * widened by one unit in the last place at every inexact step, so an enclosure holds whatever the rounding mode.
 *
 * @param lower not above upper, not NaN
 * @param upper may be infinite
 */
public record Interval(double lower, double upper) implements FieldElement<Interval> {

    /** All reals. */
    public static final Interval WHOLE = new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    /**
     * Validates the order of the ends.
     *
     * @throws IllegalArgumentException when an end is NaN or the lower one is above
     */
    public Interval {
        if (!(lower <= upper)) {
            throw new IllegalArgumentException("[" + lower + ", " + upper + "] is no interval");
        }
    }

    /**
     * One number.
     *
     * @param value the number
     * @return the interval with this member only
     */
    public static Interval of(double value) {
        return new Interval(value, value);
    }

    /**
     * Some point inside.
     *
     * @return the middle, up to rounding; finite for finite ends
     */
    public double middle() {
        return lower / 2 + upper / 2;
    }

    /**
     * Width.
     *
     * @return upper minus lower, rounded up
     */
    public double width() {
        return lower == upper ? 0 : Math.nextUp(upper - lower);
    }

    /**
     * Whether a number is a member.
     *
     * @param value the number
     * @return true inside and at the ends
     */
    public boolean contains(double value) {
        return lower <= value && value <= upper;
    }

    /**
     * Whether an interval lies strictly inside this one.
     *
     * @param inner the other
     * @return true when both its ends are strictly between these
     */
    public boolean containsInside(Interval inner) {
        return lower < inner.lower && inner.upper < upper;
    }

    @Override
    public double getReal() {
        return middle();
    }

    @Override
    public Interval add(Interval other) {
        return outward(lower + other.lower, upper + other.upper);
    }

    @Override
    public Interval subtract(Interval other) {
        return outward(lower - other.upper, upper - other.lower);
    }

    @Override
    public Interval negate() {
        return new Interval(-upper, -lower);
    }

    @Override
    public Interval multiply(int times) {
        return multiply(of(times));
    }

    @Override
    public Interval multiply(Interval other) {
        double a = product(lower, other.lower);
        double b = product(lower, other.upper);
        double c = product(upper, other.lower);
        double d = product(upper, other.upper);
        return outward(Math.min(Math.min(a, b), Math.min(c, d)), Math.max(Math.max(a, b), Math.max(c, d)));
    }

    /** Zero times infinity is zero here: an infinite end stands for arbitrarily large members. */
    private static double product(double a, double b) {
        return a == 0 || b == 0 ? 0 : a * b;
    }

    @Override
    public Interval divide(Interval other) {
        return multiply(other.reciprocal());
    }

    @Override
    public Interval reciprocal() {
        return contains(0) ? WHOLE : outward(1 / upper, 1 / lower);
    }

    /**
     * Square root of the members that have one.
     *
     * @return the enclosure
     * @throws ArithmeticException when every member is negative
     */
    public Interval sqrt() {
        if (upper < 0) {
            throw new ArithmeticException("no member of " + this + " has a square root");
        }
        Interval root = outward(Math.sqrt(Math.max(lower, 0)), Math.sqrt(upper));
        return new Interval(Math.max(root.lower, 0), root.upper);
    }

    /**
     * The exponential; the library's function is within one unit in the last place, two are granted.
     *
     * @return the enclosure
     */
    public Interval exp() {
        Interval once = outward(StrictMath.exp(lower), StrictMath.exp(upper));
        Interval twice = outward(once.lower, once.upper);
        return new Interval(Math.max(twice.lower, 0), twice.upper);
    }

    private static Interval outward(double lower, double upper) {
        if (Double.isNaN(lower) || Double.isNaN(upper)) {
            return WHOLE;
        }
        return new Interval(Math.nextDown(lower), Math.nextUp(upper));
    }

    @Override
    public IntervalField getField() {
        return IntervalField.INSTANCE;
    }

    /** Only the number zero itself: an interval that merely contains it is not zero. */
    @Override
    public boolean isZero() {
        return lower == 0 && upper == 0;
    }
}
