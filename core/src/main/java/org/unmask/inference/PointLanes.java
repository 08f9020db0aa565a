// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.Arrays;
import org.unmask.model.CovarianceShape.Form;
import org.unmask.model.Gaussian;

/** Points lane by lane under normal laws. Tokens with missing coordinates are treated one by one. */
final class PointLanes implements LaneEmission {

    /** Likelihoods below this share of the largest are reported. */
    private static final double SMALLEST = 1e-20;

    private static final double LOG_SMALLEST = Math.log(SMALLEST);

    private final PointScores scores;
    private final int k;
    private final int d;
    private final boolean full;
    private final double[] values;
    private final NormalLaw[] laws;
    /** Coordinates of the tokens, a row each. */
    private final double[][] x;
    /** Coordinates less the mean of a state. */
    private final double[][] centred;

    private final double[][] weighted;
    private final double[] one;
    private final double[] most;
    private final boolean[] incomplete;
    private boolean anyIncomplete;
    private final double[][] whole;
    private final double[] partial;
    private final double[][] weights;
    private final double[][] first;
    private final double[][] second;
    private PointMoments gaps;

    PointLanes(PointScores scores, int stride) {
        this.scores = scores;
        Gaussian emission = scores.emission();
        this.k = emission.states();
        this.d = emission.dimension();
        this.full = emission.covariances().shape().form() == Form.FULL;
        this.values = scores.values();
        this.laws = scores.laws();
        this.x = LaneTables.rows(d, stride);
        this.centred = LaneTables.rows(d, stride);
        this.weighted = LaneTables.rows(d, stride);
        this.one = new double[stride];
        this.most = new double[stride];
        this.incomplete = new boolean[stride];
        this.whole = LaneTables.rows(k, stride);
        this.partial = new double[k];
        this.weights = LaneTables.rows(k, stride);
        this.first = LaneTables.rows(k * d, stride);
        this.second = LaneTables.rows(full ? k * d * d : k * d, stride);
        this.gaps = new PointMoments(emission);
    }

    @Override
    public double smallest() {
        return SMALLEST;
    }

    private void load(Lanes lanes, int step, int n) {
        int[] start = lanes.start();
        anyIncomplete = false;
        for (int l = 0; l < n; l++) {
            int at = (start[l] + step) * d;
            double test = 0;
            for (int c = 0; c < d; c++) {
                double value = values[at + c];
                x[c][l] = value;
                test += value;
            }
            incomplete[l] = Double.isNaN(test);
            anyIncomplete |= incomplete[l];
        }
    }

    @Override
    public void logDensities(Lanes lanes, int step, int n, double[][] out, int at) {
        load(lanes, step, n);
        for (int i = 0; i < k; i++) {
            NormalLaw law = laws[i];
            double[] to = out[at + i];
            double[] root = law.inverseRoot();
            Arrays.fill(to, 0, n, law.logConstant());
            if (law.diagonal()) {
                for (int c = 0; c < d; c++) {
                    double scale = root[c * d + c];
                    LaneMath.addSquaredDistance(x[c], law.mean()[c], -0.5 * scale * scale, to, n);
                }
            } else {
                for (int c = 0; c < d; c++) {
                    LaneMath.plus(x[c], -law.mean()[c], centred[c], n);
                }
                for (int r = 0; r < d; r++) {
                    LaneMath.combine(centred, 0, root, r * d, r + 1, one, n);
                    LaneMath.addSquare(one, -0.5, to, n);
                }
            }
        }
        for (int l = 0; l < n && anyIncomplete; l++) {
            if (incomplete[l]) {
                scores.partial(lanes.start()[l] + step, partial, 0);
                for (int i = 0; i < k; i++) {
                    out[at + i][l] = partial[i];
                }
            }
        }
    }

    @Override
    public boolean likelihoods(Lanes lanes, int step, int n, double[][] out, int at, double[] logs) {
        logDensities(lanes, step, n, out, at);
        System.arraycopy(out[at], 0, most, 0, n);
        for (int i = 1; i < k; i++) {
            LaneMath.max(out[at + i], most, n);
        }
        LaneMath.add(most, logs, n);
        boolean exact = true;
        for (int i = 0; i < k; i++) {
            exact &= exponentials(out[at + i], most, n);
        }
        return exact;
    }

    private static boolean exponentials(double[] row, double[] most, int n) {
        double least = 0;
        for (int l = 0; l < n; l++) {
            double log = row[l] - most[l];
            least = Math.min(least, log);
            row[l] = Exponential.of(log);
        }
        return least >= LOG_SMALLEST;
    }

    @Override
    public void count(Lanes lanes, int step, int n, double[][] gamma) {
        load(lanes, step, n);
        double[][] weight = gamma;
        if (anyIncomplete) {
            countIncomplete(lanes, step, n, gamma);
            weight = whole;
        }
        for (int i = 0; i < k; i++) {
            double[] mean = laws[i].mean();
            LaneMath.add(weight[i], weights[i], n);
            for (int r = 0; r < d; r++) {
                if (full) {
                    LaneMath.plus(x[r], -mean[r], centred[r], n);
                    LaneMath.times(centred[r], weight[i], weighted[r], n);
                    LaneMath.add(weighted[r], first[i * d + r], n);
                    for (int c = 0; c <= r; c++) {
                        LaneMath.addTimes(weighted[r], centred[c], second[(i * d + r) * d + c], n);
                    }
                } else {
                    LaneMath.addMoments(x[r], mean[r], weight[i], first[i * d + r], second[i * d + r], n);
                }
            }
        }
    }

    private void countIncomplete(Lanes lanes, int step, int n, double[][] gamma) {
        for (int i = 0; i < k; i++) {
            System.arraycopy(gamma[i], 0, whole[i], 0, n);
        }
        for (int l = 0; l < n; l++) {
            if (incomplete[l]) {
                for (int i = 0; i < k; i++) {
                    gaps.addIncomplete(values, lanes.start()[l] + step, i, gamma[i][l]);
                    whole[i][l] = 0;
                }
                for (int c = 0; c < d; c++) {
                    x[c][l] = 0;
                }
            }
        }
    }

    @Override
    public void drain(EmissionCounts counts) {
        PointMoments moments = (PointMoments) counts;
        moments.add(sums(weights), sums(first), sums(second));
        moments.merge(gaps);
        gaps = new PointMoments(scores.emission());
    }

    private static double[] sums(double[][] rows) {
        double[] out = new double[rows.length];
        for (int n = 0; n < out.length; n++) {
            out[n] = LaneMath.sum(rows[n], rows[n].length);
            Arrays.fill(rows[n], 0);
        }
        return out;
    }
}
