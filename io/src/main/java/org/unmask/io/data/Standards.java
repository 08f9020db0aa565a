// SPDX-License-Identifier: Apache-2.0
package org.unmask.io.data;

import java.util.List;

/**
 * What {@link Transform#STANDARDIZE} does to each column: subtracts a mean, divides by a deviation. A model is meant for
 * data treated by the numbers of the data it was fitted to, whatever the mean of other data is.
 *
 * @param means one for each column
 * @param deviations one for each column, above zero
 */
public record Standards(List<Double> means, List<Double> deviations) {

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException when they are not of one length, or a number is not finite or a deviation not positive
     */
    public Standards {
        means = List.copyOf(means);
        deviations = List.copyOf(deviations);
        if (means.size() != deviations.size()
                || !means.stream().allMatch(Double::isFinite)
                || !deviations.stream().allMatch(value -> value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("found means " + means + " and deviations " + deviations
                    + ", expected one finite mean and one positive deviation for each column");
        }
    }

    /**
     * Number of columns.
     *
     * @return at least 0
     */
    public int columns() {
        return means.size();
    }
}
