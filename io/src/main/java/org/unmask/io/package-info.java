// SPDX-License-Identifier: Apache-2.0
/**
 * Files in and out. This room holds what all others need: input of any origin as bytes that can be read again
 * ({@link org.unmask.io.InputBytes}), output that is there whole or not at all ({@link org.unmask.io.AtomicFile}), and
 * the one kind of exception for what users get wrong in a file ({@link org.unmask.io.BadInputException}).
 *
 * <p>The rooms, each using only those before it: {@code json} (documents), {@code model} (model files), {@code table}
 * (CSV, and DuckDB for the rest), {@code text} (characters, letters, words, lines, FASTA), {@code data} (the front door
 * from a file to sequences), {@code predictor} (tables of predictors). The large native libraries behind some formats
 * are loaded only when a file needs them.
 */
@NullMarked
package org.unmask.io;

import org.jspecify.annotations.NullMarked;
