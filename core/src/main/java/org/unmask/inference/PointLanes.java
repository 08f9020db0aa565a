// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.Arrays;
import org.unmask.matrix.Matrix;
import org.unmask.model.CovarianceShape.Form;
import org.unmask.model.Gaussian;

/**
 * Points lane by lane under normal laws. Coordinates are taken about one pivot, the middle of the means, so that products
 * of coordinates serve all states; what is counted is moved to the means at the end. Tokens with missing coordinates are
 * treated one by one.
 */
final class PointLanes implements LaneEmission {

    /** Likelihoods below this share of the largest are reported. */
    private static final double SMALLEST = 1e-20;

    private static final double LOG_SMALLEST = Math.log(SMALLEST);

    /** Squared distance of a mean from the pivot, in variances: moving moments costs this many units of rounding. */
    private static final double FARTHEST = 1e8;

    private static final int S = Bundles.LANES;

    private final PointScores scores;
    private final Bundles bundles;
    private final int k;
    private final int d;
    private final boolean full;
    private final double[] values;
    private final NormalLaw[] laws;
    private final double[] pivot;
    /** Mean less pivot: {@code state * d + coordinate}. */
    private final double[] offsets;
    /** Inverse root times offset: {@code state * d + row}. */
    private final double[] rooted;

    /** Coordinates less the pivot, a row each. */
    private final double[][] x;
    /** The same in bundles, for linear maps. */
    private final double[][] together;

    private final double[][] density;
    private final double[][] most;
    private final double[] one = new double[S];
    private final double[] least = new double[S];
    private final boolean[] incomplete = new boolean[S];
    private boolean anyIncomplete;
    private final Exponential exponential;
    private final double[] partial;
    private final double[][] whole;
    /** Coordinates and their products, in bundles as large as the states'. */
    private final double[][] features;

    /** Where the products begin among the features. */
    private final int products;
    /** Weights of the states. */
    private final double[][] weights;
    /** {@code (bundle of states * bundles of features + bundle of features) * size + shift}. */
    private final double[][] sums;

    private PointMoments gaps;

    PointLanes(PointScores scores) {
        this.scores = scores;
        Gaussian emission = scores.emission();
        this.k = emission.states();
        this.bundles = new Bundles(k);
        this.d = emission.dimension();
        this.full = emission.covariances().shape().form() == Form.FULL;
        this.values = scores.values();
        this.laws = scores.laws();
        this.pivot = pivot(emission);
        this.offsets = new double[k * d];
        this.rooted = new double[k * d];
        for (int i = 0; i < k; i++) {
            for (int r = 0; r < d; r++) {
                offsets[i * d + r] = laws[i].mean()[r] - pivot[r];
                for (int c = 0; c <= r; c++) {
                    rooted[i * d + r] += laws[i].inverseRoot()[r * d + c] * offsets[i * d + c];
                }
            }
        }
        this.x = Bundles.single(d);
        this.together = new double[(d + Bundles.LARGEST - 1) / Bundles.LARGEST][Bundles.LARGEST * S];
        this.density = Bundles.single(1);
        this.most = bundles.rows();
        this.exponential = new Exponential(bundles.end());
        this.partial = new double[k];
        this.whole = bundles.rows();
        this.products = (d + bundles.size - 1) / bundles.size * bundles.size;
        int count = products + (full ? d * (d + 1) / 2 : d);
        this.features = new double[(count + bundles.size - 1) / bundles.size][bundles.rows()[0].length];
        this.weights = bundles.rows();
        this.sums = new double[bundles.count * features.length * bundles.size][bundles.end()];
        this.gaps = new PointMoments(emission);
    }

    /** The middle of the means. */
    private static double[] pivot(Gaussian emission) {
        double[] out = new double[emission.dimension()];
        for (int i = 0; i < emission.states(); i++) {
            for (int c = 0; c < out.length; c++) {
                out[c] += emission.means().get(i, c) / emission.states();
            }
        }
        return out;
    }

