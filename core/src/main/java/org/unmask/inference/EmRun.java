// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.unmask.constraint.Restrictions;
import org.unmask.data.Sequences;
import org.unmask.model.CustomEmission;
import org.unmask.model.Hmm;

/** One run of EM: the model so far, its expected counts, and what was seen on the way. */
final class EmRun {

    /** Share of the log-likelihood that rounding may take from one step to the next. */
    private static final double ROUNDING = 1e-12;

    /** Plain steps before the first long one. */
    private static final int WARM_UP = 3;

    private static final int MEMORY = 100;

    /** Longest move of a coordinate in one step. */
    private static final double LONGEST = 1;

    private static final int ATTEMPTS = 6;
    private static final int CONFIRMATIONS = 2;

    /** What a quasi-Newton model promises is short of the truth by up to this factor, in the directions it has not seen. */
    private static final double DOUBT = 1000;

    private final EmOptions options;
    private final Optional<Restricted> restricted;
    private final MaximizationStep maximization;
    private final Function<Hmm, ExpectedCounts> expectation;
    private final EmCoordinates coordinates;
    private final boolean flat;
    private final long began = System.nanoTime();
    private final List<Double> curve = new ArrayList<>();
    private Hmm model;
    private ExpectedCounts counts;
    private double value;
    private int iterations;
    private double remaining = Double.POSITIVE_INFINITY;
    private Optional<StopReason> reason = Optional.empty();

    static EmRun of(Hmm start, Sequences sequences, Restrictions restrictions, EmOptions options) {
        VarianceFloor floor = VarianceFloor.of(sequences, options.varianceFloor());
        Optional<Restricted> restricted = restrictions.isNone()
                ? Optional.empty()
                : Optional.of(Restricted.of(
                        restrictions, EmStart.of(start, options, floor), options, DataMoments.of(sequences)));
        ExpectationStep expectation = new ExpectationStep(sequences, 0, sequences.count(), restrictions.known());
        return new EmRun(start, model -> expectation.at(model, options.threads()), floor, restricted, options);
    }

    EmRun(
            Hmm start,
            Function<Hmm, ExpectedCounts> expectation,
            VarianceFloor floor,
            Optional<Restricted> restricted,
            EmOptions options) {
        this.options = options;
        this.restricted = restricted;
        this.maximization = new MaximizationStep(options.chain(), options.initial(), floor, restricted);
        this.expectation = expectation;
        this.coordinates = new EmCoordinates(options.chain(), options.initial(), floor);
        this.flat = !(start.emission() instanceof CustomEmission);
        this.model = inside(EmStart.of(start, options, floor));
        this.counts = expect(model);
        this.value = value(model, counts);
        curve.add(value);
        if (!counts.finite()) {
            reason = Optional.of(StopReason.NON_FINITE);
        }
    }

    /** The model within the restrictions that is near to one that may lie outside. */
    private Hmm inside(Hmm any) {
        return restricted.map(rules -> rules.nearest(any)).orElse(any);
    }

    /** What EM raises: the log-likelihood and the logarithm of the prior density. */
    private double value(Hmm at, ExpectedCounts there) {
        return there.logLikelihood()
                + restricted.map(rules -> rules.logPrior(at)).orElse(0.0);
    }

    private ExpectedCounts expect(Hmm at) {
        iterations++;
        return expectation.apply(at);
    }

    private double rounding() {
        return ROUNDING * Math.abs(value) + 1e-12;
    }

    /** Whether to go on; notes the limits. */
    private boolean goesOn() {
        if (reason.isEmpty() && iterations >= options.maxIterations()) {
            reason = Optional.of(StopReason.ITERATION_LIMIT);
        }
        if (reason.isEmpty()
                && options.timeLimit().isPresent()
                && System.nanoTime() - began > options.timeLimit().get().toNanos()) {
            reason = Optional.of(StopReason.TIME_LIMIT);
        }
        return reason.isEmpty();
    }

    private void accept(Hmm next, ExpectedCounts nextCounts) {
        model = next;
        counts = nextCounts;
        value = value(next, nextCounts);
        curve.add(Math.max(value, curve.get(curve.size() - 1)));
        options.progress().at("em", iterations, options.maxIterations());
    }

