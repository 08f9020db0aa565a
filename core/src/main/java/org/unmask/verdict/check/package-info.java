// SPDX-License-Identifier: Apache-2.0
/**
 * The independent checker of certificates and twins (5.5). It shares no code with the deciders and the finders: its own
 * exact arithmetic, its own message pass, its own reading of tasks and models, on the JDK alone.
 *
 * <p>Start with {@link org.unmask.verdict.check.CertificateChecker}; its answer is a
 * {@link org.unmask.verdict.check.CheckResult}. A document comes in as a plain tree of maps, lists, strings and numbers,
 * so that parsing stays outside.
 *
 * <pre>
 *   kind            what is claimed                                   what is done here
 *   rational-twin   two models, equal predictors                      predictors recomputed in exact fractions
 *   enclosed-twin   a second model exists near the printed one        interval Newton along the printed path
 *   root-twin       another root of the same power of the chain       interval Newton on the matrix equation
 *   exact-rank      rank of the Jacobian of the predictors            minor and full rank recomputed modulo a prime
 *   theorem         preconditions of an identifiability theorem       minors and laws recomputed in exact fractions
 * </pre>
 */
@NullMarked
package org.unmask.verdict.check;

import org.jspecify.annotations.NullMarked;
