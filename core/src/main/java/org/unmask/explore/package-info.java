// SPDX-License-Identifier: Apache-2.0
/**
 * Walks and views in parameter space, made to be looked at: along the models that share their predictions, across the
 * loss around a model, and along the way that training takes.
 *
 * <p>Start with {@link org.unmask.explore.Explorer} for a question and {@link org.unmask.explore.Trails} for training.
 * Everything here is computed in doubles and proves nothing; what is proved comes from {@link org.unmask.verdict}.
 */
@NullMarked
package org.unmask.explore;

import org.jspecify.annotations.NullMarked;
