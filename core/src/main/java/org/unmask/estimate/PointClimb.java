// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Probabilities;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Covariances;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;

/**
 * EM of a Gaussian model, in the scaled coordinates of {@link PointTokens}. Emissions in {@code theta}: means
 * {@code states x d}, then for each state a {@code d x d} covariance when the form is full, {@code d} variances otherwise.
 */
final class PointClimb extends Climb {

    /** Smallest variance in scaled coordinates. */
    static final double FLOOR = 1e-6;

    private static final int BLOCK = 512;
    private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

    private final PointTokens tokens;

    /** Of the covariances. */
    final CovarianceShape shape;

    /** Number of coordinates. */
    final int d;

    private final boolean full;
    private final PointPass pass;
    private final double[] highest = new double[BLOCK];
    private final double[] row = new double[BLOCK];
    private final double[] weights;
    private final double[] root;
    private boolean floored;

    PointClimb(PointTokens tokens, CovarianceShape shape, int states, boolean freeInitial) {
        super(states, states * tokens.dimension() + states * covarianceSize(shape, tokens.dimension()), freeInitial);
        this.tokens = tokens;
        this.shape = shape;
        this.d = tokens.dimension();
        this.full = shape.form() == CovarianceShape.Form.FULL;
        this.pass = new PointPass(states, tokens.tokens());
        this.weights = new double[states];
        this.root = new double[d * d];
    }

    private static int covarianceSize(CovarianceShape shape, int d) {
        return shape.form() == CovarianceShape.Form.FULL ? d * d : d;
    }

    /** Numbers of a state's covariance in {@code theta}. */
    int covarianceSize() {
        return covarianceSize(shape, d);
    }

    /** Where a state's mean begins in {@code theta}. */
    int meanAt(int state) {
        return emissionOffset() + state * d;
    }

    /** Where a state's covariance begins in {@code theta}. */
    int covarianceAt(int state) {
        return emissionOffset() + states * d + state * covarianceSize();
    }

    @Override
    int tokens() {
        return tokens.tokens();
    }

    @Override
    double step() {
        double log = densities();
        pass.begin(theta);
        double[] starts = new double[states];
        int from = 0;
        for (int end : tokens.ends()) {
            log += pass.sequence(theta, from, end);
            for (int i = 0; i < states; i++) {
                starts[i] += pass.alpha[i][from];
            }
            from = end;
        }
        if (Double.isFinite(log)) {
            maximizeChain(starts, pass.transitions);
            maximizeEmissions();
        }
        return log - tokens() * tokens.logScale();
    }

    /** Densities of all tokens, each token's divided by the largest; returns the sum of the logarithms of those. */
    private double densities() {
        int n = tokens();
        double shifts = 0;
        double[][] inverses = new double[states][];
        double[] constants = new double[states];
        for (int i = 0; i < states; i++) {
            inverses[i] = new double[d * d];
            constants[i] = invert(i, inverses[i]);
        }
        for (int from = 0; from < n; from += BLOCK) {
            int to = Math.min(n, from + BLOCK);
            Arrays.fill(highest, Double.NEGATIVE_INFINITY);
            for (int i = 0; i < states; i++) {
                double[] out = pass.density[i];
                Arrays.fill(out, from, to, constants[i]);
                if (full) {
                    whitened(i, inverses[i], out, from, to);
                } else {
                    for (int c = 0; c < d; c++) {
                        double weight = 0.5 * inverses[i][c];
                        Loops.subtractSquares(tokens.columns()[c], theta[meanAt(i) + c], weight, out, from, to);
                    }
                }
                Loops.max(out, highest, from, to);
            }
            for (int i = 0; i < states; i++) {
                Loops.exp(pass.density[i], highest, from, to);
            }
            shifts += Loops.sum(highest, 0, to - from);
        }
        return shifts;
    }

