// SPDX-License-Identifier: Apache-2.0
package org.unmask.data;

import java.util.Arrays;

/** Counts by long key with open addressing and linear probing; keys are at least 0. */
final class CellHash {

    private static final long EMPTY = -1;

    private long[] keys = emptyKeys(1 << 10);
    private long[] values = new long[1 << 10];
    private int used;

    void add(long key, long count) {
        int at = place(keys, key);
        if (keys[at] == EMPTY) {
            keys[at] = key;
            used++;
        }
        values[at] += count;
        if (2 * used > keys.length) {
            grow();
        }
    }

    /** The counts by ascending key. */
    WindowCounts counts(int symbols, int[] positions, long skipped) {
        long[] sorted = new long[used];
        int size = 0;
        for (long key : keys) {
            if (key != EMPTY) {
                sorted[size++] = key;
            }
        }
        Arrays.sort(sorted);
        long[] out = new long[size];
        for (int i = 0; i < size; i++) {
            out[i] = values[place(keys, sorted[i])];
        }
        return new WindowCounts(symbols, positions, false, sorted, out, skipped);
    }

    private void grow() {
        if (keys.length >= 1 << 29) {
            throw new IllegalArgumentException(
                    "more than " + used + " different windows occur, too many to count in memory");
        }
        long[] wider = emptyKeys(2 * keys.length);
        long[] moved = new long[wider.length];
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] != EMPTY) {
                int at = place(wider, keys[i]);
                wider[at] = keys[i];
                moved[at] = values[i];
            }
        }
        keys = wider;
        values = moved;
    }

    private static long[] emptyKeys(int size) {
        long[] out = new long[size];
        Arrays.fill(out, EMPTY);
        return out;
    }

    private static int place(long[] keys, long key) {
        long hash = key * 0x9E3779B97F4A7C15L;
        int mask = keys.length - 1;
        int at = (int) (hash ^ (hash >>> 32)) & mask;
        while (keys[at] != EMPTY && keys[at] != key) {
            at = (at + 1) & mask;
        }
        return at;
    }
}
