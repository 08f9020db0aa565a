// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

/**
 * The exponential of numbers that are not positive, to within two units of the last place, plain enough to be inlined into
 * a loop: with {@code n} the integer nearest to {@code x / log 2}, it is {@code 2^n} times a polynomial in the rest.
 */
final class Exponential {

    private static final double LOG2_E = 1.4426950408889634;
    private static final double LN2_HIGH = 0x1.62e42feep-1;
    private static final double LN2_LOW = 0x1.a39ef35793c76p-33;
    /** Adding this rounds to an integer and leaves it in the low bits. */
    private static final double MAGIC = 0x1.8p52;

    private static final double SMALLEST = -708;

    private Exponential() {}

    /** {@code exp(x)} for {@code x <= 0}, and 0 below -708; NaN for NaN. */
    static double of(double x) {
        if (x < SMALLEST) {
            return 0;
        }
        double shifted = x * LOG2_E + MAGIC;
        double n = shifted - MAGIC;
        double r = (x - n * LN2_HIGH) - n * LN2_LOW;
        double r2 = r * r;
        double r4 = r2 * r2;
        double low = (1 + r) + r2 * (0.5 + r * (1.0 / 6));
        double middle = (1.0 / 24 + r * (1.0 / 120)) + r2 * (1.0 / 720 + r * (1.0 / 5040));
        double high = (1.0 / 40320 + r * (1.0 / 362880)) + r2 * (1.0 / 3628800 + r * (1.0 / 39916800));
        double p = low + r4 * (middle + r4 * (high + r4 * (1.0 / 479001600 + r * (1.0 / 6227020800.0))));
        return p * Double.longBitsToDouble((Double.doubleToRawLongBits(shifted) + 1023) << 52);
    }
}
