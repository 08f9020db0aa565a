// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Clusters of points by the method of Lloyd from spread-out seeds (Arthur, Vassilvitskii 2007). */
final class Clusters {
    private final int[] labels;
    private final double spread;

    Clusters(int[] labels, double spread) {
        this.labels = labels;
        this.spread = spread;
    }

    /** Cluster of each point. */
    int[] labels() {
        return labels;
    }

    /** Sum of squared distances to the centres. */
    double spread() {
        return spread;
    }

    /**
     * Clusters points.
     *
     * @param columns {@code [coordinate][point]}
     * @param count number of clusters
     * @param random draws the seeds
     * @param rounds most rounds
     */
    static Clusters of(double[][] columns, int count, RandomGenerator random, int rounds) {
        int n = columns[0].length;
        double[][] centres = seeds(columns, count, random);
        int[] labels = new int[n];
        double[] nearest = new double[n];
        double before = Double.POSITIVE_INFINITY;
        for (int round = 0; round < rounds; round++) {
            double spread = assign(columns, centres, labels, nearest);
            if (!(spread < before * (1 - 1e-4))) {
                before = spread;
                break;
            }
            before = spread;
            move(columns, labels, centres);
        }
        return new Clusters(labels, before);
    }

    private static double[][] seeds(double[][] columns, int count, RandomGenerator random) {
        int n = columns[0].length;
        int d = columns.length;
        double[][] centres = new double[count][d];
        double[] nearest = new double[n];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        double[] distance = new double[n];
        int chosen = random.nextInt(n);
        for (int i = 0; i < count; i++) {
            for (int c = 0; c < d; c++) {
                centres[i][c] = columns[c][chosen];
            }
            distances(columns, centres[i], distance);
            double total = 0;
            for (int t = 0; t < n; t++) {
                nearest[t] = Math.min(nearest[t], distance[t]);
                total += nearest[t];
            }
            double left = random.nextDouble() * total;
            chosen = 0;
            while (chosen < n - 1 && left >= nearest[chosen]) {
                left -= nearest[chosen++];
            }
        }
        return centres;
    }

    private static void distances(double[][] columns, double[] centre, double[] out) {
        Arrays.fill(out, 0);
        for (int c = 0; c < centre.length; c++) {
            Loops.subtractSquares(columns[c], centre[c], -1, out, 0, out.length);
        }
    }

    private static double assign(double[][] columns, double[][] centres, int[] labels, double[] nearest) {
        int n = labels.length;
        double[] distance = new double[n];
        distances(columns, centres[0], nearest);
        Arrays.fill(labels, 0);
        for (int i = 1; i < centres.length; i++) {
            distances(columns, centres[i], distance);
            for (int t = 0; t < n; t++) {
                if (distance[t] < nearest[t]) {
                    nearest[t] = distance[t];
                    labels[t] = i;
                }
            }
        }
        return Loops.sum(nearest, 0, n);
    }

    private static void move(double[][] columns, int[] labels, double[][] centres) {
        int[] sizes = new int[centres.length];
        for (int label : labels) {
            sizes[label]++;
        }
        for (int c = 0; c < columns.length; c++) {
            double[] sums = new double[centres.length];
            double[] column = columns[c];
            for (int t = 0; t < labels.length; t++) {
                sums[labels[t]] += column[t];
            }
            for (int i = 0; i < centres.length; i++) {
                if (sizes[i] > 0) {
                    centres[i][c] = sums[i] / sizes[i];
                }
            }
        }
    }
}
