// SPDX-License-Identifier: Apache-2.0
package org.unmask.diagnosis;

import java.util.Optional;
import org.unmask.data.Sequences;
import org.unmask.estimate.Estimator;
import org.unmask.estimate.Fit;
import org.unmask.estimate.Method;

/** Whether a model with one state fewer explains the data as well, by the Bayesian information criterion. */
final class FewerStates {

    /** Beyond so many states, or tokens, or under a limit of time, another fit takes too long to be made in passing. */
    private static final int MOST_STATES = 12;

    private static final int MOST_TOKENS = 200_000;

    private FewerStates() {}

    /**
     * The fit with one state fewer. It is made only where there are tokens to spare: with few of them the criterion
     * prefers fewer states whatever the truth.
     *
     * @param fit what there is
     * @param data what was fitted
     * @param precision of the fit
     * @return the smaller fit when it is as good; empty when it is not, or was not made
     */
    static Optional<Fit> asGood(Fit fit, Sequences data, Precision precision) {
        int states = fit.model().states();
        boolean spare = precision.even() <= Precision.TOLERABLE / 2;
        boolean quick = states <= MOST_STATES
                && data.tokens() <= MOST_TOKENS
                && fit.options().timeLimit().isEmpty();
        if (states == 1 || !spare || !quick || fit.options().method() == Method.MASKED) {
            return Optional.empty();
        }
        Estimator smaller = new Estimator(fit.options().withStates(states - 1));
        double spared = (fit.parameters() - smaller.parameters(data)) * Math.log((double) fit.tokens()) / 2;
        return Optional.of(smaller.compared(data, fit.logLikelihood() - spared))
                .filter(other -> other.bic() <= fit.bic());
    }
}
