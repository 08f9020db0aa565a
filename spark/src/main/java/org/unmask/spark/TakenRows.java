// SPDX-License-Identifier: Apache-2.0
package org.unmask.spark;

import java.io.Serializable;

/**
 * Points that follow each other in one sequence, on their way to the sample.
 *
 * @param from number of the first, over all parts
 * @param begins whether a sequence begins there
 * @param values coordinates, point by point
 */
@SuppressWarnings("ArrayRecordComponent") // On its way between processes; nobody compares two.
record TakenRows(long from, boolean begins, double[] values) implements Serializable {}
