// SPDX-License-Identifier: Apache-2.0
/**
 * Twins (5.1): two models, different beyond relabelling, that no optimal predictor of a question's tasks tells apart.
 *
 * <p>Start with {@link org.unmask.verdict.twin.TwinFinder}; it answers with a
 * {@link org.unmask.verdict.twin.TwinSearch}. Rational constructions come first
 * ({@link org.unmask.verdict.twin.RationalSlides}), then a walk along the fibre of the predictors
 * ({@link org.unmask.verdict.twin.Fibre}), whose end is a point near which a true twin exists. What is handed out has been
 * accepted by {@link org.unmask.verdict.document.CertificateChecker}, which shares no code with the finders.
 */
@NullMarked
package org.unmask.verdict.twin;

import org.jspecify.annotations.NullMarked;
