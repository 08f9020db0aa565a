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
        BigFraction middle = exact(value);
        BigFraction below = exact(Math.nextDown(value)).add(middle).divide(2);
        double next = Math.nextUp(value);
        BigFraction above = Double.isInfinite(next)
                ? middle.multiply(2).subtract(below)
                : exact(next).add(middle).divide(2);
        return between(below, above);
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

    /** The simplest fraction strictly between two others, by their continued fractions. */
    private static BigFraction between(BigFraction low, BigFraction high) {
        BigInteger floor = low.getNumerator().divide(low.getDenominator());
        BigFraction whole = new BigFraction(floor);
        if (whole.add(1).compareTo(high) < 0) {
            return whole.add(1);
        }
        BigFraction rest = high.subtract(whole).reciprocal();
        if (low.equals(whole)) {
            BigInteger beyond =
                    rest.getNumerator().divide(rest.getDenominator()).add(BigInteger.ONE);
            return whole.add(new BigFraction(beyond).reciprocal());
        }
        return whole.add(between(rest, low.subtract(whole).reciprocal()).reciprocal());
    }
}
