// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.Arrays;
import java.util.List;
import org.unmask.data.PointSequences;
import org.unmask.model.CovarianceShape;

/**
 * Points column by column, each column shifted to mean zero and scaled to variance one as far as the covariances allow
 * without changing their shape. Missing coordinates are set to the mean: good enough to find a start.
 */
final class PointTokens {
    private final double[][] columns;
    private final int[] ends;
    private final double[] centre;
    private final double[] scale;
    private final boolean complete;

    PointTokens(double[][] columns, int[] ends, double[] centre, double[] scale, boolean complete) {
        this.columns = columns;
        this.ends = ends;
        this.centre = centre;
        this.scale = scale;
        this.complete = complete;
    }

    /** {@code [coordinate][token]}. */
    double[][] columns() {
        return columns;
    }

    /** End of each sequence; no sequence is empty. */
    int[] ends() {
        return ends;
    }

    /** Mean of each coordinate. */
    double[] centre() {
        return centre;
    }

    /** What each coordinate was divided by. */
    double[] scale() {
        return scale;
    }

    /** Whether no coordinate was missing. */
    boolean complete() {
        return complete;
    }

    static PointTokens of(PointSequences points, CovarianceShape shape) {
        int d = points.dimension();
        int n = points.tokens();
        double[] values = points.values();
        double[][] columns = new double[d][n];
        double[] centre = new double[d];
        double[] scale = new double[d];
        boolean complete = true;
        for (int c = 0; c < d; c++) {
            double sum = 0;
            int seen = 0;
            for (int t = 0, at = c; t < n; t++, at += d) {
                double value = values[at];
                if (!Double.isNaN(value)) {
                    sum += value;
                    seen++;
                }
            }
            double mean = seen > 0 ? sum / seen : 0;
            double squares = 0;
            double[] column = columns[c];
            for (int t = 0, at = c; t < n; t++, at += d) {
                double value = values[at];
                double centred = !Double.isNaN(value) ? value - mean : 0;
                column[t] = centred;
                squares += centred * centred;
            }
            complete &= seen == n;
            centre[c] = mean;
            scale[c] = squares > 0 ? Math.sqrt(squares / seen) : 1;
        }
        scale(columns, scale, shape);
        return new PointTokens(columns, Ends.nonEmpty(points), centre, scale, complete);
    }

    private static void scale(double[][] columns, double[] scale, CovarianceShape shape) {
        switch (shape.form()) {
            case IDENTITY -> Arrays.fill(scale, 1);
            case SPHERICAL -> {
                double squares = Arrays.stream(scale).map(s -> s * s).sum();
                Arrays.fill(scale, Math.sqrt(squares / scale.length));
            }
            case DIAGONAL, FULL -> {}
        }
        for (int c = 0; c < scale.length; c++) {
            double factor = 1 / scale[c];
            double[] column = columns[c];
            for (int t = 0; t < column.length; t++) {
                column[t] *= factor;
            }
        }
    }

    int dimension() {
        return columns.length;
    }

    int tokens() {
        return columns[0].length;
    }

    /** What the scaling takes from the log-likelihood of each token, nats. */
    double logScale() {
        double sum = 0;
        for (double s : scale) {
            sum += Math.log(s);
        }
        return sum;
    }

    /** The same tokens in the units that they came in; what was missing is the mean. */
    PointSequences points() {
        int d = dimension();
        double[] values = new double[tokens() * d];
        for (int c = 0; c < d; c++) {
            for (int t = 0; t < tokens(); t++) {
                values[t * d + c] = centre[c] + scale[c] * columns[c][t];
            }
        }
        return PointSequences.of(d, values, ends);
    }

    /** Several stretches spread over the data, at most so many tokens together. */
    PointTokens sample(int tokens, int stretches) {
        if (tokens() <= tokens) {
            return this;
        }
        List<int[]> cuts = Ends.spread(ends, tokens, stretches);
        int total = cuts.stream().mapToInt(cut -> cut[1] - cut[0]).sum();
        double[][] chosen = new double[dimension()][total];
        int[] chosenEnds = new int[cuts.size()];
        int at = 0;
        for (int s = 0; s < cuts.size(); s++) {
            int length = cuts.get(s)[1] - cuts.get(s)[0];
            for (int c = 0; c < dimension(); c++) {
                System.arraycopy(columns[c], cuts.get(s)[0], chosen[c], at, length);
            }
            at += length;
            chosenEnds[s] = at;
        }
        return new PointTokens(chosen, chosenEnds, centre, scale, complete);
    }
}
