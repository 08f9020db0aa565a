// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

/**
 * Laws of the states of a few steps, held until they are written lane by lane: the tokens of one step are far apart in the answer, and
 * memory takes a few hundred numbers at each of so many places much faster than twenty.
 */
final class HeldLaws {

    private static final int STEPS = 8;

    /** Keeps lanes from falling on the same lines of the cache. */
    private static final int GAP = 8;

    private final Lanes lanes;
    private final int k;
    private final double[] out;
    private final int stride;
    /** {@code lane * stride + step * k + state}. */
    private final double[] held;

    /**
     * Nothing held yet.
     *
     * @param lanes the stretches
     * @param k states
     * @param out written: {@code token * k + state}
     */
    HeldLaws(Lanes lanes, int k, double[] out) {
        this.lanes = lanes;
        this.k = k;
        this.out = out;
        this.stride = STEPS * k + GAP;
        this.held = new double[lanes.width() * stride];
    }

    /** Takes the laws of the first lanes at a step; steps come from the last to the first. */
    void note(LanePass pass, int step, int n) {
        int place = step % STEPS;
        for (int i = 0; i < k; i++) {
            turn(pass.gamma(i), pass.at(i), n, place * k + i);
        }
        for (int l = 0; l < n && place == 0; l++) {
            int steps = Math.min(STEPS, lanes.length()[l] - step);
            System.arraycopy(held, l * stride, out, (lanes.start()[l] + step) * k, steps * k);
        }
    }

    private void turn(double[] row, int at, int n, int place) {
        for (int l = 0, p = place; l < n; l++, p += stride) {
            held[p] = row[at + l];
        }
    }
}
