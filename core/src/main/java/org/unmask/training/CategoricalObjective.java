// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.unmask.model.Chain;
import org.unmask.parallel.Threads;

/** The loss of a categorical model, summed over tasks, above the floor of the tasks' own tables. */
final class CategoricalObjective implements Objective.Curved {

    /** Scoring is used while one of its steps takes less than this many multiplications, about a millisecond. */
    static final double SCORING_COST = 1e6;

    private final int k;
    private final int d;
    private final Chain chain;
    private final List<WindowTask> tasks;
    private final List<WindowLoss> losses;

    CategoricalObjective(List<WindowTask> tasks, int k, Chain chain, Threads threads) {
        this.k = k;
        this.d = tasks.get(0).d;
        this.chain = chain;
        this.tasks = tasks;
        this.losses = tasks.stream().map(task -> loss(task, k, threads)).toList();
    }

    private static WindowLoss loss(WindowTask task, int k, Threads threads) {
        if (MiddleWindowLoss.pays(task, k, SCORING_COST)) {
            return new MiddleWindowLoss(task, k, threads);
        }
        return task.dense ? new DenseWindowLoss(task, k) : new SparseWindowLoss(task, k, threads);
    }

    @Override
    public int size() {
        return k * k + d * k;
    }

    /** Multiplications that one curvature would take. */
    double curvatureCost() {
        return losses.stream().mapToDouble(WindowLoss::curvatureCost).sum() + Math.pow(size(), 3) / 3;
    }

    @Override
    public double evaluate(double[] theta, double[] gradient) {
        Arrays.fill(gradient, 0);
        Optional<ModelPoint> point = ModelPoint.of(theta, k, d, chain);
        if (point.isEmpty()) {
            return Double.POSITIVE_INFINITY;
        }
        double sum = 0;
        for (int t = 0; t < losses.size(); t++) {
            double[] raw = new double[losses.get(t).rawSize()];
            sum += losses.get(t).evaluate(point.get(), raw);
            point.get().pullBack(tasks.get(t).gaps, raw, gradient);
        }
        return sum;
    }

    /** The excess of each task at a point. */
    double[] excesses(ModelPoint point) {
        return losses.stream()
                .mapToDouble(loss -> loss.evaluate(point, new double[loss.rawSize()]))
                .toArray();
    }

    @Override
    public double[] curvature(double[] theta) {
        ModelPoint point = ModelPoint.of(theta, k, d, chain).orElseThrow();
        int n = size();
        double[] out = new double[n * n];
        for (int t = 0; t < losses.size(); t++) {
            WindowLoss loss = losses.get(t);
            double[] raw = new double[loss.rawSize()];
            loss.evaluate(point, raw);
            double[] lower = loss.curvature(point);
            addPulled(point, tasks.get(t).gaps, lower, raw.length, out);
        }
        return out;
    }

    /** Rough second derivatives by each coordinate: how often each probability is used, times what its logit does to it. */
    Preconditioner diagonal(double[] theta) {
        ModelPoint point = ModelPoint.of(theta, k, d, chain).orElseThrow();
        double[] weights = new double[size()];
        int places = tasks.stream().mapToInt(task -> task.m).sum();
        double[] law = point.chain.stationary;
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                weights[i * k + j] = 1e-4 + places * law[i] * point.chain.transition[i * k + j];
            }
            for (int x = 0; x < d; x++) {
                weights[k * k + x * k + i] = 1e-4 / d + places * law[i] * point.emission[x * k + i];
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

    /** Whether {@link #information} is there, and a move of the coordinates by {@code dp / p} moves probabilities by dp. */
    boolean informs() {
        return chain == Chain.STATIONARY && tasks.stream().allMatch(MiddleInformation::suits);
    }

    /** The Fisher information of all tasks by the coordinates, lower triangle filled; when it {@link #informs}. */
    double[] information(double[] theta) {
        ModelPoint point = ModelPoint.of(theta, k, d, chain).orElseThrow();
        int n = size();
        double[] lower = new double[n * n];
        for (int t = 0; t < losses.size(); t++) {
            DenseWindowLoss loss =
                    losses.get(t) instanceof DenseWindowLoss dense ? dense : new DenseWindowLoss(tasks.get(t), k);
            addPulled(point, tasks.get(t).gaps, loss.information(point), loss.rawSize(), lower);
        }
        return lower;
    }

    /** For each coordinate which row of the transition matrix, or of the emissions after them, its probability is in. */
    int[] rows() {
        int[] out = new int[size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = i < k * k ? i / k : k + (i - k * k) % k;
        }
        return out;
    }

    /** Adds {@code D' C D} for a raw curvature {@code C} and the derivative {@code D} of the raw parameters. */
    private void addPulled(ModelPoint point, int[] gaps, double[] lower, int raws, double[] out) {
        int n = size();
        double[] half = new double[n * raws];
        double[] row = new double[raws];
        double[] pulled = new double[n];
        for (int r = 0; r < raws; r++) {
            for (int c = 0; c < raws; c++) {
                row[c] = c <= r ? lower[r * raws + c] : lower[c * raws + r];
            }
            Arrays.fill(pulled, 0);
            point.pullBack(gaps, row, pulled);
            for (int i = 0; i < n; i++) {
                half[i * raws + r] = pulled[i];
            }
        }
        for (int i = 0; i < n; i++) {
            System.arraycopy(half, i * raws, row, 0, raws);
            Arrays.fill(pulled, 0);
            point.pullBack(gaps, row, pulled);
            for (int j = 0; j <= i; j++) {
                out[i * n + j] += pulled[j];
            }
        }
    }
}
