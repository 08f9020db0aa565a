// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Words in lower case, or whole lines. */
final class WordTokenizer extends Tokenizer {

    private static final int OTHER = 0;
    private static final int LINE_BREAK = 1;
    private static final int APOSTROPHE = 2;
    private static final int SLOW = 3;

    /** The right single quotation mark, which texts use as an apostrophe. */
    private static final int RAISED = 0x2019;

    private final ByteTable table;
    private final SequenceBreak breaks;
    private final boolean lines;

    /** What an ASCII character is: one of the classes above, or the byte of the word it becomes. */
    private final int[] classes = new int[256];

    private byte[] word = new byte[64];
    private int length;
    private boolean apostrophe;
    private long start;

    /** Line breaks since the last token. */
    private int newlines;

    WordTokenizer(Emitter emitter, CodeBook book, SequenceBreak breaks, boolean lines) {
        super(emitter);
        this.table = new ByteTable(book);
        this.breaks = breaks;
        this.lines = lines;
        for (int b = 0; b < 256; b++) {
            boolean wordly = lines ? b > 0 : Character.isLetterOrDigit(b);
            int lower = lines ? b : Character.toLowerCase(b);
            classes[b] = b >= 0x80 || b == 0 ? SLOW : wordly ? lower : OTHER;
        }
        classes['\n'] = LINE_BREAK;
        if (lines) {
            // White space is taken off the ends of the line later; a tab or bell inside is kept by the slow way.
            for (int b = 1; b < ' '; b++) {
                classes[b] = b == '\n' ? LINE_BREAK : SLOW;
            }
        } else {
            classes['\''] = APOSTROPHE;
        }
    }

    @Override
    void consume(byte[] bytes, int from, int to, long base) {
        int i = from;
        while (i < to) {
            int kind = classes[bytes[i] & 0xff];
            if (kind > SLOW) {
                add(kind, base + i);
                i++;
            } else if (kind == SLOW) {
                i = slow(bytes, i, to, base);
            } else {
                if (kind == APOSTROPHE && length > 0 && !apostrophe) {
                    apostrophe = true;
                } else {
                    endToken();
                }
                if (kind == LINE_BREAK) {
                    lineBreak();
                }
                i++;
            }
        }
        emitter.flush();
    }

    private void add(int value, long offset) {
        if (length == 0) {
            start = offset;
        } else if (apostrophe) {
            append('\'');
        }
        apostrophe = false;
        append(value);
    }

    private void append(int value) {
        if (length == word.length) {
            word = Arrays.copyOf(word, 2 * length);
        }
        word[length++] = (byte) value;
    }

    private int slow(byte[] bytes, int at, int to, long base) {
        if (bytes[at] == 0) {
            throw noText(base + at);
        }
        if (bytes[at] > 0) {
            if (bytes[at] != '\r') {
                add(bytes[at], base + at);
            }
            return at + 1;
        }
        int size = Utf8.length(bytes, at, to, base);
        int character = Utf8.codePoint(bytes, at, size);
        if (lines) {
            for (int i = 0; i < size; i++) {
                add(bytes[at + i], base + at);
            }
        } else if (character == RAISED && length > 0 && !apostrophe) {
            apostrophe = true;
        } else if (isWordly(character)) {
            for (byte b : Character.toString(Character.toLowerCase(character)).getBytes(StandardCharsets.UTF_8)) {
                add(b, base + at);
            }
        } else {
            endToken();
        }
        return at + size;
    }

    private boolean isWordly(int character) {
        int type = Character.getType(character);
        boolean mark = type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
        return Character.isLetterOrDigit(character) || (length > 0 && mark);
    }

    private void endToken() {
        int end = length;
        int begin = 0;
        if (lines) {
            while (end > 0 && isBlank(word[end - 1])) {
                end--;
            }
            while (begin < end && isBlank(word[begin])) {
                begin++;
            }
        }
        if (end > begin) {
            if (begin > 0) {
                System.arraycopy(word, begin, word, 0, end - begin);
            }
            emitter.put(table.code(word, end - begin, start));
            newlines = 0;
        }
        length = 0;
        apostrophe = false;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    private void lineBreak() {
        newlines++;
        if (breaks == SequenceBreak.LINES || (breaks == SequenceBreak.PARAGRAPHS && newlines == 2)) {
            emitter.endSequence();
        }
    }

    @Override
    void stop() {
        endToken();
        super.stop();
    }

    @Override
    void finish() {
        endToken();
        emitter.endSequence();
    }
}
