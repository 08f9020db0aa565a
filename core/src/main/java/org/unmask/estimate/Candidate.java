// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.List;
import java.util.OptionalDouble;
import org.unmask.inference.StopReason;

/** A start on its way up. */
final class Candidate {
    private final String name;
    private final double[] theta;
    private final double logLikelihood;
    private final int steps;
    private final StopReason reason;
    private final OptionalDouble maskedLoss;
    private final List<Double> curve;

    Candidate(
            String name,
            double[] theta,
            double logLikelihood,
            int steps,
            StopReason reason,
            OptionalDouble maskedLoss,
            List<Double> curve) {
        this.name = name;
        this.theta = theta;
        this.logLikelihood = logLikelihood;
        this.steps = steps;
        this.reason = reason;
        this.maskedLoss = maskedLoss;
        this.curve = curve;
    }

    /** Where it came from. */
    String name() {
        return name;
    }

    /** Parameters, in the layout of the climbs of this fit. */
    double[] theta() {
        return theta;
    }

    /** Where it is, of the data it was last tried on. */
    double logLikelihood() {
        return logLikelihood;
    }

    /** EM steps so far. */
    int steps() {
        return steps;
    }

    /** Why the last climb ended. */
    StopReason reason() {
        return reason;
    }

    /** After masked training. */
    OptionalDouble maskedLoss() {
        return maskedLoss;
    }

    /** Of the last climb. */
    List<Double> curve() {
        return curve;
    }

    static Candidate start(String name, double[] theta) {
        return new Candidate(
                name,
                theta,
                Double.NEGATIVE_INFINITY,
                0,
                StopReason.ITERATION_LIMIT,
                OptionalDouble.empty(),
                List.of());
    }

    Candidate withMaskedLoss(double loss) {
        return new Candidate(name, theta, logLikelihood, steps, reason, OptionalDouble.of(loss), curve);
    }

    /** The same start after a climb. */
    Candidate after(Climb climb, Ascent ascent) {
        return new Candidate(
                name,
                climb.theta.clone(),
                ascent.logLikelihood(),
                steps + ascent.steps(),
                ascent.reason(),
                maskedLoss,
                ascent.curve());
    }

    /** For sorting: a sound optimum before a degenerate one, the likelier before the less likely. */
    double rank() {
        return switch (reason) {
            case NON_FINITE -> Double.NEGATIVE_INFINITY;
            case DEGENERATE_STATE -> -1e200 + logLikelihood;
            default -> Double.isNaN(logLikelihood) ? Double.NEGATIVE_INFINITY : logLikelihood;
        };
    }

    /** Whether both have come to the same point, states in any order: equal likelihoods and equal sets of stays. */
    boolean meets(Candidate other, int states, double tolerance) {
        if (!(Math.abs(logLikelihood - other.logLikelihood) <= tolerance)) {
            return false;
        }
        double[] mine = stays(states);
        double[] theirs = other.stays(states);
        for (int i = 0; i < states; i++) {
            if (Math.abs(mine[i] - theirs[i]) > 0.01) {
                return false;
            }
        }
        return true;
    }

    private double[] stays(int states) {
        double[] out = new double[states];
        for (int i = 0; i < states; i++) {
            out[i] = theta[states + i * states + i];
        }
        java.util.Arrays.sort(out);
        return out;
    }
}
