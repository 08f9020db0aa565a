// SPDX-License-Identifier: Apache-2.0
package org.unmask.io;

import java.util.Locale;

/** A number with its noun, in words for a person. */
public final class Counted {

    private Counted() {}

    /**
     * A number with its noun.
     *
     * @param number how many
     * @param singular an English noun that forms its plural by rule, such as {@code state} or {@code entry}
     * @return such as {@code 1 state}, {@code 0 states}, {@code 2 entries} or {@code 12,000 tokens}
     */
    public static String of(long number, String singular) {
        return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? singular : plural(singular));
    }

    private static String plural(String singular) {
        return singular.endsWith("ry") ? singular.substring(0, singular.length() - 1) + "ies" : singular + "s";
    }
}
