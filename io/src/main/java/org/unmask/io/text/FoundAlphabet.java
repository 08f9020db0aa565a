// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.text;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.unmask.data.SymbolSequences;
import org.unmask.io.BadInputException;
import org.unmask.model.Alphabet;

/**
 * The alphabet of the symbols that occur and are not missing.
 *
 * @param alphabet its codes do not depend on the order of the text
 * @param absent symbols that stand for a missing token, seen from what there is; for FASTA only
 * @param places the code of each symbol in the order they were given, or {@link SymbolSequences#MISSING}
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares two.
record FoundAlphabet(Alphabet alphabet, Set<String> absent, int[] places) {

    static FoundAlphabet of(TextUnit unit, List<String> symbols, long[] counts, String name) {
        Set<String> absent = unit == TextUnit.FASTA ? FastaCodes.missing(symbols, counts) : Set.of();
        int[] order = unit == TextUnit.WORDS ? SymbolOrder.frequency(symbols, counts) : SymbolOrder.natural(symbols);
        int[] present = Arrays.stream(order)
                .filter(code -> counts[code] > 0 && !absent.contains(symbols.get(code)))
                .toArray();
        if (present.length == 0) {
            throw BadInputException.in(name, "every token is missing, expected at least one that is not");
        }
        int[] places = new int[symbols.size()];
        Arrays.fill(places, SymbolSequences.MISSING);
        for (int place = 0; place < present.length; place++) {
            places[present[place]] = place;
        }
        return new FoundAlphabet(
                Alphabet.of(Arrays.stream(present).mapToObj(symbols::get).toList()), absent, places);
    }
}