    /** Whether moments about the pivot keep enough digits. */
    static boolean accurate(Gaussian emission) {
        double[] pivot = pivot(emission);
        for (int i = 0; i < emission.states(); i++) {
            Matrix covariance = emission.covariances().matrices().get(i);
            for (int c = 0; c < pivot.length; c++) {
                double off = emission.means().get(i, c) - pivot[c];
                if (!(off * off <= FARTHEST * covariance.get(c, c))) {
                    return false;
                }
            }
        }
        return true;
    }

    @Override
    public double smallest() {
        return SMALLEST;
    }

    @Override
    public boolean dear() {
        return true;
    }

    /** The tokens of a step; ended lanes repeat their last. */
    private void load(Lanes lanes, int step, int n) {
        int[] start = lanes.start();
        int[] length = lanes.length();
        anyIncomplete = false;
        for (int l = 0; l < n; l++) {
            int at = (start[l] + Math.min(step, length[l] - 1)) * d;
            double test = 0;
            for (int c = 0; c < d; c++) {
                double value = values[at + c] - pivot[c];
                x[c][l] = value;
                test += value;
            }
            incomplete[l] = Double.isNaN(test);
            anyIncomplete |= incomplete[l];
        }
    }

    @Override
    public void logDensities(Lanes lanes, int step, int n, double[][] out) {
        load(lanes, step, n);
        if (full) {
            for (int c = 0; c < d; c++) {
                System.arraycopy(x[c], 0, together[c / Bundles.LARGEST], c % Bundles.LARGEST * S, n);
            }
        }
        double[] to = density[0];
        for (int i = 0; i < k; i++) {
            Arrays.fill(to, 0, n, laws[i].logConstant());
            if (laws[i].diagonal()) {
                diagonal(i, to, n);
            } else {
                full(i, to, n);
            }
            System.arraycopy(to, 0, out[bundles.bundle(i)], bundles.at(i), n);
        }
        for (int l = 0; l < n && anyIncomplete; l++) {
            if (incomplete[l]) {
                scores.partial(lanes.start()[l] + Math.min(step, lanes.length()[l] - 1), partial, 0);
                for (int i = 0; i < k; i++) {
                    out[bundles.bundle(i)][bundles.at(i) + l] = partial[i];
                }
            }
        }
    }

    private void diagonal(int i, double[] to, int n) {
        double[] root = laws[i].inverseRoot();
        for (int c = 0; c < d; c++) {
            double scale = root[c * d + c];
            LaneMath.addSquaredDistance(x[c], offsets[i * d + c], -0.5 * scale * scale, to, n);
        }
    }

    private void full(int i, double[] to, int n) {
        double[] root = laws[i].inverseRoot();
        for (int r = 0; r < d; r++) {
            LaneMath.combine(together[0], root, r * d, Math.min(r + 1, Bundles.LARGEST), one, 0, n);
            for (int c = Bundles.LARGEST; c <= r; c += Bundles.LARGEST) {
                LaneMath.addCombined(
                        together[c / Bundles.LARGEST],
                        root,
                        r * d + c,
                        Math.min(r + 1 - c, Bundles.LARGEST),
                        one,
                        0,
                        n);
            }
            LaneMath.addSquaredDistance(one, rooted[i * d + r], -0.5, to, n);
        }
    }

    @Override
    public void likelihoods(Lanes lanes, int step, int n, double[][] out, double[] logs) {
        logDensities(lanes, step, n, out);
        int slots = bundles.end();
        double[] top = most[0];
        if (bundles.count == 1) {
            LaneMath.largest(out[0], k, top, n);
        } else {
            LaneMath.largest(out[0], bundles.size, top, n);
            for (int g = 1; g < bundles.count; g++) {
                LaneMath.larger(out[g], Math.min(bundles.size, k - g * bundles.size), top, n);
            }
        }
        LaneMath.add(top, logs, 0, n);
        for (int at = S; at < slots; at += S) {
            System.arraycopy(top, 0, top, at, n);
        }
        for (int g = 0; g < bundles.count; g++) {
            bundles.subtract(top, out[g], n);
            int states = Math.min(bundles.size, k - g * bundles.size);
            LaneMath.smaller(out[g], states, least, n);
            for (int b = 0; b < states; b++) {
                exponential.of(out[g], b * S, b * S + n);
            }
        }
    }

