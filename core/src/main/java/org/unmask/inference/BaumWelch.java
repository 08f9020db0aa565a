// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.ArrayList;
import java.util.List;
import org.unmask.data.Sequences;
import org.unmask.model.Hmm;

/**
 * Maximum likelihood by EM (Baum, Petrie, Soules, Weiss 1970). No step lowers the likelihood: for a plain step that is
 * the theorem, checked; an accelerated one is taken back when it does. EM finds a local optimum near its start.
 */
public final class BaumWelch {

    /** Share of the log-likelihood that rounding may take from one step to the next. */
    private static final double ROUNDING = 1e-11;

    private BaumWelch() {}

    /**
     * Fits a model.
     *
     * @param start where to begin; its probabilities of zero stay zero
     * @param sequences independent sequences of the model's kind
     * @param options how to run
     * @return the fit and how it was reached
     * @throws IllegalArgumentException when the data are not of the model's kind, are impossible under the start, or
     *     there are no tokens
     * @throws IllegalStateException when a plain EM step lowers the likelihood by more than rounding, which the theorem
     *     excludes
     */
    public static EmFit fit(Hmm start, Sequences sequences, EmOptions options) {
        if (sequences.tokens() == 0) {
            throw new IllegalArgumentException("there are no tokens to fit, expected at least one");
        }
        long began = System.nanoTime();
        VarianceFloor floor = VarianceFloor.of(sequences, options.varianceFloor());
        MaximizationStep maximization = new MaximizationStep(options.chain(), options.initial(), floor);
        ExpectationStep expectation = new ExpectationStep(sequences, 0, sequences.count());
        Hmm model = EmStart.of(start, options, floor);
        ExpectedCounts counts = expectation.at(model, options.threads());
        List<Double> curve = new ArrayList<>();
        curve.add(counts.logLikelihood());
        int iterations = 1;
        StopReason reason = StopReason.ITERATION_LIMIT;
        double remaining = Double.POSITIVE_INFINITY;
        double lastGain = Double.NaN;
        while (iterations < options.maxIterations()) {
            if (options.timeLimit().isPresent()
                    && System.nanoTime() - began > options.timeLimit().get().toNanos()) {
                reason = StopReason.TIME_LIMIT;
                break;
            }
            Hmm next = maximization.at(model, counts);
            ExpectedCounts nextCounts = expectation.at(next, options.threads());
            iterations++;
            if (!nextCounts.finite()) {
                reason = StopReason.NON_FINITE;
                break;
            }
            double gain = nextCounts.logLikelihood() - counts.logLikelihood();
            double rounding = ROUNDING * Math.abs(counts.logLikelihood());
            if (gain < -rounding) {
                throw new IllegalStateException("the log-likelihood fell by " + -gain + " nats in iteration "
                        + iterations + ", although EM cannot lower it");
            }
            if (gain <= 0) {
                reason = StopReason.STALLED;
                remaining = rounding;
                break;
            }
            model = next;
            counts = nextCounts;
            curve.add(counts.logLikelihood());
            options.progress().at("em", iterations, options.maxIterations());
            double rate = gain / lastGain;
            remaining = rate < 1 ? gain * rate / (1 - rate) : Double.POSITIVE_INFINITY;
            lastGain = gain;
            if (remaining <= options.tolerance()) {
                reason = StopReason.CONVERGED;
                break;
            }
        }
        if (reason == StopReason.STALLED && remaining <= options.tolerance()) {
            reason = StopReason.CONVERGED;
        }
        List<Integer> degenerate = maximization.degenerate(model, counts);
        if (reason == StopReason.CONVERGED && !degenerate.isEmpty()) {
            reason = StopReason.DEGENERATE_STATE;
        }
        return new EmFit(model, counts.logLikelihood(), curve, reason, iterations, remaining, degenerate);
    }
}
