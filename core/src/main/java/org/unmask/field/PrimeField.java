// SPDX-License-Identifier: Apache-2.0
package org.unmask.field;

import java.math.BigInteger;
import java.util.random.RandomGenerator;
import org.hipparchus.Field;

/**
 * The integers modulo an odd prime below 2^62. Elements are bare longs in Montgomery's form ({@code x 2^64 mod p}, in
 * {@code [0, p)}) for kernels, or {@link Residue} objects for formulas written over a Hipparchus field; a product costs
 * four machine multiplications and no division.
 */
public final class PrimeField implements Field<Residue> {

    /** The largest number of bits of a modulus. */
    public static final int MAX_BITS = 62;

    private final long p;
    private final long minusInverse;
    private final long one;
    private final long squareOfRadix;

    /**
     * The field with {@code p} elements.
     *
     * @param p an odd prime below 2^62
     * @throws IllegalArgumentException when it is even, composite or too large
     */
    public PrimeField(long p) {
        BigInteger big = BigInteger.valueOf(p);
        if (p < 3 || p >>> MAX_BITS != 0 || (p & 1) == 0 || !big.isProbablePrime(100)) {
            throw new IllegalArgumentException("modulus is " + p + ", expected an odd prime below 2^" + MAX_BITS);
        }
        this.p = p;
        long inverse = p;
        for (int i = 0; i < 5; i++) {
            inverse *= 2 - p * inverse;
        }
        this.minusInverse = -inverse;
        this.one = BigInteger.ONE.shiftLeft(64).mod(big).longValue();
        this.squareOfRadix = BigInteger.ONE.shiftLeft(128).mod(big).longValue();
    }

    /**
     * A field of random size: {@code p} is the first prime from a random number in {@code [2^60, 2^61)} on.
     *
     * @param random source of the draw
     * @return the field
     */
    public static PrimeField random(RandomGenerator random) {
        BigInteger candidate = BigInteger.valueOf((1L << 60) + random.nextLong(1L << 60) | 1);
        while (!candidate.isProbablePrime(100)) {
            candidate = candidate.add(BigInteger.TWO);
        }
        return new PrimeField(candidate.longValueExact());
    }

    /**
     * The modulus.
     *
     * @return an odd prime
     */
    public long modulus() {
        return p;
    }

    /**
     * Sum of two bare elements.
     *
     * @param a in {@code [0, p)}
     * @param b in {@code [0, p)}
     * @return their sum
     */
    public long add(long a, long b) {
        long sum = a + b - p;
        return sum + (sum >> 63 & p);
    }

    /**
     * Difference of two bare elements.
     *
     * @param a in {@code [0, p)}
     * @param b in {@code [0, p)}
     * @return {@code a - b}
     */
    public long subtract(long a, long b) {
        long difference = a - b;
        return difference + (difference >> 63 & p);
    }

    /**
     * Product of two bare elements.
     *
     * @param a in {@code [0, p)}
     * @param b in {@code [0, p)}
     * @return their product
     */
    public long multiply(long a, long b) {
        long high = Math.multiplyHigh(a, b);
        long low = a * b;
        long m = low * minusInverse;
        // The low words cancel by the choice of m; they carry one unless both are zero.
        long sum = high + Math.multiplyHigh(m, p) + (m >> 63 & p) + (low == 0 ? 0 : 1) - p;
        return sum + (sum >> 63 & p);
    }

    /**
     * Inverse of a bare element, by Fermat's theorem; some ninety products.
     *
     * @param a in {@code (0, p)}
     * @return {@code 1/a}
     * @throws ArithmeticException for zero
     */
    public long inverse(long a) {
        if (a == 0) {
            throw new ArithmeticException("zero has no inverse modulo " + p);
        }
        return power(a, p - 2);
    }

    /**
     * Power of a bare element.
     *
     * @param a in {@code [0, p)}
     * @param exponent not negative
     * @return {@code a^exponent}
     */
    public long power(long a, long exponent) {
        long out = one;
        long square = a;
        for (long rest = exponent; rest > 0; rest >>= 1) {
            if ((rest & 1) != 0) {
                out = multiply(out, square);
            }
            square = multiply(square, square);
        }
        return out;
    }

    /**
     * The bare element of an integer.
     *
     * @param value any integer
     * @return its residue
     */
    public long bare(long value) {
        return multiply(Math.floorMod(value, p), squareOfRadix);
    }

    /**
     * The bare element of an integer.
     *
     * @param value any integer
     * @return its residue
     */
    public long bare(BigInteger value) {
        return multiply(value.mod(BigInteger.valueOf(p)).longValue(), squareOfRadix);
    }

    /**
     * The bare element of a double, taken as the exact rational {@code m 2^e}.
     *
     * @param value finite
     * @return its residue
     * @throws IllegalArgumentException when not finite
     */
    public long bare(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("the value " + value + " has no residue, expected a finite one");
        }
        if (value == 0) {
            return 0;
        }
        int exponent = Math.getExponent(value);
        int scale = Math.max(exponent, Double.MIN_EXPONENT) - 52;
        // Exact: the scaled value is an integer below 2^53, and no step leaves the range of doubles.
        long mantissa = (long) Math.scalb(Math.scalb(value, -scale / 2), -(scale - scale / 2));
        long power = power(bare(2), Math.abs(scale));
        return multiply(bare(mantissa), scale < 0 ? inverse(power) : power);
    }

    /**
     * The integer in {@code [0, p)} that a bare element stands for.
     *
     * @param a a bare element
     * @return the integer
     */
    public long integer(long a) {
        return multiply(a, 1);
    }

    /**
     * The bare unit.
     *
     * @return one
     */
    public long bareOne() {
        return one;
    }

    /**
     * A uniform bare element.
     *
     * @param random source of the draw
     * @return in {@code [0, p)}
     */
    public long draw(RandomGenerator random) {
        return random.nextLong(p);
    }

    /**
     * The residue with a bare value.
     *
     * @param a a bare element
     * @return the object
     */
    public Residue residue(long a) {
        return new Residue(this, a);
    }

    @Override
    public Residue getZero() {
        return residue(0);
    }

    @Override
    public Residue getOne() {
        return residue(one);
    }

    @Override
    public Class<Residue> getRuntimeClass() {
        return Residue.class;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PrimeField field && field.p == p;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(p);
    }

    @Override
    public String toString() {
        return "F_" + p;
    }
}
