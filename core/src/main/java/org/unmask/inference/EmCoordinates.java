// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.unmask.matrix.LinearSystem;
import org.unmask.matrix.Matrix;
import org.unmask.matrix.Probabilities;
import org.unmask.matrix.StochasticMatrix;
import org.unmask.model.Categorical;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Covariances;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;

/**
 * A model as a point of a flat space in which steps may be stretched and mixed: square roots of probabilities, means,
 * Cholesky factors with logarithms on the diagonal. Every point is a model, as rows are scaled to sum one.
 *
 * <p>Square roots and not logarithms, since the best probability is often zero: there the likelihood is a parabola in
 * the root, while the logarithm would have to go to minus infinity.
 */
final class EmCoordinates {

    /** A covariance beyond this is no estimate of anything; its squares still fit into a double. */
    private static final double LARGEST = 1e100;

    private final Chain chain;
    private final InitialLaw initial;
    private final VarianceFloor floor;

    EmCoordinates(Chain chain, InitialLaw initial, VarianceFloor floor) {
        this.chain = chain;
        this.initial = initial;
        this.floor = floor;
    }

    /** The coordinates. */
    double[] point(Hmm model) {
        double[] out = roots(model.transition().matrix().toArray());
        if (initial == InitialLaw.FREE) {
            out = join(out, roots(model.initial().toArray()));
        }
        if (model.emission() instanceof Categorical categorical) {
            return join(out, roots(categorical.probabilities().matrix().toArray()));
        }
        Gaussian gaussian = (Gaussian) model.emission();
        out = join(out, gaussian.means().toArray());
        for (Matrix root : roots(gaussian.covariances())) {
            out = join(out, logDiagonal(root));
        }
        return out;
    }

    /** The curvature of the likelihood in each coordinate if the states were seen. */
    double[] curvature(Hmm model, ExpectedCounts counts) {
        int k = model.states();
        double[] left = new double[k];
        double starts = 0;
        for (int i = 0; i < k; i++) {
            starts += counts.initial(i);
            for (int j = 0; j < k; j++) {
                left[i] += counts.transition(i, j);
            }
        }
        double[] out = multinomial(model.transition(), left);
        if (initial == InitialLaw.FREE) {
            double all = starts;
            out = join(
                    out,
                    Arrays.stream(model.initial().toArray())
                            .map(p -> p > 0 ? 4 * all : 0)
                            .toArray());
        }
        double[] tokens = counts.emission().weights();
        if (model.emission() instanceof Categorical categorical) {
            return join(out, multinomial(categorical.probabilities(), tokens));
        }
        Gaussian gaussian = (Gaussian) model.emission();
        int d = gaussian.dimension();
        double[] means = new double[k * d];
        for (int i = 0; i < k; i++) {
            Matrix covariance = gaussian.covariances().matrices().get(i);
            for (int c = 0; c < d; c++) {
                means[i * d + c] = tokens[i] / covariance.get(c, c);
            }
        }
        out = join(out, means);
        boolean full = gaussian.covariances().shape().form() == CovarianceShape.Form.FULL;
        List<Matrix> roots = roots(gaussian.covariances());
        double total = Arrays.stream(tokens).sum();
        for (int m = 0; m < roots.size(); m++) {
            double count = roots.size() == k && !gaussian.covariances().shape().shared() ? tokens[m] : total;
            Matrix root = roots.get(m);
            double[] weights = new double[d * d];
            for (int r = 0; r < d; r++) {
                for (int c = 0; c <= r; c++) {
                    weights[r * d + c] = r == c ? 2 * count : full ? count / (root.get(r, r) * root.get(r, r)) : 0;
                }
            }
            out = join(out, weights);
        }
        return out;
    }

    private static double[] multinomial(StochasticMatrix rows, double[] counts) {
        double[] out = rows.matrix().toArray();
        for (int n = 0; n < out.length; n++) {
            out[n] = out[n] > 0 ? 4 * counts[n / rows.columns()] : 0;
        }
        return out;
    }

