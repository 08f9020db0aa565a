// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.Arrays;

/** What each lane was divided by so far, and what its probability comes to. */
final class LaneScaling {

    /** Sums and entries below this at a scaling step are not trusted. */
    static final double LOW = 1e-200;

    /** Orders of magnitude that entries may lose between scalings. */
    private static final double ORDERS = 100;

    static final int LONGEST_PERIOD = 8;

    private static final double SMALL = 1e-100;

    /** Whether every transition has a probability worth the name. */
    private final boolean mixing;

    private final double[] product = new double[Bundles.LANES];
    /** Logarithms to which emissions add the factors that they took out. */
    final double[] running = new double[Bundles.LANES];
    /** Sum of each lane's entries, to be written before {@link #measure} and {@link #finish}. */
    final double[] total = new double[Bundles.LANES];
    /** Logarithm of the probability of each lane that was finished. */
    final double[] logs = new double[Bundles.LANES];

    LaneScaling(boolean mixing) {
        this.mixing = mixing;
    }

    /** Steps from one scaling to the next, as many as the smallest factors allow; 0 when scaling is not safe. */
    static int period(ChainTables chain, double smallestLikelihood) {
        double smallest =
                Arrays.stream(chain.transition).filter(p -> p > 0).min().orElse(1) * smallestLikelihood;
        double orders = -Math.log10(smallest);
        return (int) Math.min(LONGEST_PERIOD, orders <= 0 ? LONGEST_PERIOD : ORDERS / orders);
    }

    void begin() {
        Arrays.fill(product, 1);
        Arrays.fill(running, 0);
    }

    /** Reciprocals of the sums; of {@code n} lanes {@code under} matter. False when one is not trusted. */
    boolean measure(double[] inverse, int under, int n) {
        LaneMath.reciprocal(total, inverse, n);
        boolean trusted = true;
        for (int l = 0; l < n; l++) {
            double sum = total[l];
            double p = product[l] * sum;
            if (!(sum > LOW)) {
                // A sum of nothing but zeros is no loss: this lane is impossible.
                trusted &= l >= under || (sum == 0 && !mixing);
                inverse[l] = 0;
                p = 1;
                running[l] = Double.NEGATIVE_INFINITY;
            } else if (p < SMALL) {
                running[l] += Math.log(p);
                p = 1;
            }
            product[l] = p;
        }
        return trusted;
    }

    /** Notes how a lane ends. */
    void finish(int lane) {
        logs[lane] = running[lane] + Math.log(total[lane]) + Math.log(product[lane]);
    }
}
