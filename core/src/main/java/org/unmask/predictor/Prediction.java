// SPDX-License-Identifier: Apache-2.0
package org.unmask.predictor;

import java.util.Arrays;
import org.unmask.matrix.Matrix;

/**
 * An immutable tensor of predictions with one axis for each target, all of the same length, stored flat with the last axis
 * fastest.
 */
public final class Prediction {

    private final int dimension;
    private final int axes;
    private final double[] values;

    private Prediction(int dimension, int axes, double[] owned) {
        this.dimension = dimension;
        this.axes = axes;
        this.values = owned;
    }

    /**
     * A prediction from its flat entries.
     *
     * @param dimension length of each axis: number of symbols, or of coordinates
     * @param axes number of targets
     * @param flat {@code dimension^axes} entries, last axis fastest; copied
     * @return the prediction
     * @throws IllegalArgumentException when the number of entries is another one
     */
    public static Prediction of(int dimension, int axes, double... flat) {
        long expected = 1;
        for (int axis = 0; axis < axes; axis++) {
            expected *= dimension;
        }
        if (flat.length != expected) {
            throw new IllegalArgumentException("a prediction of " + axes + " targets with " + dimension
                    + " outcomes each has " + expected + " entries, found " + flat.length);
        }
        return new Prediction(dimension, axes, flat.clone());
    }

    /**
     * Length of each axis.
     *
     * @return number of symbols, or of coordinates
     */
    public int dimension() {
        return dimension;
    }

    /**
     * Number of axes.
     *
     * @return number of targets
     */
    public int axes() {
        return axes;
    }

    /**
     * One entry.
     *
     * @param indices one index for each axis, from 0
     * @return the entry
     */
    public double get(int... indices) {
        if (indices.length != axes) {
            throw new IllegalArgumentException("expected " + axes + " indices, found " + indices.length);
        }
        int flat = 0;
        for (int index : indices) {
            if (index < 0 || index >= dimension) {
                throw new IndexOutOfBoundsException("index " + index + " of an axis of length " + dimension);
            }
            flat = flat * dimension + index;
        }
        return values[flat];
    }

    /**
     * The entries, last axis fastest.
     *
     * @return a copy
     */
    public double[] toArray() {
        return values.clone();
    }

    /**
     * The entries as a matrix, the first axis against the others.
     *
     * @return {@code dimension x dimension^(axes - 1)}
     */
    public Matrix matrix() {
        return Matrix.of(dimension, values.length / dimension, values);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Prediction that
                && dimension == that.dimension
                && axes == that.axes
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * dimension + axes) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
