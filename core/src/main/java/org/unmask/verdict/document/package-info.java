// SPDX-License-Identifier: Apache-2.0
/**
 * Documents of certificates, twins and verdicts (5.5): what is written is what was proved. Start with
 * {@link org.unmask.verdict.document.CertificateChecker}; its answer is a {@link org.unmask.verdict.document.CheckResult}. The
 * proofs are those of {@link org.unmask.verdict.check}, and like it this package shares no code with the deciders and the
 * finders. A document comes in as a plain tree of maps, lists, texts and numbers, so that parsing stays outside.
 *
 * <p>Some fields are claims; all others follow from them. The whole document is computed anew from the claims and compared:
 * what is not a claim has one value only.
 *
 * <pre>
 *   kind            claims
 *   rational-twin   two models, perhaps more between them, a witness
 *   enclosed-twin   a model, a path on its fibre, a witness
 *   root-twin       a model, another root of a power of T, a witness
 *   mirror-twin     a model, a second sign of the factors, a witness
 *   exact-rank      a question, perhaps a model
 *   theorem         a question, perhaps a model
 * </pre>
 *
 * <p>A verdict's document is checked with the certificate inside it: word, counts and question must be those that follow.
 * Words for people, and the provenance, are guarded by digests alone.
 */
@NullMarked
package org.unmask.verdict.document;

import org.jspecify.annotations.NullMarked;
