// SPDX-License-Identifier: Apache-2.0
package org.unmask.field;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.hipparchus.fraction.BigFraction;

/** The fraction that a double most likely stands for. */
public final class SimplestFraction {

    private SimplestFraction() {}

    /**
     * The fraction of smallest denominator that lies closer to a double than half the way to its neighbours, so that it
     * rounds to it: 1/10 for 0.1, 1/3 for 0.3333333333333333.
     *
     * @param value finite
     * @return the fraction; as exact a reading of the double as any
     * @throws IllegalArgumentException when not finite
     */
    public static BigFraction of(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("the value " + value + " is no fraction, expected a finite one");
        }
        if (value == 0) {
            return BigFraction.ZERO;
        }
        if (value < 0) {
            return of(-value).negate();
        }
        long mantissa = mantissa(value);
        int exponent = Math.getExponent(value);
        // Quarters of the last digit; below a power of two the neighbours lie twice as close.
        boolean uneven = mantissa == 1L << 52 && exponent > Double.MIN_EXPONENT;
        int shift = Math.max(exponent, Double.MIN_EXPONENT) - 52 - 2;
        BigInteger scale = BigInteger.ONE.shiftLeft(Math.max(0, -shift));
        return between(
                BigInteger.valueOf(4 * mantissa - (uneven ? 1 : 2)).shiftLeft(Math.max(0, shift)),
                scale,
                BigInteger.valueOf(4 * mantissa + 2).shiftLeft(Math.max(0, shift)),
                scale);
    }

    /** The digits of a positive double as a whole number. */
    private static long mantissa(double value) {
        long digits = Double.doubleToRawLongBits(value) & ((1L << 52) - 1);
        return Math.getExponent(value) < Double.MIN_EXPONENT ? digits : digits | 1L << 52;
    }

    /**
     * A double as the exact dyadic fraction that it is.
     *
     * @param value finite
     * @return the fraction
     */
    public static BigFraction exact(double value) {
        BigDecimal decimal = new BigDecimal(value);
        return decimal.scale() > 0
                ? new BigFraction(decimal.unscaledValue(), BigInteger.TEN.pow(decimal.scale()))
                : new BigFraction(decimal.toBigIntegerExact());
    }

    /** The simplest fraction strictly between {@code a / b} and {@code c / d}, by their continued fractions. */
    private static BigFraction between(BigInteger a, BigInteger b, BigInteger c, BigInteger d) {
        BigInteger low = a;
        BigInteger lowBelow = b;
        BigInteger high = c;
        BigInteger highBelow = d;
        BigInteger[] before = {BigInteger.ZERO, BigInteger.ONE};
        BigInteger[] last = {BigInteger.ONE, BigInteger.ZERO};
        while (true) {
            BigInteger[] parts = low.divideAndRemainder(lowBelow);
            BigInteger whole = parts[0];
            BigInteger more = whole.add(BigInteger.ONE);
            if (more.multiply(highBelow).compareTo(high) < 0) {
                return fraction(next(more, last, before));
            }
            BigInteger[] now = next(whole, last, before);
            BigInteger rest = high.subtract(whole.multiply(highBelow));
            if (parts[1].signum() == 0) {
                return fraction(next(highBelow.divide(rest).add(BigInteger.ONE), now, last));
            }
            low = highBelow;
            high = lowBelow;
            lowBelow = rest;
            highBelow = parts[1];
            before = last;
            last = now;
        }
    }

    /** One more convergent of a continued fraction: numerator, denominator. */
    private static BigInteger[] next(BigInteger term, BigInteger[] last, BigInteger[] before) {
        return new BigInteger[] {
            term.multiply(last[0]).add(before[0]), term.multiply(last[1]).add(before[1])
        };
    }

    private static BigFraction fraction(BigInteger[] parts) {
        return new BigFraction(parts[0], parts[1]);
    }
}
