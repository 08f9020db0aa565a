// SPDX-License-Identifier: Apache-2.0
package org.unmask.model;

import org.hipparchus.FieldElement;

/**
 * The parameters of a model over any number system; a plain carrier of arrays that callers do not modify.
 *
 * @param <T> the number system
 * @param initial stationary law, {@code [state]}
 * @param transition {@code [from][to]}
 * @param means expected token, {@code [state][coordinate]}; the emission matrix for categorical families
 * @param spreads one symmetric matrix for each state, {@code [state][row][column]}: covariances or precisions, as the
 *     free vector had them; empty for categorical families
 */
// Arrays, as the number systems come as arrays and the carrier lives only inside one evaluation.
@SuppressWarnings("ArrayRecordComponent")
public record FieldModel<T extends FieldElement<T>>(T[] initial, T[][] transition, T[][] means, T[][][] spreads) {}
