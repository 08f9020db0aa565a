// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

/** A linear map between the states of lanes, as kernels read it. */
final class LaneMap {

    final Bundles bundles;
    /** As {@link Bundles#factors} makes them. */
    final double[] factors;
    /**
     * Makes a map.
     *
     * @param matrix {@code written * states + read}
     * @param nothing what a slot without a state gets
     */
    LaneMap(Bundles bundles, double[] matrix, double nothing) {
        this.bundles = bundles;
        this.factors = bundles.factors(matrix, nothing);
    }
}
