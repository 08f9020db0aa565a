// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.unmask.data.SymbolSequences;
import org.unmask.parallel.Threads;

/**
 * The E step over many symbols, again and again, on flat arrays: no model is made and checked a step, and expected counts of
 * the symbols, which may be millions of numbers, are summed in a few places only. Long sequences go in pieces whose ends are
 * guessed and held to what is found ({@link GuessedEnds}). Costs {@code 3 states^2} to {@code 4 states^2} multiplications a
 * token, in vectors, and {@code O(symbols * states)} memory. Not for several threads at once.
 */
public final class WordExpectation {

    /** Transitions below this are taken for this: nobody sees the difference, and no scaling has to fear for them. */
    private static final double LEAST = 1e-20;

    /** Most places in which symbols are counted, and numbers that they may have together. */
    private static final int PLACES = 8;

    private static final long ROOM = 1L << 24;

    private final int k;
    private final int symbols;
    private final WordPasses passes;
    private final int places;
    private final double[] table;

    /**
     * Prepares what no model changes.
     *
     * @param data kept; changes no longer
     * @param states number of states
     */
    public WordExpectation(SymbolSequences data, int states) {
        this.k = states;
        this.symbols = data.alphabet().size();
        this.table = new double[(symbols + 1) * k];
        Arrays.fill(table, symbols * k, table.length, 1);
        LanePlan plan = LanePlan.of(data, 0, data.count());
        List<List<LanePlan.Block>> shares = shares(plan);
        this.places = shares.size();
        this.passes = RowPass.suits(k)
                ? new WordRows(data, plan, shares, states, table)
                : new WordLanes(data, plan, shares, states, table);
    }

    /** Blocks of stretches that are counted in one place, as the data and the number of states say alone. */
    private List<List<LanePlan.Block>> shares(LanePlan plan) {
        List<LanePlan.Block> blocks = new ArrayList<>(plan.whole());
        blocks.addAll(plan.cut());
        int room = (int) Math.max(1, Math.min(PLACES, ROOM / Math.max(1, (long) k * symbols)));
        int count = Math.min(Integer.highestOneBit(room), blocks.size());
        List<List<LanePlan.Block>> shares = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            shares.add(blocks.subList(n * blocks.size() / count, (n + 1) * blocks.size() / count));
        }
        return shares;
    }

    /**
     * Expected counts, added to what the arrays hold.
     *
     * @param theta initial law, {@code states}; transition, {@code now * states + next}; emission, {@code state * symbols +
     *     symbol}
     * @param starts by state
     * @param transitions {@code now * states + next}
     * @param emissions {@code state * symbols + symbol}; missing tokens are not counted
     * @param threads how many may work; the sums do not depend on it
     * @return log-likelihood in nats; empty, with nothing counted, when numbers would be lost to underflow or the chain
     *     does not forget
     */
    public Optional<Double> add(
            double[] theta, double[] starts, double[] transitions, double[] emissions, Threads threads) {
        double smallest = fill(theta);
        double[] transition = new double[k * k];
        Arrays.setAll(transition, n -> Math.max(LEAST, theta[k + n]));
        passes.prepare(new ChainTables(Arrays.copyOf(theta, k), transition), smallest);
        Optional<List<WordPasses.Counted>> parts = GuessedEnds.untilMet(
                passes.guess(threads), true, (ends, at) -> threads.map(places, n -> passes.share(n, ends, at)));
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        double log = 0;
        for (WordPasses.Counted counted : parts.get()) {
            EmissionCounts.addTo(starts, counted.starts());
            EmissionCounts.addTo(transitions, counted.transitions());
            counted.emissions().accept(emissions);
            log += counted.logLikelihood();
        }
        return Double.isFinite(log) ? Optional.of(log) : Optional.empty();
    }

    /** Lays the emissions out symbol by symbol; the smallest of them above zero. */
    private double fill(double[] theta) {
        int first = k + k * k;
        double least = 1;
        for (int x = 0, at = 0; x < symbols; x++) {
            for (int i = 0; i < k; i++) {
                double p = theta[first + i * symbols + x];
                table[at++] = p;
                least = p > 0 && p < least ? p : least;
            }
        }
        return least;
    }
}
