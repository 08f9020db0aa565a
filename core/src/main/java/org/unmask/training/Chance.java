// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

/**
 * What chance alone adds to the loss of the true model on a table of counts: for a cell that expects {@code mu} windows,
 * the law of {@code N log(N / mu) - N + mu} with Poisson {@code N}. Half a nat where many are expected, less where few.
 */
final class Chance {

    private static final double LEAST = Math.log(1e-10);
    private static final double MOST = Math.log(100);
    private static final int NODES = 600;

    private final double[] mean = new double[NODES + 1];
    private final double[] square = new double[NODES + 1];

    Chance() {
        for (int node = 0; node <= NODES; node++) {
            double mu = Math.exp(LEAST + (MOST - LEAST) * node / NODES);
            int far = (int) (mu + 12 * Math.sqrt(mu) + 12);
            double probability = Math.exp(-mu);
            for (int n = 0; n <= far; n++) {
                double nats = (n > 0 ? n * Math.log(n / mu) : 0) - n + mu;
                mean[node] += probability * nats;
                square[node] += probability * nats * nats;
                probability *= mu / (n + 1);
            }
        }
    }

    /**
     * How many standard deviations a loss lies above what chance adds, cells taken for independent.
     *
     * @param nats the loss above that of the table itself, of all windows together
     * @param expected windows that the model expects in each cell
     */
    double surprise(double nats, double[] expected) {
        double sum = 0;
        double variance = 0;
        for (double mu : expected) {
            if (mu > 0) {
                double one = mean(mu);
                sum += one;
                variance += at(square, mu) - one * one;
            }
        }
        return (nats - sum) / Math.sqrt(Math.max(variance, 1e-300));
    }

    private static double at(double[] table, double mu) {
        double place = (Math.log(mu) - LEAST) / (MOST - LEAST) * NODES;
        if (place >= NODES) {
            return table[NODES];
        }
        if (place <= 0) {
            return table[0] * mu / Math.exp(LEAST);
        }
        int below = (int) place;
        return table[below] + (place - below) * (table[below + 1] - table[below]);
    }

    /** What chance adds on average in one cell. */
    double mean(double mu) {
        return at(mean, mu);
    }
}
