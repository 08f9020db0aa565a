// SPDX-License-Identifier: Apache-2.0
package org.unmask.predictor;

import java.util.Arrays;

/** A context of points with real coordinates; NaN marks a coordinate that was not observed. */
public final class PointContext implements Context {

    private final double[][] points;

    PointContext(double[]... points) {
        this.points = new double[points.length][];
        for (int token = 0; token < points.length; token++) {
            this.points[token] = points[token].clone();
            for (int c = 0; c < points[token].length; c++) {
                if (Double.isInfinite(points[token][c])) {
                    throw new IllegalArgumentException("coordinate " + (c + 1) + " of token " + (token + 1)
                            + " of the context is " + points[token][c] + ", expected a finite number");
                }
            }
        }
    }

    /**
     * The coordinates of a token.
     *
     * @param token place in the context, from 0
     * @return a copy; NaN where missing
     */
    public double[] point(int token) {
        return points[token].clone();
    }

    @Override
    public int size() {
        return points.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PointContext that && Arrays.deepEquals(points, that.points);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(points);
    }

    @Override
    public String toString() {
        return Arrays.deepToString(points);
    }
}