    @Override
    public boolean exact() {
        boolean exact = true;
        for (double log : least) {
            exact &= log >= LOG_SMALLEST;
        }
        Arrays.fill(least, 0);
        return exact;
    }

    @Override
    public void count(Lanes lanes, int step, int n, double[][] gamma) {
        load(lanes, step, n);
        double[][] weight = gamma;
        if (anyIncomplete) {
            countIncomplete(lanes, step, n, gamma);
            weight = whole;
        }
        for (int c = 0; c < d; c++) {
            System.arraycopy(x[c], 0, features[c / bundles.size], c % bundles.size * S, n);
        }
        if (full) {
            for (int r = 0, f = products; r < d; r++) {
                for (int c = 0; c <= r; c++, f++) {
                    LaneMath.times(x[r], x[c], one, 0, n);
                    System.arraycopy(one, 0, features[f / bundles.size], f % bundles.size * S, n);
                }
            }
        } else {
            int half = products / bundles.size;
            for (int b = 0; b < half; b++) {
                bundles.times(features[b], features[b], features[half + b], n);
            }
        }
        bundles.repeat(features);
        int at = 0;
        for (int g = 0; g < bundles.count; g++) {
            bundles.add(weight[g], weights[g], n);
            for (double[] feature : features) {
                for (int shift = 0; shift < bundles.size; shift++) {
                    bundles.addProduct(weight[g], feature, shift, sums[at++], n);
                }
            }
        }
    }

    private void countIncomplete(Lanes lanes, int step, int n, double[][] gamma) {
        for (int g = 0; g < bundles.count; g++) {
            System.arraycopy(gamma[g], 0, whole[g], 0, bundles.end());
        }
        int active = lanes.active(step, n);
        for (int l = 0; l < n; l++) {
            if (incomplete[l]) {
                for (int i = 0; i < k; i++) {
                    int at = bundles.at(i) + l;
                    if (l < active) {
                        gaps.addIncomplete(values, lanes.start()[l] + step, i, gamma[bundles.bundle(i)][at]);
                    }
                    whole[bundles.bundle(i)][at] = 0;
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
        double[] total = new double[k];
        double[] first = new double[k * d];
        double[] second = new double[full ? k * d * d : k * d];
        for (int i = 0; i < k; i++) {
            total[i] = LaneMath.sum(weights[bundles.bundle(i)], bundles.at(i), bundles.at(i) + S);
            for (int c = 0; c < d; c++) {
                first[i * d + c] = sum(i, c);
            }
            for (int r = 0, f = products; r < d; r++) {
                for (int c = full ? 0 : r; c <= r; c++, f++) {
                    double high = offsets[i * d + r];
                    double low = offsets[i * d + c];
                    second[full ? (i * d + r) * d + c : i * d + r] =
                            (sum(i, f) - high * first[i * d + c]) - low * (first[i * d + r] - high * total[i]);
                }
            }
            for (int c = 0; c < d; c++) {
                first[i * d + c] -= offsets[i * d + c] * total[i];
            }
        }
        for (double[] row : weights) {
            Arrays.fill(row, 0);
        }
        for (double[] row : sums) {
            Arrays.fill(row, 0);
        }
        moments.add(total, first, second);
        moments.merge(gaps);
        gaps = new PointMoments(scores.emission());
    }

    /** Weighted sum of one feature. */
    private double sum(int state, int feature) {
        int m = bundles.size;
        int shift = Math.floorMod(feature - state, m);
        double[] row = sums[(bundles.bundle(state) * features.length + feature / m) * m + shift];
        return LaneMath.sum(row, bundles.at(state), bundles.at(state) + S);
    }
}