    private void whitened(int state, double[] inverse, double[] out, int from, int to) {
        for (int r = 0; r < d; r++) {
            double shift = 0;
            for (int c = 0; c <= r; c++) {
                shift -= inverse[r * d + c] * theta[meanAt(state) + c];
            }
            Arrays.fill(row, 0, to - from, shift);
            for (int c = 0; c <= r; c++) {
                Loops.addScaled(tokens.columns()[c], inverse[r * d + c], row, from, to);
            }
            Loops.subtractHalfSquares(row, out, from, to);
        }
    }

    /** Inverse variances, or the inverse of the Cholesky factor; returns the logarithm of the density's factor. */
    private double invert(int state, double[] inverse) {
        double log = -0.5 * d * LOG_TWO_PI;
        int at = covarianceAt(state);
        if (!full) {
            for (int c = 0; c < d; c++) {
                inverse[c] = 1 / theta[at + c];
                log -= 0.5 * Math.log(theta[at + c]);
            }
            return log;
        }
        if (!cholesky(theta, at)) {
            return Double.NaN;
        }
        for (int r = 0; r < d; r++) {
            double pivot = root[r * d + r];
            log -= Math.log(pivot);
            for (int c = 0; c < r; c++) {
                double sum = 0;
                for (int m = c; m < r; m++) {
                    sum -= root[r * d + m] * inverse[m * d + c];
                }
                inverse[r * d + c] = sum / pivot;
            }
            inverse[r * d + r] = 1 / pivot;
        }
        return log;
    }

    /** Factor of the covariance at an offset, into {@code root}; false when a pivot is below the floor. */
    private boolean cholesky(double[] from, int at) {
        for (int r = 0; r < d; r++) {
            for (int c = 0; c <= r; c++) {
                double sum = from[at + r * d + c];
                for (int m = 0; m < c; m++) {
                    sum -= root[r * d + m] * root[c * d + m];
                }
                if (r == c) {
                    if (!(sum > 0.5 * FLOOR)) {
                        return false;
                    }
                    root[r * d + r] = Math.sqrt(sum);
                } else {
                    root[r * d + c] = sum / root[c * d + c];
                }
            }
        }
        return true;
    }

    private void maximizeEmissions() {
        int n = tokens();
        floored = false;
        for (int i = 0; i < states; i++) {
            double[] posterior = pass.alpha[i];
            weights[i] = Loops.sum(posterior, 0, n);
            if (weights[i] > 1e-9) {
                for (int c = 0; c < d; c++) {
                    theta[meanAt(i) + c] = Loops.dot(posterior, tokens.columns()[c], 0, n) / weights[i];
                }
                if (shape.form() != CovarianceShape.Form.IDENTITY) {
                    covariance(i, posterior);
                }
            }
        }
        if (shape.form() == CovarianceShape.Form.SPHERICAL) {
            for (int i = 0; i < states; i++) {
                double mean = 0;
                for (int c = 0; c < d; c++) {
                    mean += theta[covarianceAt(i) + c] / d;
                }
                Arrays.fill(theta, covarianceAt(i), covarianceAt(i) + d, mean);
            }
        }
        if (shape.shared() && shape.form() != CovarianceShape.Form.IDENTITY) {
            share();
        }
        for (int i = 0; i < states; i++) {
            lift(i);
        }
    }

    private void covariance(int state, double[] posterior) {
        int n = tokens();
        int at = covarianceAt(state);
        for (int r = 0; r < d; r++) {
            double[] x = tokens.columns()[r];
            double mean = theta[meanAt(state) + r];
            if (!full) {
                theta[at + r] = Loops.dot(posterior, x, x, 0, n) / weights[state] - mean * mean;
                continue;
            }
            for (int c = 0; c <= r; c++) {
                double product = Loops.dot(posterior, x, tokens.columns()[c], 0, n) / weights[state];
                double value = product - mean * theta[meanAt(state) + c];
                theta[at + r * d + c] = value;
                theta[at + c * d + r] = value;
            }
        }
    }

    private void share() {
        int size = covarianceSize();
        double total = Arrays.stream(weights).sum();
        for (int e = 0; e < size; e++) {
            double sum = 0;
            for (int i = 0; i < states; i++) {
                sum += weights[i] * theta[covarianceAt(i) + e];
            }
            for (int i = 0; i < states; i++) {
                theta[covarianceAt(i) + e] = sum / total;
            }
        }
    }

