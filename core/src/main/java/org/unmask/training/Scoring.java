// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.unmask.inference.StopReason;
import org.unmask.matrix.PositiveDefinite;

/**
 * Damped scoring: Levenberg-Marquardt (1944, 1963) under squared loss, Fisher scoring under log loss. The damping follows
 * the ratio of the fall that came to the fall that was promised. Where the model does not fit the data the curvature is only
 * a stand-in and steps gain by a constant factor: it then gives up before its limit.
 */
final class Scoring {

    private static final double LONGEST = 4;
    private static final double MAX_DAMPING = 1e12;
    private static final double MIN_DAMPING = 1e-12;
    private static final double TRUSTED = 1e-2;
    /** So many steps in a row that gain more than a third of what the step before gained are called slow. */
    private static final int SLOW = 12;

    private final Objective.Curved objective;
    private final double tolerance;
    private final Stop stop;

    Scoring(Objective.Curved objective, double tolerance, Stop stop) {
        this.objective = objective;
        this.tolerance = tolerance;
        this.stop = stop;
    }

    Minimum minimise(double[] start, int iterations) {
        int n = objective.size();
        double[] theta = start.clone();
        double[] gradient = new double[n];
        double value = objective.evaluate(theta, gradient);
        List<Double> curve = new ArrayList<>(List.of(value));
        if (!Double.isFinite(value)) {
            return new Minimum(theta, value, Double.NaN, curve, StopReason.NON_FINITE);
        }
        double damping = 1e-3;
        StopReason reason = StopReason.ITERATION_LIMIT;
        int slow = 0;
        for (int iteration = 0; iteration < iterations; iteration++) {
            if (stop.now(iteration, value)) {
                reason = StopReason.TIME_LIMIT;
                break;
            }
            double[] curvature = objective.curvature(theta);
            boolean moved = false;
            boolean done = false;
            while (!moved && !done) {
                double[] step = step(curvature, gradient, n, damping);
                double promised = promise(curvature, gradient, step, n);
                if ((promised <= tolerance && damping <= TRUSTED) || promised == 0) {
                    reason = StopReason.CONVERGED;
                    done = true;
                    break;
                }
                double[] trial = theta.clone();
                for (int i = 0; i < n; i++) {
                    trial[i] += step[i];
                }
                double[] nextGradient = new double[n];
                double nextValue = objective.evaluate(trial, nextGradient);
                double ratio = (value - nextValue) / promised;
                if (ratio > 1e-4) {
                    theta = trial;
                    gradient = nextGradient;
                    value = nextValue;
                    moved = true;
                    damping = Math.max(MIN_DAMPING, ratio > 0.75 ? damping / 10 : ratio > 0.25 ? damping : damping * 2);
                } else {
                    damping *= 4;
                    if (damping > MAX_DAMPING) {
                        reason = StopReason.STALLED;
                        done = true;
                    }
                }
            }
            if (!moved) {
                break;
            }
            curve.add(value);
            int last = curve.size() - 1;
            boolean constant =
                    last >= 2 && curve.get(last - 1) - value > 0.33 * (curve.get(last - 2) - curve.get(last - 1));
            slow = constant ? slow + 1 : 0;
            if (slow >= SLOW) {
                break;
            }
        }
        return new Minimum(theta, value, Minimum.norm(gradient), curve, reason);
    }

    private static double[] damped(double[] curvature, int n, double damping) {
        double largest = 1e-300;
        for (int i = 0; i < n; i++) {
            largest = Math.max(largest, curvature[i * n + i]);
        }
        double[] system = curvature.clone();
        for (int i = 0; i < n; i++) {
            system[i * n + i] += damping * Math.max(curvature[i * n + i], 1e-9 * largest) + 1e-14 * largest;
        }
        return system;
    }

    private static double[] step(double[] curvature, double[] gradient, int n, double damping) {
        double[] system = damped(curvature, n, damping);
        double[] right = new double[n];
        for (int i = 0; i < n; i++) {
            right[i] = -gradient[i];
        }
        Optional<double[]> solved = PositiveDefinite.solve(system, n, right);
        double[] step = solved.orElse(right);
        double length = Minimum.norm(step);
        if (length > LONGEST) {
            for (int i = 0; i < n; i++) {
                step[i] *= LONGEST / length;
            }
        }
        return step;
    }

    /** The fall that the quadratic model promises: {@code -g's - s'Cs/2}. */
    private static double promise(double[] curvature, double[] gradient, double[] step, int n) {
        double square = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                square += 2 * step[i] * step[j] * curvature[i * n + j];
            }
            square += step[i] * step[i] * curvature[i * n + i];
        }
        return Math.max(0, -Minimum.dot(gradient, step) - 0.5 * square);
    }
}
