// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.Arrays;

/**
 * Coordinates lane by lane, some steps ahead: tokens of a lane lie one after the other in memory, those of a step far
 * apart, so a few are fetched of each lane at a time. Missing coordinates are NaN until they are blanked out.
 */
final class PointWindow {

    private static final int S = Bundles.LANES;
    private static final int STEPS = 8;
    /** Numbers a lane at a time, so that a window stays in the second cache. */
    private static final int NUMBERS = 64;

    private static final Lanes NONE = new Lanes(new int[0], new int[0]);

    private final int d;
    private final int steps;
    private final double[] values;
    private final double[] pivot;
    /** For each step of the window a row for each coordinate, less the pivot. */
    private final double[][][] rows;

    private final boolean[][] incomplete;
    private final boolean[] anyIncomplete;
    private Lanes held = NONE;
    private int from;
    private int width;

    PointWindow(double[] values, double[] pivot) {
        this.d = pivot.length;
        this.values = values;
        this.pivot = pivot;
        this.steps = Integer.highestOneBit(Math.max(1, Math.min(STEPS, NUMBERS / d)));
        this.rows = new double[steps][][];
        Arrays.setAll(rows, s -> Bundles.single(d));
        this.incomplete = new boolean[steps][S];
        this.anyIncomplete = new boolean[steps];
    }

    /** A row for each coordinate of a step; ended lanes repeat their last token, lanes after {@code n} hold zeros. */
    @SuppressWarnings("ReferenceEquality") // the very lanes that the window was filled from
    double[][] at(Lanes lanes, int step, int n) {
        int first = step / steps * steps;
        if (lanes != held || first != from || n > width) {
            held = lanes;
            from = first;
            width = n;
            fill(n);
        }
        return rows[step - from];
    }

    /** Which lanes of a step at hand miss a coordinate; empty when none does. */
    boolean[] incomplete(int step) {
        return anyIncomplete[step - from] ? incomplete[step - from] : new boolean[0];
    }

    private void fill(int n) {
        Arrays.fill(anyIncomplete, false);
        for (int l = 0; l < n; l++) {
            for (int s = 0; s < steps; s++) {
                int at = (held.start()[l] + Math.min(from + s, held.length()[l] - 1)) * d;
                double[][] step = rows[s];
                double test = 0;
                for (int c = 0; c < d; c++) {
                    double value = values[at + c] - pivot[c];
                    step[c][l] = value;
                    test += value;
                }
                incomplete[s][l] = Double.isNaN(test);
                anyIncomplete[s] |= incomplete[s][l];
            }
        }
        for (double[][] step : rows) {
            for (double[] row : step) {
                Arrays.fill(row, n, Math.min(S, n + LaneKernel.GROUP), 0);
            }
        }
    }
}
