// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.text;

/**
 * What a token of a text is. Texts are UTF-8; carriage returns and a byte order mark are passed over.
 */
public enum TextUnit {
    /**
     * Each character (code point) as it is. A line break is a character too, but for the one at the very end of the
     * file.
     */
    CHARACTERS,
    /**
     * The letters a to z and the space: upper case is folded, accents are taken off (canonical decomposition), every run
     * of other characters is one space, none at the ends of a sequence.
     */
    LETTERS,
    /**
     * Words in lower case: runs of letters, digits and accents, with single apostrophes inside. Punctuation and hyphens
     * separate and are dropped.
     */
    WORDS,
    /** Each line, without white space around it. Blank lines are passed over. */
    LINES,
    /**
     * Records of FASTA, one sequence each. Letters are turned to upper case. When at least half are A, C, G, T or U, the
     * ambiguous codes of nucleotides (N and the like) are missing tokens, else X, B, Z and J as for proteins; gaps and
     * stops ({@code - . * ?}) are missing in both.
     */
    FASTA
}
