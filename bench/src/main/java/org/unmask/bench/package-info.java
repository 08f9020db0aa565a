/**
 * Measurements of the hot paths, some of them side by side with other libraries. Nothing here is shipped and nothing
 * depends on it.
 */
@NullMarked
package org.unmask.bench;

import org.jspecify.annotations.NullMarked;
