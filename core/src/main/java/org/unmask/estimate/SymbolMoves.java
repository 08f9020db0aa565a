// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.ArrayList;
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
    private final ChainMoves chain;

    SymbolMoves(int states, int symbols) {
        this.states = states;
        this.symbols = symbols;
        this.chain = new ChainMoves(states);
    }

    /** All moves from a top: which two are made one, and which one is split. */
    List<Candidate> from(Candidate top, Seed seed) {
        List<Candidate> out = new ArrayList<>();
        RandomGenerator random = seed.generator();
        for (ChainMoves.Move move : chain.moves()) {
            double[] theta = top.theta().clone();
            merge(theta, move, chain.merge(theta, move));
            chain.split(theta, move, random);
            split(theta, move, random);
            out.add(Candidate.start(move.name(), theta));
        }
        return out;
    }

    private void merge(double[] theta, ChainMoves.Move move, double share) {
        for (int x = 0; x < symbols; x++) {
            int at = at(move.one(), x);
            theta[at] = share * theta[at] + (1 - share) * theta[at(move.other(), x)];
        }
    }

    /** The halves emit in opposite ways. */
    private void split(double[] theta, ChainMoves.Move move, RandomGenerator random) {
        for (int x = 0; x < symbols; x++) {
            double factor = Math.exp(APART * random.nextGaussian());
            double whole = theta[at(move.split(), x)];
            theta[at(move.other(), x)] = whole / factor;
            theta[at(move.split(), x)] = whole * factor;
        }
    }

    private int at(int state, int symbol) {
        return states + states * states + state * symbols + symbol;
    }
}
