// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

/**
 * Sums over lanes and steps of the products of two sets of rows, every left one with every right one: counted transitions,
 * or moments. Rows lie in bundles, those on the right are {@link LaneKernel#ready}.
 */
interface LaneProducts {

    /** Adds the products of one step. */
    void add(double[][] left, double[][] right, int n);

    /** Adds the products of two steps, which may cost less than twice. */
    void add(double[][] left, double[][] right, double[][] nextLeft, double[][] nextRight, int n);

    /** The sum for a row on the left and one on the right. */
    double sum(int left, int right);

    /** Begins anew. */
    void clear();
}
