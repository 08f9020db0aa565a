// SPDX-License-Identifier: Apache-2.0
/**
 * The independent checker of certificates and twins (5.5). It shares no code with the deciders and the finders: its own
 * exact arithmetic, its own walk of the prediction formula, its own reading of tasks and models, on the JDK alone.
 *
 * <p>Start with {@link org.unmask.verdict.check.CertificateChecker}; its answer is a
 * {@link org.unmask.verdict.check.CheckResult}. A document comes in as a plain tree of maps, lists, texts and numbers, so
 * that parsing stays outside. Some fields are claims; all others follow from them. The checker computes the whole document
 * anew from the claims and compares: what is not a claim has one value only.
 *
 * <pre>
 *   kind            claims                                   what is done here
 *   rational-twin   two models, perhaps more between them    predictors of all of them in exact fractions
 *   enclosed-twin   a model, a path on its fibre             rank modulo a prime, interval Newton along the path
 *   root-twin       a model, another root of a power of T    interval Newton on the matrix equation
 *   mirror-twin     a model, a second sign of the factors    a change of sign of one equation in one unknown
 *   exact-rank      a question, perhaps a model              rank and the first minor that is not zero, modulo a prime
 *   theorem         a question, perhaps a model              which theorem covers it, its preconditions
 * </pre>
 *
 * <p>A verdict's document is checked with the certificate inside it: word, counts and question must be those that follow.
 * Words for people, and the provenance, are guarded by digests alone.
 */
@NullMarked
package org.unmask.verdict.check;

import org.jspecify.annotations.NullMarked;
