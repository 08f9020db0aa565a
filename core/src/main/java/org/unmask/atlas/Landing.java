// SPDX-License-Identifier: Apache-2.0
package org.unmask.atlas;

import org.unmask.model.Hmm;

/**
 * Where training came to from one random start.
 *
 * @param start the start's name
 * @param model the trained model, states matched to the truth's
 * @param excess loss above the smallest possible, nats or squared error a window
 * @param optimal whether its predictors are the optimal ones, to what training resolves
 * @param distance largest difference of a parameter from the truth, after the best relabelling
 */
public record Landing(String start, Hmm model, double excess, boolean optimal, double distance) {}
