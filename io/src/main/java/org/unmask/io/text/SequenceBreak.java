// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.text;

/** Where one sequence of a text ends and the next begins. FASTA has its own records instead. */
public enum SequenceBreak {
    /** Nowhere: the file is one sequence. */
    FILE,
    /** At each line break. */
    LINES,
    /** At each blank line. */
    PARAGRAPHS
}
