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
        states = model.states();
        initial = model.initial().toArray();
        transition = model.transition().matrix().toArray();
        transposed = model.transition().matrix().transpose().toArray();
        mixing = Arrays.stream(transition).allMatch(p -> p >= WORTH_THE_NAME);
    }
}
