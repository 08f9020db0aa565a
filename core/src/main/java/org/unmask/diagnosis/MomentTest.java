// SPDX-License-Identifier: Apache-2.0
package org.unmask.diagnosis;

import java.util.Optional;
import java.util.stream.IntStream;
import org.hipparchus.special.Gamma;
import org.unmask.data.Sequences;
import org.unmask.data.Stretches;
import org.unmask.inference.ExpectedCounts;
import org.unmask.inference.ForwardBackward;
import org.unmask.inference.InitialLaw;
import org.unmask.inference.LocalCoordinates;
import org.unmask.inference.ScoreSums;
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
 */
public record MomentTest(double statistic, int degrees) {

    private static final int LAGS = 3;

    /** Numbers kept for tokens and coordinates at once. */
    private static final double CELLS = 4e6;

    private static final int MOST_TOKENS = 50_000;
    private static final int SAMPLES = 16;

    /** Tokens for each moment and each parameter that the approximation takes. */
    private static final int TOKENS_EACH = 10;

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
        double[] values = observed(features.values().toArray());
        double[] residuals = observed(residuals(features, predicted(model, sample)));
        int[][] partners = partners(features);
        ProductSums sums = new ProductSums(moments + size);
        for (int s = 0; s < sample.count(); s++) {
            for (int t = sample.start(s); t < sample.end(s); t++) {
                double[] row = sums.next();
                fill(values, residuals, partners, t, t - sample.start(s), row);
                System.arraycopy(scores, t * size, row, moments, size);
                sums.added();
            }
        }
        ProductSums.Square left = sums.unexplained(moments);
        if (left.rank() == 0 || !Double.isFinite(left.value())) {
            return Optional.empty();
        }
        return Optional.of(new MomentTest(left.value(), left.rank()));
    }

    /**
     * The probability of a statistic as large when the model is right, far out in the tail too.
     *
     * @return between 0 and 1
     */
    public double pValue() {
        return Gamma.regularizedGammaQ(degrees / 2.0, statistic / 2);
    }

    /** The law of the state at each token given the tokens before: {@code token * states + state}. */
    private static double[] predicted(Hmm model, Sequences data) {
        int k = model.states();
        double[] filtered = ForwardBackward.filtered(model, data, Threads.ONE).values();
        double[] transition = model.transition().matrix().toArray();
        double[] initial = model.initial().toArray();
        double[] out = new double[filtered.length];
        for (int s = 0; s < data.count(); s++) {
            for (int t = data.start(s); t < data.end(s); t++) {
                for (int j = 0; j < k; j++) {
                    double sum = t == data.start(s) ? initial[j] : 0;
                    for (int i = 0; i < k && t > data.start(s); i++) {
                        sum += filtered[(t - 1) * k + i] * transition[i * k + j];
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

    /** Features less what is expected given the tokens before: {@code token * count + feature}. */
    private static double[] residuals(TokenFeatures features, double[] laws) {
        double[] out = features.values().toArray();
        double[] expected = features.expected().toArray();
        int q = features.count();
        int k = features.expected().rows();
        for (int t = 0; t < features.values().rows(); t++) {
            for (int i = 0; i < k; i++) {
                double law = laws[t * k + i];
                for (int f = 0; f < q; f++) {
                    out[t * q + f] -= law * expected[i * q + f];
                }
            }
        }
        return out;
    }

    /** Of a token that was not observed nothing is made. */
    private static double[] observed(double[] numbers) {
        for (int n = 0; n < numbers.length; n++) {
            if (Double.isNaN(numbers[n])) {
                numbers[n] = 0;
            }
        }
        return numbers;
    }

    /** The features of the past that each feature is multiplied with. */
    private static int[][] partners(TokenFeatures features) {
        return IntStream.range(0, features.count())
                .mapToObj(f -> IntStream.range(0, features.count())
                        .filter(g -> features.together(f, g))
                        .toArray())
                .toArray(int[][]::new);
    }

    private static void fill(double[] values, double[] residuals, int[][] partners, int t, int past, double[] out) {
        int q = partners.length;
        int at = 0;
        for (int f = 0; f < q; f++) {
            double residual = residuals[t * q + f];
            int[] with = partners[f];
            for (int lag = 1; lag <= LAGS; lag++) {
                int before = (t - lag) * q;
                for (int g : with) {
                    out[at++] = lag <= past ? residual * values[before + g] : 0;
                }
            }
        }
    }
}
