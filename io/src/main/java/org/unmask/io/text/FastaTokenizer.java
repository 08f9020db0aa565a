// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.text;

import java.util.Arrays;

/** Records of FASTA: a line that begins with {@code >} names a record, the lines after it hold its letters. */
final class FastaTokenizer extends Tokenizer {

    private static final String EXTRA = "-.*?";

    private final CodeBook book;
    private final int[] ascii = new int[256];
    private boolean inHeader;
    private boolean atLineStart = true;
    private boolean named;

    FastaTokenizer(Emitter emitter, CodeBook book) {
        super(emitter);
        this.book = book;
        Arrays.fill(ascii, CodeBook.UNKNOWN);
    }

    @Override
    void consume(byte[] bytes, int from, int to, long base) {
        int i = from;
        while (i < to) {
            if (inHeader) {
                while (i < to && bytes[i] != '\n') {
                    i++;
                }
                if (i < to) {
                    inHeader = false;
                    atLineStart = true;
                    i++;
                }
                continue;
            }
            int code = atLineStart ? CodeBook.UNKNOWN : ascii[bytes[i] & 0xff];
            if (code >= 0) {
                emitter.put(code);
            } else {
                slow(bytes[i], base + i);
            }
            i++;
        }
        emitter.flush();
    }

    private void slow(byte found, long offset) {
        if (found == '\n') {
            atLineStart = true;
        } else if (atLineStart && (found == '>' || found == ';')) {
            inHeader = true;
            if (found == '>') {
                emitter.endSequence();
                named = true;
            }
        } else if (found != '\r' && found != ' ' && found != '\t') {
            atLineStart = false;
            letter(found, offset);
        }
    }

    private void letter(byte found, long offset) {
        int upper = Character.toUpperCase(found);
        boolean known = (upper >= 'A' && upper <= 'Z') || (found > 0 && EXTRA.indexOf(found) >= 0);
        if (!known) {
            throw new Misplaced(
                    offset,
                    (found > ' ' ? "found \"" + (char) found + "\"" : "found the byte " + (found & 0xff))
                            + " in a sequence, expected a letter");
        }
        if (!named) {
            throw new Misplaced(
                    offset,
                    "found \"" + (char) found + "\", expected a line that begins with \">\" and names a record");
        }
        int code = book.code(Character.toString(upper), offset);
        ascii[found] = code >= 0 ? code : CodeBook.UNKNOWN;
        emitter.put(code);
    }

    @Override
    void resume() {
        super.resume();
        named = true;
    }

    @Override
    void finish() {
        emitter.endSequence();
    }
}
