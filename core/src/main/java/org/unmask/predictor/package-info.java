// SPDX-License-Identifier: Apache-2.0
/**
 * Predictors of masked tasks: from a context to the conditional mean (or law) of the targets. The optimal predictor of a
 * model is one formula, written once over any number system in {@link org.unmask.predictor.PredictionFormula}; a kernel
 * over doubles beside it serves the hot paths, and a test holds the two together.
 */
@NullMarked
package org.unmask.predictor;

import org.jspecify.annotations.NullMarked;
