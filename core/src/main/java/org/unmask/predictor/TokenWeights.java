// SPDX-License-Identifier: Apache-2.0
package org.unmask.predictor;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.unmask.data.SymbolSequences;
import org.unmask.matrix.LinearSystem;
import org.unmask.matrix.Matrix;
import org.unmask.model.Categorical;
import org.unmask.model.CustomEmission;
import org.unmask.model.Emission;
import org.unmask.model.Gaussian;

/** Log-likelihood of a token in each state. A missing token, or the missing part of one, is averaged over. */
final class TokenWeights {

    private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

    private final Emission emission;
    private final List<double[]> factors;

    TokenWeights(Emission emission) {
        this.emission = emission;
        this.factors = factors(emission);
    }

    /** For each token the log-likelihood in each state; {@code part} names the list in messages. */
    double[][] log(String part, Context context, int expected) {
        if (context.size() != expected) {
            throw new IllegalArgumentException(
                    "the " + part + " has " + context.size() + " tokens, expected " + expected + " as the task says");
        }
        double[][] out = new double[expected][];
        for (int token = 0; token < expected; token++) {
            out[token] = ofToken("token " + (token + 1) + " of the " + part, context, token);
        }
        return out;
    }

    private double[] ofToken(String place, Context context, int token) {
        if (context instanceof SymbolContext symbols) {
            if (emission instanceof Categorical categorical) {
                return ofSymbol(place, categorical, symbols.code(token));
            }
            throw new IllegalArgumentException(
                    place + " is a symbol, expected a point of " + emission.dimension() + " coordinates");
        }
        double[] point = ((PointContext) context).point(token);
        if (emission instanceof Categorical) {
            throw new IllegalArgumentException(place + " is a point, expected a symbol");
        }
        if (point.length != emission.dimension()) {
            throw new IllegalArgumentException(
                    place + " has " + point.length + " coordinates, expected " + emission.dimension());
        }
        int[] seen = IntStream.range(0, point.length)
                .filter(c -> !Double.isNaN(point[c]))
                .toArray();
        if (seen.length == 0) {
            return new double[emission.states()];
        }
        return emission instanceof Gaussian gaussian
                ? ofPoint(gaussian, point, seen)
                : ofCustom(place, (CustomEmission) emission, point, seen);
    }

    private static double[] ofSymbol(String place, Categorical categorical, int code) {
        double[] out = new double[categorical.states()];
        if (code == SymbolSequences.MISSING) {
            return out;
        }
        if (code < 0 || code >= categorical.dimension()) {
            throw new IllegalArgumentException(place + " has code " + code + ", expected 0.."
                    + (categorical.dimension() - 1) + ", or -1 for a missing one");
        }
        for (int h = 0; h < out.length; h++) {
            out[h] = Math.log(categorical.probabilities().get(h, code));
        }
        return out;
    }

    private double[] ofPoint(Gaussian gaussian, double[] point, int[] seen) {
        double[] out = new double[gaussian.states()];
        for (int h = 0; h < out.length; h++) {
            double[] lower = seen.length == point.length
                    ? factors.get(h)
                    : factor(gaussian.covariances()
                            .matrices()
                            .get(h)
                            .selectRows(seen)
                            .selectColumns(seen));
            int n = seen.length;
            double[] z = new double[n];
            double sum = n * LOG_TWO_PI;
            for (int i = 0; i < n; i++) {
                double rest = point[seen[i]] - gaussian.means().get(h, seen[i]);
                for (int j = 0; j < i; j++) {
                    rest -= lower[i * n + j] * z[j];
                }
                z[i] = rest / lower[i * n + i];
                sum += z[i] * z[i] + 2 * Math.log(lower[i * n + i]);
            }
            out[h] = -0.5 * sum;
        }
        return out;
    }

    private static double[] factor(Matrix covariance) {
        return LinearSystem.cholesky(covariance).orElseThrow().toArray();
    }

    /** The Cholesky factor of each state's covariance; one array where the states share it. */
    private static List<double[]> factors(Emission emission) {
        if (!(emission instanceof Gaussian gaussian)) {
            return List.of();
        }
        List<Matrix> matrices = gaussian.covariances().matrices();
        return gaussian.covariances().shape().shared()
                ? Collections.nCopies(matrices.size(), factor(matrices.get(0)))
                : matrices.stream().map(TokenWeights::factor).toList();
    }

    private static double[] ofCustom(String place, CustomEmission custom, double[] point, int[] seen) {
        if (seen.length < point.length) {
            throw new IllegalArgumentException(
                    place + " misses some coordinates; these emissions take a whole token or none");
        }
        double[] out = new double[custom.states()];
        Arrays.setAll(out, h -> custom.logDensity(h, point, 0));
        return out;
    }

    /**
     * Likelihoods from logs, each token scaled so that its largest is 1.
     *
     * @return the sum of the logs that were taken out; minus infinity when a token is impossible in every state
     */
    static double exponentiate(double[][] logs) {
        double taken = 0;
        for (double[] log : logs) {
            double max = Arrays.stream(log).max().orElseThrow();
            taken += max;
            for (int h = 0; h < log.length; h++) {
                log[h] = max == Double.NEGATIVE_INFINITY ? 0 : Math.exp(log[h] - max);
            }
        }
        return taken;
    }
}
