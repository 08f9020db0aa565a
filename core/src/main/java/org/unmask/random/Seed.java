// SPDX-License-Identifier: Apache-2.0
package org.unmask.random;

import java.io.Serializable;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A seed that is split by labels, never by threads: the stream for "trial 17 / start 3" is the same whoever draws it and
 * whenever.
 *
 * @param value any number
 */
public record Seed(long value) implements Serializable {

    /**
     * The seed of a named part of the work.
     *
     * @param label what the stream is for
     * @return a seed that depends on this one and the label only
     */
    public Seed split(String label) {
        long hash = mix(value ^ 0x9E3779B97F4A7C15L);
        for (int i = 0; i < label.length(); i++) {
            hash = mix(hash + 0x9E3779B97F4A7C15L * (label.charAt(i) + 1L));
        }
        return new Seed(hash);
    }

    /**
     * The seed of a numbered part of the work.
     *
     * @param label what the streams are for
     * @param index which of them
     * @return a seed that depends on this one, the label and the number only
     */
    public Seed split(String label, long index) {
        return new Seed(mix(split(label).value + 0xBF58476D1CE4E5B9L * (index + 1)));
    }

    /**
     * A fresh generator at the beginning of this seed's stream.
     *
     * @return a generator; not shared
     */
    public RandomGenerator generator() {
        return new SplittableRandom(mix(value));
    }

    /** The finaliser of SplitMix64 (Steele, Lea, Flood 2014). */
    private static long mix(long bits) {
        long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
