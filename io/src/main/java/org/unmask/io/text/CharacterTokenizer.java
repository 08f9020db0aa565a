// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.text;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Each character a token. */
final class CharacterTokenizer extends Tokenizer {

    private static final int PLANE = 0x10000;

    private final CodeBook book;
    private final SequenceBreak breaks;

    /** Code of each ASCII character, negative where the slow way must be taken. */
    private final int[] ascii = new int[256];

    private int[] plane = new int[0];
    private final Map<Integer, Integer> beyond = new HashMap<>();

    /** Line breaks that nothing has followed yet. */
    private int pending;

    private long end;

    CharacterTokenizer(Emitter emitter, CodeBook book, SequenceBreak breaks) {
        super(emitter);
        this.book = book;
        this.breaks = breaks;
        Arrays.fill(ascii, CodeBook.UNKNOWN);
    }

    @Override
    void consume(byte[] bytes, int from, int to, long base) {
        int i = pending > 0 ? lineBreaks(bytes, from, to, base) : from;
        int[] out = emitter.out;
        int n = emitter.size;
        while (i < to) {
            int code = ascii[bytes[i] & 0xff];
            if (code >= 0) {
                out[n++] = code;
                i++;
            } else {
                emitter.size = n;
                i = slow(bytes, i, to, base);
                n = emitter.size;
            }
        }
        emitter.size = n;
        emitter.flush();
        end = base + to;
    }

    private int slow(byte[] bytes, int at, int to, long base) {
        int first = bytes[at];
        if (first == '\n') {
            return lineBreaks(bytes, at, to, base);
        }
        if (first == '\r') {
            return at + 1;
        }
        if (first == 0) {
            throw noText(base + at);
        }
        if (first > 0) {
            int code = book.code(Character.toString(first), base + at);
            ascii[first] = code >= 0 ? code : CodeBook.UNKNOWN;
            emitter.put(code);
            return at + 1;
        }
        int length = Utf8.length(bytes, at, to, base);
        emitter.put(code(Utf8.codePoint(bytes, at, length), base + at));
        return at + length;
    }

    private int code(int character, long offset) {
        if (character >= PLANE) {
            Integer known = beyond.get(character);
            if (known == null) {
                known = book.code(Character.toString(character), offset);
                beyond.put(character, known);
            }
            return known;
        }
        if (plane.length == 0) {
            plane = new int[PLANE];
            Arrays.fill(plane, CodeBook.UNKNOWN);
        }
        int known = plane[character];
        if (known == CodeBook.UNKNOWN) {
            known = book.code(Character.toString(character), offset);
            plane[character] = known;
        }
        return known;
    }

    /** Counts line breaks and deals with them once something follows. */
    private int lineBreaks(byte[] bytes, int from, int to, long base) {
        int i = from;
        while (i < to && (bytes[i] == '\n' || bytes[i] == '\r')) {
            if (bytes[i] == '\n') {
                pending++;
            }
            i++;
        }
        if (i < to) {
            settle(base + i - 1);
        }
        return i;
    }

    private void settle(long offset) {
        boolean ends = breaks == SequenceBreak.LINES || (breaks == SequenceBreak.PARAGRAPHS && pending > 1);
        if (ends) {
            emitter.endSequence();
        } else {
            int code = book.code("\n", offset);
            for (int b = 0; b < pending; b++) {
                emitter.put(code);
            }
        }
        pending = 0;
    }

    @Override
    void finish() {
        if (pending > 1 && breaks == SequenceBreak.FILE) {
            pending--;
            settle(end - 1);
        }
        emitter.endSequence();
    }
}
