// SPDX-License-Identifier: Apache-2.0
/**
 * Documents of what is known of a model before it is fitted: models with holes. Start with
 * {@link org.unmask.io.constraint.ConstraintFiles}; what it reads is an {@link org.unmask.constraint.Restrictions}.
 */
@NullMarked
package org.unmask.io.constraint;

import org.jspecify.annotations.NullMarked;
