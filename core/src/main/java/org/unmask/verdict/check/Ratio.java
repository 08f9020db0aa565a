// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/** An exact fraction in lowest terms, positive denominator. */
record Ratio(BigInteger top, BigInteger bottom) implements Num<Ratio> {

    static final Ratio ZERO = of(0);
    static final Ratio ONE = of(1);

    Ratio {
        Refusal.unless(bottom.signum() != 0, "division by zero");
        BigInteger divisor = bottom.signum() < 0 ? top.gcd(bottom).negate() : top.gcd(bottom);
        top = top.divide(divisor);
        bottom = bottom.divide(divisor);
    }

    static Ratio of(long value) {
        return new Ratio(BigInteger.valueOf(value), BigInteger.ONE);
    }

    /** A double in full. */
    static Ratio of(double value) {
        Refusal.unless(Double.isFinite(value), value + " is no finite number");
        BigDecimal exact = new BigDecimal(value);
        return new Ratio(exact.movePointRight(exact.scale()).toBigIntegerExact(), BigInteger.TEN.pow(exact.scale()));
    }

    /** A whole number or a fraction, such as {@code 3/7}. */
    static Ratio parse(String text) {
        Refusal.unless(text.matches("-?[0-9]{1,99999}(/[0-9]{1,99999})?"), "\"" + text + "\" is no fraction");
        String[] parts = text.split("/");
        return new Ratio(new BigInteger(parts[0]), new BigInteger(parts.length == 1 ? "1" : parts[1]));
    }

    @Override
    public Ratio plus(Ratio other) {
        return new Ratio(top.multiply(other.bottom).add(other.top.multiply(bottom)), bottom.multiply(other.bottom));
    }

    @Override
    public Ratio minus(Ratio other) {
        return plus(new Ratio(other.top.negate(), other.bottom));
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
        return sign() == 0 ? 0 : Math.max(Double.MIN_NORMAL, Math.abs(toDouble()));
    }

    @Override
    public int sign() {
        return top.signum();
    }

    /** Of the longer part. */
    int bits() {
        return Math.max(top.bitLength(), bottom.bitLength());
    }

    double toDouble() {
        return new BigDecimal(top)
                .divide(new BigDecimal(bottom), MathContext.DECIMAL128)
                .doubleValue();
    }

    @Override
    public String toString() {
        return bottom.equals(BigInteger.ONE) ? top.toString() : top + "/" + bottom;
    }
}
