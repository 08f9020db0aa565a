// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.check;

import java.math.BigInteger;

/** A residue modulo the Mersenne prime 2^61 - 1. */
record Residue(long value) implements Num<Residue> {

    static final long PRIME = (1L << 61) - 1;

    private static final BigInteger BIG_PRIME = BigInteger.valueOf(PRIME);

    static Residue of(Ratio value) {
        Residue top = of(value.top());
        return value.bottom().equals(BigInteger.ONE) ? top : top.over(of(value.bottom()));
    }

    private static Residue of(BigInteger value) {
        return new Residue(value.mod(BIG_PRIME).longValueExact());
    }

    private static Residue reduced(long sum) {
        return new Residue(sum >= PRIME ? sum - PRIME : sum);
    }

    @Override
    public Residue plus(Residue other) {
        return reduced(value + other.value);
    }

    @Override
    public Residue minus(Residue other) {
        return reduced(value + (PRIME - other.value));
    }

    /** As 2^61 is one, the bits above it are added to those below. */
    @Override
    public Residue times(Residue other) {
        long low = value * other.value;
        return reduced((low & PRIME) + ((low >>> 61) | (Math.multiplyHigh(value, other.value) << 3)));
    }

    @Override
    public Residue over(Residue other) {
        Refusal.unless(other.value != 0, "division by zero modulo the prime");
        return times(of(BigInteger.valueOf(other.value).modInverse(BIG_PRIME)));
    }

    /** Any value serves: only slopes of logarithms are of use here. */
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
