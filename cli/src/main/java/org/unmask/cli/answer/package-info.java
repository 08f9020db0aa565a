// SPDX-License-Identifier: Apache-2.0
/**
 * Answers of the library in words and as documents: for a fit {@link org.unmask.cli.answer.FitText} and {@link
 * org.unmask.cli.answer.FitDocument}, for a verdict {@link org.unmask.cli.answer.VerdictLines} and {@link
 * org.unmask.cli.answer.VerdictDocument}. {@link org.unmask.cli.answer.Provenance} says what an answer was made of.
 */
@NullMarked
package org.unmask.cli.answer;

import org.jspecify.annotations.NullMarked;
