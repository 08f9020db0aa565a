// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.unmask.matrix.LinearSystem;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Probabilities;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Covariances;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;

/**
 * A Gaussian model at given coordinates: {@code k * k} logits of the chain, {@code k * d} means, then for each free matrix
 * the whitening factor {@code W}, lower triangular with {@code W'W} the inverse covariance: logarithms on the diagonal, plain
 * entries below, rows one after another. Densities need no inverse and every vector is a model.
 */
final class GaussianPoint {

    final ChainPoint chain;
    final int k;
    final int d;
    private final CovarianceShape shape;
    private final double[] theta;
    /** {@code W} of each state, row-major. */
    private final double[][] whitening;

    private final double[] logScale;
    private final boolean[] capped;

    private GaussianPoint(
            ChainPoint chain,
            int d,
            CovarianceShape shape,
            double[] theta,
            double[][] whitening,
            double[] logScale,
            boolean[] capped) {
        this.chain = chain;
        this.k = chain.k;
        this.d = d;
        this.shape = shape;
        this.theta = theta;
        this.whitening = whitening;
        this.logScale = logScale;
        this.capped = capped;
    }

    static int size(int k, int d, CovarianceShape shape) {
        return k * k + k * d + shape.parameters(k, d);
    }

    /**
     * The model at coordinates.
     *
     * @param caps largest logarithm on the diagonal of {@code W} for each coordinate: covariances do not shrink below
     */
    static Optional<GaussianPoint> of(double[] theta, int k, int d, CovarianceShape shape, Chain kind, double[] caps) {
        Optional<ChainPoint> chain = ChainPoint.of(theta, k, kind);
        if (chain.isEmpty()) {
            return Optional.empty();
        }
        double[][] whitening = new double[k][];
        double[] logScale = new double[k];
        boolean[] capped = new boolean[theta.length];
        for (int h = 0; h < k; h++) {
            whitening[h] = new double[d * d];
            for (int i = 0; i < d; i++) {
                for (int j = 0; j <= i; j++) {
                    int at = place(shape, k, d, h, i, j);
                    double value = at < 0 ? 0 : theta[at];
                    if (i == j) {
                        if (at >= 0 && value > caps[i]) {
                            capped[at] = true;
                            value = caps[i];
                        }
                        logScale[h] += value;
                        value = Math.exp(value);
                    }
                    whitening[h][i * d + j] = value;
                }
            }
            logScale[h] -= 0.5 * d * Math.log(2 * Math.PI);
            if (!sound(covariance(whitening[h], d, shape), caps)) {
                return Optional.empty();
            }
        }
        return Optional.of(new GaussianPoint(chain.get(), d, shape, theta, whitening, logScale, capped));
    }

    /** Whether a covariance is positive definite in doubles and not absurdly wide: a thousand times the data's spread. */
    private static boolean sound(Matrix covariance, double[] caps) {
        for (int c = 0; c < caps.length; c++) {
            double widest = 1e3 * PointScale.spread(caps[c]);
            if (!(covariance.get(c, c) <= widest * widest)) {
                return false;
            }
        }
        return LinearSystem.cholesky(covariance).isPresent();
    }

    /** Where entry (i, j) of a state's {@code W} stands among the coordinates; -1 when it is not free. */
    static int place(CovarianceShape shape, int k, int d, int h, int i, int j) {
        int start = k * k + k * d + (shape.shared() ? 0 : h * shape.form().parameters(d));
        return switch (shape.form()) {
            case IDENTITY -> -1;
            case SPHERICAL -> i == j ? start : -1;
            case DIAGONAL -> i == j ? start + i : -1;
            case FULL -> start + i * (i + 1) / 2 + j;
        };
    }

    /** Whether a state's spread has sunk to the floor. */
    boolean degenerate() {
        for (boolean one : capped) {
            if (one) {
                return true;
            }
        }
        return false;
    }

    static double[] coordinates(Hmm model, CovarianceShape shape) {
        Gaussian gaussian = (Gaussian) model.emission();
        int k = model.states();
        int d = gaussian.dimension();
        double[] theta = new double[size(k, d, shape)];
        for (int h = 0; h < k; h++) {
            for (int j = 0; j < k; j++) {
                theta[h * k + j] =
                        Math.log(Math.max(Softmax.FLOOR, model.transition().get(h, j)));
            }
            for (int c = 0; c < d; c++) {
                theta[k * k + h * d + c] = gaussian.means().get(h, c);
            }
            Matrix root = LinearSystem.cholesky(
                            gaussian.covariances().matrices().get(h))
                    .orElseThrow();
            Matrix whitening = LinearSystem.inverse(root).orElseThrow();
            for (int i = 0; i < d; i++) {
                for (int j = 0; j <= i; j++) {
                    int at = place(shape, k, d, h, i, j);
                    if (at >= 0) {
                        theta[at] = i == j ? Math.log(whitening.get(i, i)) : whitening.get(i, j);
                    }
                }
            }
        }
        return theta;
    }

    double mean(int state, int coordinate) {
        return theta[k * k + state * d + coordinate];
    }

    /** The log density of a point in a state; {@code y = W (x - mean)} is left in {@code white}. */
    double logDensity(int state, double[] values, int from, double[] white) {
        double[] w = whitening[state];
        int means = k * k + state * d;
        double sum = 0;
        for (int i = 0; i < d; i++) {
            double y = 0;
            for (int j = 0; j <= i; j++) {
                y += w[i * d + j] * (values[from + j] - theta[means + j]);
            }
            white[i] = y;
            sum += y * y;
        }
        return logScale[state] - 0.5 * sum;
    }

    /** Adds {@code factor} times the derivative of the log density; {@code white} as left by {@link #logDensity}. */
    void addScore(int state, double[] values, int from, double[] white, double factor, double[] gradient) {
        double[] w = whitening[state];
        int means = k * k + state * d;
        for (int i = 0; i < d; i++) {
            double scaled = factor * white[i];
            for (int j = 0; j <= i; j++) {
                gradient[means + j] += scaled * w[i * d + j];
                int at = place(shape, k, d, state, i, j);
                if (at >= 0 && !capped[at]) {
                    double off = values[from + j] - theta[means + j];
                    gradient[at] += i == j ? factor - scaled * w[i * d + i] * off : -scaled * off;
                }
            }
        }
    }

    /** The covariance matrix of a state. */
    private static Matrix covariance(double[] whitening, int d, CovarianceShape shape) {
        double[] root = new double[d * d];
        for (int j = 0; j < d; j++) {
            for (int i = j; i < d; i++) {
                double sum = i == j ? 1 : 0;
                for (int m = j; m < i; m++) {
                    sum -= whitening[i * d + m] * root[m * d + j];
                }
                root[i * d + j] = sum / whitening[i * d + i];
            }
        }
        boolean full = shape.form() == CovarianceShape.Form.FULL;
        return Matrix.generate(d, d, (i, j) -> {
            double sum = 0;
            for (int m = 0; m <= Math.min(i, j); m++) {
                sum += root[i * d + m] * root[j * d + m];
            }
            return full || i == j ? sum : 0;
        });
    }

    Hmm model() {
        List<Matrix> covariances = new ArrayList<>();
        for (int h = 0; h < k; h++) {
            covariances.add(covariance(whitening[h], d, shape));
        }
        Matrix means = Matrix.generate(k, d, this::mean);
        return new Hmm(
                Probabilities.normalized("stationary law", chain.stationary),
                StochasticMatrix.normalized("transition matrix", Matrix.of(k, k, chain.transition)),
                new Gaussian(means, new Covariances(shape, covariances)));
    }
}
