// SPDX-License-Identifier: Apache-2.0
package org.unmask.recovery;

import org.unmask.matrix.Assignment;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Permutation;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;

/**
 * Two models matched state by state: the relabelling of the second that brings its emissions, transition and stationary law
 * nearest to the first, found as a cheapest assignment and improved by exchanges while the whole distance falls.
 *
 * @param permutation state {@code i} of the first model is matched with state {@code permutation.get(i)} of the second
 * @param transition errors of the transition matrix
 * @param emission errors of the emission matrix, or of the means
 * @param covariance errors of the covariances; zero for symbols
 * @param initial errors of the initial law
 */
public record Alignment(
        Permutation permutation,
        Difference transition,
        Difference emission,
        Difference covariance,
        Difference initial) {

    /**
     * Absolute differences of one part.
     *
     * @param max the largest
     * @param mean their mean
     */
    public record Difference(double max, double mean) {
        static Difference of(Matrix one, Matrix other) {
            Matrix difference = one.minus(other).map(Math::abs);
            double sum = 0;
            for (double entry : difference.toArray()) {
                sum += entry;
            }
            return new Difference(difference.maxAbs(), sum / (difference.rows() * difference.columns()));
        }
    }

    /**
     * Matches two models.
     *
     * @param one a model
     * @param other a model with as many states and as long tokens
     * @return the match and what it leaves different
     * @throws IllegalArgumentException when the sizes differ
     */
    public static Alignment of(Hmm one, Hmm other) {
        if (one.states() != other.states()
                || one.emission().dimension() != other.emission().dimension()) {
            throw new IllegalArgumentException("cannot match " + one.states() + " states of dimension "
                    + one.emission().dimension() + " with " + other.states() + " of dimension "
                    + other.emission().dimension());
        }
        Permutation match = improved(one, other, Assignment.minimumCost(cost(one, other)));
        Hmm turned = other.permuted(match);
        return new Alignment(
                match,
                Difference.of(one.transition().matrix(), turned.transition().matrix()),
                Difference.of(one.emission().means(), turned.emission().means()),
                Difference.of(spreads(one), spreads(turned)),
                Difference.of(
                        Matrix.ofRows(one.initial().toArray()),
                        Matrix.ofRows(turned.initial().toArray())));
    }

    /**
     * The largest difference of any part but the initial law.
     *
     * @return at least 0
     */
    public double worst() {
        return Math.max(transition.max(), Math.max(emission.max(), covariance.max()));
    }

    /** Emissions decide; where they tie, the chance of staying and the share do. */
    private static Matrix cost(Hmm one, Hmm other) {
        Matrix x = features(one);
        Matrix y = features(other);
        int k = one.states();
        return Matrix.generate(k, k, (i, j) -> {
            double sum = 0;
            for (int c = 0; c < x.columns(); c++) {
                double difference = x.get(i, c) - y.get(j, c);
                sum += difference * difference;
            }
            return sum;
        });
    }

    private static Matrix features(Hmm model) {
        Matrix means = model.emission().means();
        Matrix spreads = spreads(model);
        double[] law = model.stationaryLaw().toArray();
        int d = means.columns();
        int extra = spreads.columns();
        return Matrix.generate(model.states(), d + extra + 2, (i, c) -> {
            if (c < d) {
                return means.get(i, c);
            }
            if (c < d + extra) {
                return spreads.get(i, c - d);
            }
            return c == d + extra ? model.transition().get(i, i) : law[i];
        });
    }

    /** One row for each state: the entries of its covariance; a single zero for symbols. */
    private static Matrix spreads(Hmm model) {
        if (model.emission() instanceof Gaussian gaussian) {
            double[][] rows = new double[model.states()][];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = gaussian.covariances().matrices().get(i).toArray();
            }
            return Matrix.ofRows(rows);
        }
        return Matrix.zero(model.states(), 1);
    }

    private static Permutation improved(Hmm one, Hmm other, Permutation start) {
        int k = one.states();
        int[] best = start.toArray();
        double least = distance(one, other, best);
        boolean moved = true;
        while (moved) {
            moved = false;
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < i; j++) {
                    int[] next = best.clone();
                    next[i] = best[j];
                    next[j] = best[i];
                    double after = distance(one, other, next);
                    if (after < least) {
                        least = after;
                        best = next;
                        moved = true;
                    }
                }
            }
        }
        return Permutation.of(best);
    }

    private static double distance(Hmm one, Hmm other, int[] order) {
        Hmm turned = other.permuted(Permutation.of(order));
        double chain =
                one.transition().matrix().minus(turned.transition().matrix()).frobeniusNorm();
        double tokens = one.emission().means().minus(turned.emission().means()).frobeniusNorm();
        double spread = spreads(one).minus(spreads(turned)).frobeniusNorm();
        return chain * chain + tokens * tokens + spread * spread;
    }
}
