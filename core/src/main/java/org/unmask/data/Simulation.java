// SPDX-License-Identifier: Apache-2.0
package org.unmask.data;

/**
 * Simulated sequences and what was hidden.
 *
 * @param sequences the tokens
 * @param states the state of each token over all sequences; not to be modified
 */
@SuppressWarnings("ArrayRecordComponent") // as large as the data, so not copied; equality of simulations means nothing
public record Simulation(Sequences sequences, int[] states) {}
