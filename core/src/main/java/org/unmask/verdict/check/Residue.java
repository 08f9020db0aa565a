// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import java.math.BigInteger;

/** A residue modulo the Mersenne prime 2^61 - 1. */
record Residue(long value) implements Num<Residue> {

    static final long PRIME = (1L << 61) - 1;

    private static final BigInteger BIG_PRIME = BigInteger.valueOf(PRIME);

    static Residue of(Ratio value) {
        BigInteger bottom = value.bottom().mod(BIG_PRIME);
        Refusal.unless(bottom.signum() != 0, "a denominator is zero modulo the prime");
        return new Residue(value.top()
                .multiply(bottom.modInverse(BIG_PRIME))
                .mod(BIG_PRIME)
                .longValueExact());
    }

    @Override
    public Residue plus(Residue other) {
        long sum = value + other.value;
        return new Residue(sum >= PRIME ? sum - PRIME : sum);
    }

    @Override
    public Residue minus(Residue other) {
        long difference = value - other.value;
        return new Residue(difference < 0 ? difference + PRIME : difference);
    }

    @Override
    public Residue times(Residue other) {
        return new Residue(product(value, other.value));
    }

    /** As 2^61 is one, the bits above it are added to those below. */
    private static long product(long a, long b) {
        long high = Math.multiplyHigh(a, b);
        long low = a * b;
        long sum = (low & PRIME) + ((low >>> 61) | (high << 3));
        return sum >= PRIME ? sum - PRIME : sum;
    }

    @Override
    public Residue over(Residue other) {
        Refusal.unless(other.value != 0, "division by zero modulo the prime");
        long power = PRIME - 2;
        long base = other.value;
        long inverse = 1;
        for (; power > 0; power >>= 1) {
            if ((power & 1) == 1) {
                inverse = product(inverse, base);
            }
            base = product(base, base);
        }
        return new Residue(product(value, inverse));
    }

    @Override
    public Residue log() {
        return new Residue(0);
    }

    @Override
    public Residue constant(Ratio constant) {
        return of(constant);
    }

    @Override
    public double size() {
        return value == 0 ? 0 : 1;
    }

    @Override
    public boolean isZero() {
        return value == 0;
    }
}
