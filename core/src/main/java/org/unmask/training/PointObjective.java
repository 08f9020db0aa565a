// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.unmask.model.Chain;
import org.unmask.model.CovarianceShape;
import org.unmask.parallel.Threads;

/** The loss of a Gaussian model on windows of points, a sum over tasks of means over windows. */
final class PointObjective implements Objective {

    private static final int PART = 4096;

    private final List<PointTask> tasks;
    private final List<int[]> everything;
    private final int k;
    private final int d;
    private final CovarianceShape shape;
    private final Chain chain;
    private final PointScale scale;
    private final Threads threads;
    private final boolean spreadsHeld;

    PointObjective(
            List<PointTask> tasks, int k, CovarianceShape shape, Chain chain, PointScale scale, Threads threads) {
        this(tasks, k, shape, chain, scale, threads, false);
    }

    /** With covariances that no gradient moves, if so wanted. */
    PointObjective(
            List<PointTask> tasks,
            int k,
            CovarianceShape shape,
            Chain chain,
            PointScale scale,
            Threads threads,
            boolean spreadsHeld) {
        this.tasks = tasks;
        this.everything = tasks.stream()
                .map(task -> IntStream.range(0, task.starts.length).toArray())
                .toList();
        this.k = k;
        this.d = tasks.get(0).data.dimension();
        this.shape = shape;
        this.chain = chain;
        this.scale = scale;
        this.threads = threads;
        this.spreadsHeld = spreadsHeld;
    }

    @Override
    public int size() {
        return GaussianPoint.size(k, d, shape);
    }

    Optional<GaussianPoint> point(double[] theta) {
        for (double value : theta) {
            if (!Double.isFinite(value)) {
                return Optional.empty();
            }
        }
        return GaussianPoint.of(theta, k, d, shape, chain, scale.caps());
    }

    @Override
    public double evaluate(double[] theta, double[] gradient) {
        return evaluate(theta, everything, gradient);
    }

    /** The loss on chosen windows of each task, by their index; what is added up depends on no number of threads. */
    double evaluate(double[] theta, List<int[]> chosen, double[] gradient) {
        Arrays.fill(gradient, 0);
        Optional<GaussianPoint> point = point(theta);
        if (point.isEmpty()) {
            return Double.POSITIVE_INFINITY;
        }
        double loss = 0;
        for (int t = 0; t < tasks.size(); t++) {
            loss += addTask(tasks.get(t), point.get(), chosen.get(t), gradient);
        }
        if (spreadsHeld) {
            Arrays.fill(gradient, k * k + k * d, gradient.length, 0);
        }
        return Double.isNaN(loss) ? Double.POSITIVE_INFINITY : loss;
    }

    double taskLoss(int t, double[] theta) {
        return addTask(tasks.get(t), point(theta).orElseThrow(), everything.get(t), new double[size()]);
    }

    private double addTask(PointTask task, GaussianPoint point, int[] chosen, double[] gradient) {
        for (int gap : task.gaps) {
            point.chain.power(gap);
        }
        int parts = (chosen.length + PART - 1) / PART;
        record Part(double loss, PointLoss sums) {}
        List<Part> done = threads.map(parts, part -> {
            PointLoss sums = new PointLoss(task, point, gradient.length);
            return new Part(sums.add(chosen, part * PART, Math.min(chosen.length, (part + 1) * PART)), sums);
        });
        double[] raw = new double[k + task.gaps.length * k * k];
        double loss = 0;
        for (Part part : done) {
            loss += part.loss();
            for (int i = 0; i < raw.length; i++) {
                raw[i] += part.sums().raw[i] / chosen.length;
            }
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] += part.sums().gradient[i] / chosen.length;
            }
        }
        double[] byTransition = new double[k * k];
        for (int i = 0; i < task.gaps.length; i++) {
            point.chain.power(task.gaps[i]).pullBack(raw, k + i * k * k, byTransition);
        }
        point.chain.pullBack(raw, 0, byTransition, gradient);
        return loss / chosen.length;
    }

    /** Rough second derivatives by each coordinate. */
    Preconditioner diagonal(double[] theta) {
        Optional<GaussianPoint> found = point(theta);
        if (found.isEmpty()) {
            return double[]::clone;
        }
        ChainPoint at = found.get().chain;
        double[] weights = new double[size()];
        Arrays.fill(weights, 1e-4);
        double strength = 0;
        for (PointTask task : tasks) {
            strength += task.squared() ? task.independent(scale.mean(), scale.variance()) : task.m;
        }
        for (int i = 0; i < k; i++) {
            double share = strength * at.stationary[i];
            for (int j = 0; j < k; j++) {
                weights[i * k + j] += share * at.transition[i * k + j];
            }
            for (int c = 0; c < d; c++) {
                weights[k * k + i * d + c] += (share + 1e-4) / scale.variance()[c];
                for (int j = 0; j <= c; j++) {
                    int place = GaussianPoint.place(shape, k, d, i, c, j);
                    if (place >= 0) {
                        weights[place] += share * (j == c ? 2 : scale.variance()[j]);
                    }
                }
            }
        }
        return vector -> {
            double[] out = vector.clone();
            for (int i = 0; i < out.length; i++) {
                out[i] /= weights[i];
            }
            return out;
        };
    }
}
