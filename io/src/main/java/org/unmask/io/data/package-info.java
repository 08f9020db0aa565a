// SPDX-License-Identifier: Apache-2.0
/**
 * The front door from a file to sequences: {@link org.unmask.io.data.DataReader} with
 * {@link org.unmask.io.data.DataOptions}. What comes out carries where it came from
 * ({@link org.unmask.io.data.DataProvenance}); {@link org.unmask.io.data.DataChecks} says whether a model can be fitted to
 * it at all, and {@link org.unmask.io.data.DataConverter} writes it down again.
 */
@NullMarked
package org.unmask.io.data;

import org.jspecify.annotations.NullMarked;
