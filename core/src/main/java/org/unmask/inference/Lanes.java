// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

/**
 * Stretches of tokens that go side by side, one in each lane, longest first, so that at each step the lanes still under
 * way are the first ones.
 *
 * @param start first token of each lane
 * @param length number of tokens of each lane, descending, at least 1
 */
@SuppressWarnings("ArrayRecordComponent") // stays inside this package, made and read by kernels
record Lanes(int[] start, int[] length) {

    int width() {
        return start.length;
    }

    /** Steps of the longest lane. */
    int steps() {
        return length[0];
    }

    /** Number of lanes longer than {@code step}, given that number for an earlier or later step to begin from. */
    int active(int step, int guess) {
        int n = guess;
        while (n < start.length && length[n] > step) {
            n++;
        }
        while (n > 0 && length[n - 1] <= step) {
            n--;
        }
        return n;
    }
}
