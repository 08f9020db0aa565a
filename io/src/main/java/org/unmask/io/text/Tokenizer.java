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
