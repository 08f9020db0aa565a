// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.unmask.random.Seed;

/**
 * Starts of a Gaussian model from clusters: of the points, of their local means, which slow states move, and of their
 * local spread, by which states of equal means differ.
 */
final class PointStarts {

    private static final int ROUNDS = 12;

    private final PointTokens tokens;
    private final int states;
    private final PointClimb climb;

    PointStarts(PointTokens tokens, int states, PointClimb climb) {
        this.tokens = tokens;
        this.states = states;
        this.climb = climb;
    }

    /** Clusters of the points from several seeds, those that differ. */
    List<Candidate> clusters(int count, Seed seed) {
        List<Candidate> out = new ArrayList<>();
        List<Clusters> found = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            RandomGenerator random = seed.split("clusters", n).generator();
            Clusters clusters = Clusters.of(tokens.columns(), states, random, ROUNDS);
            boolean known = found.stream()
                    .anyMatch(other -> Math.abs(other.spread() - clusters.spread()) < 2e-3 * clusters.spread());
            if (!known) {
                found.add(clusters);
                out.add(Candidate.start("clusters " + (n + 1), theta(clusters.labels())));
            }
        }
        return out;
    }

    /** Clusters of means over stretches around each point. */
    List<Candidate> averages(int length, Seed seed) {
        double[][] smooth = Arrays.stream(tokens.columns())
                .map(column -> smoothed(column, length))
                .toArray(double[][]::new);
        int[] labels = Clusters.of(
                        smooth, states, seed.split("averages", length).generator(), ROUNDS)
                .labels();
        return List.of(Candidate.start("averages of " + length, theta(labels)));
    }

    /** Clusters of the mean absolute size over stretches around each point. */
    List<Candidate> spreads(int length, Seed seed) {
        double[][] smooth = Arrays.stream(tokens.columns())
                .map(column -> smoothed(Arrays.stream(column).map(Math::abs).toArray(), length))
                .toArray(double[][]::new);
        int[] labels = Clusters.of(smooth, states, seed.split("spreads", length).generator(), ROUNDS)
                .labels();
        return List.of(Candidate.start("spreads of " + length, theta(labels)));
    }

    /** Means at points drawn from the data, the spread of all the data, chains of few large entries or such as stay. */
    List<Candidate> random(int count, Seed seed) {
        int d = tokens.dimension();
        double[] spread = new double[d];
        for (int c = 0; c < d; c++) {
            double[] column = tokens.columns()[c];
            spread[c] = Math.max(1e-2, Loops.dot(column, column, 0, column.length) / column.length);
        }
        List<Candidate> out = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            RandomGenerator random = seed.split("random start", n).generator();
            double[] chain =
                    n % 3 == 2 ? ChainDraws.chain(random, states, 0.8) : ChainDraws.chain(random, states, 0, states);
            double[][] means = new double[states][d];
            double[][] variances = new double[states][];
            for (int i = 0; i < states; i++) {
                int chosen = random.nextInt(tokens.tokens());
                for (int c = 0; c < d; c++) {
                    means[i][c] = tokens.columns()[c][chosen];
                }
                variances[i] = spread;
            }
            climb.startAt(ChainDraws.uniform(states), chain, means, variances);
            out.add(Candidate.start("random " + (n + 1), climb.theta.clone()));
        }
        return out;
    }

    private static double[] smoothed(double[] column, int length) {
        int n = column.length;
        double[] sums = new double[n + 1];
        for (int t = 0; t < n; t++) {
            sums[t + 1] = sums[t] + column[t];
        }
        double[] out = new double[n];
        for (int t = 0; t < n; t++) {
            int from = Math.max(0, t - length / 2);
            int to = Math.min(n, t + (length + 1) / 2);
            out[t] = (sums[to] - sums[from]) / (to - from);
        }
        return out;
    }

    /** What an M step makes of labels. */
    private double[] theta(int[] labels) {
        int d = tokens.dimension();
        double[] sizes = new double[states];
        double[][] means = new double[states][d];
        double[][] variances = new double[states][d];
        for (int label : labels) {
            sizes[label]++;
        }
        for (int c = 0; c < d; c++) {
            double[] column = tokens.columns()[c];
            double[] squares = new double[states];
            for (int t = 0; t < labels.length; t++) {
                means[labels[t]][c] += column[t];
                squares[labels[t]] += column[t] * column[t];
            }
            for (int i = 0; i < states; i++) {
                double size = Math.max(1, sizes[i]);
                means[i][c] /= size;
                variances[i][c] = Math.max(1e-2, squares[i] / size - means[i][c] * means[i][c]);
            }
        }
        double[] chain = ChainDraws.seen(labels, tokens.ends(), states);
        climb.startAt(ChainDraws.uniform(states), chain, means, variances);
        return climb.theta.clone();
    }
}
