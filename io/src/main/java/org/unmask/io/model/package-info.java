// SPDX-License-Identifier: Apache-2.0
/**
 * Model files: the project's own versioned documents ({@link org.unmask.io.model.ModelFiles}), the same with exact
 * fractions ({@link org.unmask.io.model.ExactModel}), and the arrays of hmmlearn
 * ({@link org.unmask.io.model.HmmlearnFiles}).
 */
@NullMarked
package org.unmask.io.model;

import org.jspecify.annotations.NullMarked;
