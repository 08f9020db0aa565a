// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/** An exact fraction in lowest terms, positive denominator. */
record Ratio(BigInteger top, BigInteger bottom) implements Num<Ratio>, Comparable<Ratio> {

    static final Ratio ZERO = of(0);
    static final Ratio ONE = of(1);

    Ratio {
        Refusal.unless(bottom.signum() != 0, "division by zero");
        BigInteger common = top.gcd(bottom);
        BigInteger divisor = bottom.signum() < 0 ? common.negate() : common;
        top = top.divide(divisor);
        bottom = bottom.divide(divisor);
    }

    static Ratio of(long value) {
        return new Ratio(BigInteger.valueOf(value), BigInteger.ONE);
    }

    /** A decimal number or a fraction in lowest terms, such as {@code 3/7}. */
    static Ratio parse(String text) {
        try {
            int slash = text.indexOf('/');
            if (slash < 0) {
                return of(new BigDecimal(text));
            }
            Ratio ratio =
                    new Ratio(new BigInteger(text.substring(0, slash)), new BigInteger(text.substring(slash + 1)));
            Refusal.unless(ratio.toString().equals(text), "\"" + text + "\" is not in lowest terms");
            return ratio;
        } catch (NumberFormatException e) {
            throw new Refusal("\"" + text + "\" is no number");
        }
    }

    static Ratio of(BigDecimal decimal) {
        Refusal.unless(Math.abs((long) decimal.scale()) <= 5000, "number out of range");
        return decimal.scale() >= 0
                ? new Ratio(decimal.unscaledValue(), BigInteger.TEN.pow(decimal.scale()))
                : new Ratio(decimal.toBigIntegerExact(), BigInteger.ONE);
    }

    @Override
    public Ratio plus(Ratio other) {
        return new Ratio(top.multiply(other.bottom).add(other.top.multiply(bottom)), bottom.multiply(other.bottom));
    }

    @Override
    public Ratio minus(Ratio other) {
        return new Ratio(
                top.multiply(other.bottom).subtract(other.top.multiply(bottom)), bottom.multiply(other.bottom));
    }

    @Override
    public Ratio times(Ratio other) {
        return new Ratio(top.multiply(other.top), bottom.multiply(other.bottom));
    }

    @Override
    public Ratio over(Ratio other) {
        return new Ratio(top.multiply(other.bottom), bottom.multiply(other.top));
    }

    @Override
    public Ratio log() {
        throw new Refusal("a fraction has no exact logarithm");
    }

    @Override
    public Ratio constant(Ratio value) {
        return value;
    }

    @Override
    public double size() {
        return top.signum() == 0 ? 0 : Math.max(Double.MIN_NORMAL, Math.abs(toDouble()));
    }

    @Override
    public boolean isZero() {
        return top.signum() == 0;
    }

    int sign() {
        return top.signum();
    }

    Ratio abs() {
        return new Ratio(top.abs(), bottom);
    }

    Ratio max(Ratio other) {
        return compareTo(other) >= 0 ? this : other;
    }

    double toDouble() {
        return new BigDecimal(top)
                .divide(new BigDecimal(bottom), MathContext.DECIMAL128)
                .doubleValue();
    }

    @Override
    public int compareTo(Ratio other) {
        return top.multiply(other.bottom).compareTo(other.top.multiply(bottom));
    }

    @Override
    public String toString() {
        return bottom.equals(BigInteger.ONE) ? top.toString() : top + "/" + bottom;
    }
}
