// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.unmask.data.SymbolStream;
import org.unmask.model.Alphabet;
import org.unmask.model.Categorical;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.random.Seed;
import org.unmask.vocabulary.VocabularyReadOff;

/**
 * Starts for many symbols, in the codes of {@link SymbolTokens}: the model read off windows of three, and clusters of the
 * symbols by the vectors around them (Schütze 1995). The read-off is the nearer one where the data come from a model of
 * that size, the clusters are where they do not, as words.
 */
final class WordStarts {

    private static final int ROUNDS = 50;

    /** Counts below which a symbol's mean context is too noisy to help to find clusters. */
    private static final int SEEN_OFTEN = 5;

    /** Most symbols that clusters are sought in, the frequent ones; what states a rarer one has shows in the first steps. */
    private static final int MOST = 1 << 14;

    /** Share of its frequency that a symbol keeps in the states of other clusters. */
    private static final double ELSEWHERE = 0.02;

    /** Added to each count of transitions between clusters, as a share of the mean count. */
    private static final double LEVELLED = 0.02;

    private final int states;
    private final int symbols;
    private final Seed seed;
    private final VocabularyReadOff.Read read;

    WordStarts(SymbolStream stream, int states, Seed seed) {
        this.states = states;
        this.symbols = stream.alphabet().size();
        this.seed = seed;
        this.read = new VocabularyReadOff(states, VocabularyReadOff.RAISE, seed.split("read-off")).of(stream);
    }

    /**
     * The starts.
     *
     * @param draws how often clusters are sought, from other seeds
     * @param tokens to count transitions between clusters in
     * @param original the code in the stream of each code in the tokens
     */
    List<Candidate> all(int draws, SymbolTokens tokens, Threads threads) {
        List<Candidate> out = new ArrayList<>();
        read.model().ifPresent(model -> out.add(Candidate.start("read-off x1,x2,x3", theta(model, tokens))));
        int[] often = often();
        if (often.length >= 4 * states) {
            double[][] columns = columns(often);
            out.addAll(threads.map(
                    draws,
                    n -> Candidate.start("clusters of contexts " + (n + 1), clusters(columns, often, n, tokens))));
        }
        return out;
    }

    private static double[] theta(Hmm model, SymbolTokens tokens) {
        Alphabet alphabet = ((Categorical) model.emission()).alphabet();
        SymbolClimb climb = new SymbolClimb(tokens.sample(1, 1), alphabet, model.states(), false);
        climb.load(model);
        return climb.theta.clone();
    }

    private int[] often() {
        return IntStream.range(0, symbols)
                .filter(x -> read.counts().get(x) >= SEEN_OFTEN)
                .boxed()
                .sorted(Comparator.comparing((Integer x) -> -read.counts().get(x))
                        .thenComparing(x -> x))
                .limit(MOST)
                .sorted()
                .mapToInt(x -> x)
                .toArray();
    }

    /** Mean contexts scaled to length one, {@code [coordinate][symbol]}: their direction tells the state, not their length. */
    private double[][] columns(int[] chosen) {
        double[][] columns = new double[2 * states][chosen.length];
        for (int n = 0; n < chosen.length; n++) {
            double[] row = read.contexts().row(chosen[n]);
            double length = Math.sqrt(Arrays.stream(row).map(v -> v * v).sum());
            for (int a = 0; a < row.length; a++) {
                columns[a][n] = length > 0 ? row[a] / length : 0;
            }
        }
        return columns;
    }

    private double[] clusters(double[][] columns, int[] often, int number, SymbolTokens tokens) {
        int[] found = Clusters.of(
                        columns, states, seed.split("clusters", number).generator(), ROUNDS)
                .labels();
        int[] labels = new int[symbols];
        Arrays.fill(labels, -1);
        for (int n = 0; n < often.length; n++) {
            labels[often[n]] = found[n];
        }
        int k = states;
        int d = tokens.symbols();
        double[] chain = chain(labels, tokens);
        double[] frequencies = tokens.frequencies();
        double[] theta = new double[k + k * k + k * d];
        Arrays.fill(theta, 0, k, 1.0 / k);
        System.arraycopy(chain, 0, theta, k, k * k);
        for (int x = 0; x < d; x++) {
            int label = labels[tokens.original()[x]];
            for (int i = 0; i < k; i++) {
                theta[k + k * k + i * d + x] = frequencies[x] * (label < 0 || label == i ? 1 : ELSEWHERE);
            }
        }
        return theta;
    }

    /** How clusters follow each other, rows of counts. */
    private double[] chain(int[] labels, SymbolTokens tokens) {
        int k = states;
        double[] chain = new double[k * k];
        Arrays.fill(chain, LEVELLED * tokens.codes().length / k / k);
        int from = 0;
        for (int end : tokens.ends()) {
            int last = -1;
            for (int t = from; t < end; t++) {
                int code = tokens.codes()[t];
                int label = code == tokens.symbols() ? -1 : labels[tokens.original()[code]];
                if (last >= 0 && label >= 0) {
                    chain[last * k + label]++;
                }
                last = label;
            }
            from = end;
        }
        return chain;
    }
}
