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
        for (int c = 0; c < d; c++) {
            double mean = 0;
            double squares = 0;
            long seen = 0;
            for (int t = 0; t < points.tokens(); t++) {
                double value = points.value(t, c);
                if (!Double.isNaN(value)) {
                    seen++;
                    double step = value - mean;
                    mean += step / seen;
                    squares += step * (value - mean);
                }
            }
            means[c] = mean;
            double variance = seen > 0 ? squares / seen : 0;
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
