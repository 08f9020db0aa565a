// SPDX-License-Identifier: Apache-2.0
/**
 * Sequences as flat values and end offsets, and what training and recovery need of them: counts and moments of windows,
 * which add up exactly over shards (6.1), simulated sequences, and splits into parts.
 *
 * <p>Start with {@link org.unmask.data.SymbolSequences} and {@link org.unmask.data.PointSequences}. Readers of files
 * make them; inference and training use them.
 */
@NullMarked
package org.unmask.data;

import org.jspecify.annotations.NullMarked;
