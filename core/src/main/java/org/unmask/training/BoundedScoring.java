// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.unmask.inference.StopReason;
import org.unmask.matrix.PositiveDefinite;

/**
 * Fisher scoring in the probabilities themselves, for a start that is near: a handful of steps. Probabilities that a step
 * would take below zero are held at a bound and the step is taken again without them (an active set), which logits, for
 * which zero is endlessly far away, do not allow. Where it comes slowly it gives up.
 */
final class BoundedScoring {

    /** Most steps that are worth their price. */
    static final int FEW = 16;

    /** No probability goes lower, as logits could not bring it back. */
    private static final double BOUND = Softmax.FLOOR;

    /** A curvature that foretells the fall of the loss this well, relatively, serves for another step. */
    private static final double FAITHFUL = 0.25;

    private static final int ROUNDS = 12;
    private static final double MAX_DAMPING = 1e3;
    private static final double MIN_DAMPING = 1e-8;

    /** Damping up to which a small promise means that little is left, and share of a promise that a step must keep. */
    private static final double TRUSTED = 1e-2;

    private static final double LEAST = 1e-2;

    /** How strongly rows are kept to their sums, beside the largest curvature. */
    private static final double STIFF = 10;

    private final CategoricalObjective objective;
    private final double tolerance;
    private final Stop stop;
    private final int n;
    private final int[] rows;

    BoundedScoring(CategoricalObjective objective, double tolerance, Stop stop) {
        this.objective = objective;
        this.tolerance = tolerance;
        this.stop = stop;
        this.n = objective.size();
        this.rows = objective.rows();
    }

    /** A change of the probabilities and the fall that it promises. */
    private static final class Step {
        private final double[] change;
        private final double promise;

        Step(double[] change, double promise) {
            this.change = change;
            this.promise = promise;
        }
    }

    Minimum minimise(double[] start, int iterations) {
        double[] theta = start.clone();
        double[] gradient = new double[n];
        double value = objective.evaluate(theta, gradient);
        List<Double> curve = new ArrayList<>(List.of(value));
        double damping = MIN_DAMPING;
        double[] curvature = new double[0];
        boolean fresh = false;
        StopReason reason = StopReason.ITERATION_LIMIT;
        while (curve.size() <= iterations && damping <= MAX_DAMPING) {
            if (stop.now(curve.size() - 1, value)) {
                reason = StopReason.TIME_LIMIT;
                break;
            }
            double[] p = probabilities(theta);
            if (curvature.length == 0) {
                curvature = curvature(theta, p);
                fresh = true;
            }
            Optional<Step> step = step(p, gradient, curvature, damping);
            if (step.isPresent() && step.get().promise <= tolerance && damping <= TRUSTED) {
                reason = StopReason.CONVERGED;
                break;
            }
            double[] trial = moved(p, step.map(s -> s.change).orElse(new double[n]));
            double[] next = new double[n];
            double nextValue = step.isPresent() ? objective.evaluate(trial, next) : Double.POSITIVE_INFINITY;
            double ratio = (value - nextValue) / step.map(s -> s.promise).orElse(0.0);
            if (ratio > LEAST) {
                theta = trial;
                gradient = next;
                value = nextValue;
                curve.add(value);
                damping = ratio > 0.5 ? Math.max(MIN_DAMPING, damping / 10) : damping * 10;
            } else if (fresh) {
                damping = Math.max(damping, TRUSTED / 10) * 10;
            }
            if (Math.abs(ratio - 1) > FAITHFUL && (ratio > LEAST || !fresh)) {
                curvature = new double[0];
            }
            fresh &= !(ratio > LEAST);
        }
        return new Minimum(theta, value, Minimum.norm(gradient), curve, reason);
    }

    private double[] probabilities(double[] theta) {
        double[] sums = new double[Arrays.stream(rows).max().orElse(0) + 1];
        double[] p = new double[n];
        for (int i = 0; i < n; i++) {
            p[i] = Math.exp(theta[i]);
            sums[rows[i]] += p[i];
        }
        for (int i = 0; i < n; i++) {
            p[i] /= sums[rows[i]];
        }
        return p;
    }

    /** By the probabilities, full; stiff along moves that change the sum of a row, which mean nothing. */
    private double[] curvature(double[] theta, double[] p) {
        double[] lower = objective.information(theta);
        double largest = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double entry = lower[i * n + j] / (p[i] * p[j]);
                lower[i * n + j] = entry;
                lower[j * n + i] = entry;
            }
            largest = Math.max(largest, p[i] > 1e-3 ? lower[i * n + i] : 0);
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                lower[i * n + j] += rows[i] == rows[j] ? STIFF * largest : 0;
            }
        }
        return lower;
    }

    /** The step within bounds; empty when the curvature is singular or the step leads nowhere. */
    private Optional<Step> step(double[] p, double[] gradient, double[] curvature, double damping) {
        double[] slope = new double[n];
        Arrays.setAll(slope, i -> gradient[i] / p[i]);
        double[] change = new double[n];
        boolean[] held = new boolean[n];
        for (int i = 0; i < n; i++) {
            held[i] = p[i] <= 2 * BOUND && slope[i] > 0;
        }
        boolean beyond = true;
        for (int round = 0; round < ROUNDS && beyond; round++) {
            if (!free(slope, curvature, damping, held, change)) {
                return Optional.empty();
            }
            beyond = false;
            for (int i = 0; i < n; i++) {
                if (!held[i] && p[i] + change[i] < BOUND) {
                    held[i] = true;
                    change[i] = BOUND - p[i];
                    beyond = true;
                }
            }
        }
        double promise = 0;
        for (int i = 0; i < n; i++) {
            double along = 0;
            for (int j = 0; j < n; j++) {
                along += curvature[i * n + j] * change[j];
            }
            promise -= change[i] * (slope[i] + along / 2);
        }
        return Optional.of(new Step(change, Math.max(0, promise)));
    }

    /** Solves for the changes that are not held, given those that are. */
    private boolean free(double[] slope, double[] curvature, double damping, boolean[] held, double[] change) {
        int[] at = IntStream.range(0, n).filter(i -> !held[i]).toArray();
        int size = at.length;
        double[] lower = new double[size * size];
        double[] right = new double[size];
        for (int r = 0; r < size; r++) {
            int i = at[r];
            right[r] = -slope[i];
            for (int j = 0; j < n; j++) {
                right[r] -= held[j] ? curvature[i * n + j] * change[j] : 0;
            }
            for (int c = 0; c <= r; c++) {
                lower[r * size + c] = curvature[i * n + at[c]];
            }
            lower[r * size + r] *= 1 + damping;
        }
        Optional<double[]> solved = PositiveDefinite.solve(lower, size, right);
        if (solved.isEmpty()) {
            return false;
        }
        for (int r = 0; r < size; r++) {
            change[at[r]] = solved.get()[r];
        }
        return true;
    }

    /** Logits of the probabilities after a change, rows brought back to one by their softmax. */
    private double[] moved(double[] p, double[] change) {
        double[] theta = new double[n];
        for (int i = 0; i < n; i++) {
            theta[i] = Math.log(Math.max(BOUND, p[i] + change[i]));
        }
        return theta;
    }
}
