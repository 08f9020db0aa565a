// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Codes of words, looked up by their UTF-8 bytes without making strings of those that are known. */
final class ByteTable {

    private final CodeBook book;
    private byte[][] keys = new byte[1 << 12][];
    private int[] codes = new int[1 << 12];
    private int used;

    ByteTable(CodeBook book) {
        this.book = book;
    }

    /** The code of a word of {@code length} bytes at the start of the buffer. */
    int code(byte[] buffer, int length, long offset) {
        int mask = keys.length - 1;
        int slot = hash(buffer, length) & mask;
        while (keys[slot] != null) {
            byte[] key = keys[slot];
            if (key.length == length && Arrays.equals(key, 0, length, buffer, 0, length)) {
                return codes[slot];
            }
            slot = slot + 1 & mask;
        }
        int code = book.code(new String(buffer, 0, length, StandardCharsets.UTF_8), offset);
        if (2 * used >= keys.length) {
            grow();
            return code(buffer, length, offset);
        }
        keys[slot] = Arrays.copyOf(buffer, length);
        codes[slot] = code;
        used++;
        return code;
    }

    private void grow() {
        byte[][] oldKeys = keys;
        int[] oldCodes = codes;
        keys = new byte[2 * oldKeys.length][];
        codes = new int[2 * oldKeys.length];
        int mask = keys.length - 1;
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != null) {
                int slot = hash(oldKeys[i], oldKeys[i].length) & mask;
                while (keys[slot] != null) {
                    slot = slot + 1 & mask;
                }
                keys[slot] = oldKeys[i];
                codes[slot] = oldCodes[i];
            }
        }
    }

    private static int hash(byte[] bytes, int length) {
        int hash = length;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + bytes[i];
        }
        hash *= 0x9e3779b1;
        return hash ^ hash >>> 15;
    }
}
