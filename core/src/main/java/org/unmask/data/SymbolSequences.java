// SPDX-License-Identifier: Apache-2.0
package org.unmask.data;

import java.util.Arrays;
import org.unmask.model.Alphabet;

/** Sequences of symbols, each token the code of a symbol in the {@link Alphabet}, or {@link #MISSING}. */
public final class SymbolSequences implements Sequences {

    /** The code of a token that was not observed. */
    public static final int MISSING = -1;

    private final Alphabet alphabet;
    private final int[] codes;
    private final int[] ends;

    private SymbolSequences(Alphabet alphabet, int[] codes, int[] ends) {
        this.alphabet = alphabet;
        this.codes = codes;
        this.ends = ends;
    }

    /**
     * Sequences from codes.
     *
     * @param alphabet the symbols
     * @param codes one code for each token, or {@link #MISSING}; kept, not copied
     * @param ends end offset of each sequence; kept, not copied
     * @return the sequences
     * @throws IllegalArgumentException when a code is outside the alphabet or the ends do not cover the tokens
     */
    public static SymbolSequences of(Alphabet alphabet, int[] codes, int... ends) {
        SequenceEnds.check(ends, codes.length);
        for (int t = 0; t < codes.length; t++) {
            if (codes[t] < MISSING || codes[t] >= alphabet.size()) {
                throw new IllegalArgumentException("token " + (t + 1) + " has code " + codes[t] + ", expected 0.."
                        + (alphabet.size() - 1) + ", or -1 for a missing one");
            }
        }
        return new SymbolSequences(alphabet, codes, ends);
    }

    /**
     * One sequence from codes.
     *
     * @param alphabet the symbols
     * @param codes one code for each token; kept, not copied
     * @return the sequence
     */
    public static SymbolSequences single(Alphabet alphabet, int... codes) {
        return of(alphabet, codes, codes.length);
    }

    /**
     * The symbols.
     *
     * @return the alphabet
     */
    public Alphabet alphabet() {
        return alphabet;
    }

    /**
     * The code of a token.
     *
     * @param token index over all sequences, from 0
     * @return its code, or {@link #MISSING}
     */
    public int code(int token) {
        return codes[token];
    }

    /**
     * The codes of all tokens.
     *
     * @return the array itself, for kernels; not to be modified
     */
    public int[] codes() {
        return codes;
    }

    @Override
    public int count() {
        return ends.length;
    }

    @Override
    public int tokens() {
        return codes.length;
    }

    @Override
    public int end(int sequence) {
        return ends[sequence];
    }

    @Override
    public int dimension() {
        return alphabet.size();
    }

    @Override
    public SymbolSequences slice(int from, int to) {
        if (from == 0 && to == ends.length) {
            return this;
        }
        int[] cut = to > from ? Arrays.copyOfRange(codes, start(from), ends[to - 1]) : new int[0];
        return new SymbolSequences(alphabet, cut, SequenceEnds.slice(ends, from, to));
    }
}
