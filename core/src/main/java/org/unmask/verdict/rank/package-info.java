// SPDX-License-Identifier: Apache-2.0
/**
 * The exact rank of the map from free parameters to predictor values, formulas (4.1) and (4.2): a random point modulo a
 * random prime, rows of the Jacobian drawn one at a time, elimination without a tolerance.
 *
 * <p>{@link org.unmask.verdict.rank.ModularPoint} is a model modulo a prime, {@link org.unmask.verdict.rank.GradientRow}
 * one row of its Jacobian, {@link org.unmask.verdict.rank.JacobianSpan} the span of all rows,
 * {@link org.unmask.verdict.rank.RankFinder} the answer with its error probability.
 */
@NullMarked
package org.unmask.verdict.rank;

import org.jspecify.annotations.NullMarked;
