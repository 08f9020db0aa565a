// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.text;

import org.unmask.io.InputBytes;

/** Cuts blocks of whole UTF-8 characters into tokens. One use only. */
abstract class Tokenizer {

    final Emitter emitter;

    Tokenizer(Emitter emitter) {
        this.emitter = emitter;
    }

    /** Takes the next block; afterwards the emitter has room for another one. */
    abstract void consume(byte[] bytes, int from, int to, long base);

    /** Takes the end of the input. */
    abstract void finish();

    /** Goes on within a text, at a place where {@link TextCut} allows it. */
    void resume() {
        emitter.resume();
    }

    /** Stops within a text, at a place where {@link TextCut} allows it. */
    void stop() {
        emitter.flush();
    }

    /** The tokenizer for a unit. */
    static Tokenizer of(TextUnit unit, SequenceBreak breaks, Emitter emitter, CodeBook book) {
        return switch (unit) {
            case CHARACTERS -> new CharacterTokenizer(emitter, book, breaks);
            case LETTERS -> new LetterTokenizer(emitter, breaks);
            case WORDS -> new WordTokenizer(emitter, book, breaks, false);
            case LINES -> new WordTokenizer(emitter, book, breaks, true);
            case FASTA -> new FastaTokenizer(emitter, book);
        };
    }

    final void run(InputBytes input) {
        Utf8.read(input, this::consume);
        try {
            finish();
        } catch (Misplaced misplaced) {
            throw Utf8.placed(input, misplaced);
        }
    }

    static Misplaced noText(long offset) {
        return new Misplaced(offset, "found a zero byte, expected text; is this a binary file?");
    }
}
