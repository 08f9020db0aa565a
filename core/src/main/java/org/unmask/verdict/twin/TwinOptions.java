// SPDX-License-Identifier: Apache-2.0
package org.unmask.verdict.twin;

import org.unmask.random.Seed;

/**
 * How to look for a twin.
 *
 * @param seed of the points and directions drawn
 * @param far whether to walk on until an entry meets the edge of the family, the path kept
 */
public record TwinOptions(Seed seed, boolean far) {

    /**
     * A near twin.
     *
     * @param seed of the points and directions drawn
     * @return the options
     */
    public static TwinOptions near(Seed seed) {
        return new TwinOptions(seed, false);
    }

    /**
     * The same, walking as far as the family reaches.
     *
     * @return the options
     */
    public TwinOptions withFar() {
        return new TwinOptions(seed, true);
    }
}
