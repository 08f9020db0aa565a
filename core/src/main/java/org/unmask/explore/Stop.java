// SPDX-License-Identifier: Apache-2.0
package org.unmask.explore;

import java.util.List;
import org.unmask.model.Hmm;

/**
 * A place on a {@link Course}, all figures computed there.
 *
 * @param at distance walked from the question's model in parameter space, negative to the other side
 * @param model the model there
 * @param predictions its predictions, in the order of {@link Predictions}
 * @param change largest difference of a prediction from the question's model
 * @param excess loss above the best on the data of the question's model
 * @param distance largest difference of a parameter from the question's model, after the best relabelling
 * @param witness probability of the course's word there, or value of its moment; NaN without a witness
 */
public record Stop(
        double at, Hmm model, List<Double> predictions, double change, double excess, double distance, double witness) {

    /** Copies the list. */
    public Stop {
        predictions = List.copyOf(predictions);
    }
}
