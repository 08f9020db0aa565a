// SPDX-License-Identifier: Apache-2.0
/**
 * Where randomness comes from: a {@link org.unmask.random.Seed} handed in as an argument and split by labels, so that
 * results depend on neither threads nor the order of work.
 */
@NullMarked
package org.unmask.random;

import org.jspecify.annotations.NullMarked;
