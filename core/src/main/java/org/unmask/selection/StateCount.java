// SPDX-License-Identifier: Apache-2.0
package org.unmask.selection;

import java.util.OptionalDouble;

/**
 * A number of states that was tried.
 *
 * @param states how many
 * @param logLikelihood of all data, nats
 * @param parameters free parameters
 * @param bic Bayesian information criterion, {@code parameters log(tokens) - 2 logLikelihood}; smaller is better
 * @param aic Akaike's, {@code 2 parameters - 2 logLikelihood}; smaller is better
 * @param heldOut masked loss of tokens that were held out, by a model fitted to the others; empty when there were too few
 * @param ended whether the climb came to its end; otherwise it was given up, as it would not have come near the best, and the
 *     likelihood is a lower bound
 */
public record StateCount(
        int states,
        double logLikelihood,
        int parameters,
        double bic,
        double aic,
        OptionalDouble heldOut,
        boolean ended) {}
