// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

import java.util.List;
import java.util.stream.IntStream;
import org.unmask.data.PointSequences;
import org.unmask.inference.LocalCoordinates;
import org.unmask.inference.LocalJacobian;
import org.unmask.matrix.LinearSystem;
import org.unmask.matrix.Matrix;
import org.unmask.model.CovarianceShape;
import org.unmask.model.Gaussian;
import org.unmask.model.Hmm;
import org.unmask.parallel.Threads;
import org.unmask.task.TaskSet;

/** Scores of Gaussian models: the objective's own gradient, on the windows of one stretch after another. */
final class PointScoring implements MaskedScores {

    private final LocalCoordinates coordinates;
    private final PointSequences data;
    private final CovarianceShape shape;
    private final List<PointTask> windows;
    private final List<PointObjective> objectives;
    private final int k;
    private final int d;

    PointScoring(LocalCoordinates coordinates, PointSequences data, TaskSet tasks) {
        this.coordinates = coordinates;
        this.data = data;
        this.k = coordinates.model().states();
        this.d = data.dimension();
        this.shape = ((Gaussian) coordinates.model().emission()).covariances().shape();
        this.windows =
                tasks.tasks().stream().map(task -> new PointTask(task, data)).toList();
        PointScale scale = PointScale.of(data);
        this.objectives = windows.stream()
                .map(task -> new PointObjective(List.of(task), k, shape, coordinates.chain(), scale, Threads.ONE))
                .toList();
    }

    @Override
    public double[] gradient(Hmm at) {
        double[] theta = GaussianPoint.coordinates(at, shape);
        double[] out = new double[coordinates.size()];
        for (PointObjective objective : objectives) {
            double[] gradient = new double[theta.length];
            objective.evaluate(theta, gradient);
            add(local(at, gradient), 1, out, 0);
        }
        return out;
    }

    @Override
    public Matrix sums(int stretch) {
        int size = coordinates.size();
        int rows = (data.tokens() + stretch - 1) / stretch;
        double[] out = new double[rows * size];
        double[] theta = GaussianPoint.coordinates(coordinates.model(), shape);
        for (int t = 0; t < windows.size(); t++) {
            int[] starts = windows.get(t).starts;
            for (int from = 0, to; from < starts.length; from = to) {
                int row = starts[from] / stretch;
                to = from;
                while (to < starts.length && starts[to] / stretch == row) {
                    to++;
                }
                double[] gradient = new double[theta.length];
                objectives
                        .get(t)
                        .evaluate(theta, List.of(IntStream.range(from, to).toArray()), gradient);
                add(local(coordinates.model(), gradient), (to - from) / (double) starts.length, out, row * size);
            }
        }
        return Matrix.of(rows, size, out);
    }

    private static void add(double[] from, double factor, double[] to, int at) {
        for (int p = 0; p < from.length; p++) {
            to[at + p] += factor * from[p];
        }
    }

    private double[] local(Hmm at, double[] gradient) {
        LocalJacobian by = coordinates.jacobian();
        double[] out = new double[coordinates.size()];
        SymbolScoring.addLocal(at.transition().matrix(), by.transition(), (i, j) -> gradient[i * k + j], out);
        for (int n = 0; n < k * d; n++) {
            for (int p = 0; p < out.length; p++) {
                out[p] += gradient[k * k + n] * by.emission().get(n, p);
            }
        }
        if (shape != CovarianceShape.IDENTITY) {
            for (int h = 0; h < (shape.shared() ? 1 : k); h++) {
                addSpread((Gaussian) at.emission(), h, gradient, out);
            }
        }
        return out;
    }

    /**
     * Training moves {@code W = L^-1}: with {@code W dS W' = F + F'}, {@code F} lower triangular, {@code dW = -F W}, and the
     * logarithms on its diagonal move by that of {@code -F}.
     */
    private void addSpread(Gaussian gaussian, int h, double[] gradient, double[] out) {
        Matrix root = LinearSystem.cholesky(gaussian.covariances().matrices().get(h))
                .orElseThrow(() -> new IllegalArgumentException("a covariance matrix is not positive definite"));
        Matrix white = LinearSystem.inverse(root).orElseThrow();
        Matrix by = coordinates.jacobian().covariances().get(h);
        for (int p = 0; p < out.length; p++) {
            int column = p;
            Matrix change = Matrix.generate(d, d, (r, c) -> by.get(r * d + c, column));
            if (change.maxAbs() == 0) {
                continue;
            }
            Matrix both = white.times(change).times(white.transpose());
            Matrix half = Matrix.generate(d, d, (r, c) -> r > c ? both.get(r, c) : r == c ? both.get(r, r) / 2 : 0);
            Matrix step = half.times(white).scale(-1);
            boolean[] counted = new boolean[gradient.length];
            for (int r = 0; r < d; r++) {
                for (int c = 0; c <= r; c++) {
                    int place = GaussianPoint.place(shape, k, d, h, r, c);
                    if (place >= 0 && !counted[place]) {
                        counted[place] = true;
                        out[p] += gradient[place] * (r == c ? -half.get(r, r) : step.get(r, c));
                    }
                }
            }
        }
    }
}
