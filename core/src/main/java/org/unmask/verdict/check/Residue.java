// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import java.math.BigInteger;

/** A residue modulo the Mersenne prime 2^61 - 1. */
record Residue(long value) implements Num<Residue> {

    static final long PRIME = (1L << 61) - 1;

    private static final BigInteger BIG_PRIME = BigInteger.valueOf(PRIME);

    static Residue of(Ratio value) {
        BigInteger bottom = value.bottom().mod(BIG_PRIME);
        Refusal.unless(bottom.signum() != 0, "division by zero modulo the prime");
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
        return plus(new Residue(other.value == 0 ? 0 : PRIME - other.value));
    }

    /** As 2^61 is one, the bits above it are added to those below. */
    @Override
    public Residue times(Residue other) {
        long low = value * other.value;
        long sum = (low & PRIME) + ((low >>> 61) | (Math.multiplyHigh(value, other.value) << 3));
        return new Residue(sum >= PRIME ? sum - PRIME : sum);
    }

    @Override
    public Residue over(Residue other) {
        return times(of(Ratio.ONE.over(Ratio.of(other.value))));
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
}
