// SPDX-License-Identifier: Apache-2.0
/**
 * Before data are gathered: how many tokens a wanted precision takes, and which masked task takes the fewest.
 *
 * <p>Start with {@link org.unmask.planning.SamplePlan} and {@link org.unmask.planning.TaskRanking}. Both stand on the
 * asymptotic law of the largest error, {@link org.unmask.errors.WorstError}, at a model that the user believes in.
 */
@NullMarked
package org.unmask.planning;

import org.jspecify.annotations.NullMarked;
