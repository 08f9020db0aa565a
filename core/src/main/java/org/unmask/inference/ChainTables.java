// SPDX-License-Identifier: Apache-2.0
package org.unmask.inference;

import java.util.Arrays;
import org.unmask.model.Hmm;

/**
 * Initial law and transition matrix as kernels like them.
 *
 * <p>A chain is called mixing when every transition has a probability worth the name. Then what underflow takes from a
 * state comes back from the others one step later, so that only a vanishing total needs care; else every lost entry
 * does.
 */
final class ChainTables {

    private static final double WORTH_THE_NAME = 1e-60;

    final int states;
    /** Law of the first state. */
    final double[] initial;
    /** {@code now * states + next}. */
    final double[] transition;
    /** {@code next * states + now}. */
    final double[] transposed;

    final boolean mixing;

    ChainTables(Hmm model) {
        this(model.initial().toArray(), model.transition().matrix().toArray());
    }

    /**
     * From arrays, kept.
     *
     * @param initial law of the first state
     * @param transition {@code now * states + next}
     */
    ChainTables(double[] initial, double[] transition) {
        this.states = initial.length;
        this.initial = initial;
        this.transition = transition;
        this.transposed = new double[states * states];
        for (int i = 0; i < states; i++) {
            for (int j = 0; j < states; j++) {
                transposed[j * states + i] = transition[i * states + j];
            }
        }
        this.mixing = Arrays.stream(transition).allMatch(p -> p >= WORTH_THE_NAME);
    }
}
