// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.twin;

import java.util.Optional;
import org.hipparchus.fraction.BigFraction;

/** A curve of models with the same predictors, rational in its parameter: the given model at 0. */
@FunctionalInterface
interface Slide {

    /**
     * The model at a parameter.
     *
     * @param t the parameter
     * @return the model; empty where the curve leaves the family
     */
    Optional<ExactModel> at(BigFraction t);
}
