// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

/**
 * The exponential of numbers that are not positive, to within two units of the last place: with {@code n} the integer
 * nearest to {@code x / log 2}, it is {@code 2^n} times a polynomial in the rest. Taken apart into loops that the compiler
 * turns into vector instructions; only the power of two is put in one by one.
 */
final class Exponential {

    static final double LOG2_E = 1.4426950408889634;
    static final double LN2_HIGH = 0x1.62e42feep-1;
    static final double LN2_LOW = 0x1.a39ef35793c76p-33;
    /** Adding this rounds to an integer and leaves it in the low bits. */
    static final double MAGIC = 0x1.8p52;

    static final double SMALLEST = -708;

    private final double[] whole;
    private final double[] value;

    /** Room for arrays up to a length. */
    Exponential(int length) {
        whole = new double[length];
        value = new double[length];
    }

    /** Replaces {@code x <= 0} by {@code exp(x)} between two indices; by {@code exp(-708)} below -708; NaN stays. */
    void of(double[] x, int begin, int end) {
        round(x, whole, begin, end);
        rest(x, whole, begin, end);
        first(x, value, begin, end);
        second(x, value, begin, end);
        third(x, value, begin, end);
        scale(value, whole, x, begin, end);
    }

    private static void round(double[] x, double[] whole, int begin, int end) {
        for (int l = begin; l < end; l++) {
            x[l] = Math.max(x[l], SMALLEST);
        }
        for (int l = begin; l < end; l++) {
            whole[l] = (x[l] * LOG2_E + MAGIC) - MAGIC;
        }
    }

    private static void rest(double[] x, double[] whole, int begin, int end) {
        for (int l = begin; l < end; l++) {
            x[l] = (x[l] - whole[l] * LN2_HIGH) - whole[l] * LN2_LOW;
        }
    }

    private static void first(double[] r, double[] p, int begin, int end) {
        for (int l = begin; l < end; l++) {
            p[l] = (((r[l] * (1.0 / 6227020800.0) + 1.0 / 479001600) * r[l] + 1.0 / 39916800) * r[l] + 1.0 / 3628800)
                            * r[l]
                    + 1.0 / 362880;
        }
    }

    private static void second(double[] r, double[] p, int begin, int end) {
        for (int l = begin; l < end; l++) {
            p[l] = (((p[l] * r[l] + 1.0 / 40320) * r[l] + 1.0 / 5040) * r[l] + 1.0 / 720) * r[l] + 1.0 / 120;
        }
    }

    private static void third(double[] r, double[] p, int begin, int end) {
        for (int l = begin; l < end; l++) {
            p[l] = ((((p[l] * r[l] + 1.0 / 24) * r[l] + 1.0 / 6) * r[l] + 0.5) * r[l] + 1) * r[l] + 1;
        }
    }

    private static void scale(double[] p, double[] whole, double[] to, int begin, int end) {
        for (int l = begin; l < end; l++) {
            to[l] = p[l] * Double.longBitsToDouble((Double.doubleToRawLongBits(whole[l] + MAGIC) + 1023) << 52);
        }
    }
}
