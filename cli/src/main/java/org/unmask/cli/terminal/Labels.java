// SPDX-License-Identifier: Apache-2.0
package org.unmask.cli.terminal;

/** Symbols as a terminal may show them: no control character reaches it, and spaces are seen. */
public final class Labels {

    private Labels() {}

    /** Characters shown of a long symbol. */
    private static final int SHOWN = 60;

    /** A symbol one can see, without any character that would steer the terminal; a long one is cut. */
    public static String visible(String symbol) {
        if (symbol.codePointCount(0, symbol.length()) > SHOWN) {
            return visible(symbol.substring(0, symbol.offsetByCodePoints(0, SHOWN - 1))) + "…";
        }
        if (symbol.isEmpty()) {
            return "''";
        }
        StringBuilder text = new StringBuilder();
        boolean blank = symbol.isBlank();
        symbol.codePoints().forEach(c -> {
            if (c == '\n') {
                text.append("\\n");
            } else if (c == '\t') {
                text.append("\\t");
            } else if (c == ' ' && blank) {
                text.append('␣');
            } else if (Character.isISOControl(c)
                    || Character.getType(c) == Character.FORMAT
                    || Character.getType(c) == Character.LINE_SEPARATOR
                    || Character.getType(c) == Character.PARAGRAPH_SEPARATOR) {
                text.append(String.format(java.util.Locale.ROOT, "\\u%04x", c));
            } else {
                text.appendCodePoint(c);
            }
        });
        return text.toString();
    }
}
