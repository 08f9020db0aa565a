// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.unmask.data.PointSequences;
import org.unmask.data.Sequences;
import org.unmask.matrix.LinearSystem;
import org.unmask.matrix.Matrix;
import org.unmask.model.CovarianceShape;
import org.unmask.model.CovarianceShape.Form;
import org.unmask.model.Covariances;
import org.unmask.model.Emission;
import org.unmask.model.Gaussian;

/**
 * Weighted moments of points about the means they were scored with, so that nothing cancels. Missing coordinates enter
 * with their expectation and covariance given those seen (Dempster, Laird, Rubin 1977).
 */
final class PointMoments extends EmissionCounts {

    private final Gaussian law;
    private final int states;
    private final int d;
    private final boolean full;
    /** Weight of each state. */
    private final double[] weights;
    /** {@code state * d + coordinate}. */
    private final double[] first;
    /** {@code (state * d + row) * d + column} when full, lower triangle; else {@code state * d + coordinate}. */
    private final double[] second;

    PointMoments(Gaussian law) {
        this(
                law,
                new double[law.states()],
                new double[law.states() * law.dimension()],
                new double
                        [law.states()
                                * law.dimension()
                                * (law.covariances().shape().form() == Form.FULL ? law.dimension() : 1)]);
    }

    private PointMoments(Gaussian law, double[] weights, double[] first, double[] second) {
        this.law = law;
        this.states = law.states();
        this.d = law.dimension();
        this.full = law.covariances().shape().form() == Form.FULL;
        this.weights = weights;
        this.first = first;
        this.second = second;
    }

    @Override
    void add(EmissionScores scores, Sequences sequences, int from, int to, double[] gamma) {
        PointScores points = (PointScores) scores;
        double[] values = ((PointSequences) sequences).values();
        double[] centred = new double[d];
        for (int t = from, at = 0; t < to; t++, at += states) {
            boolean incomplete = points.incomplete(t);
            for (int i = 0; i < states; i++) {
                double weight = gamma[at + i];
                if (incomplete) {
                    addIncomplete(values, t, i, weight);
                } else {
                    double[] mean = points.laws()[i].mean();
                    for (int c = 0; c < d; c++) {
                        centred[c] = values[t * d + c] - mean[c];
                    }
                    addCentred(centred, i, weight);
                }
            }
        }
    }

    private void addCentred(double[] centred, int state, double weight) {
        weights[state] += weight;
        int base = state * d;
        for (int r = 0; r < d; r++) {
            double part = weight * centred[r];
            first[base + r] += part;
            if (full) {
                int row = (base + r) * d;
                for (int c = 0; c <= r; c++) {
                    second[row + c] += part * centred[c];
                }
            } else {
                second[base + r] += part * centred[r];
            }
        }
    }

    /** A token with gaps: the gaps' expectation and covariance given the rest; nothing for a token of gaps only. */
    void addIncomplete(double[] values, int token, int state, double weight) {
        int[] seen = gaps(values, token, false);
        int[] gaps = gaps(values, token, true);
        if (seen.length == 0) {
            return;
        }
        Matrix covariance = law.covariances().matrices().get(state);
        Matrix across = covariance.selectRows(gaps).selectColumns(seen);
        Matrix regression = LinearSystem.solve(covariance.selectRows(seen).selectColumns(seen), across.transpose())
                .orElseThrow(() -> new IllegalArgumentException("a covariance matrix is not positive definite"))
                .transpose();
        Matrix left = covariance.selectRows(gaps).selectColumns(gaps).minus(regression.times(across.transpose()));
        double[] centred = new double[d];
        for (int c : seen) {
            centred[c] = values[token * d + c] - law.means().get(state, c);
        }
        for (int g = 0; g < gaps.length; g++) {
            for (int c = 0; c < seen.length; c++) {
                centred[gaps[g]] += regression.get(g, c) * centred[seen[c]];
            }
        }
        addCentred(centred, state, weight);
        for (int g = 0; g < gaps.length; g++) {
            for (int h = 0; h <= g; h++) {
                if (full) {
                    second[(state * d + gaps[g]) * d + gaps[h]] += weight * left.get(g, h);
                } else if (g == h) {
                    second[state * d + gaps[g]] += weight * left.get(g, g);
                }
            }
        }
    }

