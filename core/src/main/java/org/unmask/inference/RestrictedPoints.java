// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.unmask.constraint.Pattern;
import org.unmask.constraint.Priors;
import org.unmask.constraint.Restrictions;
import org.unmask.matrix.LinearSystem;
import org.unmask.matrix.Matrix;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Covariances;
import org.unmask.model.Gaussian;

/**
 * The M step of normal laws within restrictions, means first, then covariances given the means (Meng, Rubin 1993): where
 * means are fixed or tied that is no maximum in one step, but neither half lowers the expected log-likelihood.
 *
 * <p>The logarithm of the prior density of a state's law is
 * {@code -n/2 (log|S| + tr(S^-1 V)) - m/2 (mu - c)' S^-1 (mu - c)}: {@code n} tokens of covariance {@code V} about the
 * state's mean, {@code m} tokens at {@code c} that count for the mean.
 */
final class RestrictedPoints {

    private final Optional<Pattern> means;
    private final List<Optional<Matrix>> covariances;
    private final double meanTokens;
    private final double covarianceTokens;
    private final double[] centre;
    private final Matrix typical;

    private RestrictedPoints(
            Optional<Pattern> means,
            List<Optional<Matrix>> covariances,
            Priors priors,
            double[] centre,
            Matrix typical) {
        this.means = means;
        this.covariances = covariances;
        this.meanTokens = priors.means();
        this.covarianceTokens = priors.covariances();
        this.centre = centre;
        this.typical = typical;
    }

    static RestrictedPoints of(Restrictions restrictions, Gaussian start, DataMoments data) {
        int k = start.states();
        List<Optional<Matrix>> fixed = restrictions.covariances();
        CovarianceShape shape = start.covariances().shape();
        if (!fixed.isEmpty() && shape.shared() && fixed.stream().anyMatch(Optional::isEmpty)) {
            throw new IllegalArgumentException("the covariance of some states is fixed, but it is that of all states ("
                    + shape.word() + "); expected all or none to be fixed");
        }
        for (Optional<Matrix> matrix : fixed) {
            if (matrix.isPresent() && LinearSystem.cholesky(matrix.get()).isEmpty()) {
                throw new IllegalArgumentException("a fixed covariance is not positive definite");
            }
        }
        double share = Math.pow(k, -2.0 / start.dimension());
        return new RestrictedPoints(
                restrictions.means(),
                fixed,
                restrictions.priors(),
                data.means(),
                Matrix.diagonal(
                        Arrays.stream(data.variances()).map(v -> v * share).toArray()));
    }

    Gaussian maximized(PointMoments moments, Gaussian current, VarianceFloor floor) {
        Matrix at = means(moments, current);
        CovarianceShape shape = current.covariances().shape();
        if (shape == CovarianceShape.IDENTITY) {
            return new Gaussian(at, current.covariances());
        }
        double[] weights = moments.weights();
        int d = current.dimension();
        List<Matrix> matrices = new ArrayList<>();
        Matrix pooled = Matrix.zero(d, d);
        double total = 0;
        for (int i = 0; i < current.states(); i++) {
            double[] away = Arrays.copyOf(at.row(i), d);
            for (int c = 0; c < d; c++) {
                away[c] -= centre[c];
            }
            Matrix scatter = moments.scatter(i, at)
                    .plus(typical.scale(covarianceTokens))
                    .plus(Matrix.generate(d, d, (r, c) -> meanTokens * (away[r] * away[c])));
            double tokens = weights[i] + covarianceTokens;
            pooled = pooled.plus(scatter);
            total += tokens;
            matrices.add(fixed(i).orElseGet(() -> tokens > MaximizationStep.NOTHING
                    ? PointMoments.shaped(scatter.scale(1 / tokens), shape.form(), floor)
                    : current.covariances().matrices().get(matrices.size())));
        }
        if (shape.shared() && covariances.isEmpty() && total > MaximizationStep.NOTHING) {
            Matrix shared = PointMoments.shaped(pooled.scale(1 / total), shape.form(), floor);
            matrices.replaceAll(any -> shared);
        }
        return new Gaussian(at, new Covariances(shape, matrices));
    }

    private Optional<Matrix> fixed(int state) {
        return covariances.isEmpty() ? Optional.empty() : covariances.get(state);
    }

