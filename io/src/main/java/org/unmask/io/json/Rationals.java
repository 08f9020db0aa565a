// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hipparchus.fraction.BigFraction;

/** Exact fractions as text, such as {@code 3/7}, and the double nearest to one. */
public final class Rationals {

    private static final Pattern FRACTION = Pattern.compile("([+-]?\\d+)(?:/(\\d+))?");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?\\d*\\.?\\d+(?:[eE][+-]?\\d{1,3})?");

    private Rationals() {}

    /**
     * A fraction from its text.
     *
     * @param text {@code 3/7}, {@code -2}, {@code 0.25} or {@code 1e-3}, each meant exactly
     * @return the fraction; empty when the text is none or the denominator is 0
     */
    public static Optional<BigFraction> parse(String text) {
        Matcher fraction = FRACTION.matcher(text.strip());
        if (fraction.matches()) {
            String denominator = fraction.group(2);
            BigInteger below = denominator == null ? BigInteger.ONE : new BigInteger(denominator);
            return below.signum() == 0
                    ? Optional.empty()
                    : Optional.of(new BigFraction(new BigInteger(fraction.group(1)), below));
        }
        if (DECIMAL.matcher(text.strip()).matches()) {
            BigDecimal decimal = new BigDecimal(text.strip());
            return Optional.of(
                    decimal.scale() >= 0
                            ? new BigFraction(decimal.unscaledValue(), BigInteger.TEN.pow(decimal.scale()))
                            : new BigFraction(decimal.toBigIntegerExact(), BigInteger.ONE));
        }
        return Optional.empty();
    }

    /**
     * The text of a fraction.
     *
     * @param fraction any fraction
     * @return in lowest terms, {@code 3/7}, or {@code 2} when the denominator is 1
     */
    public static String text(BigFraction fraction) {
        return fraction.getDenominator().equals(BigInteger.ONE)
                ? fraction.getNumerator().toString()
                : fraction.getNumerator() + "/" + fraction.getDenominator();
    }

    /**
     * The double nearest to a fraction, ties to even.
     *
     * @param fraction any fraction
     * @return rounded once, but for subnormal results
     */
    public static double toDouble(BigFraction fraction) {
        BigInteger above = fraction.getNumerator().abs();
        BigInteger below = fraction.getDenominator();
        // At least 65 bits of quotient, the rest as one sticky bit: the one rounding is that of doubleValue.
        int shift = Math.max(0, 66 - above.bitLength() + below.bitLength());
        BigInteger[] parts = above.shiftLeft(shift).divideAndRemainder(below);
        BigInteger bits = parts[1].signum() == 0 ? parts[0] : parts[0].setBit(0);
        double magnitude = scaled(bits, shift);
        return fraction.getNumerator().signum() < 0 ? -magnitude : magnitude;
    }

    private static double scaled(BigInteger bits, int shift) {
        double value = bits.doubleValue();
        int left = shift;
        while (left > 0 && value != 0) {
            int step = Math.min(left, 1000);
            value = Math.scalb(value, -step);
            left -= step;
        }
        return value;
    }
}
