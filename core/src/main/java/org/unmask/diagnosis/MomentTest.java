// SPDX-License-Identifier: Apache-2.0
package org.unmask.diagnosis;

import java.util.Arrays;
import java.util.Optional;
import org.hipparchus.distribution.continuous.ChiSquaredDistribution;
import org.unmask.data.Sequences;
import org.unmask.data.Stretches;
import org.unmask.inference.ExpectedCounts;
import org.unmask.inference.ForwardBackward;
import org.unmask.inference.InitialLaw;
import org.unmask.inference.LocalCoordinates;
import org.unmask.inference.ScoreSums;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.SymmetricEigen;
import org.unmask.model.Chain;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;

/**
 * Whether the data speak against a fitted model: a conditional moment test (Newey 1985, Tauchen 1985). Under a true model a
 * feature of the next token, less its expectation given all tokens before, is uncorrelated with anything in the past, here
 * with features of the three tokens before. Such products are martingale differences like the scores, so the serial dependence of the
 * data is accounted for exactly, and that the parameters were fitted by projecting the products on the scores.
 *
 * @param statistic about chi-squared when the model is right
 * @param degrees degrees of freedom
 * @param pValue probability of a statistic as large when the model is right
 */
public record MomentTest(double statistic, int degrees, double pValue) {

    private static final int LAGS = 3;

    /** Numbers kept for tokens and coordinates at once. */
    private static final double CELLS = 4e6;

    private static final int MOST_TOKENS = 50_000;
    private static final int SAMPLES = 16;

    /** Tokens for each moment and each parameter that the approximation takes. */
    private static final int TOKENS_EACH = 10;

    private static final double FLAT = 1e-9;

    /**
     * Tests a maximum of the likelihood.
     *
     * @param model the fit
     * @param data what it was fitted to
     * @param chain which transition matrices were allowed
     * @return the test; empty when the data are too short for it, or there are too many parameters
     */
    public static Optional<MomentTest> of(Hmm model, Sequences data, Chain chain) {
        double most = CELLS / Math.max(1, LocalCoordinates.most(model, InitialLaw.STATIONARY));
        Sequences sample = Stretches.sample(data, (int) Math.min(MOST_TOKENS, most), SAMPLES);
        TokenFeatures features = TokenFeatures.of(model, sample);
        int moments = moments(features);
        LocalCoordinates coordinates =
                LocalCoordinates.at(model, chain, InitialLaw.STATIONARY, ExpectedCounts.of(model, sample, Threads.ONE));
        int size = coordinates.size();
        if (sample.tokens() < (long) TOKENS_EACH * (moments + size)) {
            return Optional.empty();
        }
        double[] scores = ScoreSums.of(coordinates, sample, 1).toArray();
        double[] laws = predicted(model, sample);
        Products products = new Products(moments, size);
        double[] moment = new double[moments];
        for (int s = 0; s < sample.count(); s++) {
            for (int t = sample.start(s); t < sample.end(s); t++) {
                fill(features, laws, t, t - sample.start(s), moment);
                products.add(moment, scores, t * size);
            }
        }
        return products.test();
    }

    /** The law of the state at each token given the tokens before: {@code token * states + state}. */
    private static double[] predicted(Hmm model, Sequences data) {
        int k = model.states();
        double[] filtered = ForwardBackward.filtered(model, data, Threads.ONE).values();
        double[] out = new double[filtered.length];
        for (int s = 0; s < data.count(); s++) {
            for (int t = data.start(s); t < data.end(s); t++) {
                for (int j = 0; j < k; j++) {
                    double sum = t == data.start(s) ? model.initial().get(j) : 0;
                    for (int i = 0; i < k && t > data.start(s); i++) {
                        sum += filtered[(t - 1) * k + i] * model.transition().get(i, j);
                    }
                    out[t * k + j] = sum;
                }
            }
        }
        return out;
    }

    private static int moments(TokenFeatures features) {
        return features.count() * (features.count() / features.scales()) * LAGS;
    }

