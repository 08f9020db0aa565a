// SPDX-License-Identifier: Apache-2.0
/**
 * Work on several threads whose answers do not depend on their number, and how such work tells how far it is.
 * {@link org.unmask.parallel.Workers} are who does independent pieces of it: {@link org.unmask.parallel.Threads} here, or
 * processes elsewhere.
 */
@NullMarked
package org.unmask.parallel;

import org.jspecify.annotations.NullMarked;
