// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import org.unmask.data.PointSequences;
import org.unmask.data.Sequences;

/** Mean and variance of each coordinate over all tokens; nothing of symbols. */
final class DataMoments {

    private final double[] means;
    private final double[] variances;

    private DataMoments(double[] means, double[] variances) {
        this.means = means;
        this.variances = variances;
    }

    /** Over all tokens, missing coordinates left out. */
    static DataMoments of(Sequences sequences) {
        if (!(sequences instanceof PointSequences points)) {
            return new DataMoments(new double[0], new double[0]);
        }
        int d = points.dimension();
        double[] means = new double[d];
        double[] variances = new double[d];
        double[] squares = new double[d];
        long[] seen = new long[d];
        double[] values = points.values();
        // Token by token: the divisions of different coordinates do not wait for each other.
        for (int at = 0; at < points.tokens() * d; at += d) {
            for (int c = 0; c < d; c++) {
                double value = values[at + c];
                if (!Double.isNaN(value)) {
                    seen[c]++;
                    double step = value - means[c];
                    means[c] += step / seen[c];
                    squares[c] += step * (value - means[c]);
                }
            }
        }
        for (int c = 0; c < d; c++) {
            double variance = seen[c] > 0 ? squares[c] / seen[c] : 0;
            variances[c] = variance > 0 ? variance : 1;
        }
        return new DataMoments(means, variances);
    }

    /** One for each coordinate. */
    double[] means() {
        return means;
    }

    /** One for each coordinate; one where a coordinate does not vary. */
    double[] variances() {
        return variances;
    }
}
