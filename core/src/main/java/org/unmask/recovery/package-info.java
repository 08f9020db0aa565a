// SPDX-License-Identifier: Apache-2.0
/**
 * Parameters read off a predictor's values, formulas (3.1) to (3.5): the tensor of two targets against contexts is split
 * into rank-one terms, one for each state, and the factors are turned into a model. Nothing here looks at data; the
 * estimators that do start from here.
 *
 * <pre>
 *   Decomposition = Factors(A, B, C, residual, conditioning) | RankTooSmall | ComplexSpectrum
 *   Recovery      = Recovered(Hmm, distances, conditioning)  | Failed(reason, evidence)
 * </pre>
 *
 * <p>Start with {@link org.unmask.recovery.ReadOff} and {@link org.unmask.recovery.Recovery}. Two models are matched state
 * by state with {@link org.unmask.recovery.Alignment}.
 */
@NullMarked
package org.unmask.recovery;

import org.jspecify.annotations.NullMarked;
