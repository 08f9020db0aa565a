// SPDX-License-Identifier: Apache-2.0
/**
 * How many states (6.4): fits with several numbers of them, their likelihoods against their parameters, what they predict of
 * tokens held out, and how many states the pairs of neighbours show.
 *
 * <p>Start with {@link org.unmask.selection.StateChoice}. Fits come from {@code estimate}.
 */
@NullMarked
package org.unmask.selection;

import org.jspecify.annotations.NullMarked;