    /**
     * Adds sums made elsewhere about one point for all states, moved to the means.
     *
     * @param offsets mean less that point: {@code state * d + coordinate}
     */
    void addAbout(double[] offsets, double[] moreWeights, double[] moreFirst, double[] moreSecond) {
        addTo(weights, moreWeights);
        for (int i = 0; i < states; i++) {
            for (int r = 0; r < d; r++) {
                double high = offsets[i * d + r];
                double left = moreFirst[i * d + r] - high * moreWeights[i];
                for (int c = full ? 0 : r; c <= r; c++) {
                    int at = full ? (i * d + r) * d + c : i * d + r;
                    second[at] += (moreSecond[at] - high * moreFirst[i * d + c]) - offsets[i * d + c] * left;
                }
                first[i * d + r] += left;
            }
        }
    }

    private int[] gaps(double[] values, int token, boolean missing) {
        return java.util.stream.IntStream.range(0, d)
                .filter(c -> Double.isNaN(values[token * d + c]) == missing)
                .toArray();
    }

    @Override
    void merge(EmissionCounts later) {
        PointMoments that = (PointMoments) later;
        addTo(weights, that.weights);
        addTo(first, that.first);
        addTo(second, that.second);
    }

    @Override
    EmissionCounts copy() {
        return new PointMoments(law, weights.clone(), first.clone(), second.clone());
    }

    @Override
    double[] weights() {
        return weights.clone();
    }

    @Override
    Emission maximized(Emission current, VarianceFloor floor) {
        Matrix means = means();
        CovarianceShape shape = law.covariances().shape();
        if (shape == CovarianceShape.IDENTITY) {
            return new Gaussian(means, law.covariances());
        }
        List<Matrix> matrices = new ArrayList<>();
        double total = 0;
        for (int i = 0; i < states; i++) {
            total += weights[i];
        }
        Matrix pooled = Matrix.zero(d, d);
        for (int i = 0; i < states; i++) {
            Matrix scatter = scatter(i, means);
            pooled = pooled.plus(scatter);
            matrices.add(
                    empty(i)
                            ? law.covariances().matrices().get(i)
                            : shaped(scatter.scale(1 / weights[i]), shape.form(), floor));
        }
        if (shape.shared() && total > MaximizationStep.NOTHING) {
            Matrix shared = shaped(pooled.scale(1 / total), shape.form(), floor);
            matrices.replaceAll(any -> shared);
        }
        return new Gaussian(means, new Covariances(shape, matrices));
    }

    /** Weighted means; a state without weight keeps its own. */
    Matrix means() {
        return Matrix.generate(
                states, d, (i, c) -> law.means().get(i, c) + (empty(i) ? 0 : first[i * d + c] / weights[i]));
    }

    private boolean empty(int state) {
        return !(weights[state] > MaximizationStep.NOTHING);
    }

    /** Weighted squares about other means; zero off the diagonal unless full. */
    Matrix scatter(int state, Matrix means) {
        double[] moved = new double[d];
        for (int c = 0; c < d; c++) {
            moved[c] = means.get(state, c) - law.means().get(state, c);
        }
        double[] f = Arrays.copyOfRange(first, state * d, state * d + d);
        return Matrix.generate(d, d, (r, c) -> {
            if (!full && r != c) {
                return 0;
            }
            int high = Math.max(r, c);
            int low = Math.min(r, c);
            double square = full ? second[(state * d + high) * d + low] : second[state * d + r];
            return square - f[high] * moved[low] - f[low] * moved[high] + weights[state] * (moved[low] * moved[high]);
        });
    }

