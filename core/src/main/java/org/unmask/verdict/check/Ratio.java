// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * An exact fraction in lowest terms.
 *
 * @param top its numerator
 * @param bottom its denominator, positive
 */
public record Ratio(BigInteger top, BigInteger bottom) implements Num<Ratio> {

    static final Ratio ZERO = of(0);
    static final Ratio ONE = of(1);

    /** Reduces; refuses a denominator of zero. */
    public Ratio {
        Refusal.unless(bottom.signum() != 0, "division by zero");
        BigInteger divisor = bottom.signum() < 0 ? top.gcd(bottom).negate() : top.gcd(bottom);
        top = top.divide(divisor);
        bottom = bottom.divide(divisor);
    }

    static Ratio of(long value) {
        return new Ratio(BigInteger.valueOf(value), BigInteger.ONE);
    }

    /**
     * A double in full.
     *
     * @param value a finite number
     * @return the same number
     */
    public static Ratio of(double value) {
        Refusal.unless(Double.isFinite(value), value + " is no finite number");
        BigDecimal exact = new BigDecimal(value);
        return new Ratio(exact.unscaledValue(), BigInteger.TEN.pow(exact.scale()));
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
    public Ratio constant(Ratio value) {
        return value;
    }

    /** One pivot is as sure as another. */
    @Override
    public double size() {
        return Math.abs(sign());
    }

    @Override
    public int sign() {
        return top.signum();
    }

    /**
     * The double nearest to it, to 34 digits.
     *
     * @return the fraction, rounded
     */
    public double toDouble() {
        return new BigDecimal(top)
                .divide(new BigDecimal(bottom), MathContext.DECIMAL128)
                .doubleValue();
    }

    /** As documents have it, such as {@code 3/7} or {@code -2}. */
    @Override
    public String toString() {
        return bottom.equals(BigInteger.ONE) ? top.toString() : top + "/" + bottom;
    }
}
