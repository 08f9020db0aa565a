// SPDX-License-Identifier: Apache-2.0
package org.unmask.selection;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hipparchus.distribution.continuous.ChiSquaredDistribution;
import org.unmask.data.SymbolSequences;
import org.unmask.data.WindowCounts;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Svd;
import org.unmask.parallel.Threads;

/**
 * How many states the pairs of neighbours show: a chain of k states leaves at most k - 1 correlations between neighbours. The
 * correlations are the singular values of the pair frequencies, scaled by the root of what independence gives, without the
 * first, which is one; those after the true number are noise, and the tokens times the sum of their squares is about
 * chi-squared (Bartlett 1947).
 *
 * @param correlations all of them, largest first
 * @param noise size of the largest that noise alone would bring, about
 * @param states one more than the correlations that stand out; a lower bound, as a chain may hide states from pairs
 */
public record PairRank(List<Double> correlations, double noise, int states) {

    private static final int MOST_SYMBOLS = 200;
    private static final double LEVEL = 0.99;

    /** Copies the list. */
    public PairRank {
        correlations = List.copyOf(correlations);
    }

    /**
     * The pairs of some data.
     *
     * @param data sequences of symbols
     * @return what they show; empty for more than 200 symbols, or fewer than two that occur
     */
    public static Optional<PairRank> of(SymbolSequences data) {
        int all = data.dimension();
        if (all > MOST_SYMBOLS) {
            return Optional.empty();
        }
        WindowCounts pairs = WindowCounts.of(data, Threads.ONE, 1, 2);
        double[] first = new double[all];
        double[] second = new double[all];
        for (int x = 0; x < all; x++) {
            for (int y = 0; y < all; y++) {
                first[x] += pairs.get(x, y);
                second[y] += pairs.get(x, y);
            }
        }
        int[] seen = IntStream.range(0, all)
                .filter(x -> first[x] > 0 && second[x] > 0)
                .toArray();
        int d = seen.length;
        if (d < 2) {
            return Optional.empty();
        }
        double total = (double) pairs.total();
        Svd svd = Svd.of(Matrix.generate(
                d,
                d,
                (x, y) -> pairs.get(seen[x], seen[y]) / Math.sqrt(first[seen[x]] * second[seen[y]])
                        - Math.sqrt(first[seen[x]] * second[seen[y]]) / total));
        double[] values = IntStream.range(0, d - 1).mapToDouble(svd::value).toArray();
        int rank = 0;
        while (rank < d - 1 && total * tail(values, rank) > quantile(d - 1 - rank)) {
            rank++;
        }
        return Optional.of(
                new PairRank(java.util.Arrays.stream(values).boxed().toList(), 2 * Math.sqrt(d / total), rank + 1));
    }

    private static double tail(double[] values, int from) {
        double sum = 0;
        for (int i = from; i < values.length; i++) {
            sum += values[i] * values[i];
        }
        return sum;
    }

    private static double quantile(int side) {
        return new ChiSquaredDistribution((double) side * side).inverseCumulativeProbability(LEVEL);
    }
}
