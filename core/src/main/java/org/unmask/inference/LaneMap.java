// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

/** A map between the states of lanes. */
@FunctionalInterface
interface LaneMap {

    /** Writes {@code to} in the first {@code n} lanes; {@code from} is {@link LaneKernel#ready}. */
    void apply(double[][] from, double[][] to, int n);
}
