// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.unmask.random.Seed;

/**
 * Starts beside a top of a categorical model: two states are made one, and the place that this frees goes to half of another
 * state (Ueda, Nakano, Ghahramani, Hinton 2000). Most tops that are not the highest share most states with it, so that a
 * higher one is likelier found from here than from anywhere.
 */
final class SymbolMoves {

    /** How far the halves of a state are drawn apart, as a factor's logarithm. */
    private static final double APART = 1.0;

    private final int states;
    private final int symbols;

    SymbolMoves(int states, int symbols) {
        this.states = states;
        this.symbols = symbols;
    }

    /** All moves from a top: which two are made one, and which one is split. */
    List<Candidate> from(Candidate top, Seed seed) {
        List<Candidate> out = new ArrayList<>();
        RandomGenerator random = seed.generator();
        for (int one = 0; one < states; one++) {
            for (int other = one + 1; other < states; other++) {
                for (int split = 0; split < states; split++) {
                    if (split != other) {
                        out.add(Candidate.start(
                                "states " + (one + 1) + " and " + (other + 1) + " made one, "
                                        + (split == one ? "both" : "state " + (split + 1)) + " split",
                                moved(top.theta(), one, other, split, random)));
                    }
                }
            }
        }
        return out;
    }

    private double[] moved(double[] top, int one, int other, int split, RandomGenerator random) {
        double[] theta = top.clone();
        double[] weights = weights(top);
        merge(theta, weights, one, other);
        split(theta, split, other, random);
        return theta;
    }

    /** Rough shares of the states: some steps of the chain from its first law. */
    private double[] weights(double[] theta) {
        double[] law = new double[states];
        Arrays.fill(law, 1.0 / states);
        double[] average = new double[states];
        for (int step = 0; step < 64; step++) {
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

    /** State {@code one} becomes both; {@code other} is left as it was, to be written over. */
    private void merge(double[] theta, double[] weights, int one, int other) {
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
        int emissions = states + states * states;
        for (int x = 0; x < symbols; x++) {
            int at = emissions + one * symbols + x;
            theta[at] = share * theta[at] + (1 - share) * theta[emissions + other * symbols + x];
        }
    }

    /** State {@code whole} is shared between itself and {@code free}, which emit and stay in opposite ways. */
    private void split(double[] theta, int whole, int free, RandomGenerator random) {
        theta[free] = theta[whole] / 2;
        theta[whole] /= 2;
        for (int i = 0; i < states; i++) {
            int at = states + i * states;
            theta[at + free] = theta[at + whole] / 2;
            theta[at + whole] /= 2;
        }
        for (int j = 0; j < states; j++) {
            double factor = Math.exp(APART / 2 * random.nextGaussian());
            theta[states + free * states + j] = theta[states + whole * states + j] / factor;
            theta[states + whole * states + j] *= factor;
        }
        int emissions = states + states * states;
        for (int x = 0; x < symbols; x++) {
            double factor = Math.exp(APART * random.nextGaussian());
            theta[emissions + free * symbols + x] = theta[emissions + whole * symbols + x] / factor;
            theta[emissions + whole * symbols + x] *= factor;
        }
    }
}
