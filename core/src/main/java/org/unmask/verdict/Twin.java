// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict;

import org.unmask.model.Hmm;

/**
 * Two models that no optimal predictor of the question's tasks tells apart, although they differ by more than relabelling
 * (5.1). Finders of twins have their own richer types, exact fractions and enclosures among them; this is what a verdict
 * needs to show one.
 */
public interface Twin {

    /**
     * One of the two.
     *
     * @return rounded to doubles
     */
    Hmm first();

    /**
     * The other.
     *
     * @return rounded to doubles
     */
    Hmm second();

    /**
     * Largest difference of a parameter after the best relabelling.
     *
     * @return positive
     */
    double parameterDistance();
}
