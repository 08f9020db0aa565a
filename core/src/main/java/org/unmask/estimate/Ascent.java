// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.ArrayList;
import java.util.List;
import org.unmask.inference.StopReason;

/**
 * How a climb went.
 *
 * @param logLikelihood of the data at the end, nats
 * @param steps EM steps made
 * @param reason why it ended
 * @param curve log-likelihood seen at each step that was kept
 */
record Ascent(double logLikelihood, int steps, StopReason reason, List<Double> curve) {

    /** Copies the curve. */
    Ascent {
        curve = List.copyOf(curve);
    }

    /**
     * Climbs by EM with squared extrapolation (Varadhan, Roland 2008, scheme S3): two EM steps give a length, the
     * extrapolated point is kept unless it leaves the domain or the likelihood falls.
     *
     * <p>It has converged when two cycles in a row leave less than the tolerance to gain. EM shortens the slowest part of
     * the error by a factor {@code r} a step, and what the likelihood lacks by {@code r^2}: a step that gains {@code g} is
     * one of a series whose sum is {@code g / (1 - r^2)}. The length of an extrapolation is {@code 1 / (1 - r)} for the
     * parts that still move; as a cycle may take the slowest of them away for a moment, the longest of the whole climb
     * counts. On ridges so flat that no step shows them more is left.
     *
     * @param climb where to start; left at the best point found
     * @param maxSteps EM steps allowed
     * @param aim when to stop
     * @param clock tells when time is up
     */
    static Ascent climb(Climb climb, int maxSteps, Aim aim, Clock clock) {
        double[] start = climb.theta.clone();
        int size = start.length;
        double[] first = new double[size];
        double[] extrapolated = new double[size];
        double[] safe = start;
        double safeValue = Double.NEGATIVE_INFINITY;
        double longest = 1;
        double slowest = 1;
        int quiet = 0;
        List<Double> curve = new ArrayList<>();
        int steps = 0;
        StopReason reason = StopReason.ITERATION_LIMIT;
        while (steps + 2 <= maxSteps) {
            if (clock.over()) {
                reason = StopReason.TIME_LIMIT;
                break;
            }
            System.arraycopy(climb.theta, 0, start, 0, size);
            double value = climb.step();
            steps++;
            if (!(value >= safeValue - 1e-9 * Math.abs(safeValue))) {
                if (safeValue == Double.NEGATIVE_INFINITY) {
                    return new Ascent(value, steps, StopReason.NON_FINITE, curve);
                }
                climb.accept(safe);
                longest = Math.max(1, longest / 4);
                safeValue = Double.NEGATIVE_INFINITY;
                continue;
            }
            curve.add(value);
            System.arraycopy(climb.theta, 0, first, 0, size);
            double next = climb.step();
            steps++;
            if (!Double.isFinite(next)) {
                return new Ascent(value, steps, StopReason.NON_FINITE, curve);
            }
            curve.add(next);
            slowest = Math.max(slowest, length(start, first, climb.theta));
            double rest = sum(next - value, 1 - 1 / slowest);
            quiet = rest < aim.tolerance() ? quiet + 1 : 0;
            if (quiet >= 2) {
                reason = StopReason.CONVERGED;
                break;
            }
            if (aim.hopeless(steps, next, rest)) {
                reason = StopReason.BELOW_GOAL;
                break;
            }
            safe = climb.theta.clone();
            safeValue = next;
            longest = extrapolate(climb, start, first, safe, extrapolated, longest);
        }
        double best = curve.isEmpty() ? Double.NEGATIVE_INFINITY : curve.get(curve.size() - 1);
        if (reason != StopReason.CONVERGED && reason != StopReason.BELOW_GOAL) {
            climb.accept(safe);
        }
        if (reason == StopReason.CONVERGED && climb.degenerate()) {
            reason = StopReason.DEGENERATE_STATE;
        }
        return new Ascent(best, steps, reason, curve);
    }

    /** What a step and all later ones gain, each error the given part of the one before. */
    private static double sum(double gain, double rate) {
        return gain / (1 - rate * rate);
    }

    /** How far the two last steps together suggest to go: {@code 1 / (1 - r)} where each is {@code r} times the one before. */
    private static double length(double[] start, double[] first, double[] second) {
        double steps = 0;
        double bends = 0;
        for (int i = 0; i < start.length; i++) {
            double step = first[i] - start[i];
            double bend = second[i] - first[i] - step;
            steps += step * step;
            bends += bend * bend;
        }
        return bends > 0 ? Math.sqrt(steps / bends) : 1;
    }

    /** Moves the climb along the two last steps as far as they suggest; returns the longest move to allow next time. */
    private static double extrapolate(
            Climb climb, double[] start, double[] first, double[] second, double[] out, double longest) {
        double taken = Math.max(1, Math.min(longest, length(start, first, second)));
        if (taken > 1) {
            for (double share = 1; share > 0.02; share /= 2) {
                for (int i = 0; i < start.length; i++) {
                    double step = first[i] - start[i];
                    double bend = second[i] - first[i] - step;
                    double far = start[i] + 2 * taken * step + taken * taken * bend;
                    out[i] = second[i] + share * (far - second[i]);
                }
                if (climb.accept(out)) {
                    return taken == longest ? 4 * longest : longest;
                }
            }
            climb.accept(second);
        }
        return taken == longest ? 4 * longest : longest;
    }
}
