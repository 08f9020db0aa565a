// SPDX-License-Identifier: Apache-2.0
package org.unmask.estimate;

import org.unmask.constraint.Restrictions;

/**
 * A fit within restrictions. States are in the order that the restrictions name them in. The family of {@code fit} is the
 * one without restrictions, and so are the number of parameters and the criterion that it counts by itself.
 *
 * @param fit the fit; no masked losses where the chain has states that it leaves for good
 * @param restrictions what was known
 * @param parameters number of free parameters within the restrictions
 * @param objective log-likelihood, of known states too, plus the logarithm of the prior density up to a constant; nats
 */
public record RestrictedFit(Fit fit, Restrictions restrictions, int parameters, double objective) {

    /**
     * The Bayesian information criterion with the parameters that are free: smaller is better.
     *
     * @return {@code parameters log(tokens) - 2 log-likelihood}, nats
     */
    public double bic() {
        return parameters * Math.log((double) fit.tokens()) - 2 * fit.logLikelihood();
    }
}
