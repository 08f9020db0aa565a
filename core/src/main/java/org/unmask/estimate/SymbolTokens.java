// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.Arrays;
import java.util.List;
import org.unmask.data.SymbolSequences;
import org.unmask.model.Alphabet;

/**
 * Symbols renumbered by their first appearance, so that no answer depends on how the alphabet is ordered. A missing token
 * has the code {@code symbols}.
 */
final class SymbolTokens {
    private final int[] codes;
    private final int[] ends;
    private final int symbols;
    private final int[] original;

    SymbolTokens(int[] codes, int[] ends, int symbols, int[] original) {
        this.codes = codes;
        this.ends = ends;
        this.symbols = symbols;
        this.original = original;
    }

    /** One for each token. */
    int[] codes() {
        return codes;
    }

    /** End of each sequence; no sequence is empty. */
    int[] ends() {
        return ends;
    }

    /** Number of distinct symbols seen. */
    int symbols() {
        return symbols;
    }

    /** Code in the alphabet of each symbol. */
    int[] original() {
        return original;
    }

    static SymbolTokens of(SymbolSequences sequences) {
        int[] given = sequences.codes();
        int[] rank = new int[sequences.alphabet().size()];
        int[] original = new int[rank.length];
        Arrays.fill(rank, -1);
        int symbols = 0;
        for (int code : given) {
            if (code >= 0 && rank[code] < 0) {
                original[symbols] = code;
                rank[code] = symbols++;
            }
        }
        int[] codes = new int[given.length];
        for (int t = 0; t < codes.length; t++) {
            codes[t] = given[t] < 0 ? symbols : rank[given[t]];
        }
        int[] ends = Ends.nonEmpty(sequences);
        return new SymbolTokens(codes, ends, symbols, Arrays.copyOf(original, symbols));
    }

    /** Several stretches spread over the data, at most so many tokens together; the data themselves when they are fewer. */
    SymbolTokens sample(int tokens, int stretches) {
        if (codes.length <= tokens) {
            return this;
        }
        List<int[]> cuts = Ends.spread(ends, tokens, stretches);
        int total = cuts.stream().mapToInt(cut -> cut[1] - cut[0]).sum();
        int[] chosen = new int[total];
        int[] chosenEnds = new int[cuts.size()];
        int at = 0;
        for (int s = 0; s < cuts.size(); s++) {
            int[] cut = cuts.get(s);
            System.arraycopy(codes, cut[0], chosen, at, cut[1] - cut[0]);
            at += cut[1] - cut[0];
            chosenEnds[s] = at;
        }
        return new SymbolTokens(chosen, chosenEnds, symbols, original);
    }

    /** How often each symbol is seen. */
    double[] frequencies() {
        double[] out = new double[symbols + 1];
        for (int code : codes) {
            out[code]++;
        }
        out = Arrays.copyOf(out, symbols);
        double total = Arrays.stream(out).sum();
        for (int x = 0; x < symbols; x++) {
            out[x] /= total;
        }
        return out;
    }

    /** The same tokens over an alphabet of the symbols seen. */
    SymbolSequences renumbered() {
        int[] out = new int[codes.length];
        for (int t = 0; t < out.length; t++) {
            out[t] = codes[t] == symbols ? SymbolSequences.MISSING : codes[t];
        }
        return SymbolSequences.of(Alphabet.numbered(symbols), out, ends);
    }

    /** The same tokens over the alphabet that they came from. */
    SymbolSequences sequences(Alphabet alphabet) {
        int[] out = new int[codes.length];
        for (int t = 0; t < out.length; t++) {
            out[t] = codes[t] == symbols ? SymbolSequences.MISSING : original[codes[t]];
        }
        return SymbolSequences.of(alphabet, out, ends);
    }
}
