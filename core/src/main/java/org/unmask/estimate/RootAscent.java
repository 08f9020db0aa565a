// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.ArrayList;
import java.util.List;
import org.unmask.inference.QuasiNewton;
import org.unmask.inference.StopReason;

/**
 * A climb by quasi-Newton steps in the square roots of probabilities, begun from EM's own curvature (Jamshidian, Jennrich
 * 1997). An EM step tells the gradient: it moves a row of weight {@code w} from {@code p} to {@code p'}, and the
 * log-likelihood rises by {@code 2 w (p' - p) / sqrt(p)} along each root. Where the likelihood does not rise as a step
 * promises, EM's own step is taken, which is known already.
 */
final class RootAscent {

    private static final int MEMORY = 40;

    /** EM steps before the first longer one. */
    private static final int WARM_UP = 2;

    /** Longest move of a root in one step. */
    private static final double LONGEST = 0.5;

    /** Share of the promised rise that must come. */
    private static final double ENOUGH = 1e-4;

    private static final int ATTEMPTS = 3;

    /** What a model of the curvature promises is short of the truth by up to this factor, in directions that it has not seen. */
    private static final double DOUBT = 100;

    /** Times in a row that little must be left to gain. */
    private static final int CONFIRMATIONS = 2;

    private final Climb climb;
    private final QuasiNewton method = new QuasiNewton(MEMORY);
    private final List<Double> curve = new ArrayList<>();
    private final int size;

    /** The point that is stood on, and EM's step from it. */
    private double[] here;

    private double[] next;
    private double[] roots;
    private double[] gradient;
    private double[] curvature;
    private double value;
    private int steps;

    private RootAscent(Climb climb) {
        this.climb = climb;
        this.size = climb.theta.length;
        this.here = climb.theta.clone();
        this.next = new double[size];
        this.roots = new double[size];
        this.gradient = new double[size];
        this.curvature = new double[size];
    }

    /**
     * Climbs.
     *
     * @param climb where to start, all of whose parameters are rows of probabilities; left at the best point found
     * @param maxSteps EM steps allowed
     * @param aim when to stop
     * @param clock tells when time is up
     */
    static Ascent climb(Climb climb, int maxSteps, Aim aim, Clock clock) {
        return new RootAscent(climb).run(maxSteps, aim, clock);
    }

    private Ascent run(int maxSteps, Aim aim, Clock clock) {
        value = look();
        if (!Double.isFinite(value)) {
            return new Ascent(value, steps, StopReason.NON_FINITE, curve);
        }
        arrive();
        StopReason reason = StopReason.ITERATION_LIMIT;
        int small = 0;
        while (steps < maxSteps) {
            if (clock.over()) {
                reason = StopReason.TIME_LIMIT;
                break;
            }
            if (steps <= WARM_UP) {
                plain();
                continue;
            }
            double[] direction = method.direction(gradient, curvature);
            double slope = QuasiNewton.dot(gradient, direction);
            if (!(slope >= 0)) {
                method.clear();
                direction = method.direction(gradient, curvature);
                slope = QuasiNewton.dot(gradient, direction);
            }
            small = 0.5 * slope * DOUBT <= aim.tolerance() ? small + 1 : 0;
            if (small >= CONFIRMATIONS) {
                reason = StopReason.CONVERGED;
                break;
            }
            if (aim.hopeless(steps, value, 0.5 * slope * DOUBT)) {
                reason = StopReason.BELOW_GOAL;
                break;
            }
            if (!far(direction, slope, maxSteps)) {
                method.clear();
                if (steps < maxSteps && !plain()) {
                    reason = StopReason.CONVERGED;
                    break;
                }
            }
        }
        climb.accept(here);
        if (reason == StopReason.CONVERGED && climb.degenerate()) {
            reason = StopReason.DEGENERATE_STATE;
        }
        return new Ascent(value, steps, reason, curve);
    }

    /** One EM step from where the climb is; returns the log-likelihood there. */
    private double look() {
        steps++;
        return climb.step();
    }

    /** Takes note of the point just looked at, where {@code here} is; the climb stands where EM leads from there. */
    private void arrive() {
        curve.add(value);
        System.arraycopy(climb.theta, 0, next, 0, size);
        climb.weights(curvature);
        for (int n = 0; n < size; n++) {
            double weight = curvature[n];
            roots[n] = Math.sqrt(here[n]);
            gradient[n] = roots[n] > 0 ? 2 * weight * (next[n] - here[n]) / roots[n] : 0;
            curvature[n] = 4 * weight;
        }
    }

    /** Goes where EM leads; false where the likelihood does not rise. */
    private boolean plain() {
        climb.accept(next);
        double[] there = climb.theta.clone();
        double reached = look();
        boolean rose = reached > value;
        if (Double.isFinite(reached) && (rose || steps <= WARM_UP + 1)) {
            note(there, reached);
        }
        return rose;
    }

    private boolean far(double[] direction, double slope, int maxSteps) {
        double longest = 0;
        for (double entry : direction) {
            longest = Math.max(longest, Math.abs(entry));
        }
        double share = longest > LONGEST ? LONGEST / longest : 1;
        double[] target = new double[size];
        for (int attempt = 0; attempt < ATTEMPTS && steps < maxSteps; attempt++) {
            for (int n = 0; n < size; n++) {
                double root = roots[n] + share * direction[n];
                target[n] = root * root;
            }
            climb.accept(target);
            double[] there = climb.theta.clone();
            double reached = look();
            if (reached - value >= ENOUGH * share * slope) {
                note(there, reached);
                return true;
            }
            // The parabola through the value, the slope and what was reached.
            double fall = share * slope - (reached - value);
            double best = Double.isFinite(fall) ? 0.5 * share * slope / fall : 0;
            share *= Math.max(0.1, Math.min(0.5, best));
        }
        return false;
    }

    private void note(double[] there, double reached) {
        double[] before = gradient.clone();
        double[] move = roots.clone();
        here = there;
        value = reached;
        arrive();
        for (int n = 0; n < size; n++) {
            move[n] = roots[n] - move[n];
        }
        method.add(move, before, gradient.clone());
    }
}
