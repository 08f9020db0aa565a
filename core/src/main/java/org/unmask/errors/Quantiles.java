// SPDX-License-Identifier: Apache-2.0
package org.unmask.errors;

import java.util.Arrays;
import org.hipparchus.distribution.continuous.NormalDistribution;

/** Quantiles of the normal law and of samples. */
final class Quantiles {

    private static final NormalDistribution NORMAL = new NormalDistribution(0, 1);

    private Quantiles() {}

    /** The standard normal law's quantile. */
    static double normal(double probability) {
        return NORMAL.inverseCumulativeProbability(probability);
    }

    /** The quantile of a sample, between its order statistics; NaN for an empty one. */
    static double of(double[] sample, double probability) {
        if (sample.length == 0) {
            return Double.NaN;
        }
        double[] sorted = sample.clone();
        Arrays.sort(sorted);
        double at = probability * (sorted.length - 1);
        int below = (int) Math.floor(at);
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
