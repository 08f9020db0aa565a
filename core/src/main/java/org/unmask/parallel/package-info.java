// SPDX-License-Identifier: Apache-2.0
/**
 * Work on several threads whose answers do not depend on their number, and how such work tells how far it is.
 */
@NullMarked
package org.unmask.parallel;

import org.jspecify.annotations.NullMarked;
