// SPDX-License-Identifier: Apache-2.0
package org.unmask.data;

import org.unmask.model.Alphabet;

/**
 * Sequences of symbols that pass by block by block and may be larger than memory. They can be replayed as often as one
 * likes, each time the same.
 */
public interface SymbolStream {

    /** Takes the tokens of one sequence after another. */
    interface Sink {
        /**
         * Goes on with the sequence under way.
         *
         * @param codes codes of symbols, or {@link SymbolSequences#MISSING}; not to be kept, it is used again
         * @param from first token of the block
         * @param to after its last token
         */
        void accept(int[] codes, int from, int to);

        /** Ends the sequence under way. */
        void endSequence();
    }

    /**
     * The symbols.
     *
     * @return the alphabet that the codes refer to
     */
    Alphabet alphabet();

    /**
     * Number of tokens over all sequences, missing ones included.
     *
     * @return at least 0
     */
    long tokens();

    /**
     * Number of sequences.
     *
     * @return at least 0
     */
    long count();

    /**
     * Passes all sequences by, in their order, each ended.
     *
     * @param sink takes them
     */
    void replay(Sink sink);

    /**
     * Sequences in memory as a stream.
     *
     * @param sequences the sequences
     * @return a stream of one block for each of them
     */
    static SymbolStream of(SymbolSequences sequences) {
        return new SymbolStream() {
            @Override
            public Alphabet alphabet() {
                return sequences.alphabet();
            }

            @Override
            public long tokens() {
                return sequences.tokens();
            }

            @Override
            public long count() {
                return sequences.count();
            }

            @Override
            public void replay(Sink sink) {
                for (int s = 0; s < sequences.count(); s++) {
                    sink.accept(sequences.codes(), sequences.start(s), sequences.end(s));
                    sink.endSequence();
                }
            }
        };
    }
}
