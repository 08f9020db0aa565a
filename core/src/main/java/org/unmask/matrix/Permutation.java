// SPDX-License-Identifier: Apache-2.0
package org.unmask.matrix;

import java.util.Arrays;

/** An immutable permutation of {@code 0 .. size - 1}, read as "new index to old index". */
public final class Permutation {

    private final int[] images;

    private Permutation(int[] owned) {
        this.images = owned;
    }

    /**
     * A permutation from its images.
     *
     * @param images image of 0, of 1, and so on; copied
     * @return the permutation
     * @throws IllegalArgumentException when an index is out of range or named twice
     */
    public static Permutation of(int... images) {
        boolean[] seen = new boolean[images.length];
        for (int image : images) {
            if (image < 0 || image >= images.length || seen[image]) {
                throw new IllegalArgumentException(
                        Arrays.toString(images) + " does not name each of 0.." + (images.length - 1) + " once");
            }
            seen[image] = true;
        }
        return new Permutation(images.clone());
    }

    /**
     * The permutation that moves nothing.
     *
     * @param size number of elements
     * @return the identity
     */
    public static Permutation identity(int size) {
        int[] images = new int[size];
        Arrays.setAll(images, i -> i);
        return new Permutation(images);
    }

    /**
     * Number of elements.
     *
     * @return at least 0
     */
    public int size() {
        return images.length;
    }

    /**
     * The image of one element.
     *
     * @param element element, from 0
     * @return where it is taken from
     */
    public int get(int element) {
        return images[element];
    }

    /**
     * The permutation that undoes this one.
     *
     * @return the inverse
     */
    public Permutation inverse() {
        int[] out = new int[images.length];
        for (int i = 0; i < images.length; i++) {
            out[images[i]] = i;
        }
        return new Permutation(out);
    }

    /**
     * The images.
     *
     * @return a copy
     */
    public int[] toArray() {
        return images.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Permutation that && Arrays.equals(images, that.images);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(images);
    }

    @Override
    public String toString() {
        return Arrays.toString(images);
    }
}
