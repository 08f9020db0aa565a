// SPDX-License-Identifier: Apache-2.0
/**
 * Reading a model off the windows of a large alphabet, words for example, where a table of three tokens does not fit: sparse
 * counts of neighbours, a randomised singular value decomposition, and a second pass that sums what is left of three tokens
 * in the leading directions. Memory {@code O(pairs that occur + symbols * states + states^3)}.
 *
 * <pre>
 *   stream -> pair counts -> Directions (d x k, past and future) -> Contexts (k x k x k and a row for each symbol) -> model
 * </pre>
 *
 * <p>Start with {@link org.unmask.vocabulary.VocabularyReadOff}. What it reads is a start for {@code estimate}, which climbs
 * the likelihood from there; tables that fit are read by {@code recovery}.
 */
@NullMarked
package org.unmask.vocabulary;

import org.jspecify.annotations.NullMarked;
