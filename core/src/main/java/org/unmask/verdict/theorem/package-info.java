// SPDX-License-Identifier: Apache-2.0
/**
 * Global identifiability by proof. {@link org.unmask.verdict.theorem.Deciders} looks for a statement of section 2 that
 * covers a question, checks every precondition through {@link org.unmask.verdict.theorem.Premises} (by sizes at a generic
 * point, exactly at a model), and returns them as evidence. No statement: no answer, never "not identifiable".
 *
 * <p>The proofs go by what a task lets one read off: the emission laws, the stationary law, and powers of the chain.
 * Several tasks together fix the power of the greatest common divisor, as the chain is invertible; the first power, or an
 * odd one with two states, is the chain itself. Reversal in time turns (emissions, pi, T) into (emissions, pi, reversed
 * T), one to one, so a task is decided in whichever direction suits.
 */
@NullMarked
package org.unmask.verdict.theorem;

import org.jspecify.annotations.NullMarked;
