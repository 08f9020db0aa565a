// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.unmask.random.Seed;

/** Starts of a categorical model that look at the data but lightly: perturbed frequencies, and stretches by content. */
final class SymbolStarts {

    /**
     * How random starts are drawn, in turn. Slow states need a slow start; laws with few large entries lead to more
     * different tops, and to more of the highest, than even ones.
     */
    private static final List<Manner> MANNERS = List.of(
            new Manner(0, false),
            new Manner(0, true),
            new Manner(0.5, false),
            new Manner(0, true),
            new Manner(0.9, false),
            new Manner(0, true),
            new Manner(0, false),
            new Manner(0, true),
            new Manner(0.5, false),
            new Manner(0, true),
            new Manner(0.99, false),
            new Manner(0, true));

    /** Of emissions with few large entries, see {@link ChainDraws#law}. */
    private static final double SPARSE = 1;

    /** No entry of a start is zero, as it would stay zero. */
    private static final double LEAST = 1e-6;

    private static final int[] STRETCHES = {8, 64, 512};

    /** Above this many symbols stretches are not compared: most of their symbols would be seen once. */
    private static final int MOST_SYMBOLS = 64;

    /** A probability of staying at least, and whether the laws have few large entries. */
    private record Manner(double stay, boolean sparse) {}

    private final SymbolTokens tokens;
    private final int states;
    private final double[] frequencies;

    SymbolStarts(SymbolTokens tokens, int states) {
        this.tokens = tokens;
        this.states = states;
        this.frequencies = tokens.frequencies();
    }

    /** Frequencies times independent exponential weights in each state, chains that stay more or less. */
    List<Candidate> random(int count, Seed seed) {
        List<Candidate> out = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            RandomGenerator random = seed.split("random start", n).generator();
            Manner manner = MANNERS.get(n % MANNERS.size());
            double[] chain = ChainDraws.chain(random, states, manner.stay(), manner.sparse() ? states : 0);
            double[][] emissions = new double[states][];
            for (int i = 0; i < states; i++) {
                emissions[i] = ChainDraws.law(random, tokens.symbols(), manner.sparse() ? SPARSE : 0);
                for (int x = 0; x < tokens.symbols(); x++) {
                    emissions[i][x] = LEAST + emissions[i][x] * (manner.sparse() ? 1 : frequencies[x]);
                }
            }
            out.add(Candidate.start("random " + (n + 1), theta(chain, emissions)));
        }
        return out;
    }

    /** Stretches of some lengths, clustered by the frequencies of their symbols: sees slow states. */
    List<Candidate> stretches(Seed seed) {
        List<Candidate> out = new ArrayList<>();
        if (tokens.symbols() > MOST_SYMBOLS || states == 1) {
            return out;
        }
        for (int length : STRETCHES) {
            if (tokens.codes().length >= 4L * length * states) {
                RandomGenerator random = seed.split("stretches", length).generator();
                out.add(stretches(length, random));
            }
        }
        return out;
    }

    private Candidate stretches(int length, RandomGenerator random) {
        int[] codes = tokens.codes();
        int count = codes.length / length;
        double[][] columns = new double[tokens.symbols() + 1][count];
        for (int b = 0; b < count; b++) {
            for (int t = b * length; t < (b + 1) * length; t++) {
                columns[codes[t]][b]++;
            }
        }
        int[] labels = Clusters.of(columns, states, random, 30).labels();
        double[][] emissions = new double[states][tokens.symbols()];
        for (int i = 0; i < states; i++) {
            for (int x = 0; x < tokens.symbols(); x++) {
                emissions[i][x] = frequencies[x];
                for (int b = 0; b < count; b++) {
                    emissions[i][x] += labels[b] == i ? columns[x][b] : 0;
                }
            }
        }
        double[] chain = ChainDraws.seen(labels, new int[] {count}, states);
        for (int i = 0; i < states; i++) {
            for (int j = 0; j < states; j++) {
                double leave = chain[i * states + j] / length;
                chain[i * states + j] = i == j ? leave + 1 - 1.0 / length : leave;
            }
        }
        return Candidate.start("stretches of " + length, theta(chain, emissions));
    }

    private double[] theta(double[] chain, double[][] emissions) {
        int k = states;
        double[] theta = new double[k + k * k + k * tokens.symbols()];
        for (int i = 0; i < k; i++) {
            theta[i] = 1.0 / k;
            System.arraycopy(emissions[i], 0, theta, k + k * k + i * tokens.symbols(), tokens.symbols());
        }
        System.arraycopy(chain, 0, theta, k, k * k);
        return theta;
    }
}
