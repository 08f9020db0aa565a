// SPDX-License-Identifier: Apache-2.0
/**
 * Do the optimal predictors of some masked tasks fix the parameters of a model? A {@link org.unmask.verdict.Question} goes
 * in, a {@link org.unmask.verdict.Verdict} comes out.
 *
 * <pre>
 *   Question = ModelFamily, TaskSet, at (generic | Hmm)
 *   Verdict  = Identifiable(Theorem, Evidence*) | LocallyIdentifiable(ExactRank, Twin?)
 *            | NotIdentifiable(ExactRank, Twin?, Fixed*) | Undetermined(Obstacle, ExactRank?)
 *   Evidence = OfQuestion | NonzeroMinor | PositiveLaw | KruskalRanks
 * </pre>
 */
@NullMarked
package org.unmask.verdict;

import org.jspecify.annotations.NullMarked;