    static Matrix shaped(Matrix covariance, Form form, VarianceFloor floor) {
        int d = covariance.rows();
        return switch (form) {
            case IDENTITY -> Matrix.identity(d);
            case SPHERICAL -> {
                double trace = 0;
                for (int c = 0; c < d; c++) {
                    trace += covariance.get(c, c);
                }
                yield Matrix.identity(d).scale(Math.max(trace / d, floor.spherical()));
            }
            case DIAGONAL -> Matrix.generate(d, d, (r, c) -> r == c ? Math.max(covariance.get(r, r), floor.at(r)) : 0);
            case FULL -> floor.full(covariance);
        };
    }

    @Override
    double expectedLogDensity(Emission candidate) {
        Gaussian gaussian = (Gaussian) candidate;
        double sum = 0;
        for (int i = 0; i < states; i++) {
            if (weights[i] > 0) {
                NormalLaw normal = NormalLaw.of(
                        gaussian.means().row(i),
                        gaussian.covariances().matrices().get(i));
                Matrix scatter = scatter(i, gaussian.means());
                Matrix root = Matrix.of(d, d, normal.inverseRoot());
                Matrix precision = root.transpose().times(root);
                double distance = 0;
                for (int r = 0; r < d; r++) {
                    for (int c = 0; c < d; c++) {
                        distance += precision.get(r, c) * scatter.get(r, c);
                    }
                }
                sum += weights[i] * normal.logConstant() - 0.5 * distance;
            }
        }
        return sum;
    }

    /**
     * Gradient of the expected log-density at the law of the counts, by means and by the Cholesky factors {@code L}: with
     * {@code M = L^-1 A L'^-1} for a scatter {@code A} of weight {@code w}, it is the lower triangle of
     * {@code L'^-1 (M - w I)}, times the entry itself on the diagonal.
     */
    double[] gradient(Gaussian at) {
        CovarianceShape shape = at.covariances().shape();
        double[] means = new double[states * d];
        double[] roots = {};
        Matrix pooled = Matrix.zero(d, d);
        double total = 0;
        for (int i = 0; i < states; i++) {
            NormalLaw normal =
                    NormalLaw.of(at.means().row(i), at.covariances().matrices().get(i));
            Matrix inverse = Matrix.of(d, d, normal.inverseRoot());
            double[] pull = inverse.transpose().times(inverse).times(Arrays.copyOfRange(first, i * d, i * d + d));
            System.arraycopy(pull, 0, means, i * d, d);
            Matrix scatter = scatter(i, at.means());
            pooled = pooled.plus(scatter);
            total += weights[i];
            if (!shape.shared()) {
                roots = EmCoordinates.join(roots, rootGradient(inverse, scatter, weights[i], shape.form()));
            } else if (shape != CovarianceShape.IDENTITY && i == states - 1) {
                roots = rootGradient(inverse, pooled, total, shape.form());
            }
        }
        return EmCoordinates.join(means, roots);
    }

    private double[] rootGradient(Matrix inverse, Matrix scatter, double weight, Form form) {
        Matrix excess = inverse.times(scatter)
                .times(inverse.transpose())
                .minus(Matrix.identity(d).scale(weight));
        Matrix gradient = inverse.transpose().times(excess);
        double[] out = new double[d * d];
        double mean = 0;
        for (int r = 0; r < d; r++) {
            for (int c = 0; c < r && form == Form.FULL; c++) {
                out[r * d + c] = gradient.get(r, c);
            }
            out[r * d + r] = gradient.get(r, r) / inverse.get(r, r);
            mean += out[r * d + r] / d;
        }
        for (int r = 0; r < d && form == Form.SPHERICAL; r++) {
            out[r * d + r] = mean;
        }
        return out;
    }

    @Override
    double[] numbers() {
        return EmCoordinates.join(EmCoordinates.join(weights, first), second);
    }

    @Override
    EmissionCounts withNumbers(double[] numbers) {
        int moments = states + states * d;
        return new PointMoments(
                law,
                Arrays.copyOf(numbers, states),
                Arrays.copyOfRange(numbers, states, moments),
                Arrays.copyOfRange(numbers, moments, numbers.length));
    }

    @Override
    boolean finite() {
        return finite(weights) && finite(first) && finite(second);
    }
}
