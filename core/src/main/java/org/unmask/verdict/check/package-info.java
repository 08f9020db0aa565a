// SPDX-License-Identifier: Apache-2.0
/**
 * The independent checker's mathematics (5.5): from the claims of a certificate to a statement that is proved. It shares no
 * code with the deciders and the finders: its own exact arithmetic, its own walk of the prediction formula, on the JDK alone,
 * in less than a thousand lines of code. How its answers are written in documents is the business of
 * {@link org.unmask.verdict.document}.
 *
 * <p>Start with {@link org.unmask.verdict.check.TwinCheck}, {@link org.unmask.verdict.check.RankCheck} or
 * {@link org.unmask.verdict.check.TheoremCheck}. To read all of it, go in this order:
 *
 * <pre>
 *   Num, Ratio, Residue, Interval, Dual   numbers: fractions, residues, enclosures, slopes along a direction
 *   Matrix                                products and elimination over any of them
 *   Task, Family, Model                   the question; from free parameters to a model
 *   Predictors                            what the optimal predictors of a model are made of
 *   RankCheck                             the rank of (free parameters to predictors), modulo a prime
 *   Enclosure                             interval Newton along a path
 *   TwinCheck                             two models with equal predictors: exactly, on one fibre, roots, mirror images
 *   TheoremCheck                          which theorem covers a question, its preconditions
 * </pre>
 *
 * <p>What does not hold is a {@link org.unmask.verdict.check.Refusal}, which names the claim.
 */
@NullMarked
package org.unmask.verdict.check;

import org.jspecify.annotations.NullMarked;
