// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.text;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which letters of FASTA say that the residue is not known. */
final class FastaCodes {

    private static final Set<String> NUCLEOTIDES = Set.of("A", "C", "G", "T", "U");
    private static final Set<String> GAPS = Set.of("-", ".", "*", "?");
    private static final Set<String> UNSURE_NUCLEOTIDES =
            Set.of("N", "R", "Y", "K", "M", "S", "W", "B", "D", "H", "V", "X");
    private static final Set<String> UNSURE_RESIDUES = Set.of("X", "B", "Z", "J");

    /** The least share of A, C, G, T and U among the letters of nucleotides. */
    private static final double SHARE = 0.5;

    private FastaCodes() {}

    /** The missing codes of a file by what is in it. */
    static Set<String> missing(List<String> symbols, long[] counts) {
        long sure = 0;
        long letters = 0;
        boolean all = true;
        for (int code = 0; code < symbols.size(); code++) {
            String symbol = symbols.get(code);
            if (!GAPS.contains(symbol) && !symbol.equals("N")) {
                letters += counts[code];
                sure += NUCLEOTIDES.contains(symbol) ? counts[code] : 0;
                all &= NUCLEOTIDES.contains(symbol) || UNSURE_NUCLEOTIDES.contains(symbol);
            }
        }
        return missing(all && sure >= SHARE * letters);
    }

    /** The missing codes for an alphabet that is given. */
    static Set<String> missing(List<String> alphabet) {
        Set<String> out = new HashSet<>(missing(NUCLEOTIDES.containsAll(alphabet)));
        alphabet.forEach(out::remove);
        return out;
    }

    private static Set<String> missing(boolean nucleotides) {
        Set<String> out = new HashSet<>(GAPS);
        out.addAll(nucleotides ? UNSURE_NUCLEOTIDES : UNSURE_RESIDUES);
        return out;
    }
}