    /** The weighted least squares that the means solve under the current covariances. */
    private Matrix means(PointMoments moments, Gaussian current) {
        double[] weights = moments.weights();
        Matrix seen = moments.means();
        int d = current.dimension();
        Matrix target = Matrix.generate(
                current.states(),
                d,
                (i, c) -> weights[i] + meanTokens > MaximizationStep.NOTHING
                        ? (weights[i] * seen.get(i, c) + meanTokens * centre[c]) / (weights[i] + meanTokens)
                        : current.means().get(i, c));
        if (means.isEmpty()) {
            return target;
        }
        Pattern pattern = means.get();
        List<int[]> values = pattern.places();
        int[] which = new int[current.states() * d];
        Arrays.fill(which, -1);
        for (int v = 0; v < values.size(); v++) {
            for (int place : values.get(v)) {
                which[place] = v;
            }
        }
        int size = values.size();
        double[] system = new double[size * size];
        double[] right = new double[size];
        for (int i = 0; i < current.states(); i++) {
            Matrix precision = LinearSystem.inverse(
                            current.covariances().matrices().get(i))
                    .orElseThrow();
            double weight = Math.max(weights[i] + meanTokens, MaximizationStep.NOTHING);
            for (int r = 0; r < d; r++) {
                int row = which[i * d + r];
                for (int c = 0; c < d && row >= 0; c++) {
                    int column = which[i * d + c];
                    double entry = weight * precision.get(r, c);
                    right[row] += entry * (target.get(i, c) - (column < 0 ? pattern.value(i, c) : 0));
                    if (column >= 0) {
                        system[row * size + column] += entry;
                    }
                }
            }
        }
        double[] found = size == 0
                ? new double[0]
                : LinearSystem.solve(Matrix.of(size, size, system), Matrix.of(size, 1, right))
                        .map(Matrix::toArray)
                        .orElseGet(() -> values.stream()
                                .mapToDouble(places -> current.means().get(places[0] / d, places[0] % d))
                                .toArray());
        return Matrix.generate(
                current.states(), d, (i, c) -> which[i * d + c] < 0 ? pattern.value(i, c) : found[which[i * d + c]]);
    }

    double logPrior(Gaussian law) {
        if (meanTokens == 0 && covarianceTokens == 0) {
            return 0;
        }
        int d = law.dimension();
        double sum = 0;
        for (int i = 0; i < law.states(); i++) {
            Matrix covariance = law.covariances().matrices().get(i);
            Matrix precision = LinearSystem.inverse(covariance).orElseThrow();
            double trace = 0;
            double distance = 0;
            for (int r = 0; r < d; r++) {
                trace += precision.get(r, r) * typical.get(r, r);
                for (int c = 0; c < d; c++) {
                    distance += precision.get(r, c)
                            * (law.means().get(i, r) - centre[r])
                            * (law.means().get(i, c) - centre[c]);
                }
            }
            double logDeterminant = Math.log(LinearSystem.determinant(covariance));
            sum -= 0.5 * covarianceTokens * (logDeterminant + trace) + 0.5 * meanTokens * distance;
        }
        return sum;
    }

    /** Fixed entries put in, tied ones set to their mean. */
    Gaussian nearest(Gaussian law) {
        int d = law.dimension();
        double[] at = law.means().toArray();
        if (means.isPresent()) {
            Pattern pattern = means.get();
            for (int n = 0; n < at.length; n++) {
                at[n] = pattern.isFixed(n / d, n % d) ? pattern.value(n / d, n % d) : at[n];
            }
            for (int[] places : pattern.places()) {
                double mean =
                        Arrays.stream(places).mapToDouble(n -> at[n]).average().orElseThrow();
                Arrays.stream(places).forEach(n -> at[n] = places.length > 1 ? mean : at[n]);
            }
        }
        List<Matrix> matrices = new ArrayList<>(law.covariances().matrices());
        for (int i = 0; i < matrices.size(); i++) {
            matrices.set(i, fixed(i).orElse(matrices.get(i)));
        }
        return new Gaussian(
                Matrix.of(law.states(), d, at),
                new Covariances(law.covariances().shape(), matrices));
    }
}