    private static void fill(TokenFeatures features, double[] laws, int t, int past, double[] out) {
        int q = features.count();
        int k = features.expected().rows();
        Arrays.fill(out, 0);
        int at = 0;
        for (int f = 0; f < q; f++) {
            double residual = features.values().get(t, f);
            for (int i = 0; i < k; i++) {
                residual -= laws[t * k + i] * features.expected().get(i, f);
            }
            for (int lag = 1; lag <= LAGS; lag++) {
                for (int g = 0; g < q; g++) {
                    if (features.together(f, g)) {
                        double product =
                                lag <= past ? residual * features.values().get(t - lag, g) : 0;
                        out[at++] = Double.isNaN(product) ? 0 : product;
                    }
                }
            }
        }
    }

    /** Sums of moments and scores and of their products. */
    private static final class Products {
        private final int moments;
        private final int size;
        private final double[] sums;
        private final double[] squares;
        private final double[] row;
        private final int[] nonzero;

        Products(int moments, int size) {
            this.moments = moments;
            this.size = size;
            this.sums = new double[moments + size];
            this.squares = new double[sums.length * sums.length];
            this.row = new double[sums.length];
            this.nonzero = new int[sums.length];
        }

        void add(double[] moment, double[] scores, int from) {
            System.arraycopy(moment, 0, row, 0, moments);
            System.arraycopy(scores, from, row, moments, size);
            int n = row.length;
            int count = 0;
            for (int a = 0; a < n; a++) {
                if (row[a] != 0) {
                    sums[a] += row[a];
                    nonzero[count++] = a;
                }
            }
            if (count == n) {
                addDense();
                return;
            }
            for (int u = 0; u < count; u++) {
                int a = nonzero[u];
                for (int v = 0; v <= u; v++) {
                    squares[a * n + nonzero[v]] += row[a] * row[nonzero[v]];
                }
            }
        }

        private void addDense() {
            int n = row.length;
            for (int a = 0; a < n; a++) {
                double own = row[a];
                for (int b = 0; b <= a; b++) {
                    squares[a * n + b] += own * row[b];
                }
            }
        }

        /** The moments' sum, less what the scores explain, against its variance. */
        Optional<MomentTest> test() {
            int n = row.length;
            Matrix all = Matrix.generate(n, n, (a, b) -> squares[Math.max(a, b) * n + Math.min(a, b)]);
            int[] first = java.util.stream.IntStream.range(0, moments).toArray();
            int[] last = java.util.stream.IntStream.range(moments, n).toArray();
            Matrix cross = all.selectRows(first).selectColumns(last);
            Matrix slope = cross.times(
                    inverse(all.selectRows(last).selectColumns(last)).inverse());
            Matrix left = all.selectRows(first).selectColumns(first).minus(slope.times(cross.transpose()));
            double[] sum = Arrays.copyOf(sums, moments);
            double[] explained = slope.times(Arrays.copyOfRange(sums, moments, n));
            for (int a = 0; a < moments; a++) {
                sum[a] -= explained[a];
            }
            Inverse variance = inverse(left);
            double[] weighted = variance.inverse().times(sum);
            double statistic = 0;
            for (int a = 0; a < moments; a++) {
                statistic += sum[a] * weighted[a];
            }
            if (variance.rank() == 0 || !Double.isFinite(statistic)) {
                return Optional.empty();
            }
            double p = 1 - new ChiSquaredDistribution(variance.rank()).cumulativeProbability(statistic);
            return Optional.of(new MomentTest(statistic, variance.rank(), p));
        }

        private record Inverse(Matrix inverse, int rank) {}

        /** Over the directions that vary: features may be linearly dependent. */
        private static Inverse inverse(Matrix matrix) {
            SymmetricEigen eigen = SymmetricEigen.of(matrix);
            double[] values = eigen.values().toArray();
            double largest = Arrays.stream(values).max().orElse(0);
            int rank =
                    (int) Arrays.stream(values).filter(v -> v > FLAT * largest).count();
            double[] inverted = Arrays.stream(values)
                    .map(v -> v > FLAT * largest ? 1 / v : 0)
                    .toArray();
            return new Inverse(
                    eigen.vectors()
                            .times(Matrix.diagonal(inverted))
                            .times(eigen.vectors().transpose()),
                    rank);
        }
    }
}
