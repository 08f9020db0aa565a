// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.unmask.data.SymbolSequences;
import org.unmask.model.Alphabet;

/** From symbols to codes: either new codes in order of appearance, or those of a given alphabet. */
final class CodeBook {

    /** In tables: not looked up yet. */
    static final int UNKNOWN = -2;

    private final Alphabet given;
    private final boolean growing;
    private final UnseenSymbols unseen;
    private final Set<String> missing;
    private final List<String> symbols = new ArrayList<>();
    private final Map<String, Integer> codes = new HashMap<>();

    private CodeBook(Alphabet given, boolean growing, UnseenSymbols unseen, Set<String> missing) {
        this.given = given;
        this.growing = growing;
        this.unseen = unseen;
        this.missing = missing;
    }

    static CodeBook growing(Set<String> missing) {
        return new CodeBook(Alphabet.numbered(1), true, UnseenSymbols.REFUSE, missing);
    }

    static CodeBook fixed(Alphabet alphabet, UnseenSymbols unseen, Set<String> missing) {
        return new CodeBook(alphabet, false, unseen, missing);
    }

    /**
     * The code of a symbol.
     *
     * @param offset where it stands in the input, in bytes
     * @return its code, or {@link SymbolSequences#MISSING}
     * @throws Misplaced when the alphabet is given and does not have it
     */
    int code(String symbol, long offset) {
        if (missing.contains(symbol)) {
            return SymbolSequences.MISSING;
        }
        if (growing) {
            Integer code = codes.putIfAbsent(symbol, symbols.size());
            if (code == null) {
                symbols.add(symbol);
                return symbols.size() - 1;
            }
            return code;
        }
        OptionalInt code = given.code(symbol);
        if (code.isPresent()) {
            return code.getAsInt();
        }
        if (unseen == UnseenSymbols.MISSING) {
            return SymbolSequences.MISSING;
        }
        throw new Misplaced(
                offset,
                "found " + shown(symbol) + ", expected one of the " + given.size() + " symbols "
                        + listed(given.symbols()));
    }

    /** The symbols met by a growing book, by code. */
    List<String> symbols() {
        return symbols;
    }

    static String shown(String symbol) {
        return symbol.equals("\n") ? "a line break" : "\"" + symbol + "\"";
    }

    private static String listed(List<String> symbols) {
        int most = 8;
        List<String> first = symbols.stream().limit(most).map(CodeBook::shown).toList();
        return String.join(" ", first) + (symbols.size() > most ? " …" : "");
    }
}
