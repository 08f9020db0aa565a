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
    static final double SMALLEST = 1e-20;

    static final double LOG_SMALLEST = Math.log(SMALLEST);

    /** Squared distance of a mean from the pivot, in variances: moving moments costs this many units of rounding. */
    private static final double FARTHEST = 1e8;

    private static final int S = Bundles.LANES;

    private final LaneKernel kernel;
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
    /** Inverse root times offset, an array for each state. */
    private final double[][] rooted;

    private final PointWindow window;
    private final double[] one = new double[S];
    private final double[] least = new double[S];
    private final double[] partial;
    private final double[][] whole;
    /** Coordinates and their products, in bundles as large as the states'. */
    private final double[][] features;

    /** The bundles of features with the coordinates. */
    private final double[][] coordinates;
    /** Those after them, which hold the squares where the covariance is diagonal. */
    private final double[][] squares;
    /** Where the products begin among the features. */
    private final int products;
    /** Weights of the states. */
    private final double[][] weights;
    /** Weighted features by state and feature. */
    private final LaneProducts sums;

    private PointMoments gaps;

    PointLanes(PointScores scores, LaneKernel kernel) {
        this.kernel = kernel;
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
        this.rooted = new double[k][d];
        for (int i = 0; i < k; i++) {
            for (int r = 0; r < d; r++) {
                offsets[i * d + r] = laws[i].mean()[r] - pivot[r];
                for (int c = 0; c <= r; c++) {
                    rooted[i][r] += laws[i].inverseRoot()[r * d + c] * offsets[i * d + c];
                }
            }
        }
        this.window = new PointWindow(values, pivot);
        this.partial = new double[k];
        this.whole = bundles.rows();
        this.products = (d + bundles.size - 1) / bundles.size * bundles.size;
        int count = products + (full ? d * (d + 1) / 2 : d);
        this.features = new double[(count + bundles.size - 1) / bundles.size][bundles.rows()[0].length];
        this.coordinates = Arrays.copyOf(features, products / bundles.size);
        this.squares = Arrays.copyOfRange(features, coordinates.length, features.length);
        this.weights = bundles.rows();
        this.sums = kernel.products(bundles, k, count);
        this.gaps = new PointMoments(emission);
    }

    /** The middle of the means. */
    static double[] pivot(Gaussian emission) {
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

    @Override
    public void logDensities(Lanes lanes, int step, int n, double[][] out) {
        double[][] x = window.at(lanes, step, n);
        boolean[] incomplete = window.incomplete(step);
        for (int i = 0; i < k; i++) {
            kernel.logDensity(laws[i], rooted[i], x, out[bundles.bundle(i)], bundles.at(i), n);
        }
        for (int l = 0; l < n && incomplete.length > 0; l++) {
            if (incomplete[l]) {
                scores.partial(lanes.start()[l] + Math.min(step, lanes.length()[l] - 1), partial, 0);
                for (int i = 0; i < k; i++) {
                    out[bundles.bundle(i)][bundles.at(i) + l] = partial[i];
                }
            }
        }
    }

    @Override
    public void likelihoods(Lanes lanes, int step, int n, double[][] out, double[] logs) {
        logDensities(lanes, step, n, out);
        kernel.relative(bundles, out, logs, least, n);
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
        double[][] x = window.at(lanes, step, n);
        double[][] weight = gamma;
        boolean[] incomplete = window.incomplete(step);
        if (incomplete.length > 0) {
            countIncomplete(lanes, step, n, gamma, x, incomplete);
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
            kernel.times(bundles, coordinates, coordinates, squares, n);
        }
        kernel.ready(bundles, features);
        for (int g = 0; g < bundles.count; g++) {
            bundles.add(weight[g], weights[g], n);
        }
        sums.add(weight, features, n);
    }

    private void countIncomplete(Lanes lanes, int step, int n, double[][] gamma, double[][] x, boolean[] incomplete) {
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
                first[i * d + c] = sums.sum(i, c);
            }
            for (int r = 0, f = products; r < d; r++) {
                for (int c = full ? 0 : r; c <= r; c++, f++) {
                    second[full ? (i * d + r) * d + c : i * d + r] = sums.sum(i, f);
                }
            }
        }
        for (double[] row : weights) {
            Arrays.fill(row, 0);
        }
        sums.clear();
        moments.addAbout(offsets, total, first, second);
        moments.merge(gaps);
        gaps = new PointMoments(scores.emission());
    }
}
