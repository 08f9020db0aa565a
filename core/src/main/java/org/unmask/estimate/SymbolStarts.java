// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.unmask.random.Seed;

/** Starts of a categorical model that look at the data but lightly: perturbed frequencies, and stretches by content. */
final class SymbolStarts {

    /** Probabilities of staying that random chains begin with, in turn: slow states need a slow start. */
    private static final double[] STAYS = {0, 0.5, 0.9, 0, 0.5, 0.99};

    private static final int[] STRETCHES = {8, 64, 512};

    /** Above this many symbols stretches are not compared: most of their symbols would be seen once. */
    private static final int MOST_SYMBOLS = 64;

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
            double[] chain = ChainDraws.chain(random, states, STAYS[n % STAYS.length]);
            double[][] emissions = new double[states][];
            for (int i = 0; i < states; i++) {
                emissions[i] = ChainDraws.law(random, tokens.symbols());
                for (int x = 0; x < tokens.symbols(); x++) {
                    emissions[i][x] *= frequencies[x];
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
