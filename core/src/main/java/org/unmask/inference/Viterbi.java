// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.unmask.data.Sequences;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;

/** The most likely path of states of each sequence (Viterbi 1967), on logarithms. Cost {@code tokens states^2}. */
public final class Viterbi {

    private Viterbi() {}

    /**
     * The most likely paths, on one thread.
     *
     * @param model any model
     * @param sequences independent sequences of the model's kind
     * @return the paths
     * @throws IllegalArgumentException when the sequences are not of the model's kind or one is impossible
     */
    public static Decoding decode(Hmm model, Sequences sequences) {
        return decode(model, sequences, Threads.ONE);
    }

    /**
     * The most likely paths.
     *
     * @param model any model
     * @param sequences independent sequences of the model's kind
     * @param threads how many may work; the answer does not depend on it
     * @return the paths; of several equally likely ones that with the smaller state number last
     * @throws IllegalArgumentException when the sequences are not of the model's kind or one is impossible
     */
    public static Decoding decode(Hmm model, Sequences sequences, Threads threads) {
        LanePlan plan = LanePlan.of(sequences, 0, sequences.count());
        SideBySide work = new SideBySide(model, sequences, plan);
        int[] states = new int[sequences.tokens()];
        double[] logs = new double[sequences.count()];
        List<LanePlan.Block> blocks = work.possible() ? plan.whole() : List.of();
        threads.map(blocks.size(), n -> {
            double[] found = work.decode(blocks.get(n), states);
            for (int l = 0; l < found.length; l++) {
                logs[blocks.get(n).stretches().get(l).sequence()] = found[l];
            }
            return n;
        });
        List<Integer> others = work.possible()
                ? plan.notWhole()
                : IntStream.range(0, sequences.count()).boxed().toList();
        threads.map(others.size(), n -> {
            int s = others.get(n);
            logs[s] = new Work(work.chain, work.scores).decode(sequences.start(s), sequences.end(s), states);
            return n;
        });
        for (int s = 0; s < logs.length; s++) {
            if (logs[s] == Double.NEGATIVE_INFINITY) {
                throw SequencePasses.impossible(s);
            }
        }
        return new Decoding(states, logs);
    }

    /** Joint log-probability of the best path of one sequence, without company. */
    static double alone(Hmm model, Sequences sequences, int sequence) {
        Work work = new Work(new ChainTables(model), EmissionScores.of(model.emission(), sequences));
        return work.decode(sequences.start(sequence), sequences.end(sequence), new int[sequences.tokens()]);
    }

    /** Tables of one thread. */
    private static final class Work {

        private final int k;
        private final double[] logInitial;
        /** {@code next * states + now}. */
        private final double[] logTransposed;

        private final EmissionScores scores;
        private double[] logDensity = {};
        private short[] cameFrom = {};

        Work(ChainTables chain, EmissionScores scores) {
            this.k = chain.states;
            this.scores = scores;
            this.logInitial = Arrays.stream(chain.initial).map(Math::log).toArray();
            this.logTransposed = Arrays.stream(chain.transposed).map(Math::log).toArray();
        }

        double decode(int from, int to, int[] states) {
            int length = to - from;
            if (length == 0) {
                return 0;
            }
            if (cameFrom.length < length * k) {
                logDensity = new double[length * k];
                cameFrom = new short[length * k];
            }
            scores.logDensities(from, to, logDensity);
            double[] best = new double[k];
            double[] next = new double[k];
            for (int i = 0; i < k; i++) {
                best[i] = logInitial[i] + logDensity[i];
            }
            for (int t = 1; t < length; t++) {
                for (int j = 0; j < k; j++) {
                    int source = 0;
                    double value = Double.NEGATIVE_INFINITY;
                    for (int i = 0; i < k; i++) {
                        double candidate = best[i] + logTransposed[j * k + i];
                        if (candidate > value) {
                            value = candidate;
                            source = i;
                        }
                    }
                    cameFrom[t * k + j] = (short) source;
                    next[j] = value + logDensity[t * k + j];
                }
                double[] swap = best;
                best = next;
                next = swap;
            }
            int last = 0;
            for (int i = 1; i < k; i++) {
                last = best[i] > best[last] ? i : last;
            }
            states[to - 1] = last;
            for (int t = length - 1; t > 0; t--) {
                states[from + t - 1] = cameFrom[t * k + states[from + t]];
            }
            return best[last];
        }
    }
}
