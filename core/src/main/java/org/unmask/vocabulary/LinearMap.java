// SPDX-License-Identifier: Apache-2.0
package org.unmask.vocabulary;

/** A matrix that is known by what it does to others; blocks are {@code n x width}, row-major. */
interface LinearMap {

    int rows();

    int columns();

    /** The matrix times a block of {@link #columns} rows. */
    double[] times(double[] block, int width);

    /** The transposed matrix times a block of {@link #rows} rows. */
    double[] transposedTimes(double[] block, int width);
}