    /** Keeps a covariance above the floor. */
    private void lift(int state) {
        int at = covarianceAt(state);
        if (shape.form() == CovarianceShape.Form.IDENTITY) {
            return;
        }
        if (!full) {
            for (int c = 0; c < d; c++) {
                if (!(theta[at + c] > FLOOR)) {
                    theta[at + c] = FLOOR;
                    floored = true;
                }
            }
        } else {
            for (double ridge = FLOOR; !cholesky(theta, at) && ridge < 1; ridge *= 2) {
                for (int c = 0; c < d; c++) {
                    theta[at + c * d + c] += ridge;
                }
                floored = true;
            }
        }
    }

    @Override
    boolean accept(double[] candidate) {
        if (!acceptChain(candidate)) {
            return false;
        }
        System.arraycopy(candidate, emissionOffset(), theta, emissionOffset(), theta.length - emissionOffset());
        for (int i = 0; i < states; i++) {
            int at = covarianceAt(i);
            if (full) {
                if (!cholesky(theta, at)) {
                    return false;
                }
            } else {
                for (int c = 0; c < d; c++) {
                    if (!(theta[at + c] >= FLOOR)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    @Override
    boolean degenerate() {
        return floored || Arrays.stream(weights).anyMatch(weight -> weight < 1e-6);
    }

    @Override
    Hmm model() {
        double[] scale = tokens.scale();
        Matrix means = Matrix.generate(states, d, (i, c) -> tokens.centre()[c] + scale[c] * theta[meanAt(i) + c]);
        List<Matrix> matrices = new ArrayList<>();
        for (int i = 0; i < states; i++) {
            int at = covarianceAt(i);
            matrices.add(
                    shape.form() == CovarianceShape.Form.IDENTITY
                            ? Matrix.identity(d)
                            : Matrix.generate(d, d, (r, c) -> entry(at, r, c) * scale[r] * scale[c]));
        }
        return new Hmm(
                Probabilities.normalized("initial law", Arrays.copyOf(theta, states)),
                StochasticMatrix.normalized(
                        "transition matrix",
                        Matrix.of(states, states, Arrays.copyOfRange(theta, states, emissionOffset()))),
                new Gaussian(means, new Covariances(shape, matrices)));
    }

    private double entry(int at, int r, int c) {
        if (full) {
            return theta[at + r * d + c];
        }
        return r == c ? theta[at + c] : 0;
    }

    @Override
    void load(Hmm model) {
        loadChain(model);
        settle();
        Gaussian gaussian = (Gaussian) model.emission();
        double[] scale = tokens.scale();
        for (int i = 0; i < states; i++) {
            Matrix covariance = gaussian.covariances().matrices().get(i);
            int at = covarianceAt(i);
            for (int r = 0; r < d; r++) {
                theta[meanAt(i) + r] = (gaussian.means().get(i, r) - tokens.centre()[r]) / scale[r];
                if (full) {
                    for (int c = 0; c < d; c++) {
                        theta[at + r * d + c] = covariance.get(r, c) / (scale[r] * scale[c]);
                    }
                } else {
                    theta[at + r] = covariance.get(r, r) / (scale[r] * scale[r]);
                }
            }
        }
    }

    /** Starts at given means with the same covariance everywhere: what is left of the data's own within the clusters. */
    void startAt(double[] initial, double[] transition, double[][] means, double[][] variances) {
        System.arraycopy(initial, 0, theta, 0, states);
        System.arraycopy(transition, 0, theta, states, states * states);
        settle();
        for (int i = 0; i < states; i++) {
            System.arraycopy(means[i], 0, theta, meanAt(i), d);
            int at = covarianceAt(i);
            Arrays.fill(theta, at, at + covarianceSize(), 0);
            for (int c = 0; c < d; c++) {
                double variance = shape.form() == CovarianceShape.Form.IDENTITY ? 1 : variances[i][c];
                theta[at + (full ? c * d + c : c)] = variance;
            }
        }
    }
}
