// SPDX-License-Identifier: Apache-2.0
package org.unmask.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** An immutable list of distinct symbols; the code of a symbol is its place in the list, from 0. */
public final class Alphabet {

    private final List<String> symbols;
    private final Map<String, Integer> codes;

    private Alphabet(List<String> symbols, Map<String, Integer> codes) {
        this.symbols = symbols;
        this.codes = codes;
    }

    /**
     * An alphabet.
     *
     * @param symbols distinct symbols in the order of their codes; copied
     * @return the alphabet
     * @throws IllegalArgumentException when there is no symbol or one occurs twice
     */
    public static Alphabet of(List<String> symbols) {
        if (symbols.isEmpty()) {
            throw new IllegalArgumentException("an alphabet needs at least one symbol, found none");
        }
        Map<String, Integer> codes = new HashMap<>(2 * symbols.size());
        for (int code = 0; code < symbols.size(); code++) {
            Integer before = codes.putIfAbsent(symbols.get(code), code);
            if (before != null) {
                throw new IllegalArgumentException("symbol \"" + symbols.get(code) + "\" stands at places "
                        + (before + 1) + " and " + (code + 1) + " of the alphabet, expected distinct symbols");
            }
        }
        return new Alphabet(List.copyOf(symbols), codes);
    }

    /**
     * An alphabet.
     *
     * @param symbols distinct symbols in the order of their codes
     * @return the alphabet
     */
    public static Alphabet of(String... symbols) {
        return of(List.of(symbols));
    }

    /**
     * An alphabet of numbered symbols, for models without names of their own.
     *
     * @param size number of symbols, at least 1
     * @return symbols "0", "1", and so on
     */
    public static Alphabet numbered(int size) {
        return of(java.util.stream.IntStream.range(0, size)
                .mapToObj(Integer::toString)
                .toList());
    }

    /**
     * Number of symbols.
     *
     * @return at least 1
     */
    public int size() {
        return symbols.size();
    }

    /**
     * The symbol with a code.
     *
     * @param code from 0
     * @return the symbol
     */
    public String symbol(int code) {
        return symbols.get(code);
    }

    /**
     * The code of a symbol.
     *
     * @param symbol any text
     * @return its code; empty when the alphabet does not have it
     */
    public OptionalInt code(String symbol) {
        Integer code = codes.get(symbol);
        return code == null ? OptionalInt.empty() : OptionalInt.of(code);
    }

    /**
     * The symbols in the order of their codes.
     *
     * @return an unmodifiable list
     */
    public List<String> symbols() {
        return symbols;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Alphabet that && symbols.equals(that.symbols);
    }

    @Override
    public int hashCode() {
        return symbols.hashCode();
    }

    @Override
    public String toString() {
        return symbols.toString();
    }
}