    /**
     * One step of EM to a model made before.
     *
     * @return whether the likelihood rose
     */
    private boolean plainStep(Hmm next) {
        ExpectedCounts nextCounts = expect(next);
        if (!nextCounts.finite()) {
            reason = Optional.of(StopReason.NON_FINITE);
            return false;
        }
        double gain = value(next, nextCounts) - value;
        if (gain < -10 * rounding()) {
            throw new IllegalStateException("the log-likelihood fell by " + -gain + " nats in iteration " + iterations
                    + ", although EM cannot lower it");
        }
        if (gain > 0) {
            accept(next, nextCounts);
        }
        return gain > 0;
    }

    /** Climbs by the acceleration asked for, or the nearest that emissions and restrictions allow. */
    EmFit run() {
        switch (flat ? options.acceleration() : EmOptions.Acceleration.NONE) {
            case NONE -> plain();
            case SQUAREM -> squared();
            case QUASI_NEWTON -> {
                if (restricted.isEmpty()) {
                    quasiNewton();
                } else {
                    squared();
                }
            }
        }
        return result();
    }

    /** Plain EM; the rate of convergence comes from the lengths of the last steps. */
    private void plain() {
        List<Double> lengths = new ArrayList<>();
        while (goesOn()) {
            Hmm next = maximization.at(model, counts);
            double before = value;
            double length = 0;
            if (flat) {
                double[] step = step(model, next);
                length = Math.sqrt(inner(step, step, coordinates.curvature(model, counts)));
            }
            boolean rose = plainStep(next);
            lengths.add(flat ? length : Math.sqrt(Math.max(2 * (value - before), 0)));
            remaining = plainRemaining(lengths);
            if (!rose) {
                settle(remaining);
            } else if (remaining <= options.tolerance()) {
                reason = Optional.of(StopReason.CONVERGED);
            }
        }
    }

    /** With lengths that shrink at a rate, {@code length^2 / 2 / (1 - rate)} is left; the worst rate of ten counts. */
    private static double plainRemaining(List<Double> lengths) {
        int last = lengths.size() - 1;
        if (last < 10) {
            return lengths.get(last) == 0 ? 0 : Double.POSITIVE_INFINITY;
        }
        double rate = 0;
        for (int n = last; n > last - 10; n--) {
            rate = Math.max(rate, lengths.get(n) / lengths.get(n - 1));
        }
        double length = lengths.get(last);
        if (length == 0) {
            return 0;
        }
        return rate < 1 ? 0.5 * length * length / (1 - rate) : Double.POSITIVE_INFINITY;
    }

    /** Ends where rounding leaves nothing to gain: converged if what theory says is left is below the tolerance. */
    private void settle(double left) {
        if (reason.isEmpty()) {
            remaining = Double.isNaN(left) ? rounding() : left;
            boolean enough = remaining <= Math.max(options.tolerance(), 10 * rounding());
            reason = Optional.of(enough ? StopReason.CONVERGED : StopReason.STALLED);
        }
    }

    private double[] step(Hmm from, Hmm to) {
        double[] a = coordinates.point(from);
        double[] b = coordinates.point(to);
        for (int n = 0; n < a.length; n++) {
            b[n] -= a[n];
        }
        return b;
    }

    private static double inner(double[] one, double[] other, double[] curvature) {
        double sum = 0;
        for (int n = 0; n < one.length; n++) {
            sum += curvature[n] > 0 ? one[n] * other[n] * curvature[n] : 0;
        }
        return sum;
    }

    /** Squared extrapolation: three E steps make one long step, never below the plain one before it. */
    private void squared() {
        while (goesOn()) {
            Hmm first = maximization.at(model, counts);
            double[] weights = coordinates.curvature(model, counts);
            double[] origin = coordinates.point(model);
            double[] r = step(model, first);
            if (!plainStep(first)) {
                settle(0.5 * inner(r, r, weights));
                break;
            }
            Hmm second = maximization.at(model, counts);
            double[] s = step(first, second);
            double slow = Math.min(inner(r, s, weights) / inner(r, r, weights), 1);
            remaining = 0.5 * inner(s, s, weights) / Math.max(1 - slow, 1e-9);
            if (remaining <= options.tolerance()) {
                reason = Optional.of(StopReason.CONVERGED);
                break;
            }
            double[] v = new double[r.length];
            for (int n = 0; n < v.length; n++) {
                v[n] = s[n] - r[n];
            }
            double stretch = Math.max(1, Math.sqrt(inner(r, r, weights) / inner(v, v, weights)));
            for (int n = 0; n < v.length; n++) {
                origin[n] += 2 * stretch * r[n] + stretch * stretch * v[n];
            }
            Optional<Hmm> far = stretch > 1 ? coordinates.model(origin, second).map(this::inside) : Optional.empty();
            if (goesOn() && !(far.isPresent() && longStep(far.get())) && goesOn()) {
                if (!plainStep(second)) {
                    settle(remaining);
                }
            }
        }
    }

