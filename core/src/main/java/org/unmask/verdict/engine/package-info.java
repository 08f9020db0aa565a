// SPDX-License-Identifier: Apache-2.0
/**
 * From a question to its verdict, cheap to dear: a theorem whose preconditions hold, then the exact rank, then what is fixed
 * all the same. Start with {@link org.unmask.verdict.engine.VerdictEngine}; a table of questions is read by
 * {@link org.unmask.verdict.engine.QuestionRow}.
 */
@NullMarked
package org.unmask.verdict.engine;

import org.jspecify.annotations.NullMarked;
