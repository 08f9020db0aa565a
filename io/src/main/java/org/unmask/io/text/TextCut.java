// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.text;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Finds places where a text may be cut, so that a tokenizer that starts there afresh goes on as one that has read all
 * before would: nothing is half read, and the tokenizer's memory of what came before decides nothing. Each unit has its
 * own rule, on the bytes right before and after the place.
 */
final class TextCut {

    /** Bytes before the first place in question that a search must see: the longest character. */
    static final int BEFORE = 4;

    private final TextUnit unit;

    TextCut(TextUnit unit) {
        this.unit = unit;
    }

    /**
     * The first place at or after an offset.
     *
     * @param in the text from {@link #BEFORE} bytes before the offset on
     * @param offset where to begin, at least {@link #BEFORE}
     * @param end number of bytes of the text
     * @return the offset of the first byte after the cut, or the end when there is no place
     */
    long find(InputStream in, long offset, long end) throws IOException {
        InputStream bytes = new BufferedInputStream(in, 1 << 13);
        if (unit == TextUnit.FASTA) {
            return afterLetters(bytes, offset, end);
        }
        byte[] before = bytes.readNBytes(BEFORE);
        int current = bytes.read();
        for (long at = offset; current >= 0; at++) {
            int next = bytes.read();
            if (isPlace(before, current, next)) {
                return at;
            }
            System.arraycopy(before, 1, before, 0, BEFORE - 1);
            before[BEFORE - 1] = (byte) current;
            current = next;
        }
        return end;
    }

    private boolean isPlace(byte[] before, int current, int next) {
        int last = before[BEFORE - 1] & 0xff;
        return switch (unit) {
            // Within a line: no line breaks wait for what follows them.
            case CHARACTERS -> !isBreak(last) && !isBreak(current) && (current & 0xc0) != 0x80;
            // Within a word: no space is held back, and none was just written.
            case LETTERS -> isLetter(last) && isLetter(current);
            // Right after a word, which is a token and the last thing read.
            case WORDS -> (current == ' ' || current == '\n') && endsWord(before);
            // Right after the text of a line.
            case LINES -> (current == '\n' || (current == '\r' && next == '\n')) && last > ' ';
            case FASTA -> throw new IllegalStateException("records are cut between lines");
        };
    }

    /** At the start of a line, when the line before was read whole and holds letters: no name waits for its letters. */
    private static long afterLetters(InputStream bytes, long offset, long end) throws IOException {
        int first = 0;
        int last = 0;
        long at = offset - BEFORE;
        for (int current = bytes.read(); current >= 0; current = bytes.read()) {
            if (at >= offset && last == '\n' && (isLetter(first) || first == '-')) {
                return at;
            }
            first = last == '\n' ? current : first;
            last = current;
            at++;
        }
        return end;
    }

    private static boolean isBreak(int b) {
        return b == '\n' || b == '\r';
    }

    private static boolean isLetter(int b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
    }

    private static boolean endsWord(byte[] before) {
        int lead = BEFORE - 1;
        while (lead > 0 && (before[lead] & 0xc0) == 0x80) {
            lead--;
        }
        int length = BEFORE - lead;
        int character;
        if (length == 1) {
            character = before[lead];
        } else {
            try {
                if (Utf8.length(before, lead, BEFORE, 0) != length) {
                    return false;
                }
            } catch (Misplaced malformed) {
                return false;
            }
            character = Utf8.codePoint(before, lead, length);
        }
        return character > 0 && Character.isLetterOrDigit(character);
    }
}
