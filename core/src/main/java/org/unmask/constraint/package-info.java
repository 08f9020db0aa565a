// SPDX-License-Identifier: Apache-2.0
/**
 * What is known of a model before it is fitted: entries that are fixed, zero or equal to others, weak knowledge as prior
 * laws, and the states of some tokens. {@code inference} fits within it.
 *
 * <pre>
 *   Restrictions = transition, initial, emission or means: Pattern each | covariances | Priors | KnownStates
 *   Pattern      = each entry: to learn | fixed at a number | tied to the entries of the same label
 * </pre>
 *
 * <p>Start with {@link org.unmask.constraint.Restrictions}; {@link org.unmask.constraint.Topology} makes the usual patterns.
 */
@NullMarked
package org.unmask.constraint;

import org.jspecify.annotations.NullMarked;
