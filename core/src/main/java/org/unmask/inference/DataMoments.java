// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.Arrays;
import org.unmask.data.CoordinateSums;
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
        CoordinateSums sums = CoordinateSums.of(points);
        double[] variances =
                Arrays.stream(sums.variances()).map(v -> v > 0 ? v : 1).toArray();
        return new DataMoments(sums.means(), variances);
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