    /** A step that EM does not vouch for: taken if the likelihood rises. */
    private boolean longStep(Hmm far) {
        ExpectedCounts reached = expect(far);
        boolean better = reached.finite() && value(far, reached) > value;
        if (better) {
            accept(far, reached);
        }
        return better;
    }

    /** Quasi-Newton steps with a search along the line; where they fail, a plain step, and a fresh memory. */
    private void quasiNewton() {
        QuasiNewton method = new QuasiNewton(MEMORY);
        for (int n = 0; n < WARM_UP && goesOn(); n++) {
            if (!plainStep(maximization.at(model, counts))) {
                break;
            }
        }
        int small = 0;
        boolean stuck = false;
        while (goesOn()) {
            double[] point = coordinates.point(model);
            double[] gradient = EmGradient.of(model, counts, options.chain(), options.initial());
            double[] direction = method.direction(gradient, coordinates.curvature(model, counts));
            double slope = QuasiNewton.dot(gradient, direction);
            if (!(slope >= 0)) {
                method.clear();
                direction = method.direction(gradient, coordinates.curvature(model, counts));
                slope = QuasiNewton.dot(gradient, direction);
            }
            remaining = 0.5 * slope * DOUBT;
            small = remaining <= options.tolerance() ? small + 1 : 0;
            if (small >= CONFIRMATIONS) {
                reason = Optional.of(StopReason.CONVERGED);
                break;
            }
            if (search(point, gradient, direction, slope, method)) {
                stuck = false;
            } else if (goesOn()) {
                method.clear();
                boolean rose = plainStep(maximization.at(model, counts));
                if (!rose && stuck) {
                    settle(remaining);
                }
                stuck = !rose;
            }
        }
    }

    /** Goes along a direction as far as the likelihood rises as its slope promises; false when it does not. */
    private boolean search(double[] point, double[] gradient, double[] direction, double slope, QuasiNewton method) {
        double longest = 0;
        for (double entry : direction) {
            longest = Math.max(longest, Math.abs(entry));
        }
        double share = Math.min(1, LONGEST / longest);
        for (int attempt = 0; attempt < ATTEMPTS && goesOn(); attempt++) {
            double[] target = new double[point.length];
            for (int n = 0; n < target.length; n++) {
                target[n] = point[n] + share * direction[n];
            }
            Optional<Hmm> far = coordinates.model(target, model);
            if (far.isEmpty()) {
                share /= 4;
                continue;
            }
            ExpectedCounts reached = expect(far.get());
            double gain = value(far.get(), reached) - value;
            if (reached.finite()
                    && gain >= 1e-4 * share * slope - rounding()
                    && (gain >= 0 || slope < 10 * rounding())) {
                double[] there = coordinates.point(far.get());
                double[] move = new double[point.length];
                for (int n = 0; n < move.length; n++) {
                    double moved = there[n] - point[n];
                    move[n] = Double.isFinite(moved) ? moved : 0;
                }
                accept(far.get(), reached);
                method.add(move, gradient, EmGradient.of(model, counts, options.chain(), options.initial()));
                return true;
            }
            // The parabola through value, slope and the value reached has its top here.
            double top = reached.finite() ? 0.5 * share * slope / (share * slope - gain) : 0.1;
            share *= Math.min(0.5, Math.max(0.1, top));
        }
        return false;
    }

    private EmFit result() {
        StopReason stopped = reason.orElse(StopReason.ITERATION_LIMIT);
        List<Integer> degenerate = maximization.degenerate(model, counts);
        boolean atRest = stopped == StopReason.CONVERGED || stopped == StopReason.STALLED;
        if (atRest && !degenerate.isEmpty()) {
            stopped = StopReason.DEGENERATE_STATE;
        }
        return new EmFit(model, counts.logLikelihood(), curve, stopped, iterations, remaining, degenerate);
    }
}