    /**
     * The model at a point; empty when the point is too far out to be one, as it is after a step along a flat direction
     * of a state that has lost its tokens.
     */
    Optional<Hmm> model(double[] point, Hmm like) {
        for (double entry : point) {
            if (!Double.isFinite(entry)) {
                return Optional.empty();
            }
        }
        int k = like.states();
        Optional<StochasticMatrix> transition = transition(Arrays.copyOf(point, k * k), k);
        if (transition.isEmpty()) {
            return Optional.empty();
        }
        int at = k * k;
        Probabilities law;
        if (initial == InitialLaw.FREE) {
            law = Probabilities.normalized("initial law", squares(Arrays.copyOfRange(point, at, at + k)));
            at += k;
        } else {
            law = MaximizationStep.stationary(like.initial(), transition.get());
        }
        if (like.emission() instanceof Categorical categorical) {
            double[] rows = squares(Arrays.copyOfRange(point, at, point.length));
            StochasticMatrix matrix =
                    StochasticMatrix.normalized("emission matrix", Matrix.of(k, categorical.dimension(), rows));
            return Optional.of(new Hmm(law, transition.get(), new Categorical(categorical.alphabet(), matrix)));
        }
        Probabilities start = law;
        return gaussian(point, at, (Gaussian) like.emission()).map(points -> new Hmm(start, transition.get(), points));
    }

    private Optional<StochasticMatrix> transition(double[] roots, int k) {
        double[] entries = squares(roots);
        if (chain == Chain.DOUBLY_STOCHASTIC) {
            return DoublyStochasticFit.balanced(entries, k);
        }
        return Optional.of(StochasticMatrix.normalized("transition matrix", Matrix.of(k, k, entries)));
    }

    private Optional<Gaussian> gaussian(double[] point, int from, Gaussian like) {
        int k = like.states();
        int d = like.dimension();
        int at = from + k * d;
        Matrix means = Matrix.of(k, d, Arrays.copyOfRange(point, from, at));
        CovarianceShape shape = like.covariances().shape();
        if (shape == CovarianceShape.IDENTITY) {
            return Optional.of(Gaussian.unit(means));
        }
        List<Matrix> matrices = new ArrayList<>();
        while (at < point.length) {
            double[] entries = Arrays.copyOfRange(point, at, at + d * d);
            for (int r = 0; r < d; r++) {
                entries[r * d + r] = Math.exp(entries[r * d + r]);
            }
            Matrix root = Matrix.of(d, d, entries);
            Matrix square = root.times(root.transpose());
            if (!(square.maxAbs() < LARGEST)) {
                return Optional.empty();
            }
            Matrix shaped = PointMoments.shaped(
                    Matrix.generate(d, d, (r, c) -> square.get(Math.max(r, c), Math.min(r, c))), shape.form(), floor);
            if (LinearSystem.cholesky(shaped).isEmpty()) {
                return Optional.empty();
            }
            matrices.add(shaped);
            at += d * d;
        }
        while (matrices.size() < k) {
            matrices.add(matrices.get(0));
        }
        return Optional.of(new Gaussian(means, new Covariances(shape, matrices)));
    }

    private static List<Matrix> roots(Covariances covariances) {
        if (covariances.shape() == CovarianceShape.IDENTITY) {
            return List.of();
        }
        List<Matrix> matrices =
                covariances.shape().shared() ? covariances.matrices().subList(0, 1) : covariances.matrices();
        return matrices.stream()
                .map(matrix -> LinearSystem.cholesky(matrix)
                        .orElseThrow(
                                () -> new IllegalArgumentException("a covariance matrix is not positive definite")))
                .toList();
    }

    private static double[] logDiagonal(Matrix root) {
        double[] out = root.toArray();
        for (int r = 0; r < root.rows(); r++) {
            out[r * root.rows() + r] = Math.log(root.get(r, r));
        }
        return out;
    }

    private static double[] roots(double[] probabilities) {
        return Arrays.stream(probabilities).map(Math::sqrt).toArray();
    }

    private static double[] squares(double[] roots) {
        return Arrays.stream(roots)
                .map(root -> root * root < MaximizationStep.NOTHING ? 0 : root * root)
                .toArray();
    }

    static double[] join(double[] head, double[] tail) {
        double[] out = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, out, head.length, tail.length);
        return out;
    }
}
