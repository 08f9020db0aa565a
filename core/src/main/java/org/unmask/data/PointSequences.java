// SPDX-License-Identifier: Apache-2.0
package org.unmask.data;

import java.util.Arrays;

/**
 * Sequences of points with real coordinates. Coordinate {@code c} of token {@code t} stands at {@code t * dimension + c};
 * NaN marks a coordinate that was not observed.
 */
public final class PointSequences implements Sequences {

    private final int dimension;
    private final double[] values;
    private final int[] ends;

    private PointSequences(int dimension, double[] values, int[] ends) {
        this.dimension = dimension;
        this.values = values;
        this.ends = ends;
    }

    /**
     * Sequences from coordinates.
     *
     * @param dimension coordinates of a token, at least 1
     * @param values coordinates, token by token, NaN where missing; kept, not copied
     * @param ends end offset of each sequence, in tokens; kept, not copied
     * @return the sequences
     * @throws IllegalArgumentException when a value is infinite or the ends do not cover the tokens
     */
    public static PointSequences of(int dimension, double[] values, int... ends) {
        if (dimension < 1 || values.length % dimension != 0) {
            throw new IllegalArgumentException(
                    values.length + " values do not make tokens of " + dimension + " coordinates");
        }
        SequenceEnds.check(ends, values.length / dimension);
        for (int i = 0; i < values.length; i++) {
            if (Double.isInfinite(values[i])) {
                throw new IllegalArgumentException("coordinate " + (i % dimension + 1) + " of token "
                        + (i / dimension + 1) + " is " + values[i] + ", expected a finite number");
            }
        }
        return new PointSequences(dimension, values, ends);
    }

    /**
     * The coordinates of all tokens.
     *
     * @return the array itself, for kernels; not to be modified
     */
    public double[] values() {
        return values;
    }

    /**
     * One coordinate.
     *
     * @param token index over all sequences, from 0
     * @param coordinate from 0
     * @return the value, NaN when missing
     */
    public double value(int token, int coordinate) {
        return values[token * dimension + coordinate];
    }

    @Override
    public int count() {
        return ends.length;
    }

    @Override
    public int tokens() {
        return values.length / dimension;
    }

    @Override
    public int end(int sequence) {
        return ends[sequence];
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public PointSequences slice(int from, int to) {
        if (from == 0 && to == ends.length) {
            return this;
        }
        double[] cut = to > from
                ? Arrays.copyOfRange(values, start(from) * dimension, ends[to - 1] * dimension)
                : new double[0];
        return new PointSequences(dimension, cut, SequenceEnds.slice(ends, from, to));
    }
}
