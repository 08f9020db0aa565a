// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.text;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.unmask.io.InputBytes;

/**
 * The letters a to z and single spaces. Its own codes are those of {@link #SYMBOLS}; the caller translates them, so that
 * the loop may compare with the space's code 0.
 */
final class LetterTokenizer extends Tokenizer {

    /** The space, then a to z. */
    static final List<String> SYMBOLS = IntStream.concat(IntStream.of(' '), IntStream.rangeClosed('a', 'z'))
            .mapToObj(Character::toString)
            .toList();

    private static final int SPACE = 0;
    private static final int SLOW = -1;

    private final SequenceBreak breaks;
    private final int[] ascii = new int[256];

    /** The token before, or a space at the start of a sequence, where none shall come first. */
    private int before = SPACE;

    private boolean inBreak;
    private int lines;

    LetterTokenizer(Emitter emitter, SequenceBreak breaks) {
        super(emitter);
        this.breaks = breaks;
        for (int b = 0; b < 256; b++) {
            ascii[b] = b >= 0x80 || b == 0 ? SLOW : letter(b);
        }
        if (breaks != SequenceBreak.FILE) {
            ascii['\n'] = SLOW;
        }
    }

    /** Code of an ASCII character. */
    private static int letter(int character) {
        int lower = character >= 'A' && character <= 'Z' ? character + 32 : character;
        return lower >= 'a' && lower <= 'z' ? lower - 'a' + 1 : SPACE;
    }

    @Override
    void consume(byte[] bytes, int from, int to, long base) {
        int i = inBreak ? lineBreaks(bytes, from, to) : from;
        int[] out = emitter.out;
        int n = emitter.size;
        int last = before;
        while (i < to) {
            int code = ascii[bytes[i] & 0xff];
            if (code >= 0) {
                // Always written, but kept only when it is no second space: no branch to be guessed wrong.
                out[n] = code;
                n += -(code | last) >>> 31;
                last = code;
                i++;
            } else {
                emitter.size = n;
                before = last;
                i = slow(bytes, i, to, base);
                last = before;
                n = emitter.size;
            }
        }
        emitter.size = n;
        before = last;
        emitter.flushHolding(SPACE);
    }

    private int slow(byte[] bytes, int at, int to, long base) {
        if (bytes[at] == '\n') {
            inBreak = true;
            lines = 0;
            return lineBreaks(bytes, at, to);
        }
        if (bytes[at] == 0) {
            throw noText(base + at);
        }
        int length = Utf8.length(bytes, at, to, base);
        int character = Utf8.codePoint(bytes, at, length);
        if (!isAccent(character)) {
            String plain = Normalizer.normalize(Character.toString(character), Normalizer.Form.NFD)
                    .toLowerCase(Locale.ROOT);
            plain.codePoints().filter(c -> !isAccent(c)).forEach(c -> put(c < 0x80 ? letter(c) : SPACE));
        }
        return at + length;
    }

    private static boolean isAccent(int character) {
        int type = Character.getType(character);
        return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
    }

    private void put(int code) {
        if ((code | before) != SPACE) {
            emitter.put(code);
        }
        before = code;
    }

    private int lineBreaks(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && (bytes[i] == '\n' || bytes[i] == '\r' || bytes[i] == ' ' || bytes[i] == '\t')) {
            if (bytes[i] == '\n') {
                lines++;
            }
            i++;
        }
        if (i < to) {
            inBreak = false;
            if (breaks == SequenceBreak.LINES || lines > 1) {
                endSequence();
            } else {
                put(SPACE);
            }
        }
        return i;
    }

    private void endSequence() {
        if (emitter.size > 0 && emitter.out[emitter.size - 1] == SPACE) {
            emitter.size--;
        }
        emitter.endSequence();
        before = SPACE;
    }

    @Override
    void finish() {
        endSequence();
    }

    /** The first place of a letter, as the problem that the book has with it. */
    static Misplaced firstOf(InputBytes input, int letter, CodeBook book) {
        @Nullable Misplaced[] found = new @Nullable Misplaced[1];
        Utf8.read(input, (bytes, from, to, base) -> {
            int i = from;
            while (i < to && found[0] == null) {
                int length = bytes[i] >= 0 ? 1 : Utf8.length(bytes, i, to, base);
                int character = length == 1 ? bytes[i] : Utf8.codePoint(bytes, i, length);
                String plain = Normalizer.normalize(Character.toString(character), Normalizer.Form.NFD);
                if (plain.codePoints().anyMatch(c -> !isAccent(c) && (c < 0x80 ? letter(c) : SPACE) == letter)) {
                    found[0] = problem(book, letter, base + i);
                }
                i += length;
            }
        });
        Misplaced first = found[0];
        return first == null ? problem(book, letter, 0) : first;
    }

    private static Misplaced problem(CodeBook book, int letter, long offset) {
        try {
            book.code(SYMBOLS.get(letter), offset);
        } catch (Misplaced unseen) {
            return unseen;
        }
        throw new IllegalStateException("the alphabet has letter " + letter);
    }
}
