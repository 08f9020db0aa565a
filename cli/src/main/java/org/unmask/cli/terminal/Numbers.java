// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli.terminal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers for a person. */
public final class Numbers {

    private Numbers() {}

    /** Four digits that count, in plain notation where that is short. */
    public static String short4(double value) {
        double size = Math.abs(value);
        if ((size != 0 && (size < 1e-4 || size >= 1e7)) || !Double.isFinite(value)) {
            return String.format(Locale.ROOT, "%.3e", value);
        }
        if (size >= 1e4) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return new BigDecimal(value)
                .round(new MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
    }

    /** An error or a limit: two digits that count. */
    public static String error(double value) {
        if ((value != 0 && (value < 1e-5 || value >= 1e4)) || !Double.isFinite(value)) {
            return String.format(Locale.ROOT, "%.1e", value);
        }
        return new BigDecimal(value).round(new MathContext(2)).toPlainString();
    }

    /** A probability; what would round to 0 or 1 without being it says so. */
    public static String probability(double p) {
        if (p > 0 && p < 1e-9) {
            return "~0";
        }
        if (p < 1 && 1 - p < 1e-9) {
            return "~1";
        }
        if (p > 0 && p < 1e-4) {
            return String.format(Locale.ROOT, "%.1e", p);
        }
        if (p < 1 && p > 0.99995) {
            return String.format(Locale.ROOT, "1-%.1e", 1 - p);
        }
        return String.format(Locale.ROOT, "%.4f", p);
    }
}
