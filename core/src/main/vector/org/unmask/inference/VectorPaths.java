// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.Arrays;

/**
 * Viterbi's recursion with the states of a token in vectors. Only the least cost of each state is kept; where the best path
 * came from is found again on the way back, for the one state that it visits.
 */
final class VectorPaths implements StatePaths {

    private static final int W = VectorKernel.W;

    /** Steps whose costs are made ready together. */
    private static final int RUN = 8;

    /** Numbers kept at most, 512 MiB of them. */
    private static final long MOST = 1L << 26;

    private final VectorCosts emission;
    private final int k;
    /** Numbers of a lane: states up to whole vectors, {@code size} in what follows. */
    private final int size;

    private final double[] initial;
    /** {@code from * size + to}, sources up to a multiple of those that go together. */
    private final double[] terms;
    /** {@code to * size + from}. */
    private final double[] transposed;

    private final Room room;
    private final boolean nonnegative;
    /** Bits of costs. */
    private final long[] best;

    private final long[] nothing;
    private final int[] place = new int[RUN * LANES];
    private final int[] state = new int[LANES];

    /** Memory that is used again by one thread. */
    static final class Room {
        private double[] laws = {};
    }

    VectorPaths(ChainTables chain, VectorCosts emission, Room room) {
        this.emission = emission;
        this.room = room;
        this.k = chain.states;
        this.size = size(k);
        this.initial = new double[k];
        this.terms = new double[size * size];
        this.transposed = new double[size * size];
        Arrays.setAll(initial, i -> cost(chain.initial[i]));
        Arrays.fill(terms, Double.POSITIVE_INFINITY);
        Arrays.fill(transposed, Double.POSITIVE_INFINITY);
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                terms[i * size + j] = cost(chain.transition[i * k + j]);
                transposed[j * size + i] = terms[i * size + j];
            }
        }
        this.best = new long[LANES * size];
        this.nothing = new long[LANES * size];
        Arrays.fill(nothing, Double.doubleToLongBits(Double.POSITIVE_INFINITY));
        this.nonnegative = emission.nonnegative()
                && Arrays.stream(initial).allMatch(c -> c >= 0)
                && Arrays.stream(terms).allMatch(c -> c >= 0);
    }

    /** With vectors half as long, eight lanes of one state do no worse than four states of a lane. */
    static boolean possible() {
        return W == LaneKernel.GROUP;
    }

    /** Numbers that a lane needs for some states. */
    static int size(int states) {
        return (states + W - 1) / W * W;
    }

    /** Zero of certainty has no sign. */
    static double cost(double probability) {
        return 0 - Math.log(probability);
    }

    @Override
    public boolean decode(Lanes lanes, int[] states, double[] logs) {
        int steps = lanes.steps();
        if (!nonnegative || (long) steps * LANES * size > MOST) {
            return false;
        }
        if (room.laws.length < steps * LANES * size) {
            room.laws = new double[steps * LANES * size];
        }
        int n = lanes.width();
        for (int t = 0; t < steps; t++) {
            n = lanes.active(t, n);
            if (t % RUN == 0) {
                emission.prepareCosts(lanes, t, Math.min(t + RUN, steps), place);
            }
            if (t == 0) {
                first(n);
            } else {
                forward(t, n);
            }
        }
        return back(lanes, states, logs);
    }

    private void first(int n) {
        Arrays.fill(room.laws, 0, n * size, Double.POSITIVE_INFINITY);
        for (int l = 0; l < n; l++) {
            for (int i = 0; i < k; i++) {
                room.laws[l * size + i] = initial[i] + emission.costs()[place[l] + i];
            }
        }
    }

    private void forward(int t, int n) {
        double[] laws = room.laws;
        double[] costs = emission.costs();
        int to = t * LANES * size;
        int from = to - LANES * size;
        int places = t % RUN * LANES;
        if (size == W) {
            VectorPathSteps.all(k, laws, from, terms, costs, place, places, to, n);
            return;
        }
        System.arraycopy(nothing, 0, best, 0, n * size);
        for (int i = 0; i < k; i += VectorPathSteps.FOUR) {
            int v = 0;
            for (; v + VectorPathSteps.THREE * W <= size; v += VectorPathSteps.THREE * W) {
                VectorPathSteps.three(laws, from + i, terms, i * size + v, size, best, v, n);
            }
            for (; v < size; v += W) {
                VectorPathSteps.one(laws, from + i, terms, i * size + v, size, best, v, n);
            }
        }
        for (int l = 0; l < n; l++) {
            VectorPathSteps.add(best, l * size, costs, place[places + l], laws, to + l * size, size);
        }
    }

    /** False as soon as a sequence seems impossible. */
    private boolean back(Lanes lanes, int[] states, double[] logs) {
        int under = 0;
        for (int t = lanes.steps() - 1; t >= 0; t--) {
            int now = t * LANES * size;
            for (int l = 0; l < under; l++) {
                state[l] = VectorPathSteps.before(room.laws, now + l * size, transposed, state[l] * size, size);
            }
            int active = lanes.active(t, under);
            for (; under < active; under++) {
                state[under] = last(now + under * size);
                logs[under] = (t + 1) * emission.common() - room.laws[now + under * size + state[under]];
                if (!Double.isFinite(logs[under])) {
                    return false;
                }
            }
            for (int l = 0; l < under; l++) {
                states[lanes.start()[l] + t] = state[l];
            }
        }
        return true;
    }

    /** The first of the best states of a law. */
    private int last(int at) {
        int found = 0;
        for (int i = 1; i < k; i++) {
            found = room.laws[at + i] < room.laws[at + found] ? i : found;
        }
        return found;
    }
}
