// SPDX-License-Identifier: Apache-2.0
package org.unmask.spark;

import java.io.Serializable;
import java.util.Arrays;

/** Rows on their way to the part they belong to. */
final class RowBits implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final int FIRST = 16;

    private final int dimension;
    private final boolean named;
    private long[] rows = new long[FIRST];
    private String[] names;
    private int[] codes;
    private double[] values;
    private int size;

    /**
     * None yet.
     *
     * @param dimension coordinates of a point; 0 for symbols
     * @param named whether rows name their sequences
     */
    RowBits(int dimension, boolean named) {
        this.dimension = dimension;
        this.named = named;
        this.names = new String[named ? FIRST : 0];
        this.codes = new int[dimension == 0 ? FIRST : 0];
        this.values = new double[FIRST * dimension];
    }

    void add(long row, String name, int code, double[] point) {
        if (size == rows.length) {
            rows = Arrays.copyOf(rows, 2 * size);
            names = named ? Arrays.copyOf(names, 2 * size) : names;
            codes = dimension == 0 ? Arrays.copyOf(codes, 2 * size) : codes;
            values = Arrays.copyOf(values, 2 * size * dimension);
        }
        rows[size] = row;
        if (named) {
            names[size] = name;
        }
        if (dimension == 0) {
            codes[size] = code;
        } else {
            System.arraycopy(point, 0, values, size * dimension, dimension);
        }
        size++;
    }

    int size() {
        return size;
    }

    long[] rows() {
        return rows;
    }

    String[] names() {
        return names;
    }

    int[] codes() {
        return codes;
    }

    double[] values() {
        return values;
    }
}
