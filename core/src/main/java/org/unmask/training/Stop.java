// SPDX-License-Identifier: Apache-2.0
package org.unmask.training;

/** Asked before each iteration whether time is up. */
@FunctionalInterface
interface Stop {

    /** Never stops. */
    Stop NEVER = (iteration, value) -> false;

    /** True when no further iteration may begin. */
    boolean now(int iteration, double value);
}
