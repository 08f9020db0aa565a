// SPDX-License-Identifier: Apache-2.0
package org.unmask.data;

import java.util.Arrays;

/**
 * How many tokens of points there are, and number, mean, spread and range of each coordinate, missing ones left out.
 * Immutable. Sums of disjoint tokens merge (Chan, Golub, LeVeque 1983); {@link #zero} is the neutral element. Merged in
 * the same order they are the same to the bit.
 */
public final class CoordinateSums {

    private static final int FIELDS = 5;

    /** Tokens that are summed before they are merged. */
    private static final int BLOCK = 512;

    private final int dimension;
    private final long seen;
    /** {@code coordinate * FIELDS}: count, mean, sum of squares about the mean, least, most. */
    private final double[] fields;

    private CoordinateSums(int dimension, long seen, double[] fields) {
        this.dimension = dimension;
        this.seen = seen;
        this.fields = fields;
    }

    /**
     * Of no tokens.
     *
     * @param dimension number of coordinates
     * @return zeros
     */
    public static CoordinateSums zero(int dimension) {
        double[] fields = new double[dimension * FIELDS];
        for (int c = 0; c < dimension; c++) {
            fields[c * FIELDS + 3] = Double.POSITIVE_INFINITY;
            fields[c * FIELDS + 4] = Double.NEGATIVE_INFINITY;
        }
        return new CoordinateSums(dimension, 0, fields);
    }

    /**
     * Of all tokens of some sequences.
     *
     * @param data the points
     * @return the sums
     */
    public static CoordinateSums of(PointSequences data) {
        CoordinateSums out = zero(data.dimension());
        for (int from = 0; from < data.tokens(); from += BLOCK) {
            out = out.merge(block(data, from, Math.min(from + BLOCK, data.tokens())));
        }
        return out;
    }

    /** Of a few tokens, first the means and then what lies about them: a division for each token would cost several times as much. */
    private static CoordinateSums block(PointSequences data, int from, int to) {
        int d = data.dimension();
        double[] values = data.values();
        double[] fields = zero(d).fields;
        long seen = 0;
        for (int t = from; t < to; t++) {
            boolean any = false;
            for (int c = 0, at = 0; c < d; c++, at += FIELDS) {
                double value = values[t * d + c];
                if (!Double.isNaN(value)) {
                    any = true;
                    fields[at]++;
                    fields[at + 1] += value;
                    if (value < fields[at + 3]) {
                        fields[at + 3] = value;
                    }
                    if (value > fields[at + 4]) {
                        fields[at + 4] = value;
                    }
                }
            }
            seen += any ? 1 : 0;
        }
        for (int at = 0; at < fields.length; at += FIELDS) {
            fields[at + 1] /= Math.max(fields[at], 1);
        }
        for (int t = from; t < to; t++) {
            for (int c = 0, at = 0; c < d; c++, at += FIELDS) {
                double apart = values[t * d + c] - fields[at + 1];
                if (!Double.isNaN(apart)) {
                    fields[at + 2] += apart * apart;
                }
            }
        }
        return new CoordinateSums(d, seen, fields);
    }

    /**
     * Of these tokens and others.
     *
     * @param other of as many coordinates
     * @return the sums
     */
    public CoordinateSums merge(CoordinateSums other) {
        double[] out = fields.clone();
        for (int at = 0; at < out.length; at += FIELDS) {
            double count = fields[at] + other.fields[at];
            if (other.fields[at] > 0) {
                double apart = other.fields[at + 1] - fields[at + 1];
                double share = other.fields[at] / count;
                out[at] = count;
                out[at + 1] = fields[at] == 0 ? other.fields[at + 1] : fields[at + 1] + apart * share;
                out[at + 2] = fields[at + 2] + other.fields[at + 2] + apart * apart * fields[at] * share;
                out[at + 3] = Math.min(fields[at + 3], other.fields[at + 3]);
                out[at + 4] = Math.max(fields[at + 4], other.fields[at + 4]);
            }
        }
        return new CoordinateSums(dimension, seen + other.seen, out);
    }

    /**
     * As plain numbers, to be sent from one process to another.
     *
     * @return what {@link #ofNumbers} takes
     */
    public double[] numbers() {
        double[] out = Arrays.copyOf(fields, fields.length + 1);
        out[fields.length] = seen;
        return out;
    }

    /**
     * Sums that were sent as plain numbers.
     *
     * @param numbers what {@link #numbers} gave
     * @return the same sums
     */
    public static CoordinateSums ofNumbers(double[] numbers) {
        int size = numbers.length - 1;
        return new CoordinateSums(size / FIELDS, (long) numbers[size], Arrays.copyOf(numbers, size));
    }

    /**
     * Tokens of which a coordinate was observed.
     *
     * @return at least 0
     */
    public long seen() {
        return seen;
    }

    /**
     * Mean of each coordinate over the tokens.
     *
     * @return 0 where nothing was observed
     */
    public double[] means() {
        return every(1, false);
    }

    /**
     * Variance of each coordinate over the tokens.
     *
     * @return at least 0; NaN where nothing was observed
     */
    public double[] variances() {
        return every(2, true);
    }

    /**
     * Least value of each coordinate.
     *
     * @return positive infinity where nothing was observed
     */
    public double[] least() {
        return every(3, false);
    }

    /**
     * Greatest value of each coordinate.
     *
     * @return negative infinity where nothing was observed
     */
    public double[] most() {
        return every(4, false);
    }

    private double[] every(int field, boolean each) {
        double[] out = new double[dimension];
        for (int c = 0; c < dimension; c++) {
            out[c] = fields[c * FIELDS + field] / (each ? fields[c * FIELDS] : 1);
        }
        return out;
    }
}
