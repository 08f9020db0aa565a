// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import java.util.function.Function;
import org.unmask.inference.BaumWelch;
import org.unmask.inference.EmFit;
import org.unmask.inference.EmOptions;
import org.unmask.inference.ExpectedCounts;
import org.unmask.model.Hmm;

/**
 * The last steps of EM, on all the data, after a climb on a sample of them.
 *
 * @param fitted the model with its states in order, and how both climbs went
 * @param steps E steps on all the data; 0 for none
 */
record LastClimb(Fitted fitted, int steps) {

    /** E steps on all the data that follow a climb on the sample. */
    private static final int MOST = 40;

    /** Without any step. */
    static LastClimb none(Fitted ofSample) {
        return new LastClimb(ofSample, 0);
    }

    /**
     * Climbs.
     *
     * @param ofSample where to begin
     * @param options how it was fitted
     * @param tokens number of all tokens
     * @param expectation the E step
     * @param variances of each coordinate over all the data; none of symbols
     */
    static LastClimb of(
            Fitted ofSample,
            FitOptions options,
            long tokens,
            Function<Hmm, ExpectedCounts> expectation,
            double[] variances) {
        EmOptions how = EmOptions.DEFAULT
                .withMaxIterations(MOST)
                .withTolerance(Math.max(2e-3, 2e-8 * tokens))
                .withChain(options.chain())
                .withInitial(options.initial());
        EmFit climbed = BaumWelch.climb(
                ofSample.model(),
                expectation,
                variances,
                options.timeLimit().map(how::withTimeLimit).orElse(how));
        return new LastClimb(
                Estimator.ordered(new Fitted(climbed.model(), climbed.stopReason(), ofSample.starts())),
                climbed.iterations());
    }
}
