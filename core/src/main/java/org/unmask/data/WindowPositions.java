// SPDX-License-Identifier: Apache-2.0
package org.unmask.data;

import java.util.Arrays;

/** Checks and arithmetic of the positions that a window table is about. */
final class WindowPositions {

    private WindowPositions() {}

    static int[] checked(int[] positions) {
        if (positions.length == 0) {
            throw new IllegalArgumentException("a window needs at least one position, found none");
        }
        for (int i = 0; i < positions.length; i++) {
            if (positions[i] < 1 || (i > 0 && positions[i] <= positions[i - 1])) {
                throw new IllegalArgumentException(
                        "window positions are " + Arrays.toString(positions) + ", expected ascending numbers from 1");
            }
        }
        return positions.clone();
    }

    /** Number of symbol combinations, {@code symbols^length}. */
    static long combinations(int symbols, int length) {
        if (symbols < 1) {
            throw new IllegalArgumentException("number of symbols is " + symbols + ", expected at least 1");
        }
        long cells = 1;
        for (int i = 0; i < length; i++) {
            if (cells > Long.MAX_VALUE / symbols) {
                throw new IllegalArgumentException(length + " positions over " + symbols
                        + " symbols have more than 2^63 combinations; name fewer positions");
            }
            cells *= symbols;
        }
        return cells;
    }

    /** Length of the window from the first to the last position. */
    static int window(int[] positions) {
        return positions[positions.length - 1] - positions[0] + 1;
    }

    /** Where each of some positions stands among all, in the order given. */
    static int[] places(int[] all, int[] some) {
        int[] out = new int[some.length];
        for (int i = 0; i < some.length; i++) {
            out[i] = Arrays.binarySearch(all, some[i]);
            if (out[i] < 0) {
                throw new IllegalArgumentException(
                        "position x" + some[i] + " is not among the window's positions " + Arrays.toString(all));
            }
        }
        return out;
    }

    /** The symbol at a place of a cell's key; the first position is the slowest index. */
    static int digit(long key, int place, int length, int symbols) {
        long rest = key;
        for (int i = length - 1; i > place; i--) {
            rest /= symbols;
        }
        return (int) (rest % symbols);
    }

    /** The key of the cell with only some places kept, in the order given. */
    static long project(long key, int[] places, int length, int symbols) {
        long out = 0;
        for (int place : places) {
            out = out * symbols + digit(key, place, length, symbols);
        }
        return out;
    }
}
