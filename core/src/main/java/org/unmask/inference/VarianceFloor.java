// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.Arrays;
import org.unmask.data.Sequences;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.SymmetricEigen;

/**
 * Smallest covariance: {@code S - diag(floor)} has no negative direction. Without one, the likelihood of normal laws has
 * no upper bound, as a state may sit on one token.
 */
final class VarianceFloor {

    private final double[] variances;

    VarianceFloor(double[] variances) {
        this.variances = variances;
    }

    /** One for each coordinate. */
    double[] variances() {
        return variances;
    }

    /** A share of each coordinate's variance over the data; of one where a coordinate does not vary. */
    static VarianceFloor of(Sequences sequences, double share) {
        double[] out = DataMoments.of(sequences).variances();
        for (int c = 0; c < out.length; c++) {
            out[c] *= share;
        }
        return new VarianceFloor(out);
    }

    /** The matrix of greatest likelihood above the floor, for a weighted covariance of full shape. */
    Matrix full(Matrix covariance) {
        int d = covariance.rows();
        double[] unit = Arrays.stream(variances).map(Math::sqrt).toArray();
        SymmetricEigen eigen =
                SymmetricEigen.of(Matrix.generate(d, d, (r, c) -> covariance.get(r, c) / (unit[r] * unit[c])));
        double[] values = eigen.values().toArray();
        if (Arrays.stream(values).allMatch(value -> value >= 1)) {
            return covariance;
        }
        Matrix vectors = eigen.vectors();
        return Matrix.generate(d, d, (r, c) -> {
            double sum = 0;
            for (int m = 0; m < d; m++) {
                sum += Math.max(values[m], 1 + 1e-9)
                        * (vectors.get(Math.max(r, c), m) * vectors.get(Math.min(r, c), m));
            }
            return sum * (unit[r] * unit[c]);
        });
    }

    /** Smallest variance of one coordinate. */
    double at(int coordinate) {
        return variances[coordinate];
    }

    /** Smallest common variance of all coordinates. */
    double spherical() {
        return Arrays.stream(variances).max().orElse(0);
    }

    /** Whether a covariance touches the floor. */
    boolean touchedBy(Matrix covariance) {
        for (int c = 0; c < variances.length; c++) {
            if (covariance.get(c, c) <= variances[c] * (1 + 1e-6)) {
                return true;
            }
        }
        double[] unit = Arrays.stream(variances).map(Math::sqrt).toArray();
        int d = variances.length;
        double[] values = SymmetricEigen.of(Matrix.generate(d, d, (r, c) -> covariance.get(r, c) / (unit[r] * unit[c])))
                .values()
                .toArray();
        return Arrays.stream(values).anyMatch(value -> value <= 1 + 1e-6);
    }
}
