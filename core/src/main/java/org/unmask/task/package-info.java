// SPDX-License-Identifier: Apache-2.0
/**
 * Masked prediction tasks (1.5): which positions of a window are predicted from which others, under which loss.
 *
 * <pre>
 *   task    = targets "|" context          x2,x3|x1
 *           | one character a position      o__       o seen, _ masked, . ignored
 *   tasks   = task ("&amp;" task)*
 * </pre>
 *
 * <p>Start with {@link org.unmask.task.MaskedTask} and {@link org.unmask.task.TaskSet}.
 */
@NullMarked
package org.unmask.task;

import org.jspecify.annotations.NullMarked;
