// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.unmask.inference.StopReason;

/**
 * Limited-memory BFGS (Nocedal 1980) with the bisecting weak-Wolfe line search of Lewis and Overton (2013), started from a
 * preconditioner that is renewed now and then. It has converged when the quadratic model promises less than the tolerance.
 */
final class Lbfgs {

    private static final int MEMORY = 30;
    private static final int TRIALS = 60;
    private static final double ARMIJO = 1e-4;
    private static final double WOLFE = 0.9;
    private static final double LONGEST = 5;
    private static final int RENEWAL = 50;

    private static final class Pair {
        private final double[] step;
        private final double[] change;
        private final double inner;

        Pair(double[] step, double[] change, double inner) {
            this.step = step;
            this.change = change;
            this.inner = inner;
        }
    }

    private final Objective objective;
    private final Function<double[], Preconditioner> preconditioners;
    private final double tolerance;
    private final Stop stop;

    Lbfgs(Objective objective, Function<double[], Preconditioner> preconditioners, double tolerance, Stop stop) {
        this.objective = objective;
        this.preconditioners = preconditioners;
        this.tolerance = tolerance;
        this.stop = stop;
    }

    /** A start, not yet moved. */
    static Minimum stay(Objective objective, double[] start) {
        double[] gradient = new double[objective.size()];
        double value = objective.evaluate(start, gradient);
        StopReason reason = Double.isFinite(value) ? StopReason.ITERATION_LIMIT : StopReason.NON_FINITE;
        return new Minimum(start, value, Minimum.norm(gradient), List.of(value), reason);
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
        Deque<Pair> pairs = new ArrayDeque<>();
        Preconditioner preconditioner = preconditioners.apply(theta);
        StopReason reason = StopReason.ITERATION_LIMIT;
        for (int iteration = 0; iteration < iterations; iteration++) {
            if (stop.now(iteration, value)) {
                reason = StopReason.TIME_LIMIT;
                break;
            }
            if (iteration % RENEWAL == RENEWAL - 1) {
                preconditioner = preconditioners.apply(theta);
            }
            double[] direction = direction(pairs, preconditioner, gradient);
            double slope = Minimum.dot(direction, gradient);
            if (!(slope < 0)) {
                pairs.clear();
                direction = direction(pairs, preconditioner, gradient);
                slope = Minimum.dot(direction, gradient);
            }
            if (-slope / 2 <= tolerance && (pairs.size() > Math.min(n, 4) || slope == 0)) {
                reason = StopReason.CONVERGED;
                break;
            }
            Search search = new Search(objective, theta, value, direction, slope);
            if (!search.run()) {
                if (!pairs.isEmpty()) {
                    pairs.clear();
                    continue;
                }
                reason = StopReason.STALLED;
                break;
            }
            double[] step = new double[n];
            double[] change = new double[n];
            for (int i = 0; i < n; i++) {
                step[i] = search.theta[i] - theta[i];
                change[i] = search.gradient[i] - gradient[i];
            }
            double inner = Minimum.dot(step, change);
            if (inner > 1e-12 * Math.sqrt(Minimum.dot(step, step) * Minimum.dot(change, change))) {
                pairs.addLast(new Pair(step, change, inner));
                if (pairs.size() > MEMORY) {
                    pairs.removeFirst();
                }
            }
            theta = search.theta;
            gradient = search.gradient;
            value = search.value;
            curve.add(value);
        }
        return new Minimum(theta, value, Minimum.norm(gradient), curve, reason);
    }

    private static double[] direction(Deque<Pair> pairs, Preconditioner preconditioner, double[] gradient) {
        double[] q = gradient.clone();
        double[] weights = new double[pairs.size()];
        int at = pairs.size();
        for (Iterator<Pair> newest = pairs.descendingIterator(); newest.hasNext(); ) {
            Pair pair = newest.next();
            weights[--at] = Minimum.dot(pair.step, q) / pair.inner;
            addScaled(q, pair.change, -weights[at]);
        }
        q = preconditioner.apply(q);
        if (!pairs.isEmpty()) {
            Pair last = pairs.getLast();
            double scale = last.inner / Minimum.dot(last.change, preconditioner.apply(last.change));
            for (int i = 0; i < q.length; i++) {
                q[i] *= scale;
            }
        }
        for (Pair pair : pairs) {
            addScaled(q, pair.step, weights[at++] - Minimum.dot(pair.change, q) / pair.inner);
        }
        double length = Minimum.norm(q);
        double factor = length > LONGEST ? -LONGEST / length : -1;
        for (int i = 0; i < q.length; i++) {
            q[i] *= factor;
        }
        return q;
    }

    private static void addScaled(double[] into, double[] addend, double factor) {
        for (int i = 0; i < into.length; i++) {
            into[i] += factor * addend[i];
        }
    }

    /** One line search; holds the best point that satisfies the first condition. */
    private static final class Search {
        private final Objective objective;
        private final double[] from;
        private final double start;
        private final double[] direction;
        private final double slope;
        private double[] theta;
        private double[] gradient;
        private double value;

        Search(Objective objective, double[] from, double start, double[] direction, double slope) {
            this.objective = objective;
            this.from = from;
            this.start = start;
            this.direction = direction;
            this.slope = slope;
            this.theta = from;
            this.gradient = direction;
            this.value = start;
        }

        boolean run() {
            double low = 0;
            double high = Double.POSITIVE_INFINITY;
            double t = 1;
            boolean found = false;
            for (int trial = 0; trial < TRIALS; trial++) {
                double[] next = from.clone();
                addScaled(next, direction, t);
                double[] nextGradient = new double[from.length];
                double nextValue = objective.evaluate(next, nextGradient);
                if (!(nextValue <= start + ARMIJO * t * slope) || nextValue >= start) {
                    high = t;
                } else {
                    if (!found || nextValue <= value) {
                        found = true;
                        theta = next;
                        gradient = nextGradient;
                        value = nextValue;
                    }
                    if (Minimum.dot(nextGradient, direction) >= WOLFE * slope) {
                        return true;
                    }
                    low = t;
                }
                if (high - low <= 1e-14 * high) {
                    return found;
                }
                t = high < Double.POSITIVE_INFINITY ? (low + high) / 2 : 2 * t;
            }
            return found;
        }
    }
}
