// SPDX-License-Identifier: Apache-2.0
/**
 * Many questions at once: the landscape of identifiability over families and tasks, and the experiments that reproduce
 * what is known. Everything here runs in parallel and gives the same answer at any number of threads.
 *
 * <p>Start with {@link org.unmask.atlas.AtlasGrid} and {@link org.unmask.atlas.Atlas}.
 */
@NullMarked
package org.unmask.atlas;

import org.jspecify.annotations.NullMarked;
