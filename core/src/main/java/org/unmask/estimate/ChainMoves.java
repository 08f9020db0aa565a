// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** What merging and splitting states does to the first law and the chain of {@link Climb#theta}. */
final class ChainMoves {

    /** How far the rows of the halves of a state are drawn apart, as a factor's logarithm. */
    private static final double APART = 0.5;

    /** Steps of the chain over which shares of states are averaged. */
    private static final int STEPS = 64;

    private final int states;

    ChainMoves(int states) {
        this.states = states;
    }

    /**
     * Two states made one, and a state split.
     *
     * @param one becomes both
     * @param other free after the merge, in the end a half of the split one
     * @param split shared between itself and {@code other}; may be {@code one}
     */
    record Move(int one, int other, int split) {

        /** In words. */
        String name() {
            return "states " + (one + 1) + " and " + (other + 1) + " made one, "
                    + (split == one ? "both" : "state " + (split + 1)) + " split";
        }
    }

    /** All moves. */
    List<Move> moves() {
        List<Move> out = new ArrayList<>();
        for (int one = 0; one < states; one++) {
            for (int other = one + 1; other < states; other++) {
                for (int split = 0; split < states; split++) {
                    if (split != other) {
                        out.add(new Move(one, other, split));
                    }
                }
            }
        }
        return out;
    }

    /** Makes two states one in the chain; returns the first one's share of both. */
    double merge(double[] theta, Move move) {
        int one = move.one();
        int other = move.other();
        double[] weights = weights(theta);
        double total = weights[one] + weights[other];
        double share = total > 0 ? weights[one] / total : 0.5;
        theta[one] += theta[other];
        for (int j = 0; j < states; j++) {
            int at = states + one * states + j;
            theta[at] = share * theta[at] + (1 - share) * theta[states + other * states + j];
        }
        for (int i = 0; i < states; i++) {
            theta[states + i * states + one] += theta[states + i * states + other];
        }
        return share;
    }

    /** Shares a state between itself and the one left free; the two stay in opposite ways. */
    void split(double[] theta, Move move, RandomGenerator random) {
        int whole = move.split();
        int free = move.other();
        theta[free] = theta[whole] / 2;
        theta[whole] /= 2;
        for (int i = 0; i < states; i++) {
            int at = states + i * states;
            theta[at + free] = theta[at + whole] / 2;
            theta[at + whole] /= 2;
        }
        for (int j = 0; j < states; j++) {
            double factor = Math.exp(APART * random.nextGaussian());
            theta[states + free * states + j] = theta[states + whole * states + j] / factor;
            theta[states + whole * states + j] *= factor;
        }
    }

    /** Rough shares of the states: some steps of the chain from an even law. */
    private double[] weights(double[] theta) {
        double[] law = ChainDraws.uniform(states);
        double[] average = new double[states];
        for (int step = 0; step < STEPS; step++) {
            double[] next = new double[states];
            for (int i = 0; i < states; i++) {
                for (int j = 0; j < states; j++) {
                    next[j] += law[i] * theta[states + i * states + j];
                }
            }
            law = next;
            for (int i = 0; i < states; i++) {
                average[i] += law[i];
            }
        }
        return average;
    }
}
