// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.List;
import java.util.Optional;
import org.unmask.errors.StandardErrors;
import org.unmask.inference.StopReason;
import org.unmask.model.Hmm;
import org.unmask.model.ModelFamily;
import org.unmask.verdict.Verdict;

/**
 * What was fitted, how well it predicts, and how it was found.
 *
 * @param model the model, states in the order of their share of the tokens, largest first
 * @param family which parameters were free
 * @param options what was asked for
 * @param logLikelihood of the data under the model, nats
 * @param tokens number of tokens, missing ones left out
 * @param sequences number of sequences
 * @param climbed number of tokens, missing ones left out, that starts were read off and the likelihood climbed on: all, or
 *     those of a sample when the data were larger than memory
 * @param stepsOnAll E steps on all the data that followed a climb on a sample; 0 for none
 * @param tasks the masked loss of every task, with its baselines
 * @param stop why the last climb ended
 * @param starts every start and how it ended, the winner first
 * @param curve the winner's curve: log-likelihood in nats after each step, or the masked loss when the method is
 *     {@link Method#MASKED}
 * @param verdict whether the tasks fix the parameters; empty when nobody decided
 * @param errors how far the entries may be off; empty when nobody asked
 * @param seconds wall time
 */
public record Fit(
        Hmm model,
        ModelFamily family,
        FitOptions options,
        double logLikelihood,
        long tokens,
        long sequences,
        long climbed,
        int stepsOnAll,
        List<TaskScore> tasks,
        StopReason stop,
        List<StartReport> starts,
        List<Double> curve,
        Optional<Verdict> verdict,
        Optional<StandardErrors> errors,
        double seconds) {

    /** Copies the lists. */
    public Fit {
        tasks = List.copyOf(tasks);
        starts = List.copyOf(starts);
        curve = List.copyOf(curve);
    }

    /**
     * The start that won.
     *
     * @return its report
     */
    public StartReport winner() {
        return starts.get(0);
    }

    /**
     * Whether starts, and the climb of the likelihood before any {@link #stepsOnAll}, were of a sample of the data.
     * {@link #logLikelihood} is of all of them even so; masked losses are where their windows are more than the sample's.
     *
     * @return true when tokens were left out of that climb
     */
    public boolean isSampled() {
        return climbed < tokens;
    }

    /**
     * Number of free parameters, those of a free initial law included.
     *
     * @return the count
     */
    public int parameters() {
        return family.parameters() + options.initialParameters();
    }

    /**
     * The Bayesian information criterion: smaller is better.
     *
     * @return {@code parameters log(tokens) - 2 log-likelihood}, nats
     */
    public double bic() {
        return parameters() * Math.log((double) tokens) - 2 * logLikelihood;
    }

    /**
     * The tasks' losses together.
     *
     * @return sum over the tasks of the model's loss per window
     */
    public double maskedLoss() {
        return tasks.stream().mapToDouble(TaskScore::model).sum();
    }

    /**
     * The same fit with a verdict.
     *
     * @param decided whether the tasks fix the parameters
     * @return the fit with it
     */
    public Fit withVerdict(Verdict decided) {
        return new Fit(
                model,
                family,
                options,
                logLikelihood,
                tokens,
                sequences,
                climbed,
                stepsOnAll,
                tasks,
                stop,
                starts,
                curve,
                Optional.of(decided),
                errors,
                seconds);
    }

    /**
     * The same fit with standard errors, as {@link FitErrors} finds them.
     *
     * @param found how far the entries may be off
     * @return the fit with them
     */
    public Fit withErrors(StandardErrors found) {
        return new Fit(
                model,
                family,
                options,
                logLikelihood,
                tokens,
                sequences,
                climbed,
                stepsOnAll,
                tasks,
                stop,
                starts,
                curve,
                verdict,
                Optional.of(found),
                seconds);
    }
}
