// SPDX-License-Identifier: Apache-2.0
package org.unmask.atlas;

import java.util.List;
import org.unmask.model.Hmm;

/**
 * What theory says an experiment should show, computed before it is run and not from its results. The arguments stand in
 * the notebook on the atlas.
 *
 * @param solutions the models with the truth's predictions: the truth first, others where there are finitely many
 * @param resolution how far from a solution a model may be whose population loss counts as optimal
 * @param noise for each size of sample a bound that the largest error of a parameter passes once in a thousand samples,
 *     were the directions that the predictions fix all there is
 * @param typical for each size the median of that error
 * @param small a typical error up to which a theory of small errors is held to: a tenth of the size of the parameters
 * @param slopeLow lower bound of the exponent of the error against the size; NaN where fewer than two sizes are large
 *     enough for the theory to hold
 * @param slopeHigh upper bound of it
 */
public record Theory(
        List<Hmm> solutions,
        double resolution,
        List<Double> noise,
        List<Double> typical,
        double small,
        double slopeLow,
        double slopeHigh) {

    /** Copies the lists. */
    public Theory {
        solutions = List.copyOf(solutions);
        noise = List.copyOf(noise);
        typical = List.copyOf(typical);
    }

    /**
     * Whether errors at a size are small enough for the theory.
     *
     * @param size index of the size
     * @return true from some size on
     */
    public boolean holdsAt(int size) {
        return typical.get(size) <= small;
    }
}
