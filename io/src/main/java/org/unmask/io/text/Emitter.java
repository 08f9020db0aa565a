// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.text;

import org.unmask.data.SymbolStream;

/** Gathers codes into blocks and passes them on; a sequence without tokens is not passed on at all. */
final class Emitter {

    /** Room for the tokens of one block of bytes, as each byte makes at most one, and a few held back. */
    static final int ROOM = Utf8.BLOCK + 64;

    private final SymbolStream.Sink sink;

    /** Codes not passed on yet, written to directly by the fast loops. */
    final int[] out = new int[ROOM];

    /** Number of codes in {@link #out}. */
    int size;

    private boolean open;

    Emitter(SymbolStream.Sink sink) {
        this.sink = sink;
    }

    /** A sequence is under way already, though its tokens so far went elsewhere. */
    void resume() {
        open = true;
    }

    void put(int code) {
        if (size == ROOM) {
            flush();
        }
        out[size++] = code;
    }

    /** Passes on what there is. */
    void flush() {
        if (size > 0) {
            sink.accept(out, 0, size);
            open = true;
            size = 0;
        }
    }

    /** Passes on what there is but for a last token of this code, which may have to be dropped. */
    void flushHolding(int held) {
        if (size > 0 && out[size - 1] == held) {
            size--;
            flush();
            out[0] = held;
            size = 1;
        } else {
            flush();
        }
    }

    void endSequence() {
        flush();
        if (open) {
            sink.endSequence();
            open = false;
        }
    }
}
