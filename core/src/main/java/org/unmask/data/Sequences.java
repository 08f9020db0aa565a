// SPDX-License-Identifier: Apache-2.0
package org.unmask.data;

/**
 * Many sequences as one flat array and the end of each; one sequence is the case of one end. Sequence {@code s} covers
 * tokens {@code start(s) .. end(s) - 1}. Immutable, and not copied: the arrays are shared on purpose, as data may fill
 * most of the memory, and callers do not modify them.
 */
public sealed interface Sequences permits SymbolSequences, PointSequences {

    /**
     * Number of sequences.
     *
     * @return at least 0
     */
    int count();

    /**
     * Number of tokens over all sequences, missing ones included.
     *
     * @return at least 0
     */
    int tokens();

    /**
     * Where a sequence ends.
     *
     * @param sequence sequence, from 0
     * @return index after its last token
     */
    int end(int sequence);

    /**
     * Where a sequence starts.
     *
     * @param sequence sequence, from 0
     * @return index of its first token
     */
    default int start(int sequence) {
        return sequence == 0 ? 0 : end(sequence - 1);
    }

    /**
     * Length of an encoded token: number of symbols or of coordinates.
     *
     * @return at least 1
     */
    int dimension();

    /**
     * A range of sequences, sharing the same arrays where possible.
     *
     * @param from first sequence
     * @param to after the last sequence
     * @return those sequences
     */
    Sequences slice(int from, int to);
}
