// SPDX-License-Identifier: Apache-2.0
/**
 * Texts as sequences of symbols. A {@link org.unmask.io.text.TextSource} is a file together with the way to cut it
 * ({@link org.unmask.io.text.TextUnit}); it is read into memory or passed by as a stream.
 *
 * <p>Inside, the work is done on bytes: blocks of whole UTF-8 characters go through a tokenizer, which looks an ASCII
 * byte up in a table and decodes the rest. Codes are given out in order of appearance and put in order in the end.
 */
@NullMarked
package org.unmask.io.text;

import org.jspecify.annotations.NullMarked;
