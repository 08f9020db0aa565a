// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.text;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The order in which symbols found in data get their codes, so that it does not depend on where they were met first. */
public final class SymbolOrder {

    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,17}");

    private SymbolOrder() {}

    /**
     * By number when all symbols are whole numbers, else by character codes.
     *
     * @param symbols distinct symbols
     * @return the places of the symbols in their order
     */
    public static int[] natural(List<String> symbols) {
        boolean numbers = symbols.stream().allMatch(s -> INTEGER.matcher(s).matches());
        Comparator<String> order = numbers
                ? Comparator.comparingLong(Long::parseLong)
                : (a, b) -> java.util.Arrays.compare(
                        a.codePoints().toArray(), b.codePoints().toArray());
        return sorted(symbols, Comparator.comparing(symbols::get, order.thenComparing(Comparator.naturalOrder())));
    }

    /**
     * Most frequent first, equals by character codes.
     *
     * @param symbols distinct symbols
     * @param counts how often each occurs
     * @return the places of the symbols in their order
     */
    static int[] frequency(List<String> symbols, long[] counts) {
        return sorted(
                symbols,
                Comparator.comparingLong((Integer code) -> -counts[code]).thenComparing(symbols::get));
    }

    private static int[] sorted(List<String> symbols, Comparator<Integer> order) {
        return IntStream.range(0, symbols.size())
                .boxed()
                .sorted(order)
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
